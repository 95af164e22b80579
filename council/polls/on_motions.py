"""Polls as the motions know them that they are on."""

from collections import defaultdict
from collections.abc import Collection, Mapping

from sqlalchemy import select

from council.kernel.database.transaction import Transaction
from council.motions.hooks import IS_POLLED, POLL_NUMBER, POLLS_ON, PollRef
from council.polls.rules import state_now
from council.polls.tables import polls
from council.rules.poll_kinds import RATIFICATION


@POLLS_ON.fill
def polls_on(
    tx: Transaction, community_id: str, motion_ids: Collection[str]
) -> Mapping[str, tuple[PollRef, ...]]:
    """Tell the polls on motions, by the clock; drafts are not told."""
    p = polls.c
    rows = tx.connection.execute(
        select(p.motion_id, p.number, p.title, p.kind, p.state, p.closes_at)
        .where(p.community_id == community_id, p.motion_id.in_(motion_ids), p.state != "draft")
        .order_by(p.number)
    )
    found: defaultdict[str, tuple[PollRef, ...]] = defaultdict(tuple)
    for row in rows:
        found[row.motion_id] += (
            PollRef(
                number=row.number,
                title=row.title,
                kind=row.kind,
                state=state_now(row.state, closes_at=row.closes_at, now=tx.now),
            ),
        )
    return found


@POLL_NUMBER.fill
def poll_number(tx: Transaction, community_id: str, poll_id: str) -> int:
    """Tell a poll's number; 0 for none."""
    p = polls.c
    query = select(p.number).where(p.community_id == community_id, p.id == poll_id)
    return tx.connection.scalar(query) or 0


@IS_POLLED.fill
def is_polled(tx: Transaction, community_id: str, motion_id: str, by_owners: bool) -> bool:
    """Tell whether a poll that was not annulled stands on a motion."""
    p = polls.c
    query = select(p.id).where(
        p.community_id == community_id, p.motion_id == motion_id, p.state != "annulled"
    )
    if by_owners:
        query = query.where(p.kind == RATIFICATION)
    return tx.connection.execute(query.limit(1)).one_or_none() is not None
