"""Whose turn it is to send: one process at a time for each bot.

The channel's rates belong to the bot, not to the process, and a chat's letters must leave in
order. On PostgreSQL the sender holds an advisory lock; when its process dies the lock is free and
another sender goes on. A SQLite file is served by one process for each bot, so there it is always
our turn.
"""

import contextlib
from hashlib import sha256

from sqlalchemy import Connection, Engine, func, select
from sqlalchemy.exc import DBAPIError


class Turn:
    """The right to send for one bot. Its methods block: call them off the event loop."""

    def __init__(self, engine: Engine, bot: str) -> None:
        """Ask on this engine's database; nothing is asked yet."""
        self._engine = engine
        digest = sha256(f"yishi/outbox/{bot}".encode()).digest()
        self._key = int.from_bytes(digest[:8], signed=True)
        self._connection: Connection | None = None

    def mine(self) -> bool:
        """Take the turn if nobody has it, or make sure that we still have it."""
        if self._engine.dialect.name != "postgresql":
            return True
        try:
            return self._still_mine() or self._take()
        except DBAPIError:
            self.give_back()
            raise

    def give_back(self) -> None:
        """Let somebody else send."""
        connection, self._connection = self._connection, None
        if connection is not None:
            with contextlib.suppress(DBAPIError):
                connection.close()

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
