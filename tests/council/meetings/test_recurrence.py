"""Monthly recurrences in local time, as text and as sentences."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from council.kernel.refusals import Refusal
from council.meetings.recurrence import Recurrence, from_rule, next_occurrence
from council.meetings.recurrence_sentences import read_sentence

SHANGHAI = ZoneInfo("Asia/Shanghai")
BERLIN = ZoneInfo("Europe/Berlin")
LAST_FRIDAY = Recurrence(week=-1, weekday="FR", hour=19, minute=30)


def seconds(year: int, month: int, day: int, hour: int, minute: int, zone: ZoneInfo) -> int:
    return int(datetime(year, month, day, hour, minute, tzinfo=zone).timestamp())


@pytest.mark.parametrize(
    "text",
    [
        "last Friday 19:30",
        "Last friday of the month at 7:30 pm",
        "every last Fri of each month, 19:30",
        "最后一个星期五 19:30",
        "每月最后一个周五晚上7点半",
        "每个月最后一个礼拜五 19：30",
    ],
)
def test_the_last_friday_in_many_words(text: str):
    assert read_sentence(text) == LAST_FRIDAY


def test_other_weeks_and_days():
    sentences = (
        "third Tuesday 9:00",
        "第二个星期日 10点",
        "每月31日 19:30",
        "on the 15th at 8 pm",
    )

    assert [read_sentence(text) for text in sentences] == [
        Recurrence(week=3, weekday="TU", hour=9, minute=0),
        Recurrence(week=2, weekday="SU", hour=10, minute=0),
        Recurrence(day=31, hour=19, minute=30),
        Recurrence(day=15, hour=20, minute=0),
    ]


@pytest.mark.parametrize("text", ["", "有空的时候", "fifth Friday 19:30", "每月32日 19:30"])
def test_what_is_no_rule_is_refused(text: str):
    assert read_sentence(text) == Refusal("meeting.rule_unreadable", {"given": text})


def test_a_rule_with_an_impossible_time_is_refused_for_its_time():
    assert read_sentence("last Friday 25:00") == Refusal("time.no_such_time", {"given": "25:00"})


@pytest.mark.parametrize(
    "monthly",
    [
        LAST_FRIDAY,
        Recurrence(week=1, weekday="MO", hour=0, minute=5),
        Recurrence(day=1, hour=9, minute=0),
        Recurrence(day=28, hour=9, minute=0),
        Recurrence(day=31, hour=9, minute=0),
    ],
)
def test_a_rule_is_written_and_read_back(monthly: Recurrence):
    assert from_rule(monthly.rule) == monthly


def test_the_rule_is_rrule_text_with_the_local_time():
    assert LAST_FRIDAY.rule == "FREQ=MONTHLY;BYDAY=-1FR;BYHOUR=19;BYMINUTE=30;BYSECOND=0"


def test_the_last_friday_of_february_and_the_next():
    first = next_occurrence(LAST_FRIDAY, after=seconds(2026, 2, 1, 0, 0, SHANGHAI), zone=SHANGHAI)
    second = next_occurrence(LAST_FRIDAY, after=first, zone=SHANGHAI)

    assert first == seconds(2026, 2, 27, 19, 30, SHANGHAI)
    assert second == seconds(2026, 3, 27, 19, 30, SHANGHAI)


def test_the_31st_is_the_last_day_of_a_shorter_month():
    monthly = Recurrence(day=31, hour=19, minute=30)
    found, after = [], seconds(2026, 1, 1, 0, 0, SHANGHAI)
    for _ in range(4):
        after = next_occurrence(monthly, after=after, zone=SHANGHAI)
        day = datetime.fromtimestamp(after, SHANGHAI)
        found.append((day.month, day.day))

    assert found == [(1, 31), (2, 28), (3, 31), (4, 30)]


def test_a_skipped_local_time_moves_to_the_next_that_exists():
    monthly = Recurrence(week=-1, weekday="SU", hour=2, minute=30)

    found = next_occurrence(monthly, after=seconds(2026, 3, 1, 0, 0, BERLIN), zone=BERLIN)

    assert found == seconds(2026, 3, 29, 3, 30, BERLIN)


def test_local_time_stays_when_clocks_change():
    after = seconds(2026, 3, 1, 0, 0, BERLIN)
    hours = set()
    for _ in range(12):
        after = next_occurrence(LAST_FRIDAY, after=after, zone=BERLIN)
        hours.add(datetime.fromtimestamp(after, BERLIN).hour)

    assert hours == {19}
