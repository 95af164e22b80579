"""Rules of motions, meetings and responses that need no database."""

import pytest

from council.kernel.refusals import Refusal
from council.meetings.rules import MEETING, notice_days
from council.motions.responses.response import Response
from council.motions.responses.rules import clock_of, is_overdue
from council.motions.rules import MOTION, put_from
from council.rules.rulebook import rulebook
from tests.council.motions.responses.responding import kept

HOUR = 3600


@pytest.mark.parametrize(
    ("state", "legal_class", "after"),
    [
        ("deliberated", "R-XS", "put"),
        ("announced", "R-XS", Refusal("motion.not_deliberated")),
        ("drafted", "R-XS", Refusal("motion.not_now", {"verb": "put", "state": "drafted"})),
        ("drafted", "O-8", "put"),
        ("announced", "O-8", "put"),
        ("carried", "O-8", Refusal("motion.not_now", {"verb": "put", "state": "carried"})),
    ],
)
def test_which_motion_may_be_put(state: str, legal_class: str, after: str | Refusal):
    assert put_from(state, legal_class) == after


def test_every_state_of_the_design_is_in_the_tables():
    assert set(MOTION.states) == {
        "drafted",
        "announced",
        "deliberated",
        "put",
        "carried",
        "lost",
        "adjourned",
        "referred",
        "withdrawn",
    }
    assert set(MEETING.states) == {
        "planned",
        "announced",
        "in_session",
        "adjourned",
        "minuted",
        "approved",
        "cancelled",
    }


@pytest.mark.parametrize(
    ("profile", "classes", "days"),
    [
        ("national", ["R-XS", "O-9"], 15),
        ("national", ["R-XS", "R-MO", "R-JM26"], 0),
        ("national", [], 0),
        ("village", ["R-XS", "R-CM"], 10),
        ("village", ["R-CMD", "R-XZ"], 0),
    ],
)
def test_an_agenda_asks_for_the_longest_notice_of_its_matters(
    profile: str, classes: list[str], days: int
):
    assert notice_days(classes, rules=rulebook()[profile]) == days


def within(state: str) -> Response:
    """A response within 24 and 48 hours from 0."""
    return kept(state, asked_at=0, acknowledge_by=24 * HOUR, answer_by=48 * HOUR)


def test_the_clock_runs_to_the_acknowledgement_first_and_is_late_at_its_second():
    def read(state: str, now: int) -> tuple[int, bool, int]:
        clock = clock_of(within(state), motion_state="announced", now=now)
        return clock.due_at, clock.overdue, clock.hours

    assert read("asked", 0) == (24 * HOUR, False, 24)
    assert read("asked", 24 * HOUR - 1) == (24 * HOUR, False, 1)
    assert read("asked", 24 * HOUR) == (24 * HOUR, True, 0)
    assert read("acknowledged", 24 * HOUR) == (48 * HOUR, False, 24)


@pytest.mark.parametrize(
    ("state", "motion_state", "now", "late"),
    [
        ("asked", "announced", 24 * HOUR, True),
        ("asked", "withdrawn", 24 * HOUR, False),
        ("acknowledged", "announced", 24 * HOUR, False),
        ("acknowledged", "carried", 48 * HOUR, True),
        ("answered", "announced", 48 * HOUR, False),
    ],
)
def test_an_answer_is_late_by_one_rule_and_a_withdrawn_motion_waits_for_none(
    state: str, motion_state: str, now: int, late: bool
):
    response = within(state)

    assert is_overdue(response, motion_state=motion_state, now=now) is late
    assert clock_of(response, motion_state=motion_state, now=now).overdue is late
