"""Photos and voice messages kept as evidence; a spoken proposal is written down by staff."""

import hashlib

from sqlalchemy import select

from council.commands.proposals import (
    AdmitProposal,
    AttachEvidence,
    EditProposal,
    ProposalActed,
    StartProposal,
    SubmitProposal,
    WriteProposal,
)
from council.domain.refusals import Refusal
from council.reads.mine import today
from council.reads.proposals import show_proposal
from council.reads.proposals_desk import desk_files, desk_proposal
from council.storage.tables.proposals import attachments, files
from tests.council.conftest import Town
from tests.council.usecases.filling import Filling, problem

TITLE = "3号楼电梯经常坏"
BODY = "每周都要坏一次，老人上下楼很不方便，请尽快修。"
PHOTO = b"\xff\xd8\xff\xe0 a lift"
VOICE = b"OggS a voice"


def test_photos_and_voices_are_kept_by_their_hash_in_order(town: Town):
    town.person("王芳")
    town.act("王芳", StartProposal)
    town.act("王芳", AttachEvidence, content=PHOTO)
    town.act("王芳", AttachEvidence, content=VOICE)
    twice = town.act("王芳", AttachEvidence, content=PHOTO)
    sheet = town.act("王芳", WriteProposal, text=f"{TITLE}\n{BODY}")

    town.act("王芳", SubmitProposal, number=0, revision=sheet.revision)

    assert (twice.note, twice.photos, twice.voices, twice.awaits) == (
        "file_known",
        1,
        1,
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
    town.act("王芳", StartProposal)

    sheet = town.act("王芳", AttachEvidence, content=PHOTO, text=f"{TITLE}\n{BODY}")

    assert (sheet.title, sheet.body, sheet.photos, sheet.awaits) == (TITLE, BODY, 1, "more")


def test_a_seventh_file_and_a_foreign_one_are_refused_and_the_others_stay(town: Town):
    town.person("王芳")
    town.act("王芳", StartProposal)
    foreign = town.act("王芳", AttachEvidence, content=b"MZ program")
    for place in range(6):
        sheet = town.act("王芳", AttachEvidence, content=PHOTO + bytes([place]))

    seventh = town.act("王芳", AttachEvidence, content=VOICE)
    emptied = town.act("王芳", EditProposal, number=0, revision=sheet.revision, field="files")

    assert foreign == Refusal("proposal.file_unknown", {})
    assert seventh == Refusal("proposal.too_many_files", {"limit": 6})
    assert (emptied.photos, emptied.note) == (0, "files_removed")


def test_a_spoken_proposal_is_admitted_only_after_it_was_written_down(town: Town):
    town.person("王芳")
    town.person("李敏", "facilitator")
    town.person("周立", "clerk")
    town.act("王芳", StartProposal)
    town.act("王芳", WriteProposal, text=TITLE)
    sheet = town.act("王芳", AttachEvidence, content=VOICE)
    town.act("王芳", SubmitProposal, number=0, revision=sheet.revision)

    early = town.act("李敏", AdmitProposal, number=1)
    before = town.read("周立", desk_proposal, 1).moves
    due = [need.key for need in town.read("周立", today).needs]
    form = Filling(town, "周立", "proposal_write_down")
    short = form.say("太短")
    written = form.say(BODY)
    after = town.read("李敏", desk_proposal, 1)
    admitted = town.act("李敏", AdmitProposal, number=1)

    assert sheet.awaits == "more"
    assert early == Refusal("proposal.not_written_down", {"number": 1})
    assert (before, due) == (("write_down",), ["proposal_write_down"])
    assert (problem(short), short.asks) == ("proposal.body_short", "transcript")
    assert written == ProposalActed(what="written_down", number=1, title=TITLE, state="submitted")
    assert (after.body, after.moves) == (BODY, ("write_down", "admit", "return", "merge_pick"))
    assert (admitted.what, admitted.state) == ("admitted", "admitted")
    assert town.told("王芳")[0] == (
        "proposal_written_down",
        {"number": 1, "title": TITLE, "text": BODY},
    )


def test_staff_alone_may_fetch_the_files_before_screening(town: Town):
    town.person("王芳")
    town.person("李敏", "facilitator")
    town.person("赵强", "treasurer")
    town.act("王芳", StartProposal)
    town.act("王芳", AttachEvidence, content=PHOTO)
    sheet = town.act("王芳", WriteProposal, text=f"{TITLE}\n{BODY}")
    town.act("王芳", SubmitProposal, number=0, revision=sheet.revision)

    found = town.read("李敏", desk_files, 1)
    refused = town.read("赵强", desk_files, 1)

    assert [(file.kind, file.media_type, file.content) for file in found.files] == [
        ("photo", "image/jpeg", PHOTO)
    ]
    assert refused.key == "policy.not_your_role"
