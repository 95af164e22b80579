"""The few column types that mean the same on SQLite and PostgreSQL, and the shapes of keys.

Every table states a scope in ``info["scope"]`` so that a cluster can later distribute by community:
``community`` (keys begin with ``community_id``), ``shared`` (small reference tables) or ``local``
(queues and inboxes that stay on one node).
"""

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    Column,
    ForeignKeyConstraint,
    Integer,
    LargeBinary,
    MetaData,
    PrimaryKeyConstraint,
    Table,
    Text,
)
from sqlalchemy.schema import SchemaItem

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    },
)

#: 64 bits on both databases: plain Integer is 32-bit on PostgreSQL (¥21 million, the year 2038).
Int = BigInteger().with_variant(Integer, "sqlite")


def text(name: str, *, null: bool = False, default: str | None = None) -> Column[str]:
    """A text column; ids, enumerations and JSON are text too."""
    return Column(name, Text, nullable=null, server_default=default)


def integer(name: str, *, null: bool = False, default: int | None = None) -> Column[int]:
    """A 64-bit whole number: fen, 0.01 m², UTC seconds, counts."""
    return Column(
        name, Int, nullable=null, server_default=None if default is None else str(default)
    )


def blob(name: str) -> Column[bytes]:
    """Bytes of a file of ours."""
    return Column(name, LargeBinary, nullable=False)


def one_of(name: str, *values: str, column: str | None = None) -> CheckConstraint:
    """A CHECK that a text column holds one of the named values."""
    listed = ", ".join(f"'{value}'" for value in values)
    return CheckConstraint(f"{column or name} IN ({listed})", name=name)


def flag(name: str) -> CheckConstraint:
    """A CHECK that an integer column is a truth value."""
    return CheckConstraint(f"{name} IN (0, 1)", name=name)


def community_table(name: str, *items: SchemaItem, key: tuple[str, ...] = ("id",)) -> Table:
    """A table of one community's rows; its primary key is ``(community_id, *key)``."""
    head: tuple[SchemaItem, ...] = (text("community_id"),)
    if key == ("id",):
        head = (*head, text("id"))
    return Table(
        name,
        metadata,
        *head,
        *items,
        PrimaryKeyConstraint("community_id", *key),
        ForeignKeyConstraint(["community_id"], ["communities.id"]),
        info={"scope": "community"},
        sqlite_strict=True,
    )


def refers(column: str, table: str) -> ForeignKeyConstraint:
    """A foreign key inside one community: ``(community_id, column)`` → ``table(community_id, id)``."""
    return ForeignKeyConstraint(
        ["community_id", column],
        [f"{table}.community_id", f"{table}.id"],
    )


def plain_table(name: str, scope: str, *items: SchemaItem) -> Table:
    """A ``shared`` or ``local`` table."""
    return Table(name, metadata, *items, info={"scope": scope}, sqlite_strict=True)
