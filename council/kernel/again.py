"""What goes wrong again and again is said at once, then at growing intervals: a log is for people."""

import time
from collections.abc import Callable

#: Seconds until it is said a second time, and the longest between two times.
FIRST, LONGEST = 2.0, 60.0


class Again:
    """One trouble that may last."""

    def __init__(
        self, monotonic: Callable[[], float] | None = None, *, first: float = FIRST
    ) -> None:
        """Begin without trouble. ``first``: seconds until it is said a second time."""
        self._monotonic = monotonic or time.monotonic
        self._first = self._interval = first
        self._next = float("-inf")

    def due(self) -> bool:
        """Tell whether it is to be said now; who asks and hears yes says it."""
        now = self._monotonic()
        if now < self._next:
            return False
        self._next = now + self._interval
        self._interval = min(self._interval * 2, LONGEST)
        return True

    def over(self) -> None:
        """The trouble is over: the next is said at once."""
        self._next, self._interval = float("-inf"), self._first
