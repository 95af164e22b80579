"""Writing a proposal: one message or part by part, filed once, similar ones shown."""

import pytest
from sqlalchemy import select

from council.kernel.forms.commands import (
    DiscardDraft,
    DraftDiscarded,
    DropForm,
    FormKept,
    Line,
    Phrase,
)
from council.kernel.refusals import Refusal
from council.kernel.values import Cause
from council.overview.todos import mine, today
from council.proposals.commands import AdmitProposal, ProposalFiled, WithdrawProposal
from council.proposals.tables import proposals
from tests.council.conftest import Town
from tests.council.kernel.forms.filling import Filling, filled, problem
from tests.council.proposals.proposing import BODY, TITLE, admitted, draft, propose

FILED = ProposalFiled(number=1, title=TITLE, needed=10, resubmitted=False)


def test_one_message_fills_the_sheet_and_filing_tells_the_facilitator(town: Town):
    town.person("王芳")
    town.person("李敏", "facilitator")

    form = draft(town, "王芳")
    sheet, filed = form.sheet, form.file()

    assert sheet.lines == (
        Line(name="title", says=Phrase(text=TITLE)),
        Line(name="body", says=Phrase(text=BODY)),
    )
    assert (sheet.asks, sheet.changes, sheet.leads) == ("", ("title", "body"), ())
    assert filed == FILED
    assert town.told("李敏", "staff") == [("proposal_submitted", {"number": 1, "title": TITLE})]
    assert "proposal_screen" in [need.key for need in town.read("李敏", today).needs]


def test_title_and_text_may_come_one_after_the_other(town: Town):
    town.person("王芳")
    form = Filling(town, "王芳", "proposal", "new")

    titled, written = form.say(TITLE), form.say(BODY)

    assert (titled.asks, titled.back, filled(titled)) == ("body", "title", {"title": TITLE})
    assert (written.asks, filled(written)) == ("", {"title": TITLE, "body": BODY})


def test_a_whole_matter_in_one_line_is_kept_as_the_text_and_the_title_asked_for(town: Town):
    town.person("王芳")

    form = draft(town, "王芳", BODY * 3)
    told, titled = form.sheet, form.say(TITLE)

    assert (told.asks, filled(told)) == ("title", {"body": BODY * 3})
    assert told.hints == (Phrase(key="proposal.kept_as_text", params={"limit": 60}),)
    assert (titled.asks, titled.hints, filled(titled)) == (
        "",
        (),
        {"title": TITLE, "body": BODY * 3},
    )


def test_more_words_are_added_to_a_complete_proposal(town: Town):
    town.person("王芳")
    form = draft(town, "王芳")

    more = form.say("另外请装充电桩。")

    assert (more.asks, problem(more)) == ("", "")
    assert filled(more) == {"title": TITLE, "body": f"{BODY}\n\n另外请装充电桩。"}


def test_a_second_tap_files_nothing_more(town: Town):
    town.person("王芳")
    form = draft(town, "王芳")

    first, second = form.file(), form.file()

    assert first == second == FILED
    assert len(town.rows(select(proposals))) == 1


def test_an_update_that_comes_again_files_nothing_more_and_says_the_same(town: Town):
    town.person("王芳")
    form, cause = draft(town, "王芳"), Cause(bot="resident", update_id=9)

    first, second = form.file(cause=cause), form.file(cause=cause)

    assert first == second == FILED
    assert len(town.rows(select(proposals))) == 1


def test_an_old_button_files_nothing_and_offers_the_sheet_as_it_stands(town: Town):
    town.person("王芳")
    form = draft(town, "王芳")
    old = form.sheet
    form.say("另外请装充电桩。")

    answer = form.file(on=old)

    assert problem(answer) == "form.stale"
    assert filled(answer)["body"] == f"{BODY}\n\n另外请装充电桩。"
    assert town.rows(select(proposals)) == []


def test_a_text_that_is_too_long_is_refused_and_the_draft_stays(town: Town):
    town.person("王芳")
    form = draft(town, "王芳", TITLE)

    refused, again = form.say("长" * 10_000), form.start()

    assert refused.problem == Refusal("proposal.body_long", {"length": 10_000, "limit": 3_000})
    assert (again.resumed, filled(again), again.asks) == (True, {"title": TITLE}, "body")


def test_an_unfinished_proposal_waits_among_my_things_until_started_over(town: Town):
    town.person("王芳")
    form = draft(town, "王芳", TITLE)

    waiting = [(need.key, need.params) for need in town.read("王芳", mine).needs]
    fresh = form.start(anew=True)

    assert waiting == [("proposal_draft", {"number": 0, "title": TITLE})]
    assert (filled(fresh), fresh.asks, fresh.resumed) == ({}, "title", False)
    assert town.read("王芳", mine).needs == ()


