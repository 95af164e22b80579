"""What only the owner of the tables can do: lift the triggers that let tables only grow."""

from sqlalchemy import Connection, text

from council.kernel.database.append_only import APPEND_ONLY


def lift_guards(connection: Connection) -> None:
    """Lift every guard of this database, for as long as the transaction's work stands."""
    if connection.dialect.name == "sqlite":
        query = text("SELECT name FROM sqlite_master WHERE type = 'trigger'")
        lifts = [f"DROP TRIGGER {name}" for name in connection.scalars(query).all()]
    else:
        lifts = [f"ALTER TABLE {table} DISABLE TRIGGER USER" for table in APPEND_ONLY]
    for lift in lifts:
        connection.execute(text(lift))
