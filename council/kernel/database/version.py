"""Whether anything was committed since one last looked: a stamp that changes with every commit.

SQLite keeps such a number for each connection (``PRAGMA data_version``: a few microseconds and no
lock). On PostgreSQL the snapshot itself says it: two equal snapshots see the same rows.
"""

from typing import Any

from sqlalchemy import Engine, text
from sqlalchemy.pool import PoolProxiedConnection


class Version:
    """Stamps of one database. Close it before the engine."""

    def __init__(self, engine: Engine) -> None:
        """Look at the database of ``engine``."""
        self._engine = engine
        self._own: PoolProxiedConnection | None = None
        self.quick = engine.dialect.name == "sqlite"

    def read(self) -> str:
        """Tell the stamp of now. ``quick`` ones may be asked for on an event loop."""
        if not self.quick:
            with self._engine.connect() as connection, connection.begin():
                return str(connection.scalar(text("SELECT pg_current_snapshot()::text")))
        if self._own is None:
            self._own = self._engine.raw_connection()
        # Asked for with every page: past the pool's wrapper, which takes longer than the answer.
        own: Any = self._own.driver_connection
        return str(own.execute("PRAGMA data_version").fetchone()[0])

    def close(self) -> None:
        """Give the connection back."""
        if self._own is not None:
            self._own.close()
            self._own = None
