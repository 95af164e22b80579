"""Motions 议案: one verb, one function.

Polls move a motion through ``put_to_poll``, ``carry`` and ``lose``, and make the motion that a
ranking singled out with ``draft_from_poll``; they are told here so that other nouns need to know
this module only.
"""

from council.kernel.bus.use_cases import UseCases
from council.kernel.database.transaction import Transaction
from council.kernel.refusals import Refusal, refuse
from council.kernel.values import Person
from council.meetings.agenda import AGENDA
from council.meetings.agendas import is_listed
from council.motions.commands import (
    AdjournMotion,
    AnnounceMotion,
    DeliberateMotion,
    MotionView,
    ReferMotion,
    WithdrawMotion,
)
from council.motions.drafting import DRAFTING
from council.motions.motion import Motion
from council.motions.moving import (
    advance,
    carry,
    draft_from_poll,
    lose,
    put_to_poll,
    settle_proposal,
)
from council.motions.reads import motion_view
from council.motions.records import meeting_by, motion_by
from council.motions.responses.answering import RESPONSES
from council.motions.responses.extending import EXTENDING
from council.motions.rules import check_announcing, check_at_meeting

__all__ = ["MOTIONS", "carry", "draft_from_poll", "lose", "put_to_poll"]


def announce(tx: Transaction, who: Person, command: AnnounceMotion) -> MotionView | Refusal:
    """Announce an owners' motion for written consultation; others are announced by a meeting."""
    motion = motion_by(tx, who.community_id, number=command.number, lock=True)
    if motion is None:
        return refuse("motion.unknown")
    refusal = check_announcing(
        state=motion.state, legal_class=motion.legal_class, listed=is_listed(tx, motion)
    )
    return _shown(tx, who, refusal or advance(tx, who, motion, "announce"), "announced")


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
    return _shown(tx, who, refusal or advance(tx, who, motion, verb), said)


def refer(tx: Transaction, who: Person, command: ReferMotion) -> MotionView | Refusal:
    """It belongs to another body."""
    return _end(tx, who, command.number, "refer", "referred")


def withdraw(tx: Transaction, who: Person, command: WithdrawMotion) -> MotionView | Refusal:
    """It is taken back before it is put."""
    return _end(tx, who, command.number, "withdraw", "withdrawn")


def _end(tx: Transaction, who: Person, number: int, verb: str, said: str) -> MotionView | Refusal:
    motion = motion_by(tx, who.community_id, number=number, lock=True)
    if motion is None:
        return refuse("motion.unknown")
    moved = advance(tx, who, motion, verb)
    if isinstance(moved, Motion) and verb == "refer":
        settle_proposal(tx, who, moved)
    return _shown(tx, who, moved, said)


def _shown(
    tx: Transaction, who: Person, moved: Motion | Refusal, said: str
) -> MotionView | Refusal:
    if isinstance(moved, Refusal):
        return moved
    return motion_view(tx, who, moved.number, "staff", said=f"motion.said.{said}")


MOTIONS: UseCases = {
    AnnounceMotion: announce,
    DeliberateMotion: deliberate,
    AdjournMotion: adjourn,
    ReferMotion: refer,
    WithdrawMotion: withdraw,
    **DRAFTING,
    **AGENDA,
    **RESPONSES,
    **EXTENDING,
}
