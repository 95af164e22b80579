"""The only reader of the wall clock.

A demo database may move its clock: an offset row is added to the wall time. ``now`` is UTC
seconds everywhere.
"""

import time

from sqlalchemy import Connection, select
from typing_extensions import override

from council.storage.tables.dialogue import demo_clock


class Clock:
    """Wall clock plus the demo offset last read from the database."""

    def __init__(self, *, demo: bool = False) -> None:
        """Start at the wall time; ``demo`` says whether the database may hold an offset."""
        self.demo = demo
        self.offset = 0

    def now(self) -> int:
        """UTC seconds, rounded down."""
        return int(time.time()) + self.offset

    def read(self, connection: Connection) -> int:
        """Refresh the offset from a demo database, and tell the time."""
        if self.demo:
            self.offset = connection.scalar(select(demo_clock.c.offset_seconds)) or 0
        return self.now()


class FixedClock(Clock):
    """A clock that stands still until it is told: for tests and counting from files."""

    def __init__(self, now: int) -> None:
        """Stand at ``now`` (UTC seconds)."""
        super().__init__()
        self.at = now

    @override
    def now(self) -> int:
        """Tell the time it was set to."""
        return self.at

    @override
    def read(self, connection: Connection) -> int:
        """Tell the time it was set to."""
        return self.at
