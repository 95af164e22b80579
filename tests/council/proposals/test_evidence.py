"""Photos and voice messages kept as evidence; a spoken proposal is written down by staff."""

import hashlib
from typing import Any

from sqlalchemy import select

from council.kernel.forms.commands import FormSheet, Phrase
from council.kernel.refusals import Refusal
from council.kernel.tables import attachments, files
from council.overview.todos import today
from council.proposals.commands import AdmitProposal, ProposalActed
from council.proposals.reads import show_proposal
from council.proposals.reads_desk import desk_files, desk_proposal
from tests.council.conftest import Town
from tests.council.kernel.forms.filling import Filling, filled, problem
from tests.council.moves import names

TITLE = "3号楼电梯经常坏"
BODY = "每周都要坏一次，老人上下楼很不方便，请尽快修。"
PHOTO = b"\xff\xd8\xff\xe0 a lift"
VOICE = b"OggS a voice"


def files_of(sheet: FormSheet) -> tuple[Any, Any]:
    """Tell how many photos and voice messages a sheet says it holds."""
    (params,) = (line.says.params for line in sheet.lines if line.name == "files")
    return params["photos"], params["voices"]


def test_photos_and_voices_are_kept_by_their_hash_in_order(town: Town):
    town.person("王芳")
    form = Filling(town, "王芳", "proposal", "new")
    form.send(PHOTO)
    form.send(VOICE)
    twice = form.send(PHOTO)
    form.say(f"{TITLE}\n{BODY}")

    form.file()

    assert (problem(twice), files_of(twice), twice.asks) == (
        "proposal.file_known",
        (1, 1),
        "title",
    )
    kept = town.rows(
        select(attachments.c.position, attachments.c.kind, attachments.c.sha256).order_by(
            attachments.c.position
        )
    )
    assert kept == [
        (1, "photo", hashlib.sha256(PHOTO).hexdigest()),
        (2, "voice", hashlib.sha256(VOICE).hexdigest()),
    ]
    assert sorted(town.rows(select(files.c.media_type, files.c.size, files.c.content))) == [
        ("audio/ogg", len(VOICE), VOICE),
        ("image/jpeg", len(PHOTO), PHOTO),
    ]
    shown = town.read("王芳", show_proposal, 1)
    assert (shown.photos, shown.voices) == (1, 1)


def test_a_caption_is_the_text_that_was_asked_for(town: Town):
    town.person("王芳")

    sheet = Filling(town, "王芳", "proposal", "new").send(PHOTO, f"{TITLE}\n{BODY}")

    assert (filled(sheet)["title"], filled(sheet)["body"]) == (TITLE, BODY)
    assert (files_of(sheet), sheet.asks) == ((1, 0), "")


def test_a_photo_leaves_what_is_asked_for_again_to_its_caption_or_the_next_message(town: Town):
    town.person("王芳")
    form = Filling(town, "王芳", "proposal", "new")
    form.say(f"{TITLE}\n{BODY}")
    form.change("title")

    photo = form.send(PHOTO)
    captioned = form.send(PHOTO + b"2", "3号楼电梯请大修")

    assert (photo.asks, files_of(photo), filled(photo)["title"]) == ("title", (1, 0), TITLE)
    assert (captioned.asks, files_of(captioned)) == ("", (2, 0))
    assert (filled(captioned)["title"], filled(captioned)["body"]) == ("3号楼电梯请大修", BODY)


def test_of_a_file_and_its_caption_the_one_that_is_refused_leaves_the_other(town: Town):
    town.person("王芳")
    form = Filling(town, "王芳", "proposal", "new")

    captioned = form.send(b"MZ program", TITLE)
    kept = form.send(PHOTO, "太短")

    assert (problem(captioned), filled(captioned)) == (
        "proposal.file_unknown",
        {"title": TITLE},
    )
    assert (problem(kept), files_of(kept), kept.asks) == ("proposal.body_short", (1, 0), "body")


