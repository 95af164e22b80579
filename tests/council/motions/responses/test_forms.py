"""The sheet on which the addressed party answers, step by step."""

import pytest

from council.kernel.refusals import Refusal
from council.kernel.screens.translator import Translator
from council.motions.responses.commands import AnswerMotion
from council.motions.responses.rules import STEPS
from council.wordings import render
from tests.council.conftest import Town
from tests.council.kernel.forms.filling import Filling, problem
from tests.council.motions.responses.responding import addressed, response

ZH, EN = Translator("zh_CN"), Translator("en")


def test_the_answer_sheet_asks_step_by_step_and_is_given_once(town: Town):
    number = addressed(town)
    form = Filling(town, "物", "answer", number)

    sheets = [
        form.sheet,
        form.tap("needs_owners"),
        form.say("要业主共同决定"),
        form.say("420000"),
        form.tap("-"),
        form.say("3月20日"),
    ]
    given, again = form.file(), form.file()

    assert [sheet.asks for sheet in sheets] == [
        "decision",
        "reason",
        "cost",
        "responsible",
        "date",
        "",
    ]
    assert render(sheets[-1], ZH).text == (
        "<b>答复第 1 号议案</b>“小区停车难怎么办”\n"
        "\n"
        "答复意见：需业主大会决定\n"
        "理由或措施：要业主共同决定\n"
        "费用：¥420,000\n"
        "完成日期：2026年3月20日（周五）\n"
        "\n"
        "请核对。还可以发照片（最多 6 张）。按“确认答复”后公开，不能再改。"
    )
    assert given.said == "response.said.answered"
    assert again == given
    assert (given.response.cost_fen, given.response.responsible, given.response.done_by) == (
        42_000_000,
        "",
        "2026-03-20",
    )


@pytest.mark.parametrize("decision", STEPS)
def test_each_decision_asks_for_what_it_needs_in_its_own_words(town: Town, decision: str):
    form = Filling(town, "物", "answer", addressed(town))
    form.tap(decision)
    typed = {"reason": "没有空地", "cost": "0", "responsible": "项目部", "date": "3月20日"}

    steps, questions = [], []
    while form.sheet.asks:
        may_skip = any(each.code == "-" for each in form.sheet.offered)
        steps.append(form.sheet.asks + ("" if may_skip else "!"))
        questions += [render(form.sheet, ZH).text, render(form.sheet, EN).text]
        form.say(typed[form.sheet.asks])

    assert tuple(steps) == STEPS[decision]
    assert len(set(questions)) == 2 * len(steps)


def test_what_cannot_be_read_leaves_the_sheet_as_it_was(town: Town):
    form = Filling(town, "物", "answer", addressed(town))
    unknown = form.say("也许")
    form.tap("part")

    skipped = form.tap("-")
    empty = form.say(" ")
    endless = form.say("长" * 10_000)
    form.say("一半可以")
    amounts = [problem(form.say(text)) for text in ("1e5", "-3", "0.001", "٣", "很多")]
    free = form.say("0")

    assert unknown.problem == Refusal("response.unknown_decision", {"given": "也许"})
    assert problem(skipped) == "form.stale"
    assert problem(empty) == "response.no_reason"
    assert endless.problem == Refusal(
        "response.reason_too_long", {"length": 10_000, "limit": 1000}
    )
    assert amounts == [
        "amount.exponent",
        "amount.sign",
        "amount.too_fine",
        "amount.other_digits",
        "amount.not_a_number",
    ]
    assert free.asks == "responsible"
    assert "费用：¥0\n" in render(free, ZH).text


def test_a_step_can_be_taken_again_and_an_old_button_changes_nothing(town: Town):
    form = Filling(town, "物", "answer", addressed(town))
    deciding = form.sheet
    form.tap("decline")
    complete = form.say("依据不足")

    again = form.change("reason")
    stale = form.tap("accept", on=deciding)
    unfinished = form.file(on=again)

    assert (complete.asks, again.asks) == ("", "reason")
    assert stale == unfinished
    assert problem(stale) == "form.stale"
    assert "答复意见：不接受" in render(stale, ZH).text


def test_another_decision_asks_for_everything_anew(town: Town):
    form = Filling(town, "物", "answer", addressed(town))
    form.tap("decline")
    form.say("依据不足")

    form.change("decision")
    same = form.tap("decline")
    form.change("decision")
    other = form.tap("passed_on")

    assert (same.asks, [line.name for line in same.lines]) == ("", ["decision", "reason"])
    assert (other.asks, [line.name for line in other.lines]) == ("responsible", ["decision"])


def test_a_half_written_answer_waits_for_the_manager(town: Town):
    form = Filling(town, "物", "answer", addressed(town))
    form.tap("decline")

    left = form.start()

    assert (left.asks, [line.name for line in left.lines]) == ("reason", ["decision"])


def test_a_motion_that_is_answered_meanwhile_is_not_answered_twice(town: Town):
    number = addressed(town)
    form = Filling(town, "物", "answer", number)
    form.tap("decline")
    form.say("依据不足")
    town.act("物", AnswerMotion, number=number, decision="accept")

    late = form.file()

    assert late == Refusal("response.not_now", {"verb": "answer", "state": "answered"})
    assert response(town, number).decision == "accept"