@pytest.mark.parametrize("by", ["button", "word"])
def test_a_proposal_that_is_stopped_waits_until_it_is_thrown_away(town: Town, by: str):
    town.person("王芳")
    form = draft(town, "王芳")

    kept = form.drop() if by == "button" else town.act("王芳", DiscardDraft, bot="resident")
    waiting = [need.key for need in town.read("王芳", mine).needs]
    gone = town.act("王芳", DropForm, form="proposal", subject="new", sure=True)

    assert kept == FormKept(form="proposal", subject="new", length=len(TITLE) + len(BODY))
    assert waiting == ["proposal_draft"]
    assert gone == DraftDiscarded(kind="form.proposal")
    assert town.read("王芳", mine).needs == ()
    assert form.file() == Refusal("form.gone")
    assert filled(form.start()) == {}


def test_an_incomplete_proposal_cannot_be_filed(town: Town):
    town.person("王芳")

    answer = draft(town, "王芳", TITLE).file()

    assert (problem(answer), answer.asks) == ("form.stale", "body")
    assert town.rows(select(proposals)) == []


def test_a_part_can_be_written_anew_and_an_unknown_part_not(town: Town):
    town.person("王芳")
    form = draft(town, "王芳")

    asked = form.change("title")
    changed = form.say("空地建停车场")
    form.change("body")
    other = form.say("在五号楼后面建一个停车场。")
    odd = form.change("state")

    assert (asked.asks, filled(asked)["title"]) == ("title", TITLE)
    assert (filled(changed), changed.asks) == ({"title": "空地建停车场", "body": BODY}, "")
    assert filled(other) == {"title": "空地建停车场", "body": "在五号楼后面建一个停车场。"}
    assert odd == Refusal("press.unknown", {})


def test_a_new_title_that_is_too_long_is_refused_though_there_is_no_text_yet(town: Town):
    town.person("王芳")
    form = draft(town, "王芳", TITLE)
    form.change("title")

    refused = form.say("长" * 61)

    assert refused.problem == Refusal("proposal.title_long", {"length": 61, "limit": 60})
    assert filled(refused) == {"title": TITLE}


def test_words_for_a_proposal_that_nobody_writes_are_refused(town: Town):
    town.person("王芳")
    form = Filling(town, "王芳", "proposal", "new")
    form.drop()

    assert form.say(TITLE) == Refusal("form.gone")
    assert form.file() == Refusal("form.gone")


ALIKE = "小区停车太难，希望建立体停车库\n很多车停在消防通道，利用闲置空地建立体停车场吧。"


def test_similar_open_proposals_are_shown_before_filing(town: Town):
    number = admitted(town)
    town.person("赵强")

    form = draft(town, "赵强", ALIKE)
    shown, filed = form.sheet, form.file()

    assert [(lead.verb, lead.arguments, lead.instead) for lead in shown.leads] == [
        ("proposal.second", (number,), True)
    ]
    assert [note.key for note in shown.notes] == ["proposal.similar", "proposal.line"]
    assert shown.variant == "alike"
    assert (filed.number, filed.resubmitted) == (number + 1, False)


def test_a_similar_one_of_ones_own_is_only_looked_at_and_nothing_is_alike_before_all_is_there(
    town: Town,
):
    number = admitted(town)

    form = draft(town, "王芳", TITLE)
    early, late = form.sheet, form.say(BODY)

    assert (early.leads, early.notes) == ((), ())
    assert [(lead.verb, lead.arguments) for lead in late.leads] == [("proposal.show", (number,))]


def returned(town: Town) -> int:
    town.person("王芳")
    town.person("李敏", "facilitator")
    number = propose(town, "王芳")
    Filling(town, "李敏", "proposal_return", number).say("请写明是哪一块空地。")
    return number


def test_a_returned_proposal_brings_its_texts_and_the_reason_along(town: Town):
    form = Filling(town, "王芳", "proposal", returned(town))

    sheet, again = form.sheet, form.start()

    assert (sheet.variant, filled(sheet)) == ("correct", {"title": TITLE, "body": BODY})
    assert sheet.notes == (
        Phrase(key="proposal.reason", params={"reason": "请写明是哪一块空地。"}),
    )
    assert (sheet.resumed, again.resumed) == (False, False)


def test_a_proposal_that_cannot_be_corrected_says_why(town: Town):
    number = returned(town)
    town.person("赵强")
    form = Filling(town, "王芳", "proposal", number)
    others = Filling(town, "赵强", "proposal", number)
    town.act("王芳", WithdrawProposal, number=number)

    assert others.sheet == Refusal("proposal.not_author")
    assert form.file().key == "proposal.not_now"
    assert Filling(town, "王芳", "proposal", 99).sheet.key == "proposal.unknown"


def test_a_proposal_that_is_corrected_does_not_touch_a_new_one_beside_it(town: Town):
    number = returned(town)
    new = draft(town, "王芳", "给3号楼加装电梯")
    old = Filling(town, "王芳", "proposal", number)
    old.say("是5号楼后面那块。")

    filed = old.file()

    assert (filed.number, filed.resubmitted) == (number, True)
    assert filled(new.start()) == {"title": "给3号楼加装电梯"}
    assert town.act("李敏", AdmitProposal, number=number).state == "admitted"
