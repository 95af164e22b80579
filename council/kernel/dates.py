"""Dates and clock times as people type them, in Chinese and English.

Day first in figures with the year last (20/3/2026); a date without a year is the next such day.
"""

import re
import unicodedata
from datetime import date, datetime, time, timedelta

from council.kernel.refusals import Refusal, refuse

_MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
_MONTH_NAME = r"(?P<name>jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?"
_DATES = tuple(
    re.compile(pattern, re.ASCII | re.IGNORECASE)
    for pattern in (
        r"(?P<y>\d{4})\s*[-/.年]\s*(?P<m>\d{1,2})\s*[-/.月]\s*(?P<d>\d{1,2})\s*[日号]?",
        r"(?P<m>\d{1,2})\s*月\s*(?P<d>\d{1,2})\s*[日号]?",
        r"(?P<d>\d{1,2})\s*[-/.]\s*(?P<m>\d{1,2})\s*[-/.]\s*(?P<y>\d{4})",
        rf"(?P<d>\d{{1,2}})(?:st|nd|rd|th)?\s+{_MONTH_NAME},?(?:\s+(?P<y>\d{{4}}))?",
        rf"{_MONTH_NAME}\s+(?P<d>\d{{1,2}})(?:st|nd|rd|th)?,?(?:\s+(?P<y>\d{{4}}))?",
    )
)
_NEAR = {"今天": 0, "today": 0, "明天": 1, "tomorrow": 1, "后天": 2}
_BEFORE = {"昨天": -1, "yesterday": -1, "前天": -2}
_ALMOST_A_YEAR = 364
_HALF_DAY = r"(?P<half>凌晨|早上|上午|中午|下午|晚上|傍晚)?"
_TIMES = tuple(
    re.compile(pattern, re.ASCII | re.IGNORECASE)
    for pattern in (
        rf"{_HALF_DAY}\s*(?P<h>\d{{1,2}})\s*:\s*(?P<m>\d{{2}})\s*(?P<ap>[ap]\.?m\.?)?",
        rf"{_HALF_DAY}\s*(?P<h>\d{{1,2}})\s*[点时]\s*(?:(?P<m>\d{{1,2}})\s*分?|(?P<thirty>半)|整)?",
        r"(?P<h>\d{1,2})\s*(?P<ap>[ap]\.?m\.?)",
    )
)
#: Figures in Chinese before the word that they count, as in 三月二十七日 and 七点半, or at the end.
_HAN = "〇零一二两三四五六七八九十"
_FIGURES = re.compile(
    rf"(?<![{_HAN}])"
    r"(?:(?P<tens>[一二三四五]?)十(?P<ones>[一二三四五六七八九]?)"
    r"|(?P<plain>[〇零一二三四五六七八九]{4}|[〇零]?[〇零一二两三四五六七八九]))"
    r"(?=\s*(?:[点时分年月日号]|$))"
)
_DIGITS = str.maketrans("〇零一二两三四五六七八九", "001223456789")
_AFTERNOON = ("下午", "晚上", "傍晚")
_NOON = 12
_YEARS_AHEAD = 10
#: The next 29 February is at most this many years away.
_LEAP = 8


def plain(text: str) -> str:
    """Full-width forms as ASCII, one space between words."""
    return " ".join(unicodedata.normalize("NFKC", text).split())


def _figured(words: str) -> str:
    """Write Chinese figures of days and times as digits."""
    return _FIGURES.sub(_in_digits, words)


def counted(words: str, *, before: str) -> str:
    """Write Chinese figures up to 99 as digits where one of some characters follows: ``两小时``."""
    figures = (
        rf"(?<![{_HAN}])(?:(?P<tens>[一二三四五六七八九]?)十(?P<ones>[一二三四五六七八九]?)"
        rf"|(?P<plain>[一二两三四五六七八九]))(?=\s*[{before}])"
    )
    return re.sub(figures, _in_digits, words)


