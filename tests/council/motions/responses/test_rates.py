"""The three rates of the parties by calendar quarter, as pure rules."""

from dataclasses import replace
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from council.motions.responses.rates import (
    FEWEST,
    LEVELS,
    Answered,
    PartyRates,
    Rate,
    content,
    quarters,
    rate,
)
from tests.council.evening import at

SHANGHAI = ZoneInfo("Asia/Shanghai")
NOW = at("2026-05-01 12:00")
NONE = Rate(part=0, whole=0, percent=None)
IN_TIME = Answered(
    addressee="manager",
    holder="manager",
    withdrawn=False,
    acknowledge_by=at("2026-03-31 23:59"),
    acknowledged_at=at("2026-03-31 23:59") - 1,
    accepted=True,
    done_by="2026-03-31",
    plan_by=0,
    completed_at=at("2026-04-02 09:00"),
    levels=(),
)


def told(*answered: Answered) -> dict[tuple[int, int], dict[str, PartyRates]]:
    return {
        (each.year, each.quarter): {line.party: line for line in each.lines}
        for each in quarters(answered, now=NOW, zone=SHANGHAI)
    }


def test_each_rate_has_both_figures_in_the_quarter_in_which_it_fell_due():
    late = replace(IN_TIME, acknowledged_at=at("2026-03-31 23:59"), completed_at=0)

    first = told(IN_TIME, late)[2026, 1]

    assert first["manager"].acknowledged == Rate(part=1, whole=2, percent="50.00")
    assert first["manager"].solved == Rate(part=1, whole=2, percent="50.00")
    assert (2026, 2) not in told(IN_TIME, late)
    assert first[""] == replace(first["manager"], party="")


def test_what_is_not_due_yet_counts_nowhere():
    waiting = replace(
        IN_TIME,
        acknowledge_by=NOW + 1,
        acknowledged_at=0,
        accepted=False,
        done_by="",
        completed_at=0,
    )
    promised = replace(IN_TIME, done_by="2026-05-01", completed_at=0)

    assert told(waiting) == {}
    assert told(promised)[2026, 1]["manager"].solved == NONE
    assert (2026, 2) not in told(promised)


def test_a_plan_that_never_came_counts_on_the_day_it_was_due():
    planless = replace(IN_TIME, done_by="", plan_by=at("2026-04-10 12:00"), completed_at=0)

    assert told(planless)[2026, 2]["manager"].solved == Rate(part=0, whole=1, percent="0.00")


def test_a_withdrawn_motion_owes_nothing_but_what_was_acknowledged_stays():
    unseen = replace(IN_TIME, withdrawn=True, acknowledged_at=0, completed_at=0)
    seen = replace(IN_TIME, withdrawn=True, completed_at=0)

    assert told(unseen) == {}
    assert told(seen)[2026, 1]["manager"].acknowledged.part == 1
    assert told(seen)[2026, 1]["manager"].solved == NONE


def test_acknowledging_counts_for_the_party_that_was_named_the_rest_for_who_took_it_on():
    handed = replace(IN_TIME, holder="subdistrict", levels=("good",) * FEWEST)

    lines = told(handed)[2026, 1]

    assert lines["manager"].acknowledged.whole == 1
    assert lines["manager"].solved == NONE
    assert lines["subdistrict"].solved.whole == 1
    assert told(handed)[2026, 2]["subdistrict"].content == Rate(
        part=FEWEST, whole=FEWEST, percent="100.00"
    )


def test_who_does_not_know_is_left_out_and_fewer_than_five_are_not_told():
    assert content(["good", "very_good", "fair", "bad"]) == Rate(
        part=0, whole=0, percent=None, few=True
    )
    assert content(["unknown"] * 9) == NONE
    assert content(["good", "very_good", "fair", "bad", "very_bad", "unknown"]) == Rate(
        part=2, whole=5, percent="40.00"
    )


def test_a_share_is_cut_off_and_never_rounded_up():
    assert rate(2, 3).percent == "66.66"
    assert rate(0, 0).percent is None


@given(st.lists(st.sampled_from(LEVELS)))
def test_content_is_never_more_than_who_said_so(levels: list[str]):
    told = content(levels)

    assert 0 <= told.part <= told.whole <= len(levels)
    assert not 0 < told.whole < FEWEST
