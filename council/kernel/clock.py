"""The only reader of the wall clock.

A demo database may move its clock: an offset row is added to the wall time. ``now`` is UTC
seconds everywhere.

A machine's clock can jump (a wrong time server, a dead battery, an operator's slip), and a poll
must not close by such a jump. So the wall clock is believed only as long as it runs beside the
steady clock; after a jump time goes on as the steady clock tells, until the wall clock is back or
somebody says that it is right (``council.kernel.ticker.clock_watch``).
"""

import time
from collections.abc import Callable

from sqlalchemy import Connection, select
from typing_extensions import override

from council.kernel.tables import demo_clock

#: By how much (s) the wall clock may leave the steady one between two looks: more is a jump.
BOUND = 30


def steady() -> float:
    """Seconds that nobody can set; where the machine tells it, those asleep count too."""
    if hasattr(time, "CLOCK_BOOTTIME"):
        return time.clock_gettime(time.CLOCK_BOOTTIME)
    return time.monotonic()


class Clock:
    """Wall clock plus the demo offset last read from the database; jumps are not followed."""

    #: Whether the time that it tells can be held against other clocks.
    real = True

    def __init__(
        self,
        *,
        demo: bool = False,
        wall: Callable[[], float] = time.time,
        steady: Callable[[], float] = steady,
    ) -> None:
        """Start at the wall time; ``demo`` says whether the database may hold an offset."""
        self.demo = demo
        self.offset = 0
        self._wall = wall
        self._steady = steady
        #: When wall and steady clock last agreed.
        self._agreed = (wall(), steady())

    def now(self) -> int:
        """UTC seconds, rounded down."""
        return int(self._trusted()) + self.offset

    def read(self, connection: Connection) -> int:
        """Refresh the offset from a demo database, and tell the time."""
        if self.demo:
            self.offset = connection.scalar(select(demo_clock.c.offset_seconds)) or 0
        return self.now()

    def wall(self) -> float:
        """What the machine's clock says, believed or not (UTC seconds, without the offset)."""
        return self._wall()

    def jump(self) -> int:
        """By how many seconds the wall clock has left the time that is told; 0 = not at all."""
        away = self._wall() - self._trusted()
        return int(away) if abs(away) > BOUND else 0

    def accept(self) -> None:
        """Believe the wall clock as it stands."""
        self._agreed = (self._wall(), self._steady())

    def _trusted(self) -> float:
        wall, steady = self._wall(), self._steady()
        at, since = self._agreed
        expected = at + steady - since
        if abs(wall - expected) > BOUND:
            return expected
        self._agreed = (wall, steady)
        return wall


class FixedClock(Clock):
    """A clock that stands still until it is told: for tests and counting from files."""

    real = False

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

    @override
    def jump(self) -> int:
        """A clock that is set by hand does not jump."""
        return 0
