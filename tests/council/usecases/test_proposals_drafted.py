"""Writing a proposal: one message or part by part, filed once, similar ones shown."""

from sqlalchemy import select

from council.commands.proposals import (
    EditProposal,
    ProposalDraft,
    ProposalFiled,
    ProposalReview,
    ReviewProposal,
    StartProposal,
    SubmitProposal,
    WriteProposal,
)
from council.domain.refusals import Refusal
from council.domain.values import Cause
from council.reads.mine import mine, today
from council.storage.tables.proposals import proposals
from tests.council.conftest import Town
from tests.council.usecases.proposing import BODY, TITLE, admitted, draft


def test_one_message_fills_the_sheet_and_filing_tells_the_facilitator(town: Town):
    town.person("王芳")
    town.person("李敏", "facilitator")

    sheet = draft(town, "王芳")
    looked = town.act("王芳", ReviewProposal, number=0, revision=sheet.revision)
    filed = town.act("王芳", SubmitProposal, number=0, revision=sheet.revision)

    assert sheet == ProposalDraft(
        number=0,
        revision=2,
        title=TITLE,
        body=BODY,
        photos=0,
        voices=0,
        awaits="more",
        note="both_set",
    )
    assert isinstance(looked, ProposalReview)
    assert looked.similar == ()
    assert filed == ProposalFiled(number=1, title=TITLE, needed=10, resubmitted=False)
    assert town.told("李敏", "staff") == [("proposal_submitted", {"number": 1, "title": TITLE})]
    assert "proposal_screen" in [need.key for need in town.read("李敏", today).needs]


def test_a_second_tap_files_nothing_more(town: Town):
    town.person("王芳")
    sheet = draft(town, "王芳")

    first = town.act("王芳", SubmitProposal, number=0, revision=sheet.revision)
    second = town.act("王芳", SubmitProposal, number=0, revision=sheet.revision)

    assert (first.again, second.again, second.number) == (False, True, 1)
    assert len(town.rows(select(proposals))) == 1


def test_an_update_that_comes_again_files_nothing_more_and_says_the_same(town: Town):
    town.person("王芳")
    sheet = draft(town, "王芳")
    cause = Cause(bot="resident", update_id=9)

    first = town.act("王芳", SubmitProposal, number=0, revision=sheet.revision, cause=cause)
    second = town.act("王芳", SubmitProposal, number=0, revision=sheet.revision, cause=cause)

    assert first == second
    assert len(town.rows(select(proposals))) == 1


def test_an_old_button_files_nothing_and_offers_the_sheet_as_it_stands(town: Town):
    town.person("王芳")
    old = draft(town, "王芳")
    town.act("王芳", WriteProposal, text="另外请装充电桩。")

    answer = town.act("王芳", SubmitProposal, number=0, revision=old.revision)

    assert isinstance(answer, ProposalDraft)
    assert (answer.note, answer.body) == ("stale", f"{BODY}\n\n另外请装充电桩。")
    assert town.rows(select(proposals)) == []


def test_a_text_that_is_too_long_is_refused_and_the_draft_stays(town: Town):
    town.person("王芳")
    town.act("王芳", StartProposal)
    town.act("王芳", WriteProposal, text=TITLE)

    refused = town.act("王芳", WriteProposal, text="长" * 10_000)
    again = town.act("王芳", StartProposal)

    assert refused == Refusal("proposal.body_long", {"length": 10_000, "limit": 3_000})
    assert (again.note, again.title, again.awaits) == ("continued", TITLE, "body")


def test_an_unfinished_proposal_waits_among_my_things_until_started_over(town: Town):
    town.person("王芳")
    town.act("王芳", StartProposal)
    town.act("王芳", WriteProposal, text=TITLE)

    waiting = [(need.key, need.params) for need in town.read("王芳", mine).needs]
    fresh = town.act("王芳", StartProposal, fresh=True)

    assert waiting == [("proposal_draft", {"number": 0, "title": TITLE})]
    assert (fresh.title, fresh.awaits) == ("", "title")
    assert town.read("王芳", mine).needs == ()


def test_an_incomplete_proposal_cannot_be_filed(town: Town):
    town.person("王芳")
    sheet = draft(town, "王芳", TITLE)

    answer = town.act("王芳", SubmitProposal, number=0, revision=sheet.revision)

    assert (answer.note, answer.awaits) == ("incomplete", "body")


def test_a_part_can_be_written_anew_and_an_unknown_part_not(town: Town):
    town.person("王芳")
    sheet = draft(town, "王芳")

    asked = town.act("王芳", EditProposal, number=0, revision=sheet.revision, field="title")
    changed = town.act("王芳", WriteProposal, text="空地建停车场")
    odd = town.act("王芳", EditProposal, number=0, revision=changed.revision, field="state")

    assert (asked.awaits, asked.title) == ("title", TITLE)
    assert (changed.title, changed.body, changed.awaits) == ("空地建停车场", BODY, "more")
    assert odd == Refusal("press.unknown", {})


def test_text_without_a_proposal_being_written_is_refused(town: Town):
    town.person("王芳")

    assert town.act("王芳", WriteProposal, text=TITLE) == Refusal("proposal.no_draft", {})
    assert town.act("王芳", SubmitProposal, number=0, revision=1) == Refusal(
        "proposal.no_draft", {}
    )


def test_similar_open_proposals_are_shown_before_filing(town: Town):
    number = admitted(town)
    town.person("赵强")
    sheet = draft(
        town,
        "赵强",
        "小区停车太难，希望建立体停车库\n很多车停在消防通道，利用闲置空地建立体停车场吧。",
    )

    shown = town.act("赵强", ReviewProposal, number=0, revision=sheet.revision)
    anyway = town.act("赵强", ReviewProposal, number=0, revision=sheet.revision, anyway=True)

    assert [(one.number, one.may_second) for one in shown.similar] == [(number, True)]
    assert anyway.similar == ()
