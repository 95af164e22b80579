"""The ladder of an answer that does not come, as pure rules."""

from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from council.kernel.calendar_cn import calendar_cn
from council.motions.responses.ladder import (
    ABOVE,
    AGENDA,
    END,
    HOUR,
    OVERDUE,
    REMINDER,
    Rung,
    above,
    fallen_due,
    ladder,
    leg_of,
    received_by,
)
from council.motions.responses.response import Response
from council.rules.power_list.matter import PARTIES
from tests.council.conftest import NOON
from tests.council.evening import at
from tests.council.motions.responses.responding import BODIES, kept

SHANGHAI = ZoneInfo("Asia/Shanghai")


def rungs(of: Response, sits: object = BODIES) -> tuple[Rung, ...]:
    leg = leg_of(of, motion_state="drafted")
    assert leg is not None
    return ladder(leg, of, sits=sits, calendar=calendar_cn(), zone=SHANGHAI)  # type: ignore[arg-type]


def test_who_says_nothing_climbs_from_a_reminder_to_the_end():
    steps = [(each.step, each.party, each.at) for each in rungs(kept())]

    assert steps == [
        (REMINDER, "manager", at("2026-01-31 06:00")),
        (OVERDUE, "manager", at("2026-01-31 12:00")),
        (AGENDA, "manager", at("2026-01-31 12:00")),
        # Three working days each after Sunday 1 February, when the answer was due.
        (ABOVE, "owners_committee", at("2026-02-04 12:00")),
        (ABOVE, "residents_committee", at("2026-02-09 12:00")),
        (ABOVE, "subdistrict", at("2026-02-12 12:00")),
        (END, "manager", at("2026-02-24 12:00")),
    ]


def test_bodies_where_nobody_sits_are_passed_over():
    steps = [each.party for each in rungs(kept(), {"manager", "subdistrict"})]

    assert steps == ["manager", "manager", "manager", "subdistrict", "manager"]


def test_what_was_asked_before_there_was_a_ladder_ends_with_the_agenda():
    steps = [each.step for each in rungs(kept(remind=0, climb=0, bodies=""))]

    assert steps == [OVERDUE, AGENDA]


def test_each_stretch_of_the_clock_has_its_own_steps():
    asked = rungs(kept())
    seen = rungs(kept("acknowledged", acknowledged_at=NOON + HOUR))
    plan = rungs(kept("answered", answered_at=NOON, plan_by=NOON + 100 * HOUR))

    assert {each.about for each in asked if each.step == OVERDUE} == {NOON + 24 * HOUR}
    assert {each.about for each in seen if each.step == OVERDUE} == {NOON + 48 * HOUR}
    assert {each.about for each in plan} == {NOON + 100 * HOUR}
    assert [each for each in asked if each.step in (ABOVE, END)] == [
        each for each in seen if each.step in (ABOVE, END)
    ]


@pytest.mark.parametrize(
    "nothing_owed",
    [
        kept("answered"),
        kept("answered", plan_by=NOON, planned_at=NOON),
        kept(stopped_at=NOON),
    ],
)
def test_what_is_not_owed_has_no_ladder(nothing_owed: Response):
    assert leg_of(nothing_owed, motion_state="drafted") is None
    assert leg_of(kept(), motion_state="withdrawn") is None


def test_a_party_without_anybody_is_received_by_the_first_body_above_with_somebody():
    assert received_by("manager", BODIES, {"manager"}) == ("manager", ())
    assert received_by("manager", BODIES, {"subdistrict"}) == (
        "subdistrict",
        ("manager", "owners_committee", "residents_committee"),
    )
    assert received_by("subdistrict", BODIES, {"manager"}) == ("", ("subdistrict",))
    assert received_by("manager", ("subdistrict",), set()) == ("", ("manager",))
    assert above("manager", ("subdistrict",), {"subdistrict"}) == ()


hours = st.integers(min_value=1, max_value=400)


@st.composite
def responses(draw: st.DrawFn) -> Response:
    acknowledge = draw(hours)
    answer = acknowledge + draw(st.integers(min_value=0, max_value=400))
    state = draw(st.sampled_from(["asked", "acknowledged", "answered"]))
    asked_at = NOON + draw(hours) * HOUR
    return kept(
        state,
        addressee=draw(st.sampled_from(PARTIES)),
        asked_at=asked_at,
        acknowledge_by=asked_at + acknowledge * HOUR,
        answer_by=asked_at + answer * HOUR,
        acknowledged_at=0 if state == "asked" else asked_at + draw(hours) * HOUR,
        answered_at=asked_at + draw(hours) * HOUR if state == "answered" else 0,
        plan_by=asked_at + 900 * HOUR if state == "answered" else 0,
        remind=draw(st.integers(min_value=0, max_value=168)),
        climb=draw(st.integers(min_value=1, max_value=30)),
        bodies=" ".join(draw(st.permutations(PARTIES))),
    )


@given(responses(), st.sets(st.sampled_from(PARTIES)), st.lists(hours))
def test_whenever_the_clock_looks_each_step_is_taken_once_and_in_order(
    of: Response, sits: set[str], waits: list[int]
):
    whole = rungs(of, sits)
    taken: list[Rung] = []
    now = of.asked_at

    for wait in (*waits, 100_000):
        now += wait * HOUR
        taken += fallen_due(whole, taken=[each.mark for each in taken], now=now)

    assert taken == list(whole)
    assert all(first.at <= second.at for first, second in pairwise(taken))
    assert [each.party for each in taken if each.step == ABOVE] == [
        each for each in above(of.addressee, tuple(of.bodies.split()), PARTIES) if each in sits
    ]
    assert taken[-1].step == END
