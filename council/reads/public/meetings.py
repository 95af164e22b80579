"""Meetings 会议 for everybody: when and where, what is on the agenda, how many came."""

from sqlalchemy import ColumnElement, ScalarSelect, Table, func, select

from council.domain.meeting_votes import RecordedVote
from council.domain.values import value
from council.storage.meeting_votes import votes_at
from council.storage.tables.meetings import agenda_items, attendance, meetings, motions, rsvps
from council.storage.tables.polls import polls
from council.storage.transaction import Transaction

LIMIT = 200


@value
class MeetingLine:
    """A meeting in a list; ``items`` counts its agenda, without motions that are still drafts."""

    number: int
    title: str
    place: str
    starts_at: int
    state: str
    items: int

    @property
    def ahead(self) -> bool:
        """Whether the meeting is still to come, or going on."""
        return self.state in {"planned", "announced", "in_session"}


@value
class MeetingList:
    """The meetings still to come (soonest first) and those that were (newest first)."""

    coming: tuple[MeetingLine, ...]
    past: tuple[MeetingLine, ...]


@value
class AgendaItem:
    """One motion on an agenda, with the numbers of its polls and this meeting's vote on it."""

    position: int
    motion: int
    title: str
    state: str
    addressee: str
    polls: tuple[int, ...]
    vote: RecordedVote | None


@value
class Meeting:
    """One meeting. Times are 0 until they happen; ``coming`` counts the answers "I will come"."""

    number: int
    title: str
    place: str
    starts_at: int
    state: str
    announced_at: int
    opened_at: int
    adjourned_at: int
    minutes: str
    cancel_reason: str
    agenda: tuple[AgendaItem, ...]
    coming: int
    attended: int


_OVER = ("adjourned", "minuted", "approved")


def lines(tx: Transaction, community_id: str, *, limit: int = LIMIT) -> tuple[MeetingLine, ...]:
    """Tell the meetings, latest first."""
    m, a, n = meetings.c, agenda_items.c, motions.c
    items = (
        select(func.count())
        .select_from(agenda_items)
        .join(motions, (n.community_id == a.community_id) & (n.id == a.motion_id))
        .where(a.community_id == m.community_id, a.meeting_id == m.id, n.state != "drafted")
        .scalar_subquery()
    )
    rows = tx.connection.execute(
        select(m.number, m.title, m.place, m.starts_at, m.state, items.label("on_agenda"))
        .where(m.community_id == community_id)
        .order_by(m.starts_at.desc(), m.number.desc())
        .limit(limit)
    )
    return tuple(
        MeetingLine(
            number=row.number,
            title=row.title,
            place=row.place,
            starts_at=row.starts_at,
            state=row.state,
            items=row.on_agenda,
        )
        for row in rows
    )


def listed(tx: Transaction, community_id: str) -> MeetingList:
    """List the meetings."""
    found = lines(tx, community_id)
    return MeetingList(
        coming=tuple(line for line in reversed(found) if line.ahead),
        past=tuple(line for line in found if not line.ahead),
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
    return Meeting(
        number=row.number,
        title=row.title,
        place=row.place,
        starts_at=row.starts_at,
        state=row.state,
        announced_at=row.announced_at or 0,
        opened_at=row.opened_at or 0,
        adjourned_at=row.adjourned_at or 0,
        minutes=row.minutes if row.state in _OVER else "",
        cancel_reason=row.cancel_reason or "",
        agenda=_agenda(tx, community_id, row.id),
        coming=row.coming,
        attended=row.attended,
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
    a, m, p = agenda_items.c, motions.c, polls.c
    votes = votes_at(tx, community_id, meeting_id)
    rows = tx.connection.execute(
        select(m.id, a.position, m.number, m.title, m.state, m.addressee, p.number.label("poll"))
        .join(motions, (m.community_id == a.community_id) & (m.id == a.motion_id))
        .outerjoin(
            polls,
            (p.community_id == m.community_id) & (p.motion_id == m.id) & (p.state != "draft"),
        )
        .where(a.community_id == community_id, a.meeting_id == meeting_id, m.state != "drafted")
        .order_by(a.position, m.number, p.number)
    ).all()
    held: dict[int, list[int]] = {}
    for row in rows:
        held.setdefault(row.number, []).extend([row.poll] if row.poll else [])
    first = {row.number: row for row in reversed(rows)}
    return tuple(
        AgendaItem(
            position=first[number].position,
            motion=number,
            title=first[number].title,
            state=first[number].state,
            addressee=first[number].addressee or "",
            polls=tuple(numbers),
            vote=votes.get(first[number].id),
        )
        for number, numbers in held.items()
    )
