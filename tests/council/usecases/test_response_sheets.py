"""The sheet on which the addressed party answers, step by step."""

from typing import Any

from council.commands.responses import (
    AnswerSheet,
    FileAnswer,
    FillAnswer,
)
from council.domain.refusals import Refusal
from tests.council.conftest import Town
from tests.council.usecases.responding import addressed


def fill(town: Town, number: int, field: str = "", text: str = "", revision: int = 0) -> Any:
    return town.act("物", FillAnswer, number=number, field=field, text=text, revision=revision)


def test_the_answer_sheet_asks_step_by_step_and_is_given_once(town: Town):
    number = addressed(town)

    sheets = [
        fill(town, number),
        fill(town, number, "decision", "needs_owners", 1),
        fill(town, number, "reason", "要业主共同决定"),
        fill(town, number, "cost", "420000"),
        fill(town, number, "skip", "", 4),
        fill(town, number, "date", "3月20日"),
    ]
    given = town.act("物", FileAnswer, number=number, revision=6)
    again = town.act("物", FileAnswer, number=number, revision=6)

    assert [sheet.step for sheet in sheets] == [
        "decision",
        "reason",
        "cost",
        "responsible",
        "date",
        "confirm",
    ]
    assert sheets[-1] == AnswerSheet(
        number=number,
        title="小区停车难怎么办",
        revision=6,
        decision="needs_owners",
        reason="要业主共同决定",
        cost_fen=42_000_000,
        responsible="",
        done_by="2026-03-20",
        done=("reason", "cost", "responsible", "date"),
        step="confirm",
        may_skip=False,
    )
    assert (given.said, again.said) == (
        "response.said.answered",
        "response.said.answered_already",
    )


def test_what_cannot_be_read_leaves_the_sheet_as_it_was(town: Town):
    number = addressed(town)
    fill(town, number)
    fill(town, number, "decision", "part", 1)

    skipped = fill(town, number, "skip", "", 2)
    endless = fill(town, number, "reason", "长" * 10_000)
    elsewhere = fill(town, number, "date", "2026-03-20")
    fill(town, number, "reason", "一半可以")
    amounts = [
        fill(town, number, "cost", text).key for text in ("1e5", "-3", "0.001", "٣", "很多")
    ]
    free = fill(town, number, "cost", "0")

    assert skipped == Refusal("response.not_skippable")
    assert endless == Refusal("response.reason_too_long", {"length": 10_000, "limit": 1000})
    assert elsewhere == Refusal("response.not_awaited")
    assert amounts == [
        "amount.exponent",
        "amount.sign",
        "amount.too_fine",
        "amount.other_digits",
        "amount.not_a_number",
    ]
    assert (free.cost_fen, free.step) == (0, "responsible")


def test_a_step_can_be_taken_again_and_an_old_button_changes_nothing(town: Town):
    number = addressed(town)
    fill(town, number)
    fill(town, number, "decision", "decline", 1)
    complete = fill(town, number, "reason", "依据不足")

    again = fill(town, number, "again", "reason", complete.revision)
    stale = fill(town, number, "decision", "accept", 1)
    unfinished = town.act("物", FileAnswer, number=number, revision=again.revision)

    assert (complete.step, again.step) == ("confirm", "reason")
    assert stale == unfinished
    assert (stale.decision, stale.stale) == ("decline", True)
