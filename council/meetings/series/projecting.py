"""What the rules of series give beyond the meetings that are planned: projected 预计, not promised."""

from collections.abc import Iterator
from heapq import merge
from itertools import islice
from zoneinfo import ZoneInfo

from sqlalchemy import or_, select

from council.kernel.database.records import read_all
from council.kernel.database.transaction import Transaction
from council.meetings.meeting import Meeting, Series
from council.meetings.recurrence import from_rule, occurrences
from council.meetings.rules import GRACE
from council.meetings.series.commands import AheadLine
from council.meetings.series.records import every_series, left_out, made_of
from council.meetings.series.rules import AHEAD
from council.meetings.tables import meetings

#: The state of what no meeting was made of yet.
PROJECTED = "projected"


def projected(tx: Transaction, series: Series, *, after: int, zone: ZoneInfo) -> Iterator[int]:
    """Tell the occurrences of a series after a time that are neither made a meeting nor left out."""
    if series.ended_at:
        return
    gone = {*made_of(tx, series), *left_out(tx, series)}
    found = occurrences(
        from_rule(series.rule),
        after=after,
        zone=zone,
        since=series.starts_at,
        until=series.until_at,
    )
    for occurs_at in found:
        if occurs_at not in gone:
            yield occurs_at


def ahead(
    tx: Transaction, community_id: str, *, zone: ZoneInfo, limit: int = AHEAD, only: int = 0
) -> tuple[AheadLine, ...]:
    """Tell the next meetings, the soonest first; ``only`` those of the series of this number."""
    several = every_series(tx, community_id)
    numbers = {series.id: number for number, series in enumerate(several, start=1)}
    m = meetings.c
    going = or_(
        (m.state == "planned") & (m.starts_at > tx.now),
        m.state.in_(("announced", "in_session")) & (m.starts_at > tx.now - GRACE),
    )
    query = (
        select(meetings)
        .where(m.community_id == community_id, going)
        .order_by(m.starts_at, m.number)
        .limit(limit)
    )
    planned = [
        _planned(each, numbers.get(each.series_id, 0)) for each in read_all(tx, Meeting, query)
    ]
    wanted = [each for each in several if not only or numbers[each.id] == only]
    lines = (
        (_projected(series, numbers[series.id], at) for at in _times(tx, series, zone))
        for series in wanted
    )
    of_it = (line for line in planned if not only or line.series == only)
    return tuple(islice(merge(of_it, *lines, key=lambda line: line.starts_at), limit))


def _times(tx: Transaction, series: Series, zone: ZoneInfo) -> Iterator[int]:
    return projected(tx, series, after=tx.now, zone=zone)


def _planned(meeting: Meeting, series: int) -> AheadLine:
    return AheadLine(
        number=meeting.number,
        series=series,
        title=meeting.title,
        place=meeting.place,
        starts_at=meeting.starts_at,
        occurs_at=meeting.occurs_at,
        state=meeting.state,
    )


def _projected(series: Series, number: int, at: int) -> AheadLine:
    return AheadLine(
        number=0,
        series=number,
        title=series.title,
        place=series.place,
        starts_at=at,
        occurs_at=at,
        state=PROJECTED,
    )
