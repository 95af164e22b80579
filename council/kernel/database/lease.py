"""Whose turn it is: one process at a time for each thing that must not be done twice.

Fetching a bot's updates, sending its letters (the channel's rates belong to the bot, and a chat's
letters leave in order), and being the clock. On PostgreSQL the turn is an advisory lock, beside a
SQLite file it is a lock on a file of its own; both are free again the moment their process dies.
"""

import contextlib
import fcntl
import os
from hashlib import sha256

from sqlalchemy import Connection, Engine, func, select
from sqlalchemy.exc import DBAPIError


class Lease:
    """The right to do one thing. Its methods block: call them off the event loop."""

    def __init__(self, engine: Engine, what: str) -> None:
        """Ask on this engine's database; nothing is asked yet."""
        self._engine = engine
        self._what = what
        digest = sha256(f"yishi/{what}".encode()).digest()
        self._key = int.from_bytes(digest[:8], signed=True)
        self._connection: Connection | None = None
        self._file: int | None = None

    def mine(self) -> bool:
        """Take the turn if nobody has it, or make sure that we still have it."""
        if self._engine.dialect.name != "postgresql":
            return self._file is not None or self._take_file()
        try:
            return self._still_mine() or self._take()
        except DBAPIError:
            self.give_back()
            raise

    def give_back(self) -> None:
        """Let somebody else have it."""
        connection, self._connection = self._connection, None
        if connection is not None:
            with contextlib.suppress(DBAPIError):
                connection.close()
        file, self._file = self._file, None
        if file is not None:
            os.close(file)

    def _still_mine(self) -> bool:
        if self._connection is None:
            return False
        self._connection.execute(select(1))
        return True

    def _take(self) -> bool:
        # The lock lives as long as this transaction, which behind a pooling proxy keeps its
        # server connection to itself; it reads nothing, so it holds back no clean-up.
        connection = self._engine.connect()
        self._connection = connection
        if connection.scalar(select(func.pg_try_advisory_xact_lock(self._key))):
            return True
        self.give_back()
        return False

    def _take_file(self) -> bool:
        database = self._engine.url.database
        if not database or database == ":memory:":
            return True
        name = f"{database}.{self._what.replace('/', '-')}.lock"
        try:
            file = os.open(name, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        except OSError:
            return True  # a folder in which nothing can be made: the database itself will say so
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            os.close(file)
            return False
        self._file = file
        return True
