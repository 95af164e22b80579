"""Whether the database keeps what it has confirmed through a power cut.

SQLite is opened with WAL and FULL by us. What a PostgreSQL server does is its own setting, and some
distributions, containers and test harnesses switch it off for speed.
"""

from sqlalchemy import Connection, text

#: Settings that must be on: with any of them off a power cut loses ballots that had a receipt
#: (https://www.postgresql.org/docs/current/non-durability.html).
NEEDED = ("fsync", "full_page_writes", "synchronous_commit")


def forgetful(connection: Connection) -> tuple[str, ...]:
    """Tell which of a server's settings would lose confirmed acts; none for SQLite."""
    if connection.dialect.name != "postgresql":
        return ()
    query = text("SELECT name FROM pg_settings WHERE name = ANY(:names) AND setting = 'off'")
    found = connection.scalars(query, {"names": list(NEEDED)})
    return tuple(sorted(found))
