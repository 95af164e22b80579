"""Reading motions, responses and agendas: rows that several verbs need."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Row, Select, and_, exists, select

from council.kernel.database.transaction import Transaction
from council.meetings.tables import agenda_items, meeting_votes, meetings
from council.motions.hooks import IS_POLLED
from council.motions.motion import Motion
from council.motions.origins import PETITION, Origin, Petition
from council.motions.responses.rules import Clock, clock_of, is_overdue
from council.motions.tables import motion_origins, motions, responses
from council.rules.legal_classes import track_of


def _motion(row: Row[Any]) -> Motion:
    return Motion(
        community_id=row.community_id,
        id=row.id,
        number=row.number,
        title=row.title,
        body=row.body,
        legal_class=row.legal_class,
        addressee=row.addressee or "",
        proposal_id=row.proposal_id or "",
        meeting_id=row.meeting_id or "",
        from_poll_id=row.from_poll_id or "",
        state=row.state,
    )


def motion_by(
    tx: Transaction, community_id: str, *, lock: bool = False, **column: str | int
) -> Motion | None:
    """Find a motion by one column: ``id=…`` or ``number=…``; ``lock`` keeps others waiting."""
    ((name, wanted),) = column.items()
    query = select(motions).where(
        motions.c.community_id == community_id, motions.c[name] == wanted
    )
    row = tx.connection.execute(query.with_for_update() if lock else query).one_or_none()
    return None if row is None else _motion(row)


def origin_of(tx: Transaction, community_id: str, motion_id: str) -> Origin | None:
    """Tell who moved a motion that comes from no proposal."""
    t = motion_origins.c
    row = tx.connection.execute(
        select(motion_origins).where(t.community_id == community_id, t.motion_id == motion_id)
    ).one_or_none()
    if row is None:
        return None
    petition = None
    if row.heads is not None:
        petition = Petition(
            heads=row.heads,
            area_x100=row.area_x100,
            of_heads=row.of_heads,
            of_area_x100=row.of_area_x100,
        )
    return Origin(mover=row.mover, petition=petition)


def is_extraordinary(tx: Transaction, community_id: str, motion_id: str) -> bool:
    """Whether a motion goes to an extraordinary assembly 临时会议: owners petitioned for it.

    物业管理条例 13. Some places ask for a shorter notice then.
    """
    origin = origin_of(tx, community_id, motion_id)
    return origin is not None and origin.mover == PETITION


def is_put_again(tx: Transaction, motion: Motion) -> bool:
    """Tell whether a motion that was put waits for a new poll: what put it has been annulled.

    An owners' motion is put by its ratification; a ranking only sounds it out. What a running
    meeting has voted on is decided when it ends.
    """
    if motion.state != "put" or _voted_on(tx, motion):
        return False
    by_owners = track_of(motion.legal_class) == "owners"
    return not IS_POLLED(tx, motion.community_id, motion.id, by_owners)


def _voted_on(tx: Transaction, motion: Motion) -> bool:
    v, m = meeting_votes.c, meetings.c
    query = (
        select(v.id)
        .join(meetings, and_(m.community_id == v.community_id, m.id == v.meeting_id))
        .where(
            v.community_id == motion.community_id,
            v.motion_id == motion.id,
            m.state == "in_session",
        )
    )
    return tx.connection.execute(query.limit(1)).one_or_none() is not None


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
    return tuple(_motion(row) for row in rows)


def response_of(
    tx: Transaction, community_id: str, motion_id: str, *, lock: bool = False
) -> Row[Any] | None:
    """Read the response row of an addressed motion."""
    query = select(responses).where(
        responses.c.community_id == community_id, responses.c.motion_id == motion_id
    )
    return tx.connection.execute(query.with_for_update() if lock else query).one_or_none()


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


def motion_of_proposal(community_id: Any, proposal_id: Any) -> Select[tuple[str]]:
    """Select the motions that stand on a proposal; both may be columns of another table."""
    t = motions.c
    return select(t.id).where(
        t.community_id == community_id, t.proposal_id == proposal_id, t.state != "withdrawn"
    )


def overdue_now(now: int) -> Any:
    """The condition that a motion's response is late by ``now``; both tables stand in the query."""
    t = responses.c
    return is_overdue(
        t.state,
        motion_state=motions.c.state,
        acknowledge_by=t.acknowledge_by,
        answer_by=t.answer_by,
        now=now,
    )


def clock_at(response: Row[Any], *, motion_state: str, now: int) -> Clock:
    """Read the clock of a response's row."""
    return clock_of(
        response.state,
        motion_state=motion_state,
        acknowledge_by=response.acknowledge_by,
        answer_by=response.answer_by,
        now=now,
    )


def is_late(tx: Transaction, motion: Motion) -> bool:
    """Whether the addressee owes an answer that is overdue now."""
    row = response_of(tx, motion.community_id, motion.id)
    return row is not None and clock_at(row, motion_state=motion.state, now=tx.now).overdue


def on_coming_agenda(motion_id: Any, now: int) -> Any:
    """The condition that a motion already stands on the agenda of a meeting to come.

    A planned meeting that passed without being announced is none.
    """
    m = meetings.c
    coming = m.state.in_(("announced", "in_session")) | (
        (m.state == "planned") & (m.starts_at > now)
    )
    return exists(
        select(agenda_items.c.motion_id)
        .join(
            meetings,
            and_(
                meetings.c.community_id == agenda_items.c.community_id,
                meetings.c.id == agenda_items.c.meeting_id,
            ),
        )
        .where(
            agenda_items.c.community_id == motions.c.community_id,
            agenda_items.c.motion_id == motion_id,
            coming,
        )
    )
