"""Which polls a motion can be put to: the facts behind a button and its act, gathered once for both."""

from sqlalchemy import select

from council.kernel.database.transaction import Transaction
from council.kernel.refusals import Refusal, refuse
from council.motions.hooks import UNPOLLED
from council.motions.motion import Motion
from council.motions.records import is_put_again
from council.polls.rules import check_ready
from council.polls.tables import polls
from council.rules.poll_kinds import KINDS, RATIFICATION, poll_named
from council.rules.records import rules_of


def kinds_of_poll(tx: Transaction, motion: Motion) -> tuple[str, ...]:
    """Tell the kinds of poll that a motion can be put to now."""
    return tuple(kind for kind in KINDS if check_poll(tx, motion, kind) is None)


@UNPOLLED.fill
def unpolled(tx: Transaction, motion: Motion) -> Refusal | None:
    """Tell why a motion can be put to no kind of poll now."""
    refusals = [check_poll(tx, motion, kind) for kind in KINDS]
    return None if None in refusals else refusals[-1]


def check_poll(tx: Transaction, motion: Motion, kind: str) -> Refusal | None:
    """Refuse a poll that no poll can be, that comes too early, runs already, or is not the owners'."""
    if motion.legal_class in rules_of(tx, motion.community_id).only_at_meetings:
        return refuse("motion.only_at_meetings", number=motion.number)
    t = polls.c
    other = tx.connection.execute(
        select(t.kind, t.number, t.title).where(
            t.community_id == motion.community_id,
            t.motion_id == motion.id,
            t.kind == kind,
            t.state.not_in(("certified", "annulled")),
        )
    ).first()
    refusal = check_ready(
        kind,
        number=motion.number,
        state=motion.state,
        legal_class=motion.legal_class,
        put_again=is_put_again(tx, motion),
        running=None if other is None else poll_named(other.kind, other.number, other.title),
    )
    if refusal is None and kind == RATIFICATION:
        return check_ratified(tx, motion.community_id, motion.legal_class)
    return refusal


def check_ratified(tx: Transaction, community_id: str, legal_class: str) -> Refusal | None:
    """Refuse a class that the owners do not vote on."""
    known = rules_of(tx, community_id).ratified
    if legal_class in known:
        return None
    return refuse("poll.class_unknown", given=legal_class[:20], known=" ".join(known))
