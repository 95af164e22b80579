"""Announcing a motion without a meeting: owners are also asked in writing."""

from council.kernel.database.transaction import Transaction
from council.kernel.refusals import Refusal
from council.kernel.values import Person
from council.motions.commands import AnnounceMotion, MotionView
from council.motions.moving import take
from council.motions.reads import motion_view


def announce(tx: Transaction, who: Person, command: AnnounceMotion) -> MotionView | Refusal:
    """Announce an owners' motion for written consultation; others are announced by a meeting."""
    moved = take(tx, who, command.number, "announce")
    if isinstance(moved, Refusal):
        return moved
    return motion_view(tx, who, moved.number, "staff", said="motion.said.announced")
