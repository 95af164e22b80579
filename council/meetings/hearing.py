"""Motions 议案 at a meeting: deliberated, or put off to a later one."""

from council.kernel.bus.use_cases import UseCases
from council.kernel.database.transaction import Transaction
from council.kernel.refusals import Refusal, refuse
from council.kernel.values import Person
from council.meetings.commands import AdjournMotion, DeliberateMotion
from council.meetings.records import meeting_by
from council.meetings.rules import check_at_meeting
from council.motions.commands import MotionView
from council.motions.moving import advance
from council.motions.reads import motion_view
from council.motions.records import motion_by


def deliberate(tx: Transaction, who: Person, command: DeliberateMotion) -> MotionView | Refusal:
    """The meeting has heard the motion."""
    return _at_meeting(tx, who, command.number, "deliberate", "deliberated")


def adjourn(tx: Transaction, who: Person, command: AdjournMotion) -> MotionView | Refusal:
    """Not today: it can go on a later agenda; also after a meeting that had no quorum for it."""
    return _at_meeting(tx, who, command.number, "adjourn", "adjourned")


def _at_meeting(
    tx: Transaction, who: Person, number: int, verb: str, said: str
) -> MotionView | Refusal:
    motion = motion_by(tx, who.community_id, number=number, lock=True)
    if motion is None:
        return refuse("motion.unknown")
    meeting = meeting_by(tx, who.community_id, id=motion.meeting_id)
    refusal = check_at_meeting(
        verb, state=motion.state, meeting_state="" if meeting is None else meeting.state
    )
    moved = refusal or advance(tx, who, motion, verb)
    if isinstance(moved, Refusal):
        return moved
    return motion_view(tx, who, moved.number, "staff", said=f"motion.said.{said}")


HEARING: UseCases = {DeliberateMotion: deliberate, AdjournMotion: adjourn}
