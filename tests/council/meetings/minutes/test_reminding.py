"""Reminders of minutes: those who write, then the chair; once a day, for a week."""

from typing import Any

from council.meetings.minutes.commands import RemindMinutes
from council.meetings.minutes.falls_due import falls_due
from tests.council.conftest import Town
from tests.council.evening import hand_in, read_and_approve
from tests.council.meetings.minutes.evening import approved_by_meetings, over

DAY = 86_400


def tick(town: Town) -> list[Any]:
    """What falls due now, done."""
    owed = town.app.bus.read_now(falls_due)
    return [town.app.bus.submit(each).result() for each in owed]


def days(town: Town, count: int) -> list[int]:
    """How many were told on each of some days, with four ticks a day."""
    told = []
    for _ in range(count):
        of_the_day = 0
        for _ in range(4):
            town.clock.at += DAY // 4
            of_the_day += sum(each.told for each in tick(town))
        told.append(of_the_day)
    return told


def test_who_writes_is_reminded_once_a_day_for_a_week(town: Town):
    over(town)

    told = days(town, 12)

    assert told == [1] * 7 + [0] * 5
    assert [notice for notice, _ in town.told("何", "staff")] == ["minutes_to_write"] * 7


def test_the_chair_is_reminded_from_the_handing_in_until_it_is_approved(town: Town):
    met = over(town)
    town.clock.at += 10 * DAY
    hand_in(town, met)

    before = days(town, 2)
    read_and_approve(town, met)
    after = days(town, 2)

    assert (before, after) == ([1, 1], [0, 0])
    assert [notice for notice, _ in town.told("主", "staff")][-2:] == ["minutes_to_approve"] * 2


def test_where_a_meeting_approves_the_chair_is_not_reminded_of_what_the_evening_brings(
    town: Town,
):
    met = over(town)
    approved_by_meetings(town)
    hand_in(town, met)

    assert days(town, 3) == [0, 0, 0]
    assert town.tick(RemindMinutes, number=met).told == 0
