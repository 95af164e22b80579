"""An extension of the time to answer: a reason of substance, confirmed, told."""

from typing import Any

import pytest

from council.commands.responses import (
    BeginExtension,
    Extend,
    ExtensionSheet,
    FillExtension,
    ReasonWanted,
)
from council.domain.refusals import Refusal
from tests.council.conftest import NOON, Town, lives_by
from tests.council.evening import at
from tests.council.usecases.responding import HOUR, addressed, response

REASON = "设备厂家要到下周才能报价"


def prepared(town: Town, number: int, reason: str = REASON) -> Any:
    return town.act("物", FillExtension, number=number, reason=reason)


def test_an_extension_is_shown_before_it_is_confirmed_and_then_told(town: Town):
    number = addressed(town)
    town.clock.at = at("2026-01-31 12:00")

    wanted = town.act("物", BeginExtension, number=number)
    shown = prepared(town, number)
    before = response(town, number)
    extended = town.act("物", Extend, number=number, revision=shown.revision)
    again = prepared(town, number)

    assert wanted == ReasonWanted(number=number, title="小区停车难怎么办", days=7)
    assert shown == ExtensionSheet(
        number=number,
        title="小区停车难怎么办",
        revision=shown.revision,
        reason=REASON,
        due_at=NOON + 48 * HOUR,
        until_at=at("2026-02-10 12:00"),
        days=7,
    )
    assert before.due_at == NOON + 24 * HOUR
    assert extended.response.due_at == at("2026-02-10 12:00")
    assert (extended.response.state, extended.response.calendar_known) == ("acknowledged", True)
    assert again == Refusal("response.extended_already")
    told = {
        "number": number,
        "title": "小区停车难怎么办",
        "was_at": NOON + 48 * HOUR,
        "due_at": at("2026-02-10 12:00"),
        "reason": REASON,
    }
    assert town.told("王")[-1] == ("response_extended", told)
    assert town.told("何", "staff")[-1] == ("response_extended", told)
    assert town.told("主", "staff")[-1] == ("response_extended", told)


def test_a_button_of_an_older_sheet_only_shows_the_new_one(town: Town):
    number = addressed(town)
    first = prepared(town, number)
    second = prepared(town, number, "等业委会开会决定停车费")

    stale = town.act("物", Extend, number=number, revision=first.revision)

    assert (stale.stale, stale.reason, stale.revision) == (
        True,
        "等业委会开会决定停车费",
        second.revision,
    )
    assert response(town, number).extended_at == 0


@pytest.mark.parametrize(
    ("typed", "key"),
    [
        ("  ", "response.no_reason"),
        ("12月5日", "response.reason_is_date"),
        ("2026-12-05", "response.reason_is_date"),
        ("明天", "response.reason_is_date"),
        ("12月5日前", "response.reason_thin"),
        ("忙", "response.reason_thin"),
        ("。。。。。。。。", "response.reason_thin"),
        ("哈哈哈哈哈哈哈哈哈哈", "response.reason_thin"),
        ("1234567890123", "response.reason_thin"),
        ("later", "response.reason_thin"),
    ],
)
def test_a_reason_without_substance_extends_nothing(town: Town, typed: str, key: str):
    number = addressed(town)

    answer = prepared(town, number, typed)

    assert (answer.key, response(town, number).extended_at) == (key, 0)


@pytest.mark.parametrize(
    "typed", [REASON, "需要设备厂家报价", "Waiting for the lift maker's price"]
)
def test_a_reason_of_substance_is_taken(town: Town, typed: str):
    number = addressed(town)

    assert prepared(town, number, typed).reason == typed


def test_an_extension_comes_before_the_due_time(town: Town):
    number = addressed(town)
    shown = prepared(town, number)
    town.clock.at += 48 * HOUR

    late = town.act("物", Extend, number=number, revision=shown.revision)

    assert late == Refusal("response.extension_late")


def test_the_rules_say_how_long_an_extension_is(town: Town):
    number = addressed(town)
    town.clock.at = at("2026-01-31 12:00")

    lives_by(town, text=OWN.format(days=2))
    shorter = prepared(town, number)
    lives_by(town, text=OWN.format(days=0))
    none = prepared(town, number)

    assert (shorter.days, shorter.until_at) == (2, at("2026-02-03 12:00"))
    assert none == Refusal("response.no_extension")


OWN = """
extends = "national"

[window]
answer_extension_working_days = {days}
citation = "本小区管理规约"
"""
