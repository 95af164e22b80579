"""Occurrences where clocks and calendars are awkward: a table, zone by zone."""

from datetime import datetime
from itertools import islice
from zoneinfo import ZoneInfo

import pytest

from council.meetings.recurrence import Recurrence, from_rule, occurrences
from council.meetings.recurrence_sentences import read_sentence


def _times(sentence: str, zone: str, after: str, count: int, since: str = "") -> list[str]:
    read, place = read_sentence(sentence), ZoneInfo(zone)
    assert isinstance(read, Recurrence)
    found = occurrences(
        from_rule(read.rule),
        after=_second(after, place),
        zone=place,
        since=_second(since, place) if since else 0,
    )
    return [
        f"{datetime.fromtimestamp(each, place):%Y-%m-%d %H:%M %z}" for each in islice(found, count)
    ]


def _second(local: str, zone: ZoneInfo) -> int:
    return int(datetime.fromisoformat(local).replace(tzinfo=zone).timestamp())


@pytest.mark.parametrize(
    ("sentence", "zone", "after", "times"),
    [
        (  # clocks go forward: the time does not exist and moves on by what they skip
            "second Sunday 02:30",
            "America/New_York",
            "2026-03-01 00:00",
            ["2026-03-08 03:30 -0400", "2026-04-12 02:30 -0400"],
        ),
        (  # clocks go back: the first of the two
            "first Sunday 01:30",
            "America/New_York",
            "2026-10-31 00:00",
            ["2026-11-01 01:30 -0400", "2026-12-06 01:30 -0500"],
        ),
        (
            "last Sunday 02:30",
            "Europe/Berlin",
            "2026-03-01 00:00",
            ["2026-03-29 03:30 +0200", "2026-04-26 02:30 +0200"],
        ),
        (
            "last Sunday 02:30",
            "Europe/Berlin",
            "2026-10-01 00:00",
            ["2026-10-25 02:30 +0200", "2026-11-29 02:30 +0100"],
        ),
        (  # half an hour only
            "first Sunday 02:15",
            "Australia/Lord_Howe",
            "2026-10-01 00:00",
            ["2026-10-04 02:45 +1100", "2026-11-01 02:15 +1100"],
        ),
        (
            "first Sunday 01:45",
            "Australia/Lord_Howe",
            "2026-04-01 00:00",
            ["2026-04-05 01:45 +1100", "2026-05-03 01:45 +1030"],
        ),
        (  # a leap year, and one that is none
            "每月29日 19:30",
            "Asia/Shanghai",
            "2028-02-01 00:00",
            ["2028-02-29 19:30 +0800", "2028-03-29 19:30 +0800"],
        ),
        (
            "每月29日 19:30",
            "Asia/Shanghai",
            "2027-02-01 00:00",
            ["2027-02-28 19:30 +0800", "2027-03-29 19:30 +0800"],
        ),
        (
            "每月31日 19:30",
            "Asia/Shanghai",
            "2026-01-31 19:30",
            ["2026-02-28 19:30 +0800", "2026-03-31 19:30 +0800", "2026-04-30 19:30 +0800"],
        ),
        (
            "每月最后一天 23:30",
            "Asia/Shanghai",
            "2026-12-01 00:00",
            ["2026-12-31 23:30 +0800", "2027-01-31 23:30 +0800"],
        ),
        (
            "每周五 19:30",
            "Asia/Shanghai",
            "2026-12-25 19:30",
            ["2027-01-01 19:30 +0800", "2027-01-08 19:30 +0800"],
        ),
        (  # beyond the seconds that 32 bits hold
            "last Friday 19:30",
            "Europe/Berlin",
            "2038-01-01 00:00",
            ["2038-01-29 19:30 +0100", "2038-02-26 19:30 +0100", "2038-03-26 19:30 +0100"],
        ),
    ],
)
def test_occurrences_are_local_times_that_exist(
    sentence: str, zone: str, after: str, times: list[str]
):
    assert _times(sentence, zone, after, len(times)) == times


@pytest.mark.parametrize(
    ("sentence", "times"),
    [
        (
            "每两个月最后一个星期五 19:30",
            ["2026-01-30 19:30 +0800", "2026-03-27 19:30 +0800", "2026-05-29 19:30 +0800"],
        ),
        (
            "every two weeks on Friday 19:30",
            ["2026-01-30 19:30 +0800", "2026-02-13 19:30 +0800", "2026-02-27 19:30 +0800"],
        ),
    ],
)
@pytest.mark.parametrize("after", ["2026-01-30 19:29", "2026-02-20 00:00", "2026-03-26 00:00"])
def test_every_second_one_is_counted_from_the_first(sentence: str, after: str, times: list[str]):
    found = _times(sentence, "Asia/Shanghai", after, 2, since="2026-01-30 19:30")
    later = [each for each in times if each > after]

    assert found[: len(later)] == later[:2]
