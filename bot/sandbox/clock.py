"""The sandbox's clock: the wall clock plus an offset that a story can move."""

import time


class SandboxClock:
    """Message dates and lifetimes come from here; timeouts and pacing do not."""

    def __init__(self, *, offset: int = 0) -> None:
        self.offset = offset

    def now(self) -> int:
        """UTC seconds."""
        return int(time.time()) + self.offset
