"""Gapless numbers within a community: one counter row each, locked by its update."""

from sqlalchemy import insert, select, update

from council.storage.tables.people import counters
from council.storage.transaction import Transaction


def next_number(tx: Transaction, community_id: str, name: str, *, many: int = 1) -> int:
    """Take the next ``many`` numbers of a counter and tell the first; the first ever is 1."""
    c = counters.c
    mine = (c.community_id == community_id) & (c.name == name)
    taken = tx.connection.execute(update(counters).where(mine).values(value=c.value + many))
    if taken.rowcount == 0:
        tx.connection.execute(
            insert(counters), [{"community_id": community_id, "name": name, "value": many}]
        )
        return 1
    last: int | None = tx.connection.scalar(select(c.value).where(mine))
    assert last is not None
    return last - many + 1
