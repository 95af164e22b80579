"""Motions 议案 at a meeting: deliberated, or put off to a later one."""

from council.kernel.bus.use_cases import UseCases
from council.kernel.database.transaction import Transaction
from council.kernel.refusals import Refusal
from council.kernel.values import Person
from council.meetings.commands import AdjournMotion, DeliberateMotion
from council.motions.commands import MotionView
from council.motions.moving import take
from council.motions.reads import motion_view


def deliberate(tx: Transaction, who: Person, command: DeliberateMotion) -> MotionView | Refusal:
    """The meeting has heard the motion."""
    return _at_meeting(tx, who, command.number, "deliberate", "deliberated")


def adjourn(tx: Transaction, who: Person, command: AdjournMotion) -> MotionView | Refusal:
    """Not today: it can go on a later agenda; also after a meeting that had no quorum for it."""
    return _at_meeting(tx, who, command.number, "adjourn", "adjourned")


def _at_meeting(
    tx: Transaction, who: Person, number: int, verb: str, said: str
) -> MotionView | Refusal:
    moved = take(tx, who, number, verb)
    if isinstance(moved, Refusal):
        return moved
    return motion_view(tx, who, moved.number, "staff", said=f"motion.said.{said}")


HEARING: UseCases = {DeliberateMotion: deliberate, AdjournMotion: adjourn}
