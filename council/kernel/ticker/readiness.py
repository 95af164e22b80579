"""How the schedule stands: when it last looked, up to which time, what it still had to do."""

import asyncio
import time
from collections.abc import Callable
from dataclasses import dataclass, field

#: Seconds without a look after which the schedule counts as late.
PATIENCE = 60.0
#: The trouble of a bot that takes no updates yet: its start waits for something.
STARTING = "starting: takes no updates yet"


@dataclass(slots=True)
class Readiness:
    """The heartbeat of the ticker of this process, on the monotonic clock.

    ``clock`` is the time (UTC seconds) up to which everything due has been done; ``bots`` are
    those of this process, each with a function that tells its trouble (empty: none);
    ``clock_trouble`` is what is held against the machine's clock, ``record_trouble`` what must not
    stand in the record, ``warnings`` what an operator should mend; ``soon`` asks for a look before
    the next is due. ``unwritable``: the last sign of life could not be written into the record.
    """

    clock: int = 0
    bots: dict[str, Callable[[], str]] = field(default_factory=dict)
    clock_trouble: str = ""
    record_trouble: str = ""
    warnings: tuple[str, ...] = ()
    unwritable: bool = False
    soon: asyncio.Event = field(default_factory=asyncio.Event)
    _looked: float = field(default_factory=time.monotonic)

    def ticked(self, clock: int) -> None:
        """Note that everything due by ``clock`` has been done."""
        self.clock = clock
        self._looked = time.monotonic()

    @property
    def late(self) -> bool:
        """Whether the ticker has been silent for too long."""
        return time.monotonic() - self._looked > PATIENCE

    @property
    def trouble(self) -> str:
        """What troubles the schedule; empty: nothing."""
        return self.clock_trouble or self.record_trouble or ("late" if self.late else "")
