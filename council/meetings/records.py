"""Reading meetings 会议 and their agendas: rows that several verbs need."""

from typing import Any

from sqlalchemy import Select, and_, exists, select

from council.kernel.database.records import read_all, record_by
from council.kernel.database.transaction import Transaction
from council.meetings.meeting import Attendance, Meeting, Rsvp, Series
from council.meetings.tables import agenda_items, attendance, meeting_series, meetings, rsvps
from council.motions.motion import Motion
from council.motions.tables import motions


def motions_on(tx: Transaction, community_id: str, meeting_id: str) -> tuple[Motion, ...]:
    """The motions on a meeting's agenda, in order."""
    i, t = agenda_items.c, motions.c
    query = (
        select(motions)
        .join(agenda_items, and_(i.community_id == t.community_id, i.motion_id == t.id))
        .where(i.community_id == community_id, i.meeting_id == meeting_id)
        .order_by(i.position, i.added_at)
    )
    return read_all(tx, Motion, query)


def meeting_by(
    tx: Transaction, community_id: str, *, lock: bool = False, **column: str | int
) -> Meeting | None:
    """Find a meeting by one column: ``id=…`` or ``number=…``."""
    return record_by(tx, Meeting, meetings, community_id, lock=lock, **column)


def series_by(
    tx: Transaction, community_id: str, *, lock: bool = False, **column: str
) -> Series | None:
    """Find a series of meetings by its ``id=…``."""
    return record_by(tx, Series, meeting_series, community_id, lock=lock, **column)


def rsvp_of(tx: Transaction, meeting: Meeting, resident_id: str) -> Rsvp | None:
    """Find what a resident answered last to a meeting."""
    return record_by(
        tx, Rsvp, rsvps, meeting.community_id, meeting_id=meeting.id, resident_id=resident_id
    )


def attendance_of(tx: Transaction, meeting: Meeting, resident_id: str) -> Attendance | None:
    """Find whether a resident came to a meeting."""
    return record_by(
        tx,
        Attendance,
        attendance,
        meeting.community_id,
        meeting_id=meeting.id,
        resident_id=resident_id,
    )


def next_planned(tx: Transaction, community_id: str) -> Meeting | None:
    """The earliest meeting whose agenda is still open."""
    return next(iter(open_agendas(tx, community_id)), None)


def open_agendas(tx: Transaction, community_id: str) -> tuple[Meeting, ...]:
    """The meetings whose agendas are still open, the earliest first; few are planned ahead."""
    t = meetings.c
    query = (
        select(meetings)
        .where(t.community_id == community_id, t.state == "planned", t.starts_at > tx.now)
        .order_by(t.starts_at, t.number)
    )
    return read_all(tx, Meeting, query)


def listed_on_coming(community_id: Any, now: int) -> Select[tuple[str]]:
    """Select the motions on the agendas of meetings to come; the community may be a column.

    A planned meeting that passed without being announced is none.
    """
    i, m = agenda_items.c, meetings.c
    coming = m.state.in_(("announced", "in_session")) | (
        (m.state == "planned") & (m.starts_at > now)
    )
    return (
        select(i.motion_id)
        .join(meetings, and_(m.community_id == i.community_id, m.id == i.meeting_id))
        .where(i.community_id == community_id, coming)
    )


def on_coming_agenda(now: int) -> Any:
    """The condition that a motion of the query already stands on the agenda of a meeting to come."""
    t = motions.c
    return exists(listed_on_coming(t.community_id, now).where(agenda_items.c.motion_id == t.id))
