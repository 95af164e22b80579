"""Records: values that have a field for each column of their table that is handed on."""

from typing import Any, TypeVar

from sqlalchemy import Select, Table, select

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
    query = select(table).where(
        table.c.community_id == community_id,
        *(table.c[name] == wanted for name, wanted in columns.items()),
    )
    return read_one(tx, made, query.with_for_update() if lock else query)


def read_one(tx: Transaction, made: type[R], query: Select[Any]) -> R | None:
    """Make the one value that a query finds, if it finds any."""
    row = tx.connection.execute(query).one_or_none()
    return None if row is None else value_from(made, row)


def read_all(tx: Transaction, made: type[R], query: Select[Any]) -> tuple[R, ...]:
    """Make a value of each row that a query finds, in its order."""
    return tuple(value_from(made, row) for row in tx.connection.execute(query))
