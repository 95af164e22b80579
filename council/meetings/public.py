"""Meetings 会议 for everybody: when and where, what is on the agenda, how many came."""

from sqlalchemy import ColumnElement, ScalarSelect, Table, and_, func, or_, select

from council.kernel.database.records import read_all
from council.kernel.database.rows import value_from
from council.kernel.database.transaction import Transaction
from council.kernel.months import FIRST, Asked, stretch
from council.kernel.paging import CARDS, Paging
from council.kernel.values import value
from council.meetings.commands import MinutesWaiting
from council.meetings.minutes.on_meetings import minutes_waiting
from council.meetings.minutes.public import whole_text
from council.meetings.minutes.reads import is_shown
from council.meetings.records import meeting_by
from council.meetings.rules import GRACE
from council.meetings.series.public import Projected, projections
from council.meetings.tables import agenda_items, attendance, meetings, rsvps
from council.meetings.votes.records import votes_at
from council.motions.hooks import OPINIONS_ON, POLLS_ON
from council.motions.opinions.told import OpinionsTold
from council.motions.tables import motions
from council.motions.votes.recorded import RecordedVote
from council.rules.records import rules_of

#: How many meetings a calendar holds, the latest.
CALENDAR = 200


@value
class MeetingLine:
    """A meeting in a list; ``items`` counts its agenda, without motions that are still drafts."""

    number: int
    title: str
    place: str
    starts_at: int
    state: str
    items: int


@value
class MeetingList:
    """The meetings to come or going on (soonest first), and a part of the others (newest first).

    ``projected``: what the rules of series give beyond those, up to the twelfth to come.
    A meeting whose evening has gone by is past, though nobody opened or closed it.
    """

    coming: tuple[MeetingLine, ...]
    past: tuple[MeetingLine, ...]
    paging: Paging
    projected: tuple[Projected, ...]


@value
class AgendaItem:
    """One motion on an agenda: the numbers of its polls, this meeting's vote, the statements on it."""

    position: int
    motion: int
    title: str
    state: str
    addressee: str
    polls: tuple[int, ...]
    vote: RecordedVote | None
    statements: OpinionsTold | None


@value
class Meeting:
    """One meeting. Times are 0 until they happen; ``coming`` counts the answers "I will come".

    ``minutes`` is all their sections as one text; ``minutes_state``: ``approved``, ``draft`` where the
    rules show what was handed in, else empty, and there are none to see. ``minutes_waiting``: the
    earlier meetings whose minutes this one is to approve.
    """

    number: int
    title: str
    place: str
    starts_at: int
    state: str
    announced_at: int
    opened_at: int
    adjourned_at: int
    minutes: str
    minutes_state: str
    minutes_waiting: tuple[MinutesWaiting, ...]
    cancel_reason: str
    lasts_minutes: int
    moved_at: int
    moved_from_at: int
    move_reason: str
    agenda: tuple[AgendaItem, ...]
    coming: int
    attended: int


def lines(
    tx: Transaction,
    community_id: str,
    *where: ColumnElement[bool],
    limit: int = CALENDAR,
    offset: int = 0,
    soonest: bool = False,
) -> tuple[MeetingLine, ...]:
    """Tell the meetings that fit, latest (or ``soonest``) first."""
    m, a, n = meetings.c, agenda_items.c, motions.c
    items = (
        select(func.count())
        .select_from(agenda_items)
        .join(motions, (n.community_id == a.community_id) & (n.id == a.motion_id))
        .where(a.community_id == m.community_id, a.meeting_id == m.id, n.state != "drafted")
        .scalar_subquery()
    )
    order = (m.starts_at, m.number) if soonest else (m.starts_at.desc(), m.number.desc())
    query = (
        select(m.number, m.title, m.place, m.starts_at, m.state, items.label("items"))
        .where(m.community_id == community_id, *where)
        .order_by(*order)
        .limit(limit)
        .offset(offset)
    )
    return read_all(tx, MeetingLine, query)


