"""Statements that come in crowds: rendered once, then handed to the driver with their values.

SQLAlchemy finds a statement's text in its cache and builds the parameters of every row anew, each
time; for a crowd of casts that costs more than SQLite needs to run them. Columns here are plain
integers and text: nothing has to be converted on the way.
"""

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

from sqlalchemy import Connection, Dialect, Select, Table, insert
from sqlalchemy.dialects import registry

#: Both drivers take a row as a mapping when the statement names its parameters.
_NAMED = {"sqlite": "named", "postgresql": "pyformat"}


def insert_batch(connection: Connection, table: Table, rows: Sequence[Mapping[str, Any]]) -> None:
    """Insert rows that all name the same columns; none is no work."""
    if rows:
        text = _insertion(connection.dialect.name, table, tuple(rows[0]))
        connection.exec_driver_sql(text, list(rows))


def select_crowd(
    connection: Connection, query: Select[Any], params: Mapping[str, Any]
) -> Sequence[Any]:
    """Read the rows of a query that is kept for good (its text is rendered once)."""
    text, constants = _question(connection.dialect.name, query)
    return connection.exec_driver_sql(text, {**constants, **params}).fetchall()


@cache
def _insertion(dialect: str, table: Table, columns: tuple[str, ...]) -> str:
    return str(insert(table).compile(dialect=_naming(dialect), column_keys=list(columns)))


@cache
def _question(dialect: str, query: Select[Any]) -> tuple[str, Mapping[str, Any]]:
    compiled = query.compile(dialect=_naming(dialect))
    return str(compiled), {name: at for name, at in compiled.params.items() if at is not None}


@cache
def _naming(dialect: str) -> Dialect:
    made: Dialect = registry.load(dialect)(paramstyle=_NAMED[dialect])
    return made
