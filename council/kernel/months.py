"""Long lists by month: each month has addresses of its own, which stay where they are."""

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable
from datetime import datetime
from itertools import accumulate
from typing import Final
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, func, select

from council.kernel.database.transaction import Transaction
from council.kernel.paging import Month, Paging, paging
from council.kernel.values import value

#: Lines are counted by the quarter of an hour: every zone's months begin with one.
_QUARTER = 900
#: A list with fewer lines a month than these goes by years.
FULL = 8
#: How long the name of a year is, as ``2026``; months are ``2026-05``.
_YEAR = 4
#: After all that is kept.
_EVER = 2**62
#: What a month or a year is called.
_NAME = re.compile(r"20[0-9]{2}(?:-(?:0[1-9]|1[0-2]))?")


@value
class Asked:
    """Which part of a list somebody asks for; months are those of ``timezone``.

    Without a month, ``page`` counts from the newest line of all, as it did before lists had months.
    """

    page: int = 1
    month: str = ""
    timezone: str = "Asia/Shanghai"


#: The newest part.
FIRST: Final = Asked()


@value
class Stretch:
    """Which lines to read: those from ``since`` until before ``until``, so many after others."""

    paging: Paging
    since: int
    until: int
    offset: int


def stretch(
    tx: Transaction,
    at: ColumnElement[int],
    *where: ColumnElement[bool],
    asked: Asked,
    size: int,
    always: bool = False,
) -> Stretch | None:
    """Find the part of a list that somebody asks for, by the times ``at`` of its lines.

    A list of one page has no months, unless ``always``; whichever month is asked for, all of it is
    shown. One with few lines a month goes by years, unless a month is asked for. None where there is
    no such part, and for a month that the calendar does not have.
    """
    quarter = at // _QUARTER
    counted = tx.connection.execute(select(quarter, func.count()).where(*where).group_by(quarter))
    quarters = Counter({int(place): many for place, many in counted})
    return _stretch(quarters, asked=asked, size=size, always=always)


def stretch_of(times: Iterable[int], *, asked: Asked, size: int) -> Stretch | None:
    """Find the part of a list whose times (UTC seconds) are at hand; always by month."""
    quarters = Counter(at // _QUARTER for at in times)
    return _stretch(quarters, asked=asked, size=size, always=True)


def _stretch(quarters: Counter[int], *, asked: Asked, size: int, always: bool) -> Stretch | None:
    if asked.month and not _NAME.fullmatch(asked.month):
        return None
    zone = ZoneInfo(asked.timezone)
    lines: Counter[str] = Counter()
    name, until = "", -_EVER
    for place in sorted(quarters):
        if place * _QUARTER >= until:
            name = f"{datetime.fromtimestamp(place * _QUARTER, zone):%Y-%m}"
            _, until = bounds(name, zone)
        lines[name] += quarters[place]
    total = lines.total()
    if not total or (total <= size and not always):
        whole = paging(asked.page, total=total, size=size)
        return None if whole is None else Stretch(paging=whole, since=0, until=_EVER, offset=0)
    thin = not always and total < FULL * len(lines)
    if len(asked.month) == _YEAR or (thin and not asked.month):
        lines = _by_year(lines)
    months = tuple(
        Month(month=name, lines=lines[name], pages=-(-lines[name] // size))
        for name in sorted(lines, reverse=True)
    )
    page, name = asked.page, asked.month
    if not name:
        found = _nth(months, (asked.page - 1) * size)
        if found is None:
            return None
        name, line = found
        page = line // size + 1
    here = paging(page, total=lines[name], size=size) if name in lines else None
    if here is None:
        return None
    since, until = bounds(name, zone)
    return Stretch(
        paging=Paging(
            page=here.page, pages=here.pages, total=here.total, month=name, months=months
        ),
        since=since,
        until=until,
        offset=(page - 1) * size,
    )


def _by_year(lines: Counter[str]) -> Counter[str]:
    years: Counter[str] = Counter()
    for month, many in lines.items():
        years[month[:_YEAR]] += many
    return years


def bounds(name: str, zone: ZoneInfo) -> tuple[int, int]:
    """Tell when a month (``2026-05``) or a year (``2026``) begins in a zone, and when the next does."""
    year = int(name[:_YEAR])
    if len(name) == _YEAR:
        return _begins(year, 1, zone), _begins(year + 1, 1, zone)
    number = int(name[_YEAR + 1 :])
    after = (year, number + 1) if number < 12 else (year + 1, 1)  # noqa: PLR2004 - December
    return _begins(year, number, zone), _begins(*after, zone)


def _begins(year: int, month: int, zone: ZoneInfo) -> int:
    return int(datetime(year, month, 1, tzinfo=zone).timestamp())


def _nth(months: tuple[Month, ...], line: int) -> tuple[str, int] | None:
    """Find the month of a line that is counted from the newest of all, and its place there."""
    ends = list(accumulate(month.lines for month in months))
    place = bisect_right(ends, line)
    if place == len(months):
        return None
    return months[place].month, line - (ends[place - 1] if place else 0)
