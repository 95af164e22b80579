"""Polls that were closed once and are open again: nobody but a hand in the database does that."""

from typing import Any

from sqlalchemy import and_, case, exists, func, or_, select

from council.kernel.database.transaction import Transaction
from council.kernel.directory import communities
from council.kernel.tables import acts
from council.polls.tables import polls


def is_reopened() -> Any:
    """The condition on ``polls``: before its close by its state, after it by what else is kept.

    The first close of an extended poll is an act of closing too, after which it goes on.
    """
    p, a = polls.c, acts.c
    closes = (
        select(func.count())
        .where(a.community_id == p.community_id, a.subject_id == p.id, a.verb == "poll.close")
        .scalar_subquery()
    )
    went_on = case((p.extended_at.is_not(None) & p.first_close.is_not(None), 1), else_=0)
    counted = exists().where(
        a.community_id == p.community_id,
        a.subject_id == p.id,
        a.verb.in_(("poll.count", "poll.certify")),
    )
    kept = or_(
        p.closed_at.is_not(None),
        p.counted_at.is_not(None),
        p.result.is_not(None),
        counted,
        closes > went_on,
    )
    return and_(p.state.in_(("draft", "announced", "open")), kept)


def reopened(tx: Transaction) -> tuple[str, ...]:
    """Name them as an operator knows them."""
    rows = tx.connection.execute(
        select(communities.c.slug, polls.c.number)
        .join(communities, communities.c.id == polls.c.community_id)
        .where(is_reopened())
        .order_by(communities.c.slug, polls.c.number)
    )
    return tuple(f"{slug} poll {number}" for slug, number in rows)
