"""Polls as the findings of a check name them."""

from typing import Any

from sqlalchemy import ColumnElement, and_, func, select

from council.kernel.database.rows import value_from
from council.kernel.database.transaction import Transaction
from council.kernel.directory import communities
from council.polls.poll import Poll
from council.polls.tables import polls


def poll_of(child: Any) -> Any:
    return and_(polls.c.community_id == child.c.community_id, polls.c.id == child.c.poll_id)


def polls_named(tx: Transaction, query: Any) -> list[str]:
    """Name polls as an operator knows them; ``query`` selects slug, number and ``n``."""
    rows = tx.connection.execute(query)
    return [f"{row.slug} poll {row.number}: {row.n}" for row in rows]


def polls_by_slug(tx: Transaction, which: ColumnElement[bool]) -> list[tuple[str, Poll]]:
    """Read polls, each with the slug of its community."""
    query = (
        select(polls, communities.c.slug)
        .join(communities, communities.c.id == polls.c.community_id)
        .where(which)
        .order_by(communities.c.slug, polls.c.number)
    )
    return [(row.slug, value_from(Poll, row)) for row in tx.connection.execute(query)]


def by_poll(child: Any, *wanted: Any) -> Any:
    """Count rows of ``child`` for each poll."""
    return (
        select(communities.c.slug, polls.c.number, func.count().label("n"))
        .select_from(child)
        .join(polls, poll_of(child))
        .join(communities, communities.c.id == polls.c.community_id)
        .where(*wanted)
        .group_by(communities.c.slug, polls.c.number)
        .order_by(communities.c.slug, polls.c.number)
    )
