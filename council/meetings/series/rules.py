"""When a meeting may be moved, how its notice is judged anew, and what is to be known of its day.

Public holidays and make-up working days (调休) follow the yearly notice of the State Council's
office (docs/rules.md#meetings); whoever plans decides, they are only told.
"""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Literal
from zoneinfo import ZoneInfo

from council.kernel.deadlines import local_date, notice_check
from council.kernel.refusals import Refusal, refuse
from council.kernel.values import value
from council.kernel.working_days import WorkCalendar
from council.meetings.facts import MeetingFacts

#: From this hour on a meeting is one of the evening.
EVENING = 17
#: How far around a day its neighbours are looked for.
_AROUND = 14
#: How many meetings ahead are told.
AHEAD = 12
#: Notices about one meeting that come within so many seconds are one notice.
BUNDLED = 180

About = Literal["holiday", "eve", "make_up", "unknown_year"]


@value
class DayRemark:
    """What is to be known of a day: ``holiday`` is its name (or empty), ``instead`` a free neighbour."""

    about: About
    holiday: str = ""
    instead: date | None = None


def judge_day(local: datetime, *, calendar: WorkCalendar, today: date) -> tuple[DayRemark, ...]:
    """Tell what is to be known of the day of a meeting at this local time."""
    day = local.date()
    if not calendar.knows(day):
        return (DayRemark(about="unknown_year"),)
    about = _about(day, evening=local.hour >= EVENING, calendar=calendar)
    if about == "":
        return ()
    if about == "make_up":
        return (DayRemark(about="make_up"),)
    named = day if about == "holiday" else day + timedelta(days=1)
    free = (
        each
        for each in _neighbours(day)
        if each > today
        and calendar.knows(each)
        and not _about(each, evening=local.hour >= EVENING, calendar=calendar)
    )
    return (
        DayRemark(about=about, holiday=calendar.names.get(named, ""), instead=next(free, None)),
    )


def _about(
    day: date, *, evening: bool, calendar: WorkCalendar
) -> Literal["holiday", "eve", "make_up", ""]:
    if day in calendar.holidays:
        return "holiday"
    if evening and day + timedelta(days=1) in calendar.holidays:
        return "eve"
    return "make_up" if day in calendar.working else ""


def _neighbours(day: date) -> Iterator[date]:
    """The days around one, the nearest first, the later of two before the earlier."""
    for distance in range(1, _AROUND + 1):
        yield day + timedelta(days=distance)
        yield day - timedelta(days=distance)


def check_moving(meeting: MeetingFacts) -> Refusal | None:
    """A meeting is moved before it begins; one that nobody announced in time may get a new time."""
    if meeting.state in ("planned", "announced"):
        return None
    return refuse("meeting.not_now", verb="move", state=meeting.state)


def check_new_notice(
    state: str, *, was_at: int, starts_at: int, now: int, days: int, zone: ZoneInfo
) -> bool | Refusal:
    """Judge the notice of a meeting that was announced and gets another time: it begins anew.

    ``days``: the clear days that its matters need. True: enough; False: exactly so many, allowed
    with a warning. One that is not announced yet is judged when it is.
    """
    if state != "announced" or was_at == starts_at or not days:
        return True
    return notice_check(
        noun="meeting",
        noticed=local_date(now, zone),
        meets=local_date(starts_at, zone),
        clear_days=days,
    )


def latest_notice(starts_at: int, *, days: int, zone: ZoneInfo) -> date | None:
    """Tell the last day on which notice leaves so many clear days; None where none are needed."""
    return local_date(starts_at, zone) - timedelta(days=days + 1) if days else None


def overlap(first: tuple[int, int], second: tuple[int, int]) -> bool:
    """Whether two meetings, each from a time to a time, are held at once."""
    return first[0] < second[1] and second[0] < first[1]