def is_ahead(now: int) -> ColumnElement[bool]:
    """Whether a meeting is going on, or still to come by the clock."""
    m = meetings.c
    return or_(
        and_(m.state == "planned", m.starts_at > now),
        and_(m.state.in_(("announced", "in_session")), m.starts_at > now - GRACE),
    )


def coming(tx: Transaction, community_id: str, *, limit: int) -> tuple[MeetingLine, ...]:
    """Tell the meetings going on or to come, soonest first."""
    return lines(tx, community_id, is_ahead(tx.now), limit=limit, soonest=True)


def next_ones(tx: Transaction, community_id: str, *, limit: int) -> tuple[MeetingLine, ...]:
    """Tell the meetings going on or to come, soonest first, without one that began unopened."""
    m = meetings.c
    begun = (m.state != "in_session") & (m.starts_at <= tx.now)
    return lines(tx, community_id, is_ahead(tx.now), ~begun, limit=limit, soonest=True)


def listed(tx: Transaction, community_id: str, *, asked: Asked = FIRST) -> MeetingList | None:
    """List the meetings; None where there is no such page of past ones."""
    past = ~is_ahead(tx.now)
    at = meetings.c.starts_at
    told = (meetings.c.community_id == community_id, past)
    where = stretch(tx, at, *told, asked=asked, size=CARDS)
    if where is None:
        return None
    within = (at >= where.since, at < where.until)
    return MeetingList(
        coming=coming(tx, community_id, limit=CALENDAR),
        past=lines(tx, community_id, past, *within, limit=CARDS, offset=where.offset),
        paging=where.paging,
        projected=projections(tx, community_id),
    )


def one(tx: Transaction, community_id: str, *, number: int) -> Meeting | None:
    """Tell one meeting by its number."""
    m = meetings.c
    row = tx.connection.execute(
        select(
            meetings,
            _people(rsvps, rsvps.c.answer == "yes").label("coming"),
            _people(attendance).label("attended"),
        ).where(m.community_id == community_id, m.number == number)
    ).one_or_none()
    if row is None:
        return None
    meeting = meeting_by(tx, community_id, number=number)
    assert meeting is not None, "found above"
    shown = is_shown(tx, meeting)
    minutes = whole_text(tx, meeting) if shown else ""
    stands = "approved" if row.state == "approved" else "draft"
    return value_from(
        Meeting,
        row,
        minutes=minutes,
        minutes_state=stands if minutes else "",
        minutes_waiting=minutes_waiting(tx, meeting),
        lasts_minutes=row.lasts_minutes or rules_of(tx, community_id).meetings.length,
        agenda=_agenda(tx, community_id, row.id),
    )


def _people(table: Table, *where: ColumnElement[bool]) -> ScalarSelect[int]:
    m = meetings.c
    return (
        select(func.count())
        .select_from(table)
        .where(table.c.community_id == m.community_id, table.c.meeting_id == m.id, *where)
        .scalar_subquery()
    )


def _agenda(tx: Transaction, community_id: str, meeting_id: str) -> tuple[AgendaItem, ...]:
    """Tell the agenda with polls and votes; drafts of motions and polls are not told."""
    a, m = agenda_items.c, motions.c
    votes = votes_at(tx, community_id, meeting_id)
    rows = tx.connection.execute(
        select(m.id, a.position, m.number, m.title, m.state, m.addressee)
        .join(motions, (m.community_id == a.community_id) & (m.id == a.motion_id))
        .where(a.community_id == community_id, a.meeting_id == meeting_id, m.state != "drafted")
        .order_by(a.position, m.number)
    ).all()
    polls = POLLS_ON(tx, community_id, [row.id for row in rows])
    opinions = OPINIONS_ON(tx, community_id, [row.id for row in rows])
    return tuple(
        value_from(
            AgendaItem,
            row,
            motion=row.number,
            polls=tuple(poll.number for poll in polls.get(row.id, ())),
            vote=votes.get(row.id),
            statements=opinions.get(row.id),
        )
        for row in rows
    )
