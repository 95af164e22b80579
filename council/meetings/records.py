"""Reading meetings 会议 and their agendas: rows that several verbs need."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Row, Select, and_, exists, select

from council.kernel.database.transaction import Transaction
from council.meetings.tables import agenda_items, meetings
from council.motions.motion import Motion
from council.motions.records import motion_of
from council.motions.tables import motions


def motions_on(tx: Transaction, community_id: str, meeting_id: str) -> tuple[Motion, ...]:
    """The motions on a meeting's agenda, in order."""
    rows = tx.connection.execute(
        select(motions)
        .join(
            agenda_items,
            and_(
                agenda_items.c.community_id == motions.c.community_id,
                agenda_items.c.motion_id == motions.c.id,
            ),
        )
        .where(
            agenda_items.c.community_id == community_id, agenda_items.c.meeting_id == meeting_id
        )
        .order_by(agenda_items.c.position, agenda_items.c.added_at)
    )
    return tuple(motion_of(row) for row in rows)


def meeting_by(
    tx: Transaction, community_id: str, *, lock: bool = False, **column: str | int
) -> Row[Any] | None:
    """Find a meeting by one column: ``id=…`` or ``number=…``."""
    ((name, wanted),) = column.items()
    query = select(meetings).where(
        meetings.c.community_id == community_id, meetings.c[name] == wanted
    )
    return tx.connection.execute(query.with_for_update() if lock else query).one_or_none()


def next_planned(tx: Transaction, community_id: str) -> Row[Any] | None:
    """The earliest meeting whose agenda is still open."""
    return next(iter(open_agendas(tx, community_id)), None)


def open_agendas(tx: Transaction, community_id: str) -> Sequence[Row[Any]]:
    """The meetings whose agendas are still open, the earliest first; few are planned ahead."""
    t = meetings.c
    return tx.connection.execute(
        select(meetings)
        .where(t.community_id == community_id, t.state == "planned", t.starts_at > tx.now)
        .order_by(t.starts_at, t.number)
    ).all()


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
