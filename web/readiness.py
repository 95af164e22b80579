"""When the scheduler of this process last looked: written by it, read by ``/readyz``."""

import time

#: Seconds without a look after which the scheduler counts as late.
PATIENCE = 60.0


class Readiness:
    """The heartbeat of the scheduler, on the monotonic clock."""

    def __init__(self, *, patience: float = PATIENCE) -> None:
        """Begin as if it had just looked."""
        self._patience = patience
        self._looked = time.monotonic()

    def ticked(self) -> None:
        """Note that the scheduler has looked at what falls due."""
        self._looked = time.monotonic()

    @property
    def age(self) -> float:
        """Seconds since the last look."""
        return time.monotonic() - self._looked

    @property
    def late(self) -> bool:
        """Whether the scheduler has been silent for too long."""
        return self.age > self._patience
