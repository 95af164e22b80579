"""Agendas: what stands on them, in which order, until the announcement locks them."""

from typing import Any

from sqlalchemy import delete, func, insert, select, update

from council.kernel.acts_log import record
from council.kernel.bus.use_cases import UseCases
from council.kernel.database.transaction import Transaction
from council.kernel.refusals import Refusal, refuse
from council.kernel.values import Person
from council.meetings.acts import LINE_MOVES
from council.meetings.agendas import agenda_for, line_of
from council.meetings.commands import MeetingView, MoveUp, PutOnAgenda, TakeOffAgenda
from council.meetings.items.later import tell_later
from council.meetings.items.ordering import place, reorder
from council.meetings.meeting import Meeting
from council.meetings.reads import meeting_view
from council.meetings.records import meeting_by, motions_on
from council.meetings.rules import WAITING
from council.meetings.tables import agenda_items
from council.motions.motion import Motion
from council.motions.records import motion_by
from council.motions.tables import motions
from council.proposals.moving import put_on_agenda as put_proposal
from council.proposals.tables import proposals


def put_on_agenda(tx: Transaction, who: Person, command: PutOnAgenda) -> MeetingView | Refusal:
    """Put a motion at the end of an open agenda."""
    motion = motion_by(tx, who.community_id, number=command.motion_number, lock=True)
    if motion is None:
        return refuse("motion.unknown")
    if command.meeting_number:
        meeting = meeting_by(tx, who.community_id, number=command.meeting_number)
    else:
        meeting = agenda_for(tx, motion)
        if meeting is None:
            return refuse("meeting.none_planned")
    if meeting is None:
        return refuse("meeting.unknown")
    refusal = list_motion(tx, who, motion, meeting)
    if refusal is not None:
        return refusal
    return meeting_view(tx, who, meeting.number, "staff", said="meeting.said.listed")


def list_motion(
    tx: Transaction, who: Person, motion: Motion, meeting: Meeting, *, carried_over: bool = False
) -> Refusal | None:
    """Put a motion on an agenda that is still open; a late answer may bring back any live one.

    ``carried_over``: there is room for it in any case. Who brought it is told where an earlier
    agenda was locked or full.
    """
    locked = meeting_by(tx, who.community_id, id=meeting.id, lock=True)
    assert locked is not None
    line = line_of(tx, motion, locked, carried_over=carried_over)
    refusal = LINE_MOVES.refusal("add", line) or _proposal_on_agenda(tx, who, motion)
    if refusal is not None:
        return refusal
    last = tx.connection.scalar(
        select(func.max(agenda_items.c.position)).where(_items(who, meeting))
    )
    row = {
        "community_id": who.community_id,
        "meeting_id": meeting.id,
        "motion_id": motion.id,
        "position": (last or 0) + 1,
        "added_at": tx.now,
    }
    tx.connection.execute(insert(agenda_items), [row])
    if motion.state in WAITING:
        tx.connection.execute(
            update(motions)
            .where(motions.c.community_id == who.community_id, motions.c.id == motion.id)
            .values(meeting_id=meeting.id, changed_at=tx.now)
        )
    record(tx, who, "motion.put_on_agenda", "motion", motion.id, meeting=meeting.number)
    place(tx, who, locked, motion)
    tell_later(tx, motion, locked, carried_over=carried_over)
    return None


def _proposal_on_agenda(tx: Transaction, who: Person, motion: Motion) -> Refusal | None:
    if not motion.proposal_id:
        return None
    state = tx.connection.scalar(
        select(proposals.c.state).where(
            proposals.c.community_id == who.community_id, proposals.c.id == motion.proposal_id
        )
    )
    if state != "seconded":
        return None
    return put_proposal(tx, who, motion.proposal_id)


def take_off(tx: Transaction, who: Person, command: TakeOffAgenda) -> MeetingView | Refusal:
    """Take a motion off; one with a late answer stays."""
    found = _line(tx, who, command, "off")
    if isinstance(found, Refusal):
        return found
    meeting, motion = found
    tx.connection.execute(
        delete(agenda_items).where(_items(who, meeting), agenda_items.c.motion_id == motion.id)
    )
    if motion.state in WAITING:  # one that was heard keeps the meeting that heard it
        tx.connection.execute(
            update(motions)
            .where(motions.c.community_id == who.community_id, motions.c.id == motion.id)
            .values(meeting_id=None, changed_at=tx.now)
        )
    record(tx, who, command.verb, "motion", motion.id, meeting=meeting.number, taken_off=1)
    return meeting_view(tx, who, meeting.number, "staff", said="meeting.said.taken_off")


def move_up(tx: Transaction, who: Person, command: MoveUp) -> MeetingView | Refusal:
    """Change places with the motion above; the first one stays first."""
    found = _line(tx, who, command, "up")
    if isinstance(found, Refusal):
        return found
    meeting, motion = found
    order = [listed.id for listed in motions_on(tx, who.community_id, meeting.id)]
    at = order.index(motion.id)
    order.insert(max(0, at - 1), order.pop(at))
    reorder(tx, meeting, order)
    record(tx, who, command.verb, "meeting", meeting.id, motion=motion.number, moved_up=1)
    return meeting_view(tx, who, meeting.number, "staff", said="meeting.said.ordered")


def _items(who: Person, meeting: Meeting) -> Any:
    return (agenda_items.c.community_id == who.community_id) & (
        agenda_items.c.meeting_id == meeting.id
    )


def _line(
    tx: Transaction, who: Person, command: TakeOffAgenda | MoveUp, move: str
) -> tuple[Meeting, Motion] | Refusal:
    """A locked meeting and a motion on its agenda, if a move of this line is open."""
    meeting = meeting_by(tx, who.community_id, number=command.meeting_number, lock=True)
    if meeting is None:
        return refuse("meeting.unknown")
    motion = motion_by(tx, who.community_id, number=command.motion_number)
    if motion is None:
        return refuse("motion.not_listed")
    return LINE_MOVES.refusal(move, line_of(tx, motion, meeting)) or (meeting, motion)


AGENDA: UseCases = {PutOnAgenda: put_on_agenda, TakeOffAgenda: take_off, MoveUp: move_up}
