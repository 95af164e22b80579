"""Days that count: notice, working days with 调休, local times that do not exist."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from council.kernel.calendar_cn import calendar_cn, read_calendar
from council.kernel.deadlines import local_instants, next_local, notice_check
from council.kernel.refusals import Refusal
from council.kernel.working_days import WorkCalendar, after_working_days, later_by_working_days

SHANGHAI = ZoneInfo("Asia/Shanghai")
BERLIN = ZoneInfo("Europe/Berlin")
LORD_HOWE = ZoneInfo("Australia/Lord_Howe")


NO_HOLIDAYS = WorkCalendar(years=frozenset(), holidays=frozenset(), working=frozenset())


def test_e16_notice_of_1_march_is_safe_on_the_17th_barely_on_the_16th_not_on_the_15th():
    noticed = date(2026, 3, 1)

    judged = [
        notice_check(noun="meeting", noticed=noticed, meets=date(2026, 3, day), clear_days=15)
        for day in (17, 16, 15)
    ]

    assert judged == [
        True,
        False,
        Refusal("meeting.notice_too_short", {"days": 14, "wanted": 15, "earliest": "2026-03-17"}),
    ]


@pytest.mark.parametrize(
    ("day", "works"),
    [
        (date(2026, 2, 28), True),
        (date(2026, 2, 14), True),
        (date(2026, 2, 16), False),
        (date(2026, 2, 23), False),
        (date(2026, 2, 24), True),
        (date(2026, 3, 1), False),
        (date(2026, 5, 9), True),
        (date(2026, 10, 7), False),
        (date(2026, 10, 10), True),
    ],
)
def test_the_calendar_of_2026_knows_holidays_and_make_up_days(day: date, *, works: bool):
    assert calendar_cn().works(day) is works


def test_seven_working_days_across_the_spring_festival():
    start = date(2026, 2, 12)

    with_holidays = after_working_days(start, days=7, calendar=calendar_cn())
    without = after_working_days(start, days=7, calendar=NO_HOLIDAYS)

    assert (with_holidays, without) == (date(2026, 2, 28), date(2026, 2, 23))


def test_a_due_time_keeps_its_time_of_day():
    at = int(datetime(2026, 2, 27, 19, 30, tzinfo=SHANGHAI).timestamp())

    later = later_by_working_days(at, days=1, calendar=calendar_cn(), zone=SHANGHAI)

    assert later == int(datetime(2026, 2, 28, 19, 30, tzinfo=SHANGHAI).timestamp())


def test_a_year_without_a_list_is_not_known():
    assert calendar_cn().knows(date(2026, 1, 1))
    assert not calendar_cn().knows(date(2026, 12, 31), date(2027, 1, 4))


def test_a_calendar_file_is_read_day_by_day():
    text = (
        '[2030]\nsource = "x"\nholidays = ["2030-01-01..2030-01-02"]\nworking = ["2030-01-05"]\n'
    )

    assert read_calendar(text) == WorkCalendar(
        years=frozenset({2030}),
        holidays=frozenset({date(2030, 1, 1), date(2030, 1, 2)}),
        working=frozenset({date(2030, 1, 5)}),
    )


@pytest.mark.parametrize(
    ("local", "zone", "count"),
    [
        (datetime(2026, 2, 27, 19, 30), SHANGHAI, 1),  # noqa: DTZ001 - local by meaning
        (datetime(2026, 3, 29, 2, 30), BERLIN, 0),  # noqa: DTZ001
        (datetime(2026, 10, 25, 2, 30), BERLIN, 2),  # noqa: DTZ001
        (datetime(2026, 10, 4, 2, 15), LORD_HOWE, 0),  # noqa: DTZ001
        (datetime(2026, 4, 5, 1, 45), LORD_HOWE, 2),  # noqa: DTZ001
    ],
)
def test_a_local_time_may_not_exist_or_happen_twice(local: datetime, zone: ZoneInfo, count: int):
    assert len(local_instants(local, zone)) == count


def test_a_time_that_clocks_skip_has_a_suggestion():
    skipped = datetime(2026, 3, 29, 2, 30)  # noqa: DTZ001

    assert next_local(skipped, BERLIN) == datetime(2026, 3, 29, 3, 30)  # noqa: DTZ001
