"""Rows as an older release kept them, for what a migration makes of them."""

from sqlalchemy import text

from council import schema
from council.kernel.database.engines import writer


def fill(url: str, revision: str, rows: str) -> None:
    """Bring an empty database to a revision, and write rows with its statements of then."""
    schema.upgrade(url, revision)
    engine = writer(url)
    with engine.begin() as connection:
        for statement in rows.split(";"):
            connection.execute(text(statement))
    engine.dispose()
