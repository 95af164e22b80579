"""Votes at a meeting 会议表决: counted hands are judged, kept, corrected, fixed.

While the meeting is in session a count can be corrected with a reason; the earlier reading is
kept. The motion is put by a count that has its quorum, and carried or lost when the meeting ends.
"""

from council.kernel.acts_log import record
from council.kernel.database.transaction import Transaction
from council.kernel.refusals import Refusal, refuse
from council.kernel.values import Person, value
from council.meetings.acts import LINE_MOVES
from council.meetings.agendas import line_of
from council.meetings.meeting import Meeting
from council.meetings.records import meeting_by, motions_on
from council.meetings.votes.records import keep_reading, votes_at
from council.motions.commands import MotionView
from council.motions.motion import Motion
from council.motions.moving import advance, carry, lose
from council.motions.reads import motion_view
from council.motions.records import motion_by
from council.motions.responses.telling import tell_public
from council.motions.votes.recorded import MeetingVote, sentence_params
from council.rules.profile import RuleRow


@value
class Votable:
    """A motion that can be voted on now, at its locked meeting, by its row.

    ``correcting``: a count stands already.
    """

    motion: Motion
    meeting: Meeting
    row: RuleRow
    correcting: bool


def votable(tx: Transaction, who: Person, number: int, *, met: int) -> Votable | Refusal:
    """Lock the meeting ``met``, then the motion, and judge whether it votes on the motion now."""
    found = motion_by(tx, who.community_id, number=number)
    if found is None:
        return refuse("motion.unknown")
    meeting = meeting_by(tx, who.community_id, id=found.meeting_id, lock=True)
    if meeting is None or meeting.number != met:
        return refuse("motion.not_in_session")
    motion = motion_by(tx, who.community_id, number=number, lock=True)
    assert motion is not None
    line = line_of(tx, motion, meeting)
    return LINE_MOVES.refusal("vote", line) or Votable(
        motion=motion, meeting=meeting, row=line.rule, correcting=line.hearing.counted
    )


def keep_count(
    tx: Transaction, who: Person, on: Votable, vote: MeetingVote, *, reason: str
) -> MotionView | Refusal:
    """Keep the count: with a quorum the motion is put, without one it stays deliberated."""
    motion, meeting = on.motion, on.meeting
    reading = keep_reading(
        tx, who, vote, meeting_id=meeting.id, motion_id=motion.id, reason=reason
    )
    moved = _move(tx, who, motion, vote)
    if isinstance(moved, Refusal):
        return moved
    record(
        tx,
        who,
        "motion.vote",
        "motion",
        motion.id,
        meeting=meeting.number,
        reading=reading,
        outcome=vote.outcome,
    )
    said = "corrected" if on.correcting else "voted"
    return motion_view(tx, who, motion.number, "staff", said=f"motion.said.{said}")


def settle(tx: Transaction, who: Person, meeting: Meeting) -> Refusal | None:
    """Fix the counts of a meeting that ends: motions are carried or lost, and it is told."""
    votes = votes_at(tx, who.community_id, meeting.id)
    for motion in motions_on(tx, who.community_id, meeting.id):
        if motion.id not in votes:
            continue
        vote = votes[motion.id].vote
        if vote.outcome != "no_quorum":
            decided = (carry if vote.outcome == "carried" else lose)(tx, who, motion.id)
            if isinstance(decided, Refusal):
                return decided
        tell_public(tx, motion, "motion_voted", meeting=meeting.title, **sentence_params(vote))
    return None


def _move(tx: Transaction, who: Person, motion: Motion, vote: MeetingVote) -> Motion | Refusal:
    quorum = vote.outcome != "no_quorum"
    if quorum and motion.state == "deliberated":
        return advance(tx, who, motion, "put")
    if not quorum and motion.state == "put":
        return advance(tx, who, motion, "recount")
    return motion
