"""Owners' votes that run on a roll of their own."""

from sqlalchemy import select

from council.kernel.database.transaction import Transaction
from council.polls.tables import polls
from council.roll.commands import RunningVote
from council.roll.hooks import RUNNING
from council.rules.poll_kinds import RATIFICATION

#: States in which an owners' vote lives by the roll that was frozen for it.
_AHEAD = ("announced", "open", "closed")


@RUNNING.fill
def running_votes(tx: Transaction, community_id: str) -> tuple[RunningVote, ...]:
    """Tell the owners' votes that run on a frozen roll."""
    t = polls.c
    query = select(t.number, t.title).where(
        t.community_id == community_id, t.kind == RATIFICATION, t.state.in_(_AHEAD)
    )
    rows = tx.connection.execute(query.order_by(t.number))
    return tuple(RunningVote(number=row.number, title=row.title) for row in rows)
