"""Meetings and their agendas: what their moves are judged by, gathered once for screen and act."""

from collections.abc import Sequence

from council.kernel.acts.facts import later
from council.kernel.acts.moves import Moves
from council.kernel.database.transaction import Transaction
from council.kernel.refusals import Refusal, refuse
from council.kernel.values import Person
from council.meetings.acts import MEETING_MOVES
from council.meetings.facts import LineFacts, MeetingFacts
from council.meetings.meeting import Listed, Meeting
from council.meetings.records import (
    attendance_of,
    listed_on_coming,
    meeting_by,
    motions_on,
    open_agendas,
)
from council.meetings.rules import check_listing, is_there, notice_days
from council.meetings.tables import agenda_items
from council.meetings.votes.records import vote_at
from council.motions.facts import Hearing
from council.motions.motion import Motion
from council.motions.records import is_late
from council.rules.records import rules_of


def agenda_for(tx: Transaction, motion: Motion) -> Meeting | None:
    """Find the earliest meeting that takes a motion on its agenda; where none does, the earliest."""
    several = open_agendas(tx, motion.community_id)
    free = (each for each in several if check_listing(line_of(tx, motion, each)) is None)
    return next(free, next(iter(several), None))


def line_of(
    tx: Transaction, motion: Motion, meeting: Meeting, *, carried_over: bool = False
) -> LineFacts:
    """Gather what is judged about a motion on, or for, the agenda of a meeting."""
    order = [each.id for each in motions_on(tx, motion.community_id, meeting.id)]
    return line_facts(
        tx,
        motion,
        meeting,
        place=order.index(motion.id) if motion.id in order else -1,
        length=len(order),
        late=later(lambda: is_late(tx, motion)),
        listed=later(lambda: is_listed(tx, motion)),
        hearing=later(lambda: hearing_at(tx, motion, meeting)),
        carried_over=carried_over,
    )


def line_facts(
    tx: Transaction,
    motion: Motion | Listed,
    meeting: Meeting,
    *,
    place: int,
    length: int,
    late: bool,
    listed: bool,
    hearing: Hearing,
    carried_over: bool = False,
) -> LineFacts:
    """Put together what is known of a motion on, or for, an agenda; ``hearing``: if heard there."""
    rules = rules_of(tx, meeting.community_id)
    return LineFacts(
        number=motion.number,
        state=motion.state,
        rule=rules.rows[motion.legal_class],
        late=late,
        carried_over=carried_over,
        listed=listed,
        meeting=meeting.number,
        meeting_state=meeting.state,
        starts_at=meeting.starts_at,
        now=tx.now,
        place=place,
        length=length,
        limit=rules.floor.agenda_motions,
        hearing=hearing if motion.meeting_id == meeting.id else Hearing(),
    )


def hearing_at(tx: Transaction, motion: Motion, meeting: Meeting) -> Hearing:
    """Tell how a motion stands at the meeting that hears it."""
    vote = vote_at(tx, motion.community_id, meeting_id=meeting.id, motion_id=motion.id)
    return Hearing(number=meeting.number, state=meeting.state, counted=vote is not None)


def meeting_facts(
    tx: Transaction,
    who: Person,
    meeting: Meeting,
    legal_classes: Sequence[str],
) -> MeetingFacts:
    """Gather what a meeting's moves are judged by; its agenda holds matters of such classes."""
    return MeetingFacts(
        number=meeting.number,
        state=meeting.state,
        starts_at=meeting.starts_at,
        now=tx.now,
        timezone=who.timezone,
        items=len(legal_classes),
        notice_days=notice_days(legal_classes, rules=rules_of(tx, who.community_id)),
        adult=who.adult,
        present=later(lambda: is_there(attendance_of(tx, meeting, who.id))),
        by_code=rules_of(tx, who.community_id).meetings.check_in_code,
    )


def locked(tx: Transaction, who: Person, number: int) -> Meeting | Refusal:
    """Find a meeting that is about to change."""
    meeting = meeting_by(tx, who.community_id, number=number, lock=True)
    return refuse("meeting.unknown") if meeting is None else meeting


def movable(
    tx: Transaction,
    who: Person,
    number: int,
    move: str,
    moves: Moves[MeetingFacts] = MEETING_MOVES,
) -> Meeting | Refusal:
    """Lock a meeting, and ask the guard of a move; the meeting, if the move is open."""
    meeting = locked(tx, who, number)
    if isinstance(meeting, Refusal):
        return meeting
    classes = [each.legal_class for each in motions_on(tx, who.community_id, meeting.id)]
    return moves.refusal(move, meeting_facts(tx, who, meeting, classes)) or meeting


def is_listed(tx: Transaction, motion: Motion) -> bool:
    """Whether a motion stands on the agenda of a meeting to come."""
    query = listed_on_coming(motion.community_id, tx.now)
    found = tx.connection.execute(query.where(agenda_items.c.motion_id == motion.id).limit(1))
    return found.one_or_none() is not None
