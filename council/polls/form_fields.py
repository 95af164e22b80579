"""The forms that staff fill in about polls: their fields in order, and how answers are read."""

import re
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from council.kernel.dates import plain, read_date, read_moment
from council.kernel.deadlines import earliest_safe_day, local_date
from council.kernel.refusals import Refusal, refuse
from council.motions.rules import read_body
from council.polls.rules import DAY, check_reason, check_title, options_from
from council.rules.poll_kinds import ADVISORY, RATIFICATION
from council.rules.profile import RuleProfile

Answer = str | int | list[str]

_AT_ONCE = frozenset({"now", "现在", "马上", "立即", "立刻"})
#: A day without a clock time: it begins with its first minute and ends with its last.
_BEGINS, _ENDS = time(0, 0), time(23, 59)
#: Numbers within a line, as 1.甲 2.乙; and what parts several options in one.
_NUMBER_WITHIN = re.compile(r"(?:^|[\s,;、])(?:[A-Ja-j]|10|[1-9])\s*[.、:)]", re.ASCII)
_PARTED = re.compile(r"[、,;/|]|[㐀-鿿]\s+\S+\s+[㐀-鿿]")
_NUMBERED = re.compile(
    r"^(?:(?:[A-Ja-j]|10|[1-9])\s*[.、:：)）．](?![0-9])\s*|[A-J]\s+)", re.ASCII
)


def usual_answers(
    form: str, *, title: str, now: int, timezone: str, clear_days: int, usual_days: int
) -> dict[str, Answer]:
    """Fill in what usually fits: what advises from now on, a ratification after its notice.

    ``clear_days`` of that notice, then ``usual_days`` to vote.
    """
    if form in ADVISORY:
        return {"title": title, "opens": now, "closes": now + usual_days * DAY}
    if form == RATIFICATION:
        zone = ZoneInfo(timezone)
        day = earliest_safe_day(noticed=local_date(now, zone), clear_days=clear_days)
        last = day + timedelta(days=usual_days - 1)
        opens = int(datetime.combine(day, _BEGINS, zone).timestamp())
        closes = int(datetime.combine(last, _ENDS, zone).timestamp())
        return {"title": title, "opens": opens, "closes": closes}
    return {}


def read_answer(
    name: str, text: str, *, now: int, timezone: str, rules: RuleProfile
) -> Answer | Refusal:
    """Read what was typed into a field."""
    if name == "options":
        return read_options(text)
    if name in ("opens", "closes"):
        return read_when(text, now=now, timezone=timezone, ends=name == "closes")
    if name == "legal_class":
        typed = plain(text).upper()
        if typed in rules.ratified:
            return typed
        return refuse("poll.class_unknown", given=typed[:20], known=" ".join(rules.ratified))
    if name == "body":
        return read_body(text) or refuse("motion.no_body")
    line = text.strip() if name == "reason" else " ".join(text.split())
    return (check_reason(line) if name == "reason" else check_title(line)) or line


def read_options(text: str) -> list[str] | Refusal:
    """Read options, one a line; leading letters or numbers are dropped (ours are given anew).

    A single line that may hold several is asked about; a number before it says that it is one.
    """
    typed = [line for line in text.splitlines() if line.strip()]
    if len(typed) == 1 and _may_be_several(plain(typed[0])):
        return refuse("poll.options_one_line", given=plain(typed[0])[:40])
    lines = [_NUMBERED.sub("", line.strip(), count=1).strip() for line in text.splitlines()]
    options = options_from(lines)
    return options if isinstance(options, Refusal) else [option.title for option in options]


def _may_be_several(line: str) -> bool:
    if len(_NUMBER_WITHIN.findall(line)) > 1:
        return True
    return not _NUMBERED.match(line) and _PARTED.search(line) is not None


def read_when(text: str, *, now: int, timezone: str, ends: bool) -> int | Refusal:
    """Read a moment in the community's time: a date and time, a date alone, or "now"."""
    zone = ZoneInfo(timezone)
    today = datetime.fromtimestamp(now, zone).date()
    if plain(text).casefold() in _AT_ONCE:
        return now
    moment = read_moment(text, today=today)
    if isinstance(moment, Refusal):
        day = read_date(text, today=today)
        if isinstance(day, Refusal):
            return moment if day.key == "date.unreadable" else day
        moment = datetime.combine(day, _ENDS if ends else _BEGINS)
    at = int(moment.replace(tzinfo=zone).timestamp())
    if datetime.fromtimestamp(at, zone).replace(tzinfo=None) != moment:
        return refuse("poll.no_such_time", given=plain(text)[:40])
    return at
