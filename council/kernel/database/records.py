"""Records: values that have a field for each column of their table."""

from typing import TypeVar

from sqlalchemy import Table, select

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
    row = tx.connection.execute(query.with_for_update() if lock else query).one_or_none()
    return None if row is None else value_from(made, row)
