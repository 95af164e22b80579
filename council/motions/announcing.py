"""Announcing a motion without a meeting: owners are also asked in writing."""

from council.kernel.database.transaction import Transaction
from council.kernel.refusals import Refusal, refuse
from council.kernel.values import Person
from council.motions.commands import AnnounceMotion, MotionView
from council.motions.hooks import ON_COMING_AGENDAS
from council.motions.moving import advance
from council.motions.reads import motion_view
from council.motions.records import motion_by
from council.motions.rules import check_announcing


def announce(tx: Transaction, who: Person, command: AnnounceMotion) -> MotionView | Refusal:
    """Announce an owners' motion for written consultation; others are announced by a meeting."""
    motion = motion_by(tx, who.community_id, number=command.number, lock=True)
    if motion is None:
        return refuse("motion.unknown")
    refusal = check_announcing(
        state=motion.state,
        legal_class=motion.legal_class,
        listed=motion.id in ON_COMING_AGENDAS(tx, who.community_id),
    )
    moved = refusal or advance(tx, who, motion, "announce")
    if isinstance(moved, Refusal):
        return moved
    return motion_view(tx, who, moved.number, "staff", said="motion.said.announced")
