"""The day of a meeting, its notice, its neighbours: judged without a database."""

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

import chinese_calendar
import pytest
from hypothesis import given
from hypothesis import strategies as st

from council.kernel.calendar_cn import calendar_cn
from council.kernel.refusals import Refusal
from council.meetings.facts import MeetingFacts
from council.meetings.series.rules import (
    DayRemark,
    check_moving,
    check_new_notice,
    judge_day,
    latest_notice,
    overlap,
)
from tests.council.evening import at

SHANGHAI = ZoneInfo("Asia/Shanghai")
DAY = 86_400
KNOWN = sorted(calendar_cn().years)


@pytest.mark.parametrize("year", KNOWN)
def test_days_off_and_make_up_days_are_those_of_an_independent_list(year: int):
    calendar = calendar_cn()
    days = [
        date.fromordinal(n)
        for n in range(date(year, 1, 1).toordinal(), date(year, 12, 31).toordinal() + 1)
    ]

    ours = {day: calendar.works(day) for day in days}

    assert ours == {day: chinese_calendar.is_workday(day) for day in days}


@pytest.mark.parametrize("year", KNOWN)
def test_every_day_off_of_the_file_has_a_name(year: int):
    assert {day for day in calendar_cn().holidays if day.year == year} == {
        day for day in calendar_cn().names if day.year == year
    }


@pytest.mark.parametrize(
    ("local", "remarks"),
    [
        ("2026-01-30 19:30", ()),
        (
            "2026-10-02 19:30",
            (DayRemark(about="holiday", holiday="national_day", instead=date(2026, 9, 29)),),
        ),
        (
            "2026-09-30 19:30",
            (DayRemark(about="eve", holiday="national_day", instead=date(2026, 9, 29)),),
        ),
        ("2026-09-30 10:00", ()),
        ("2026-02-28 19:30", (DayRemark(about="make_up"),)),
        ("2099-05-01 19:30", (DayRemark(about="unknown_year"),)),
    ],
)
def test_a_holiday_its_eve_and_a_make_up_day_are_told(local: str, remarks: tuple[DayRemark, ...]):
    told = judge_day(datetime.fromisoformat(local), calendar=calendar_cn(), today=date(2026, 1, 1))

    assert told == remarks


@given(st.dates(min_value=date(2026, 1, 1), max_value=date(2026, 12, 31)), st.integers(0, 23))
def test_a_day_that_is_offered_instead_is_itself_free(day: date, hour: int):
    local = datetime.combine(day, time(hour))
    calendar, today = calendar_cn(), date(2025, 12, 1)

    for remark in judge_day(local, calendar=calendar, today=today):
        if remark.instead is not None:
            moved = datetime.combine(remark.instead, local.time())
            assert judge_day(moved, calendar=calendar, today=today) == ()


@pytest.mark.parametrize(
    ("state", "refusal"),
    [
        ("planned", None),
        ("announced", None),
        ("in_session", Refusal("meeting.not_now", {"verb": "move", "state": "in_session"})),
        ("cancelled", Refusal("meeting.not_now", {"verb": "move", "state": "cancelled"})),
    ],
)
def test_a_meeting_is_moved_before_it_begins(state: str, refusal: Refusal | None):
    meeting = MeetingFacts(
        number=1,
        state=state,
        starts_at=0,
        now=0,
        timezone="Asia/Shanghai",
        items=0,
        notice_days=0,
        adult=True,
        present=False,
        by_code=False,
    )

    refused = check_moving(meeting)

    assert refused == refusal


@pytest.mark.parametrize(
    ("state", "starts", "days", "judged"),
    [
        ("planned", "2026-03-02 19:30", 15, True),
        ("announced", "2026-03-02 19:30", 0, True),
        ("announced", "2026-03-18 19:30", 15, True),
        ("announced", "2026-03-17 19:30", 15, False),
        (
            "announced",
            "2026-03-16 19:30",
            15,
            Refusal(
                "meeting.notice_too_short", {"days": 14, "wanted": 15, "earliest": "2026-03-18"}
            ),
        ),
    ],
)
def test_the_notice_of_a_moved_meeting_begins_anew(
    state: str, starts: str, days: int, judged: bool | Refusal
):
    given_on = at("2026-03-02 09:00")

    found = check_new_notice(
        state,
        was_at=at("2026-03-20 19:30"),
        starts_at=at(starts),
        now=given_on,
        days=days,
        zone=SHANGHAI,
    )

    assert found == judged


def test_the_last_day_of_notice_leaves_as_many_clear_days_as_the_law_asks_for():
    assert latest_notice(at("2026-03-22 19:30"), days=15, zone=SHANGHAI) == date(2026, 3, 6)
    assert latest_notice(at("2026-03-22 19:30"), days=0, zone=SHANGHAI) is None


def test_meetings_one_after_the_other_are_not_at_once():
    assert overlap((0, 10), (9, 20))
    assert not overlap((0, 10), (10, 20))