def _in_digits(found: re.Match[str]) -> str:
    if found["plain"]:
        return found["plain"].translate(_DIGITS)
    return f"{found['tens'] or '一'}{found['ones'] or '零'}".translate(_DIGITS)


def read_date(text: str, *, today: date) -> date | Refusal:
    """Read a date that is not past and at most ten years away."""
    words = plain(text)
    if words.lower() in _NEAR:
        return today + timedelta(days=_NEAR[words.lower()])
    figured = _figured(words)
    parts = next((found for p in _DATES if (found := p.fullmatch(figured))), None)
    if parts is None:
        return refuse("date.unreadable", given=words[:30])
    fields = parts.groupdict()
    month = int(fields["m"]) if "m" in fields else _MONTHS.index(fields["name"].lower()) + 1
    years = (int(fields["y"]),) if fields.get("y") else range(today.year, today.year + _LEAP + 1)
    days = [day for y in years if (day := _day(y, month, int(fields["d"])))]
    if not days:
        return refuse("date.no_such_day", given=words[:30])
    coming = [day for day in days if day >= today]
    if not coming:
        return refuse("date.past", given=str(days[-1]))
    if coming[0].year > today.year + _YEARS_AHEAD:
        return refuse("date.too_far", given=str(coming[0]), years=_YEARS_AHEAD)
    return coming[0]


def read_past_moment(text: str, *, now: datetime) -> datetime | Refusal:
    """Read when something was done, as a local time without zone: ``昨天 10:30``, ``3月5日 19:30``.

    A clock time alone is today's, a date without a year the last such day.
    """
    words = typed = plain(text)
    for word, days in {**_NEAR, **_BEFORE}.items():
        if words.lower().startswith(word):
            words = f"{now.date() + timedelta(days=days)} {words[len(word) :]}"
            break
    else:
        at = read_time(words)
        if not isinstance(at, Refusal):
            return datetime.combine(now.date(), at)
    moment = read_moment(words, today=now.date() - timedelta(days=_ALMOST_A_YEAR))
    if isinstance(moment, Refusal) and moment.key == "date.no_moment":
        return refuse("date.no_moment", given=typed[:40])
    return moment


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def read_time(text: str) -> time | Refusal:
    """Read a clock time: ``19:30``, ``7:30 pm``, ``19点半``, ``晚上7点30分``, ``晚上七点半``."""
    words = plain(text)
    figured = _figured(words)
    found = next((found for p in _TIMES if (found := p.fullmatch(figured))), None)
    if found is None:
        return refuse("time.unreadable", given=words[:30])
    fields = found.groupdict()
    hour = _hour(int(fields["h"]), fields.get("half") or "", (fields.get("ap") or "")[:1].lower())
    minute = 30 if fields.get("thirty") else int(fields.get("m") or 0)
    try:
        return time(hour, minute)
    except ValueError:
        return refuse("time.no_such_time", given=words[:30])


def _hour(hour: int, half: str, letter: str) -> int:
    """Put an hour of a half day into the whole day; an impossible one stays impossible."""
    if letter:
        if not 1 <= hour <= _NOON:
            return 99
        return hour % _NOON + (_NOON if letter == "p" else 0)
    if half in _AFTERNOON and hour < _NOON:
        return hour + _NOON
    return hour


def read_moment(text: str, *, today: date) -> datetime | Refusal:
    """Read ``DATE TIME`` as a local time without zone: ``2026-03-27 19:30``, ``3月27日晚上7点半``."""
    words = plain(text)
    for place in range(len(words), 0, -1):
        head, tail = words[:place].strip(" ,"), words[place:].strip(" ,")
        if not head or not tail:
            continue
        at = read_time(tail)
        if isinstance(at, Refusal):
            continue
        day = read_date(head, today=today)
        if not isinstance(day, Refusal):
            return datetime.combine(day, at)
        if day.key != "date.unreadable":
            return day
    return refuse("date.no_moment", given=words[:40])
