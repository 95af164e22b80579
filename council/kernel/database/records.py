"""Rows of tables as records: values that have a field for each column of their table."""

from typing import Any, TypeVar

from sqlalchemy import Row, Table, select

from council.kernel.database.transaction import Transaction

R = TypeVar("R")


def record_from(kind: type[R], row: Row[Any]) -> R:
    """Make the record of a row, whatever else was selected beside its columns."""
    shape: Any = kind  # a value: its slots are its fields
    return kind(**{name: getattr(row, name) for name in shape.__slots__})


def record_by(
    tx: Transaction,
    kind: type[R],
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
    return None if row is None else record_from(kind, row)
