"""Handing on 转办: whoever received it first owes it until somebody else took it on 首接负责."""

from typing import Any

import pytest

from council.kernel.refusals import Refusal
from council.kernel.screens.translator import Translator
from council.motions.reads import motion_view
from council.motions.responses.commands import (
    AnswerMotion,
    ClimbLadder,
    HandBack,
    HandOn,
    TakeOn,
)
from council.motions.responses.ladder import ABOVE
from council.overview.todos import today
from council.wordings import render
from tests.council.conftest import NOON, Town
from tests.council.evening import at, motion
from tests.council.kernel.forms.filling import Filling
from tests.council.motions.responses.responding import HOUR, addressed, everybody, response
from tests.council.moves import names

REASON = "路灯归街道管"


def handed(town: Town, party: str = "subdistrict") -> int:
    everybody(town)
    number = motion(town, addressee="manager")
    done = town.act("物", HandOn, number=number, party=party, reason=REASON)
    assert not isinstance(done, Refusal), done
    return number


def may(town: Town, name: str, number: int) -> tuple[str, ...]:
    return names(town.read(name, motion_view, number, "staff").may)


def test_until_it_is_taken_on_the_first_owes_it_and_the_clock_goes_on(town: Town):
    number = handed(town)
    town.clock.at += 30 * HOUR

    shown = response(town, number)
    text = render(town.read("王", motion_view, number, "resident"), Translator("zh_CN")).text

    assert (shown.holder, shown.offered, shown.due_at) == (
        "manager",
        ("subdistrict",),
        NOON + 24 * HOUR,
    )
    assert shown.overdue
    assert may(town, "物", number) == ("acknowledge", "answer", "extend", "question")
    assert may(town, "街", number) == ("take_on", "hand_back")
    assert [need.key for need in town.read("街", today).needs] == ["response_offered"]
    assert "已请街道办事处接办，尚未接办" in text
    assert f"请街道办事处接办（接办以前责任不变）：{REASON}" in text
    for name, bot in (("街", "staff"), ("何", "staff"), ("王", "resident")):
        assert town.told(name, bot)[-1][0] == "response_handed_on"


def test_who_takes_it_on_owes_it_with_the_hours_of_an_answer(town: Town):
    number = handed(town)
    town.clock.at += 10 * HOUR

    taken = town.act("街", TakeOn, number=number)
    twice = town.act("街", TakeOn, number=number)
    by_the_first = town.act("物", AnswerMotion, number=number, decision="accept")
    town.act("街", AnswerMotion, number=number, decision="accept")

    assert (taken.addressee, taken.response.holder) == ("manager", "subdistrict")
    assert twice == taken
    assert (taken.response.state, taken.response.offered) == ("acknowledged", ())
    assert taken.response.due_at == NOON + 58 * HOUR
    assert by_the_first == Refusal("response.not_yours", {"party_key": "role.subdistrict"})
    assert response(town, number).answered_at == NOON + 10 * HOUR
    for name, bot in (("物", "staff"), ("王", "resident")):
        assert "response_taken_on" in [notice for notice, _ in town.told(name, bot)]


def test_what_is_handed_back_stays_with_the_first_and_its_clock_never_stood(town: Town):
    number = handed(town)
    town.clock.at += 10 * HOUR

    town.act("街", HandBack, number=number, reason="不是我们的路灯")
    shown = response(town, number)

    assert (shown.holder, shown.offered, shown.due_at) == ("manager", (), NOON + 24 * HOUR)
    assert [each.step for each in shown.steps] == ["handed_on", "handed_back"]
    assert town.told("物", "staff")[-1][0] == "response_handed_back"
    assert "hand_on" in may(town, "物", number)


def test_nobody_has_it_twice(town: Town):
    number = handed(town, "owners_committee")
    town.act("业", TakeOn, number=number)

    back = town.act("业", HandOn, number=number, party="manager", reason=REASON)
    on = town.act("业", HandOn, number=number, party="residents_committee", reason=REASON)
    town.act("居", TakeOn, number=number)
    again = town.act("居", HandOn, number=number, party="owners_committee", reason=REASON)

    assert back == again == Refusal("response.not_to_them")
    assert on.response.offered == ("residents_committee",)


@pytest.mark.parametrize(
    ("by", "command", "fields", "key"),
    [
        ("街", HandOn, {"party": "owners_committee", "reason": REASON}, "response.not_yours"),
        ("物", HandOn, {"party": "manager", "reason": REASON}, "response.not_to_them"),
        ("物", HandOn, {"party": "parliament", "reason": REASON}, "response.not_to_them"),
        ("物", HandOn, {"party": "subdistrict", "reason": " "}, "response.no_reason"),
        ("街", TakeOn, {}, "response.not_offered"),
        ("物", HandBack, {"reason": REASON}, "response.not_offered"),
        ("王", TakeOn, {}, "policy.not_your_role"),
    ],
)
def test_what_cannot_be_handed_on_is_refused(
    town: Town, by: str, command: Any, fields: dict[str, str], key: str
):
    everybody(town)
    number = motion(town, addressee="manager")

    refused = town.act(by, command, number=number, **fields)

    assert refused.key == key
    assert response(town, number).steps == ()


def test_one_at_a_time_and_nobody_else_where_nobody_sits(town: Town):
    number = handed(town)

    second = town.act("物", HandOn, number=number, party="owners_committee", reason=REASON)

    assert second == Refusal("response.handed_already")


def test_where_nobody_else_sits_there_is_nobody_to_hand_it_on_to(town: Town):
    number = addressed(town)

    alone = town.act("物", HandOn, number=number, party="subdistrict", reason=REASON)

    assert alone == Refusal("response.nobody_else")
    assert may(town, "物", number) == ("acknowledge", "answer", "extend", "question")


def test_an_answered_motion_is_taken_on_by_nobody(town: Town):
    number = handed(town)
    town.act("物", AnswerMotion, number=number, decision="accept")

    late = town.act("街", TakeOn, number=number)

    assert late == Refusal("response.not_now", {"verb": "take_on", "state": "answered"})
    assert response(town, number).offered == ()


def test_a_body_above_takes_it_on_but_cannot_hand_it_back_and_its_own_ladder_begins(town: Town):
    everybody(town)
    number = motion(town, addressee="manager")
    town.clock.at = at("2026-02-04 12:00")
    town.tick(ClimbLadder, number=number)
    offered = may(town, "业", number)
    refused = town.act("业", HandBack, number=number, reason=REASON)
    taken = town.act("业", TakeOn, number=number)

    town.clock.at = at("2026-02-24 12:00")
    town.tick(ClimbLadder, number=number)
    steps = [(each.step, each.party) for each in response(town, number).steps]

    assert offered == ("take_on",)
    assert refused == Refusal("response.not_offered")
    assert taken.response.due_at == at("2026-02-06 12:00")
    assert [party for step, party in steps if step == ABOVE] == [
        "owners_committee",
        "residents_committee",
        "subdistrict",
    ]
    assert ("overdue", "owners_committee") in steps


def test_the_forms_hand_on_and_back(town: Town):
    everybody(town)
    number = motion(town, addressee="manager")
    form = Filling(town, "物", "hand_on", number)
    offered = {each.label.key: each.code for each in form.sheet.offered}
    form.tap(offered["role.residents_committee"])
    form.say(REASON)
    form.file()
    back = Filling(town, "居", "hand_back", number)
    back.say("我们没有路灯")

    done = back.file()

    assert list(offered) == [
        "role.residents_committee",
        "role.owners_committee",
        "role.subdistrict",
    ]
    assert [each.step for each in done.response.steps] == ["handed_on", "handed_back"]
