"""Records: values that have a field for each column of their table that is handed on."""

from functools import cache
from typing import Any, TypeVar

from sqlalchemy import Select, Table, bindparam, select

from council.kernel.database.rows import value_from
from council.kernel.database.transaction import Transaction

R = TypeVar("R")


def record_by(
    tx: Transaction,
    made: type[R],
    table: Table,
    community_id: str,
    *,
    lock: bool = False,
    **columns: str | int | None,
) -> R | None:
    """Find the one record with these values; ``lock`` keeps others waiting until it is changed."""
    empty = frozenset(name for name, wanted in columns.items() if wanted is None)
    query = _by(table, tuple(columns), empty, lock=lock)
    row = tx.connection.execute(query, {**columns, "community_id": community_id}).one_or_none()
    return None if row is None else value_from(made, row)


@cache
def _by(table: Table, names: tuple[str, ...], empty: frozenset[str], *, lock: bool) -> Select[Any]:
    """Build it once: use cases ask this all the time, and building costs more than running."""
    query = select(table).where(
        table.c.community_id == bindparam("community_id"),
        *(table.c[name] == (None if name in empty else bindparam(name)) for name in names),
    )
    return query.with_for_update() if lock else query


def read_one(tx: Transaction, made: type[R], query: Select[Any]) -> R | None:
    """Make the one value that a query finds, if it finds any."""
    row = tx.connection.execute(query).one_or_none()
    return None if row is None else value_from(made, row)


def read_all(tx: Transaction, made: type[R], query: Select[Any]) -> tuple[R, ...]:
    """Make a value of each row that a query finds, in its order."""
    return tuple(value_from(made, row) for row in tx.connection.execute(query))
