"""Working days 工作日: weekends, public holidays and the days worked instead of them."""

from collections.abc import Mapping
from dataclasses import field
from datetime import date, datetime, timedelta
from types import MappingProxyType
from zoneinfo import ZoneInfo

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
