"""Rules that ask for fewer seconds: what has enough of them now moves on at once."""

from sqlalchemy import select

from council.kernel.database.transaction import Transaction
from council.kernel.values import Person
from council.proposals.screening import reach
from council.proposals.tables import proposals
from council.rules.hooks import ADOPTED


@ADOPTED.hang
def move_on(tx: Transaction, who: Person, verb: str) -> None:
    """Move on the admitted proposals that have enough seconds by the rules adopted just now.

    Submitted ones are locked too: one that is being admitted at this moment is judged by its
    admission or here, whichever comes second.
    """
    t = proposals.c
    waiting = tx.connection.scalars(
        select(t.id)
        .where(t.community_id == who.community_id, t.state.in_(("submitted", "admitted")))
        .order_by(t.number)
        .with_for_update()
    ).all()
    for proposal_id in waiting:
        reach(tx, who, proposal_id, verb=verb)
