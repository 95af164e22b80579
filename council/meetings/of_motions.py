"""Meetings as the motions know them that they hear: what a screen tells, what can be done now."""

from collections.abc import Collection

from sqlalchemy import select

from council.kernel.database.transaction import Transaction
from council.kernel.refusals import Refusal
from council.kernel.values import Person
from council.meetings.agenda import list_motion
from council.meetings.agendas import agenda_for, check_listing, is_listed
from council.meetings.meeting import Meeting
from council.meetings.records import listed_on_coming, meeting_by, next_planned
from council.meetings.rules import check_at_meeting, check_listable
from council.meetings.tables import attendance
from council.meetings.votes.records import vote_at, votes_on
from council.meetings.votes.rules import check_put
from council.motions.hooks import (
    AT_MEETINGS,
    CONCERNED,
    MOVES_AT_MEETINGS,
    ON_COMING_AGENDAS,
    TO_NEXT_AGENDA,
    AtMeetings,
)
from council.motions.motion import Motion
from council.motions.records import is_late
from council.rules.records import rules_of


@AT_MEETINGS.fill
def at_meetings(tx: Transaction, motion: Motion) -> AtMeetings:
    """Tell the meeting that hears a motion, and what was voted on it."""
    meeting = meeting_by(tx, motion.community_id, id=motion.meeting_id)
    return AtMeetings(
        number=0 if meeting is None else meeting.number,
        title="" if meeting is None else meeting.title,
        starts_at=0 if meeting is None else meeting.starts_at,
        votes=votes_on(tx, motion.community_id, motion.id),
    )


@MOVES_AT_MEETINGS.fill
def moves(tx: Transaction, motion: Motion) -> Collection[str]:
    """Tell the verbs by which a meeting takes a motion on now."""
    meeting = meeting_by(tx, motion.community_id, id=motion.meeting_id)
    met = "" if meeting is None else meeting.state
    heard = (
        verb
        for verb in ("deliberate", "adjourn")
        if check_at_meeting(verb, state=motion.state, meeting_state=met) is None
    )
    return {*heard, _listing(tx, motion), _vote_verb(tx, motion, meeting)} - {""}


def _listing(tx: Transaction, motion: Motion) -> str:
    """Tell the way to an agenda: put it there, or plan a meeting where none has room; or none."""
    meeting = agenda_for(tx, motion)
    if meeting is not None and check_listing(tx, motion, meeting) is None:
        return "put_on_agenda"
    refusal = check_listable(
        state=motion.state, late=is_late(tx, motion), listed=is_listed(tx, motion)
    )
    return "plan_meeting" if refusal is None else ""


def _vote_verb(tx: Transaction, motion: Motion, meeting: Meeting | None) -> str:
    """``vote`` or ``correct_vote`` where the meeting can do so now, else nothing."""
    if meeting is None or meeting.state != "in_session":
        return ""
    row = rules_of(tx, motion.community_id).rows[motion.legal_class]
    counted = vote_at(tx, motion.community_id, meeting_id=meeting.id, motion_id=motion.id)
    refusal = check_put(state=motion.state, counted=counted is not None, in_session=True, row=row)
    if refusal is not None:
        return ""
    return "vote" if counted is None else "correct_vote"


@ON_COMING_AGENDAS.fill
def on_coming_agendas(tx: Transaction, community_id: str) -> Collection[str]:
    """Tell the motions on the agendas of meetings to come; an agenda is short."""
    return frozenset(tx.connection.scalars(listed_on_coming(community_id, tx.now)))


@TO_NEXT_AGENDA.fill
def to_next_agenda(tx: Transaction, who: Person, motion: Motion) -> int:
    """Put a motion on the next open agenda; tells the meeting's number, 0 where none takes it."""
    meeting = next_planned(tx, motion.community_id)
    if meeting is None or isinstance(list_motion(tx, who, motion, meeting), Refusal):
        return 0
    return meeting.number


@CONCERNED.hang
def came_to_hear(tx: Transaction, motion: Motion) -> Collection[str]:
    """Tell who came to the meeting that heard a motion."""
    a = attendance.c
    query = select(a.resident_id).where(
        a.community_id == motion.community_id, a.meeting_id == motion.meeting_id
    )
    return tx.connection.scalars(query).all()
