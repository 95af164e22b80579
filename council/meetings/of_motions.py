"""Meetings as the motions know them that they hear: what a screen tells, what can be done now."""

from collections.abc import Collection

from sqlalchemy import select

from council.kernel.acts.facts import later
from council.kernel.database.transaction import Transaction
from council.kernel.refusals import Refusal, refuse
from council.kernel.values import Person
from council.meetings.agenda import list_motion
from council.meetings.agendas import agenda_for, hearing_at, is_listed, line_of
from council.meetings.records import listed_on_coming, meeting_by, next_planned
from council.meetings.rules import check_listable, check_listing
from council.meetings.tables import agenda_items, attendance, meetings
from council.meetings.votes.records import carried_vote, votes_on
from council.motions.facts import AgendaFacts, Hearing
from council.motions.hooks import (
    AGENDA_FACTS,
    AT_MEETINGS,
    CONCERNED,
    ON_COMING_AGENDAS,
    TO_NEXT_AGENDA,
    AtMeetings,
)
from council.motions.motion import Motion
from council.motions.records import is_late


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


@AGENDA_FACTS.fill
def agenda_facts(tx: Transaction, motion: Motion) -> AgendaFacts:
    """Gather what the moves of a motion on agendas and at meetings are judged by."""
    return AgendaFacts(
        hearing=later(lambda: _hearing(tx, motion)),
        listed=later(lambda: is_listed(tx, motion)),
        closed=later(lambda: _closed(tx, motion)),
        waits=later(lambda: _waits(tx, motion)),
        carried=later(
            lambda: carried_vote(tx, motion.community_id, motion_id=motion.id) is not None
        ),
    )


def _hearing(tx: Transaction, motion: Motion) -> Hearing:
    meeting = meeting_by(tx, motion.community_id, id=motion.meeting_id)
    return Hearing() if meeting is None else hearing_at(tx, motion, meeting)


def _closed(tx: Transaction, motion: Motion) -> Refusal | None:
    """Tell why no open agenda takes a motion."""
    meeting = agenda_for(tx, motion)
    if meeting is None:
        return refuse("meeting.none_planned")
    return check_listing(line_of(tx, motion, meeting))


def _waits(tx: Transaction, motion: Motion) -> Refusal | None:
    """Tell why a motion could stand on no agenda."""
    late, listed = is_late(tx, motion), is_listed(tx, motion)
    return check_listable(state=motion.state, late=late, listed=listed)


@ON_COMING_AGENDAS.fill
def on_coming_agendas(tx: Transaction, community_id: str) -> Collection[str]:
    """Tell the motions on the agendas of meetings to come; an agenda is short."""
    return frozenset(tx.connection.scalars(listed_on_coming(community_id, tx.now)))


@TO_NEXT_AGENDA.fill
def to_next_agenda(tx: Transaction, who: Person, motion: Motion) -> int:
    """Put a motion on the next open agenda, unless it stands on one; tells the meeting's number.

    0 where none takes it.
    """
    here = listed_on_coming(motion.community_id, tx.now).where(
        agenda_items.c.motion_id == motion.id
    )
    known = tx.connection.scalar(
        here.with_only_columns(meetings.c.number).order_by(meetings.c.starts_at).limit(1)
    )
    if known is not None:
        return int(known)
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
