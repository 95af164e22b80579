"""Monthly recurrences: "last Friday 19:30", kept as RRULE text (RFC 5545) with the local time.

The rule holds local time; the community's zone gives it meaning. A local time that clocks skip is
moved to the next existing one, of a repeated one the first is taken. "On the 31st" means the last
day of a shorter month.
"""

import re
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from dateutil.rrule import rrulestr  # type: ignore[import-untyped]  # ships no types

from council.kernel.dates import plain, read_time
from council.kernel.deadlines import local_instants, next_local
from council.kernel.refusals import Refusal, refuse
from council.kernel.values import value

WEEKS = (1, 2, 3, 4, -1)
WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_SHORTEST_MONTH = 28
_LONGEST_MONTH = 31


@value
class Monthly:
    """Once a month: the ``week``-th ``weekday`` (-1: the last), or on ``day`` when that is set."""

    week: int = 0
    weekday: str = ""
    day: int = 0
    hour: int
    minute: int

    @property
    def rule(self) -> str:
        """RRULE text, with the local time of day."""
        if self.day > _SHORTEST_MONTH:
            days = ",".join(str(day) for day in range(_SHORTEST_MONTH, self.day + 1))
            which = f"BYMONTHDAY={days};BYSETPOS=-1"
        elif self.day:
            which = f"BYMONTHDAY={self.day}"
        else:
            which = f"BYDAY={self.week}{self.weekday}"
        return f"FREQ=MONTHLY;{which};BYHOUR={self.hour};BYMINUTE={self.minute};BYSECOND=0"


_RULE = re.compile(
    r"FREQ=MONTHLY;(?:BYDAY=(?P<week>-1|[1-4])(?P<weekday>[A-Z]{2})|BYMONTHDAY=(?P<days>[0-9,]+)"
    r"(?:;BYSETPOS=-1)?);BYHOUR=(?P<hour>\d+);BYMINUTE=(?P<minute>\d+);BYSECOND=0",
    re.ASCII,
)


def from_rule(rule: str) -> Monthly:
    """Read back a rule that we wrote. Raises ValueError for any other."""
    found = _RULE.fullmatch(rule)
    if found is None:
        message = f"not a monthly rule of ours: {rule!r}"
        raise ValueError(message)
    hour, minute = int(found["hour"]), int(found["minute"])
    if found["days"]:
        return Monthly(day=int(found["days"].split(",")[-1]), hour=hour, minute=minute)
    return Monthly(week=int(found["week"]), weekday=found["weekday"], hour=hour, minute=minute)


def next_occurrence(monthly: Monthly, *, after: int, zone: ZoneInfo) -> int:
    """Tell the first occurrence (UTC seconds) later than ``after``."""
    local = datetime.fromtimestamp(after, zone).replace(tzinfo=None) - timedelta(days=1)
    occurrences = rrulestr(monthly.rule, dtstart=local.replace(microsecond=0))
    for occurrence in occurrences:
        instants = local_instants(occurrence, zone)
        instant = (
            instants[0] if instants else local_instants(next_local(occurrence, zone), zone)[0]
        )
        if instant > after:
            return instant
    message = f"a monthly rule always goes on: {monthly.rule}"
    raise AssertionError(message)


_WEEK_WORDS = {
    "first": 1,
    "1st": 1,
    "second": 2,
    "2nd": 2,
    "third": 3,
    "3rd": 3,
    "fourth": 4,
    "4th": 4,
    "last": -1,
    "第一个": 1,
    "第1个": 1,
    "第二个": 2,
    "第2个": 2,
    "第三个": 3,
    "第3个": 3,
    "第四个": 4,
    "第4个": 4,
    "最后一个": -1,
    "最后": -1,
}
_ENGLISH_DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_CHINESE_DAYS = "一二三四五六日"
_WEEK = "|".join(sorted(_WEEK_WORDS, key=len, reverse=True))
_WEEKDAY_SENTENCE = re.compile(
    rf"(?:每个?月的?\s*)?(?:every |on )?(?:the )?(?P<week>{_WEEK})\s*"
    r"(?:(?:星期|礼拜|周)(?P<zh>[一二三四五六日天])"
    r"|(?P<en>mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?)"
    r"(?: of (?:the|each|every) month)?,?(?: at)?\s*(?P<time>\S.*)",
    re.IGNORECASE,
)
_DAY_SENTENCE = re.compile(
    r"(?:(?:每个?月的?\s*(?P<zh>[0-9]{1,2})\s*[日号])"
    r"|(?:(?:every month )?on the (?P<en>[0-9]{1,2})(?:st|nd|rd|th)?"
    r"(?: of (?:the|each|every) month)?)),?(?: at)?\s*(?P<time>\S.*)",
    re.IGNORECASE,
)


def read_sentence(text: str) -> Monthly | Refusal:
    """Read "last Friday 19:30", "最后一个星期五 19:30", "每月31日 19:30", "on the 31st at 7:30 pm"."""
    words = plain(text)
    found = _WEEKDAY_SENTENCE.fullmatch(words)
    if found is not None:
        at = read_time(found["time"])
        if isinstance(at, Refusal):
            return at
        week = _WEEK_WORDS[found["week"].lower()]
        weekday = WEEKDAYS[_weekday(found["zh"], found["en"])]
        return Monthly(week=week, weekday=weekday, hour=at.hour, minute=at.minute)
    found = _DAY_SENTENCE.fullmatch(words)
    if found is None:
        return refuse("meeting.rule_unreadable", given=words[:40])
    at = read_time(found["time"])
    if isinstance(at, Refusal):
        return at
    day = int(found["zh"] or found["en"])
    if not 1 <= day <= _LONGEST_MONTH:
        return refuse("meeting.rule_unreadable", given=words[:40])
    return Monthly(day=day, hour=at.hour, minute=at.minute)


def _weekday(chinese: str | None, english: str | None) -> int:
    if chinese:
        return _CHINESE_DAYS.index(chinese.replace("天", "日"))
    assert english is not None
    return _ENGLISH_DAYS.index(english.lower()[:3])
