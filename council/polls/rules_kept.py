"""Polls keep the rules that they were announced with."""

from sqlalchemy import select, update

from council.kernel.acts_log import record
from council.kernel.database.transaction import Transaction
from council.kernel.values import Person
from council.polls.tables import polls
from council.rules.hooks import CHANGING, RUNNING

#: Announced, and not over.
_RUNNING = ("announced", "open")


@RUNNING.fill
def running_polls(tx: Transaction, community_id: str) -> tuple[int, ...]:
    """Tell the numbers of the polls that go on under the rules of their announcement."""
    p = polls.c
    return tuple(
        tx.connection.scalars(
            select(p.number)
            .where(
                p.community_id == community_id,
                p.announced_at.is_not(None),
                p.state.in_(_RUNNING),
            )
            .order_by(p.number)
        )
    )


@CHANGING.hang
def keep_old_rules(tx: Transaction, who: Person, verb: str, kept: str) -> None:
    """Note the old rules with polls that were announced before rules were kept with them.

    One that still runs takes votes in chat, and is left alone.
    """
    p = polls.c
    mine = (p.community_id == who.community_id, p.announced_at.is_not(None))
    over = p.state.not_in(_RUNNING)
    old = tx.connection.scalars(select(p.id).where(*mine, p.ruleset.is_(None), over)).all()
    tx.connection.execute(update(polls).where(*mine, p.id.in_(old)).values(ruleset=kept))
    for poll_id in old:
        record(tx, who, verb, "poll", poll_id, ruleset=kept)
