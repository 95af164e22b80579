"""Recurrences as people type them: "last Friday 19:30", "每两个月最后一个星期五 19:30"."""

import re
from datetime import time
from functools import partial

from council.kernel.dates import plain, read_time
from council.kernel.refusals import Refusal, refuse
from council.meetings.recurrence import LONGEST_MONTH, MOST_EVERY, WEEKDAYS, Recurrence

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
_COUNTS = {
    "": 1,
    "other": 2,
    "second": 2,
    "two": 2,
    "third": 3,
    "three": 3,
    "一": 1,
    "隔": 2,
    "两": 2,
    "二": 2,
    "三": 3,
}
_ENGLISH_DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_CHINESE_DAYS = "一二三四五六日"
_WEEK = "|".join(sorted(_WEEK_WORDS, key=len, reverse=True))
_COUNT_EN = r"other|second|third|two|three|\d{1,2}(?:nd|rd|th)?"
_COUNT_ZH = r"[一两二三]|\d{1,2}"
_DAY = (
    r"(?:(?:星期|礼拜|周)(?P<zh>[一二三四五六日天])"
    r"|(?P<en>mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?(?:s(?=\W))?(?![a-z]))"
)
_MONTHS = (
    rf"(?:(?:每(?P<gap>隔)?(?P<every_zh>{_COUNT_ZH})?个?月的?\s*)"
    rf"|(?:every (?P<every_en>{_COUNT_EN}) months?,?(?: on)? ))?"
)
_AT = r",?(?: at)?\s*(?P<time>\S.*)"
_WEEKDAY_SENTENCE = re.compile(
    rf"{_MONTHS}(?:every |on )?(?:the )?(?P<week>{_WEEK})\s*{_DAY}"
    rf"(?: of (?:the|each|every) month)?{_AT}",
    re.IGNORECASE,
)
_DAY_SENTENCE = re.compile(
    rf"(?:(?:每(?P<gap>隔)?(?P<every_zh>{_COUNT_ZH})?个?月的?\s*(?P<zh>[0-9]{{1,2}})\s*[日号])"
    rf"|(?:(?:every (?:(?P<every_en>{_COUNT_EN}) )?months? )?on the (?P<en>[0-9]{{1,2}})"
    rf"(?:st|nd|rd|th)?(?: of (?:the|each|every) month)?)){_AT}",
    re.IGNORECASE,
)
_LAST_DAY_SENTENCE = re.compile(
    rf"(?:(?:每(?P<gap>隔)?(?P<every_zh>{_COUNT_ZH})?个?月的?\s*(?:最后一天|月底|末日))"
    rf"|(?:(?:every (?P<every_en>{_COUNT_EN}) months?,? )?(?:on )?the last day"
    rf"(?: of (?:the|each|every) month)?)){_AT}",
    re.IGNORECASE,
)
_WEEKLY_SENTENCE = re.compile(
    rf"(?:每(?P<gap>隔)?(?P<every_zh>{_COUNT_ZH})?(?:个?(?:星期|礼拜|周)的?)?\s*个?"
    rf"|every (?:(?P<every_en>{_COUNT_EN}) )?(?:weeks? on )?){_DAY}{_AT}",
    re.IGNORECASE,
)


def read_sentence(text: str) -> Recurrence | Refusal:
    """Read a rule: "last Friday 19:30", "每月31日 19:30", "every second Friday at 7:30 pm"."""
    words = plain(text)
    unreadable = refuse("meeting.rule_unreadable", given=words[:40])
    for pattern in (_WEEKDAY_SENTENCE, _DAY_SENTENCE, _LAST_DAY_SENTENCE, _WEEKLY_SENTENCE):
        found = pattern.fullmatch(words)
        if found is None:
            continue
        at = read_time(found["time"])
        if isinstance(at, Refusal):
            return at
        every = _count(found)
        if not 1 <= every <= MOST_EVERY:
            return unreadable
        return _recurrence(found, at, every) or unreadable
    return unreadable


def _recurrence(found: re.Match[str], at: time, every: int) -> Recurrence | None:
    """Make the rule of a sentence; None: it names a day that no month has."""
    made = partial(Recurrence, hour=at.hour, minute=at.minute, every=every)
    if found.re is _LAST_DAY_SENTENCE:
        return made(day=LONGEST_MONTH)
    if found.re is _DAY_SENTENCE:
        day = int(found["zh"] or found["en"])
        return made(day=day) if 1 <= day <= LONGEST_MONTH else None
    weekday = WEEKDAYS[_weekday(found["zh"], found["en"])]
    if found.re is _WEEKLY_SENTENCE:
        return made(weekly=True, weekday=weekday)
    return made(week=_WEEK_WORDS[found["week"].lower()], weekday=weekday)


def _count(found: re.Match[str]) -> int:
    """Tell every how many weeks or months; 每隔一 is every second one."""
    said = (found["every_zh"] or found["every_en"] or "").lower().rstrip("ndrth")
    words = (found["every_zh"] or found["every_en"] or "").lower()
    count = int(said) if said.isdigit() else _COUNTS[words]
    return count + 1 if found["gap"] else count


def _weekday(chinese: str | None, english: str | None) -> int:
    if chinese:
        return _CHINESE_DAYS.index(chinese.replace("天", "日"))
    assert english is not None
    return _ENGLISH_DAYS.index(english.lower()[:3])
