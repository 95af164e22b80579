"""Ending a motion that nobody votes on: referred to another body, or taken back."""

from council.kernel.database.transaction import Transaction
from council.kernel.refusals import Refusal
from council.kernel.values import Person
from council.motions.commands import MotionView, ReferMotion, WithdrawMotion
from council.motions.moving import settle_proposal, take
from council.motions.reads import motion_view


def refer(tx: Transaction, who: Person, command: ReferMotion) -> MotionView | Refusal:
    """It belongs to another body."""
    return _end(tx, who, command.number, "refer", "referred")


def withdraw(tx: Transaction, who: Person, command: WithdrawMotion) -> MotionView | Refusal:
    """It is taken back before it is put."""
    return _end(tx, who, command.number, "withdraw", "withdrawn")


def _end(tx: Transaction, who: Person, number: int, verb: str, said: str) -> MotionView | Refusal:
    moved = take(tx, who, number, verb)
    if isinstance(moved, Refusal):
        return moved
    if verb == "refer":
        settle_proposal(tx, who, moved)
    return motion_view(tx, who, moved.number, "staff", said=f"motion.said.{said}")