def test_a_seventh_file_and_a_foreign_one_are_refused_and_the_others_stay(town: Town):
    town.person("王芳")
    form = Filling(town, "王芳", "proposal", "new")
    foreign = form.send(b"MZ program")
    for place in range(6):
        form.send(PHOTO + bytes([place]))

    seventh = form.send(VOICE)
    asked = form.change("files")
    kept = form.tap(".")
    form.change("files")
    emptied = form.tap("-")

    assert foreign.problem == Refusal("proposal.file_unknown", {})
    assert seventh.problem == Refusal("proposal.too_many_files", {"limit": 6})
    assert (files_of(seventh), seventh.changes) == ((6, 0), ("files",))
    assert (asked.asks, [each.code for each in asked.offered]) == ("files", [".", "-"])
    assert (files_of(kept), kept.asks) == ((6, 0), "title")
    assert (filled(emptied), emptied.changes, emptied.asks) == ({}, (), "title")
    assert files_of(form.send(PHOTO)) == (1, 0)


def test_without_the_voice_that_stood_in_for_it_the_text_is_asked_for(town: Town):
    town.person("王芳")
    form = Filling(town, "王芳", "proposal", "new")
    form.say(TITLE)
    spoken = form.send(VOICE)

    form.change("files")
    silent = form.tap("-")

    assert (spoken.asks, spoken.notes) == ("", (Phrase(key="proposal.sheet.spoken"),))
    assert (silent.asks, silent.notes) == ("body", ())


def test_words_beside_a_voice_message_are_its_text(town: Town):
    town.person("王芳")
    form = Filling(town, "王芳", "proposal", "new")
    form.say(TITLE)
    form.send(VOICE)

    written = form.say(BODY)

    assert (filled(written)["body"], written.notes, written.changes) == (
        BODY,
        (),
        ("title", "body", "files"),
    )


def test_a_spoken_proposal_is_admitted_only_after_it_was_written_down(town: Town):
    town.person("王芳")
    town.person("李敏", "facilitator")
    town.person("周立", "clerk")
    spoken = Filling(town, "王芳", "proposal", "new")
    spoken.say(TITLE)
    sheet = spoken.send(VOICE)
    spoken.file()

    early = town.act("李敏", AdmitProposal, number=1)
    before = names(town.read("周立", desk_proposal, 1).moves)
    due = [need.key for need in town.read("周立", today).needs]
    form = Filling(town, "周立", "proposal_write_down")
    short = form.say("太短")
    written = form.say(BODY)
    after = town.read("李敏", desk_proposal, 1)
    admitted = town.act("李敏", AdmitProposal, number=1)

    assert sheet.asks == ""
    assert early == Refusal("proposal.not_written_down", {"number": 1})
    assert (before, due) == (("write_down",), ["proposal_write_down"])
    assert (problem(short), short.asks) == ("proposal.body_short", "transcript")
    assert written == ProposalActed(what="written_down", number=1, title=TITLE, state="submitted")
    assert (after.body, names(after.moves)) == (
        BODY,
        ("classify", "write_down", "admit", "return", "merge_pick"),
    )
    assert (admitted.what, admitted.state) == ("admitted", "admitted")
    assert town.told("王芳")[0] == (
        "proposal_written_down",
        {"number": 1, "title": TITLE, "text": BODY},
    )


def test_staff_alone_may_fetch_the_files_before_screening(town: Town):
    town.person("王芳")
    town.person("李敏", "facilitator")
    town.person("赵强", "treasurer")
    form = Filling(town, "王芳", "proposal", "new")
    form.send(PHOTO, f"{TITLE}\n{BODY}")
    form.file()

    found = town.read("李敏", desk_files, 1)
    refused = town.read("赵强", desk_files, 1)

    assert [(file.kind, file.media_type, file.content) for file in found.files] == [
        ("photo", "image/jpeg", PHOTO)
    ]
    assert refused.key == "policy.not_your_role"
