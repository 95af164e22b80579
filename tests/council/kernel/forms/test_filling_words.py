"""What a form says is about that form: no words of another one, and nobody who cannot be asked."""

import pytest

from bot.sandbox.media import sample_photo
from council.kernel.forms.commands import FormSheet, StartForm
from council.kernel.refusals import Refusal
from council.kernel.screens.translator import Translator
from council.polls.ballots.commands import RecordPaper
from council.polls.commands import AnnulPoll
from council.wordings import render
from tests.council.conftest import NOON, Town
from tests.council.counter.assisted.assisting import assist
from tests.council.fund import open_fund
from tests.council.kernel.forms.filling import Filling, problem
from tests.council.polls.polling import (
    DAY,
    council,
    draft_ranking,
    open_ranking,
    open_ratification,
    put_motion,
)
from tests.council.proposals.proposing import admitted

ZH = Translator("zh_CN")


def begun(town: Town, person: str, form: str, about: str | int = 1) -> object:
    return town.act(person, StartForm, form=form, subject=str(about))


def authorise(town: Town) -> None:
    """Record that 王五 votes for the owner 乙."""
    form = Filling(town, "代", "proxy")
    form.say("1-102", "乙", "王五")
    form.tap("yes")
    form.tap("agree")
    form.say("W-1")
    form.send(sample_photo(64))
    form.file()


def said(outcome: object) -> str:
    return render(outcome, ZH).text


def test_who_may_not_write_a_voice_down_is_told_of_writing_down(town: Town):
    admitted(town)

    refused = [begun(town, "李敏", form) for form in ("proposal_write_down", "proposal_return")]

    assert [said(each) for each in refused] == [
        "这个提案现在是“征集附议”，不能写下语音。请打开提案看看现在能做什么。",
        "这个提案现在是“征集附议”，不能退回。请打开提案看看现在能做什么。",
    ]


def test_who_plans_no_meetings_is_sent_to_people_and_not_to_the_clock(town: Town):
    town.person("代", "clerk")

    refused = begun(town, "代", "series", "new")

    assert said(refused) == "这一步只能由召集人来做。如果您需要办这件事，请联系他们。"


def test_a_motion_that_is_drafted_has_no_new_title(town: Town):
    town.person("召", "facilitator")
    form = Filling(town, "召", "motion", 0)

    for code in ("owners_committee", "R-MO", "nobody"):
        form.tap(code)

    assert "请写标题（最多 60 字）。" in said(form.sheet)
    assert "请写正文（最多 3000 字）" in said(form.say("小区停车难"))


@pytest.mark.parametrize("form", ["correction", "revoke", "unproxy"])
def test_what_is_taken_back_too_late_is_not_called_a_paper_that_came_late(town: Town, form: str):
    council(town)
    open_ratification(town)
    town.clock.at = NOON + 31 * DAY

    refused = begun(town, "代", form)

    assert isinstance(refused, Refusal)
    assert refused.key == "desk.closed"
    assert said(refused) == (
        "业主表决 1“建设立体停车场”已于 2026年3月1日（周日）12:00 截止，录入的票、代办和委托不能再改。"
        "有异议的，可以在公示期内提出。"
    )


@pytest.mark.parametrize(
    ("form", "state", "legal_class", "key"),
    [
        ("ranking", "drafted", "R-MO", "poll.motion_not_ready_ranking"),
        ("ratification", "carried", "O-8", "poll.motion_not_ready_ratification"),
        ("ratification", "deliberated", "R-XS", "poll.class_unknown"),
    ],
)
def test_a_poll_that_cannot_be_put_is_refused_before_anything_is_filled_in(
    town: Town, form: str, state: str, legal_class: str, key: str
):
    council(town)
    put_motion(town, state=state, legal_class=legal_class)

    refused = begun(town, "召", form)

    assert isinstance(refused, Refusal)
    assert refused.key == key


def test_a_second_poll_on_a_motion_is_refused_before_anything_is_filled_in(town: Town):
    council(town)
    put_motion(town)
    draft_ranking(town)

    running = begun(town, "召", "ranking")
    town.act("召", AnnulPoll, poll=1, reason="选项写错了")
    again = begun(town, "召", "ranking")

    assert isinstance(running, Refusal)
    assert running.key == "poll.already_on_motion"
    assert isinstance(again, FormSheet)


def test_a_draft_of_a_poll_takes_no_effect_when_it_is_kept(town: Town):
    council(town)
    put_motion(town)
    form = Filling(town, "召", "ranking")

    ready = form.say("立体停车场\n错峰共享")

    assert said(ready).endswith("请核对。保存后是草稿，公告以后才生效。")


def test_where_nobody_owes_anything_no_empty_list_is_announced(town: Town):
    open_fund(town)

    asked = Filling(town, "钱会计", "receipt")

    assert said(asked.sheet).endswith("是谁交的？请选择，或输入认筹号、名册编号、房号、姓名。")


@pytest.mark.parametrize(("form", "number"), [("revoke", 1), ("unproxy", 1)])
def test_what_is_taken_back_is_not_recorded(town: Town, form: str, number: int):
    council(town)
    open_ratification(town)
    assist(town)
    authorise(town)
    filling = Filling(town, "代", form)

    screen = render(filling.say(str(number), "本人打来电话。"), ZH)

    assert screen.text.endswith("请核对，确认后撤销。")
    assert screen.rows[0][0].label == "✅ 确认撤销"


def test_the_choice_on_a_paper_is_read_from_the_paper(town: Town):
    council(town)
    open_ranking(town)
    town.act("代", RecordPaper, poll=1, voter="召", said="A", serial="P-1")
    form = Filling(town, "代", "correction")

    asked = form.say("P-1", "召")

    assert "请输入纸票上的排序，例如 C A B。" in said(asked)


def test_nobody_votes_by_proxy_in_a_ranking_and_is_told_at_once(town: Town):
    council(town)
    open_ranking(town)

    refused = begun(town, "代", "proxy")

    assert isinstance(refused, Refusal)
    assert refused.key == "proxy.owners_only"


def test_a_note_is_left_out_by_its_button(town: Town):
    council(town)
    open_ratification(town)
    form = Filling(town, "代", "delivery")
    form.say("1-101")
    form.tap("unreachable")

    text = said(form.tap("mailbox"))

    assert text.endswith("有什么要备注的？没有就按“跳过”。")


def test_what_was_taken_back_before_is_told_when_it_is_named(town: Town):
    council(town)
    open_ratification(town)
    assist(town)
    first = Filling(town, "代", "revoke")
    first.say("1", "本人打来电话。")
    first.file()

    again = Filling(town, "代", "revoke").say("1")

    assert (again.asks, problem(again)) == ("act", "assist.not_now")


def test_an_authorisation_that_was_taken_back_before_is_told_when_it_is_named(town: Town):
    council(town)
    open_ratification(town)
    authorise(town)
    first = Filling(town, "代", "unproxy")
    first.say("1", "本人打来电话。")
    first.file()

    again = Filling(town, "代", "unproxy").say("1")

    assert (again.asks, problem(again)) == ("proxy_number", "proxy.revoked")
