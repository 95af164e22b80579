"""Motions as the proposals know them that they were made from."""

from sqlalchemy import select

from council.kernel.database.transaction import Transaction
from council.motions.records import motion_of_proposal
from council.motions.tables import motions
from council.proposals.hooks import IS_MOVED, MOTIONS_OF, MotionRef


@MOTIONS_OF.fill
def announced_of(tx: Transaction, community_id: str, proposal_id: str) -> tuple[MotionRef, ...]:
    """Tell the announced motions made from a proposal."""
    m = motions.c
    rows = tx.connection.execute(
        select(m.number, m.title, m.state)
        .where(m.community_id == community_id, m.proposal_id == proposal_id, m.state != "drafted")
        .order_by(m.number)
    )
    return tuple(MotionRef(number=row.number, title=row.title, state=row.state) for row in rows)


@IS_MOVED.fill
def is_moved(tx: Transaction, community_id: str, proposal_id: str) -> bool:
    """Tell whether a motion stands on a proposal."""
    query = motion_of_proposal(community_id, proposal_id).limit(1)
    return tx.connection.scalar(query) is not None
