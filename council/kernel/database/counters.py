"""Gapless numbers within a community: one counter row each, locked by its update."""

from sqlalchemy import bindparam, insert, update

from council.kernel.database.transaction import Transaction
from council.kernel.directory import counters

_c = counters.c
_TAKE = (
    update(counters)
    .where(_c.community_id == bindparam("community"), _c.name == bindparam("counter"))
    .values(value=_c.value + bindparam("many"))
    .returning(_c.value)
)


def next_number(tx: Transaction, community_id: str, name: str, *, many: int = 1) -> int:
    """Take the next ``many`` numbers of a counter and tell the first; the first ever is 1."""
    asked = {"community": community_id, "counter": name, "many": many}
    last: int | None = tx.connection.scalar(_TAKE, asked)
    if last is None:
        tx.connection.execute(
            insert(counters), [{"community_id": community_id, "name": name, "value": many}]
        )
        return 1
    return last - many + 1
