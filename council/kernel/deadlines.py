"""Days that count: clear days of notice, working days, and the local clock behind a UTC second.

Civil Code Art. 201: the day on which a period begins is not counted (docs/rules.md#timing).
"""

from collections.abc import Mapping
from dataclasses import field
from datetime import date, datetime, timedelta
from types import MappingProxyType
from zoneinfo import ZoneInfo

from council.kernel.refusals import Refusal, refuse
from council.kernel.values import value

_SATURDAY = 5
_NO_NAMES: Mapping[date, str] = MappingProxyType({})


@value
class WorkCalendar:
    """Which days are worked. A year that is not in ``years`` counts Monday to Friday.

    ``names``: day → the holiday that it belongs to, as a name of ours.
    """

    years: frozenset[int]
    holidays: frozenset[date]
    working: frozenset[date]
    names: Mapping[date, str] = field(default_factory=lambda: _NO_NAMES)

    def works(self, day: date) -> bool:
        """Whether a day is a working day."""
        if day in self.working:
            return True
        return day.weekday() < _SATURDAY and day not in self.holidays

    def knows(self, *days: date) -> bool:
        """Whether the holidays of every given day's year are known."""
        return all(day.year in self.years for day in days)


def after_working_days(start: date, *, days: int, calendar: WorkCalendar) -> date:
    """Tell the day on which the ``days``-th working day after ``start`` falls."""
    day = start
    left = days
    while left:
        day += timedelta(days=1)
        if calendar.works(day):
            left -= 1
    return day


def later_by_working_days(at: int, *, days: int, calendar: WorkCalendar, zone: ZoneInfo) -> int:
    """Move a due time (UTC seconds) by working days; the local time of day stays."""
    local = datetime.fromtimestamp(at, zone)
    day = after_working_days(local.date(), days=days, calendar=calendar)
    moved = datetime.combine(day, local.timetz().replace(tzinfo=None), tzinfo=zone)
    return int(moved.timestamp())


def local_date(at: int, zone: ZoneInfo) -> date:
    """Tell on which local day a UTC second lies."""
    return datetime.fromtimestamp(at, zone).date()


def earliest_safe_day(*, noticed: date, clear_days: int) -> date:
    """Tell the first day with so many clear days between the notice and it (Art. 201)."""
    return noticed + timedelta(days=clear_days + 1)


def notice_check(*, noun: str, noticed: date, meets: date, clear_days: int) -> bool | Refusal:
    """Judge the notice of an assembly or of a written vote (E16, docs/rules.md#boundary-examples).

    True: enough clear days. False: exactly so many days apart, allowed with a warning. Fewer are
    refused with the earliest safe day.
    """
    apart = (meets - noticed).days
    if apart < clear_days:
        earliest = earliest_safe_day(noticed=noticed, clear_days=clear_days)
        return refuse(
            f"{noun}.notice_too_short", days=apart, wanted=clear_days, earliest=str(earliest)
        )
    return apart > clear_days


def local_instants(local: datetime, zone: ZoneInfo) -> tuple[int, ...]:
    """Tell the UTC seconds that a local time names: none, one or (when clocks go back) two."""
    first = local.replace(tzinfo=zone, fold=0)
    second = local.replace(tzinfo=zone, fold=1)
    found = dict.fromkeys(
        int(moment.timestamp())
        for moment in (first, second)
        if datetime.fromtimestamp(moment.timestamp(), zone).replace(tzinfo=None) == local
    )
    return tuple(sorted(found))


def next_local(local: datetime, zone: ZoneInfo) -> datetime:
    """Suggest the first existing local time at or after one that the clocks skip."""
    skipped = local.replace(tzinfo=zone, fold=0).timestamp()
    return datetime.fromtimestamp(skipped, zone).replace(tzinfo=None)
