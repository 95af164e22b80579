"""An extension of the time to answer: a reason of substance, confirmed, told."""

import pytest

from council.kernel.forms.commands import Phrase, StartForm
from council.kernel.refusals import Refusal
from council.kernel.screens.translator import Translator
from council.motions.responses.commands import Extend
from council.wordings import render
from tests.council.conftest import NOON, Town, lives_by
from tests.council.evening import at
from tests.council.kernel.forms.filling import Filling, filled, problem
from tests.council.motions.responses.responding import HOUR, addressed, response

REASON = "设备厂家要到下周才能报价"


def extending(town: Town, number: int) -> Filling:
    return Filling(town, "物", "extension", number)


def test_an_extension_is_shown_before_it_is_confirmed_and_then_told(town: Town):
    number = addressed(town)
    town.clock.at = at("2026-01-31 12:00")
    form = extending(town, number)

    wanted = form.sheet
    shown = form.say(REASON)
    before = response(town, number)
    extended, twice = form.file(), form.file()
    again = form.start()

    assert wanted.asks == "reason"
    assert render(shown, Translator("zh_CN")).text == (
        "<b>延期答复第 1 号议案</b>“小区停车难怎么办”\n"
        "\n"
        "理由（公开）：设备厂家要到下周才能报价\n"
        "\n"
        "原来的期限：2026年2月1日（周日）12:00\n"
        "延长 7 个工作日，到：2026年2月10日（周二）12:00\n"
        "\n"
        "请核对。只能延期一次，确认后立即通知召集人和关注的居民。"
    )
    assert before.due_at == NOON + 24 * HOUR
    assert extended.response.due_at == at("2026-02-10 12:00")
    assert (extended.response.state, extended.response.calendar_known) == ("acknowledged", True)
    assert twice == extended
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
    form = extending(town, number)
    first = form.say(REASON)
    form.change("reason")
    form.say("等业委会开会决定停车费")

    stale = form.file(on=first)

    assert problem(stale) == "form.stale"
    assert filled(stale) == {"reason": "等业委会开会决定停车费"}
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

    typing = extending(town, number).say(typed)
    at_once = town.act("物", Extend, number=number, reason=typed)

    assert (problem(typing), at_once.key) == (key, key)
    assert response(town, number).extended_at == 0


@pytest.mark.parametrize(
    "typed", [REASON, "需要设备厂家报价", "Waiting for the lift maker's price"]
)
def test_a_reason_of_substance_is_taken(town: Town, typed: str):
    number = addressed(town)

    assert filled(extending(town, number).say(typed)) == {"reason": typed}


def test_an_extension_comes_before_the_due_time(town: Town):
    number = addressed(town)
    form = extending(town, number)
    form.say(REASON)
    town.clock.at += 48 * HOUR

    late = form.file()

    assert late == Refusal("response.extension_late")


def test_the_rules_say_how_long_an_extension_is(town: Town):
    number = addressed(town)
    town.clock.at = at("2026-01-31 12:00")

    lives_by(town, text=OWN.format(days=2))
    shorter = extending(town, number).sheet
    lives_by(town, text=OWN.format(days=0))
    none = town.act("物", StartForm, form="extension", subject=str(number))

    due = {"due_at": NOON + 48 * HOUR, "until_at": at("2026-02-03 12:00"), "n": 2}
    assert shorter.notes == (Phrase(key="response.put_off", params=due),)
    assert none == Refusal("response.no_extension")


OWN = """
extends = "national"

[window]
answer_extension_working_days = {days}
citation = "本小区管理规约"
"""
