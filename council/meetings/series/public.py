"""Series and meetings as calendar programs take them over (RFC 5545), and what is projected of them.

A series is an event with its rule; each meeting made of it is an override of one instance, known
for good by the time that the rule gave it. What the rule gives beyond them is tentative.
"""

from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, case, func, select

from council.kernel.database.records import read_all
from council.kernel.database.transaction import Transaction
from council.kernel.values import value
from council.meetings.meeting import Series
from council.meetings.recurrence import from_rule, occurrences, skipped_time
from council.meetings.series.projecting import PROJECTED, ahead
from council.meetings.series.records import every_series, left_out, made_of
from council.meetings.series.rules import AHEAD
from council.meetings.tables import meetings
from council.people import records as people
from council.rules.records import rules_of

#: How many meetings without a series a calendar holds, the latest.
CALENDAR = 200
_DAY = 86_400
#: How far ahead (s) times that clocks skip are written one by one.
_HORIZON = 2 * 366 * _DAY


@value
class Projected:
    """A meeting that the rule of a series gives and nobody has planned yet."""

    title: str
    place: str
    starts_at: int


@value
class CalendarSeries:
    """A series in a calendar: ``rule`` is RRULE text without the time of day, from ``starts_at`` on.

    ``left_out``: instances that do not take place or did not; ``added``: instances that the rule
    alone does not give, since clocks skip its local time that day.
    """

    id: str
    title: str
    place: str
    rule: str
    starts_at: int
    until_at: int
    lasts: int
    sequence: int
    changed_at: int
    left_out: tuple[int, ...]
    added: tuple[int, ...]


@value
class CalendarMeeting:
    """A meeting in a calendar. ``series_id`` is empty where it is of none; ``lasts``: minutes."""

    id: str
    number: int
    series_id: str
    occurs_at: int
    title: str
    place: str
    starts_at: int
    lasts: int
    state: str
    sequence: int
    changed_at: int


@value
class Calendar:
    """What is written into a calendar; ``zone`` is the community's."""

    zone: str
    series: tuple[CalendarSeries, ...]
    meetings: tuple[CalendarMeeting, ...]


def projections(tx: Transaction, community_id: str) -> tuple[Projected, ...]:
    """Tell those of the next twelve meetings that are not planned yet."""
    zone = ZoneInfo(_zone(tx, community_id))
    return tuple(
        Projected(title=each.title, place=each.place, starts_at=each.starts_at)
        for each in ahead(tx, community_id, zone=zone, limit=AHEAD)
        if each.state == PROJECTED
    )


def calendar(tx: Transaction, community_id: str) -> Calendar:
    """Tell all series with their meetings, and the latest meetings without a series."""
    zone = _zone(tx, community_id)
    m = meetings.c
    of_series = _meetings(tx, community_id, m.series_id.is_not(None))
    alone = _meetings(tx, community_id, m.series_id.is_(None), limit=CALENDAR)
    return Calendar(
        zone=zone,
        series=tuple(
            _series(tx, series, ZoneInfo(zone)) for series in every_series(tx, community_id)
        ),
        meetings=(*of_series, *alone),
    )


def invitation(tx: Transaction, community_id: str, *, number: int) -> Calendar | None:
    """Tell one meeting for a calendar; None where there is no such meeting."""
    found = _meetings(tx, community_id, meetings.c.number == number)
    return Calendar(zone=_zone(tx, community_id), series=(), meetings=found) if found else None


def _zone(tx: Transaction, community_id: str) -> str:
    row = people.community(tx, community_id)
    assert row is not None
    return row.timezone


def _meetings(
    tx: Transaction, community_id: str, *where: ColumnElement[bool], limit: int | None = None
) -> tuple[CalendarMeeting, ...]:
    m = meetings.c
    usual = rules_of(tx, community_id).meetings.length
    # A meeting of before changes were noted: its last step, at the latest its start.
    changed = func.coalesce(
        m.changed_at,
        m.adjourned_at,
        m.opened_at,
        m.announced_at,
        case((m.starts_at < tx.now, m.starts_at), else_=tx.now - tx.now % _DAY),
    )
    occurs = case((m.series_id.is_(None), 0), else_=func.coalesce(m.occurs_at, m.starts_at))
    query = (
        select(
            m.id,
            m.number,
            m.series_id,
            occurs.label("occurs_at"),
            m.title,
            m.place,
            m.starts_at,
            func.coalesce(m.lasts_minutes, usual).label("lasts"),
            m.state,
            m.sequence,
            changed.label("changed_at"),
        )
        .where(m.community_id == community_id, *where)
        .order_by(m.starts_at.desc(), m.number.desc())
        .limit(limit)
    )
    return read_all(tx, CalendarMeeting, query)


def _series(tx: Transaction, series: Series, zone: ZoneInfo) -> CalendarSeries:
    recurrence = from_rule(series.rule)
    made, gone = made_of(tx, series), left_out(tx, series)
    until = series.until_at or series.ended_at
    last = max(tx.now + _HORIZON, *made) if made else tx.now + _HORIZON
    given = list(
        occurrences(
            recurrence,
            after=series.starts_at - 1,
            zone=zone,
            since=series.starts_at,
            until=min(until, last) if until else last,
        )
    )
    usual = rules_of(tx, series.community_id).meetings.length
    return CalendarSeries(
        id=series.id,
        title=series.title,
        place=series.place,
        rule=recurrence.days,
        starts_at=series.starts_at,
        until_at=until,
        lasts=series.lasts_minutes or usual,
        sequence=series.sequence,
        changed_at=series.changed_at or series.created_at,
        left_out=tuple(at for at in given if at in gone or (at not in made and at <= tx.now)),
        added=tuple(at for at in given if skipped_time(at, recurrence, zone)),
    )
