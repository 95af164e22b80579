"""Recurrences: "last Friday 19:30", kept as RRULE text (RFC 5545) with the local time.

The rule holds local time; the community's zone gives it meaning. A local time that clocks skip is
moved to the next existing one, of a repeated one the first is taken. "On the 31st" means the last
day of a shorter month. Every second week or month is counted from the first occurrence.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import takewhile
from zoneinfo import ZoneInfo

from dateutil.rrule import rrulestr  # type: ignore[import-untyped]  # ships no types

from council.kernel.deadlines import local_instants, next_local
from council.kernel.values import value

WEEKS = (1, 2, 3, 4, -1)
WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
#: A rule may skip so many weeks or months at most.
MOST_EVERY = 12
_SHORTEST_MONTH = 28
LONGEST_MONTH = 31


@value
class Recurrence:
    """Once in ``every`` months: the ``week``-th ``weekday`` (-1: the last), or on ``day`` when set.

    ``weekly``: once in ``every`` weeks, on ``weekday``.
    """

    week: int = 0
    weekday: str = ""
    day: int = 0
    hour: int
    minute: int
    every: int = 1
    weekly: bool = False

    @property
    def rule(self) -> str:
        """RRULE text, with the local time of day."""
        return f"{self.days};BYHOUR={self.hour};BYMINUTE={self.minute};BYSECOND=0"

    @property
    def days(self) -> str:
        """RRULE text without the time of day, which a calendar takes from its DTSTART."""
        every = f"INTERVAL={self.every};" if self.every > 1 else ""
        if self.weekly:
            return f"FREQ=WEEKLY;{every}BYDAY={self.weekday}"
        if self.day > _SHORTEST_MONTH:
            days = ",".join(str(day) for day in range(_SHORTEST_MONTH, self.day + 1))
            which = f"BYMONTHDAY={days};BYSETPOS=-1"
        elif self.day:
            which = f"BYMONTHDAY={self.day}"
        else:
            which = f"BYDAY={self.week}{self.weekday}"
        return f"FREQ=MONTHLY;{every}{which}"


_RULE = re.compile(
    r"FREQ=(?:MONTHLY|(?P<weekly>WEEKLY));(?:INTERVAL=(?P<every>[1-9][0-9]?);)?"
    r"(?:BYDAY=(?P<week>-1|[1-4])?(?P<weekday>MO|TU|WE|TH|FR|SA|SU)|BYMONTHDAY=(?P<days>[0-9,]+)"
    r"(?:;BYSETPOS=-1)?);BYHOUR=(?P<hour>\d+);BYMINUTE=(?P<minute>\d+);BYSECOND=0",
    re.ASCII,
)


def from_rule(rule: str) -> Recurrence:
    """Read back a rule that we wrote. Raises ValueError for any other."""
    found = _RULE.fullmatch(rule)
    if found is None or bool(found["weekly"]) is not (not found["week"] and not found["days"]):
        message = f"not a rule of ours: {rule!r}"
        raise ValueError(message)
    hour, minute, every = int(found["hour"]), int(found["minute"]), int(found["every"] or 1)
    if found["days"]:
        return Recurrence(
            day=int(found["days"].split(",")[-1]), hour=hour, minute=minute, every=every
        )
    return Recurrence(
        week=int(found["week"] or 0),
        weekday=found["weekday"],
        hour=hour,
        minute=minute,
        every=every,
        weekly=bool(found["weekly"]),
    )


def occurrences(
    recurrence: Recurrence, *, after: int, zone: ZoneInfo, since: int = 0, until: int = 0
) -> Iterator[int]:
    """Tell the occurrences (UTC seconds) later than ``after``, without end unless by ``until``.

    ``since`` is the first occurrence of the series, from which every second one is counted and
    before which there is none; 0: the rule has just been made. ``until``: none is later.
    """
    if recurrence.every == 1:
        begins = datetime.fromtimestamp(max(since, after), zone) - timedelta(days=1)
    else:
        since = since or next(occurrences(replace(recurrence, every=1), after=after, zone=zone))
        begins = datetime.fromtimestamp(since, zone)
    rule = rrulestr(recurrence.rule, dtstart=_midnight(begins.replace(tzinfo=None)))
    found = (_instant(each, zone) for each in rule)
    later = (each for each in found if each > after and each >= since)
    return takewhile(lambda each: not until or each <= until, later)


def next_occurrence(recurrence: Recurrence, *, after: int, zone: ZoneInfo, since: int = 0) -> int:
    """Tell the first occurrence (UTC seconds) later than ``after``."""
    return next(occurrences(recurrence, after=after, zone=zone, since=since))


def skipped_time(occurs_at: int, recurrence: Recurrence, zone: ZoneInfo) -> bool:
    """Whether clocks skip the rule's own local time on the day of an occurrence."""
    local = datetime.fromtimestamp(occurs_at, zone)
    return (local.hour, local.minute) != (recurrence.hour, recurrence.minute)


def _midnight(local: datetime) -> datetime:
    return local.replace(hour=0, minute=0, second=0, microsecond=0)


def _instant(local: datetime, zone: ZoneInfo) -> int:
    instants = local_instants(local, zone)
    return instants[0] if instants else local_instants(next_local(local, zone), zone)[0]
