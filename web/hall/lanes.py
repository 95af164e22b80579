"""One person's acts one after the other, different people's side by side."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

#: How many acts of one person may wait; more are sent away for a moment.
WAITING = 20


class Busy(Exception):
    """Too much of one person waits already."""


@dataclass(slots=True)
class _Lane:
    lock: asyncio.Lock = field(default_factory=asyncio.Lock)
    inside: int = 0


class Lanes:
    """A lane for each account."""

    def __init__(self) -> None:
        """Nobody waits."""
        self._lanes: dict[str, _Lane] = {}

    @asynccontextmanager
    async def place(self, account: str) -> AsyncIterator[asyncio.Lock]:
        """Take a place in the lane; it is one's turn while one holds the lock. Raises Busy.

        What is sent is read before one's turn: a line that is dead in the middle holds up nothing.
        """
        lane = self._lanes.setdefault(account, _Lane())
        if lane.inside >= WAITING:
            raise Busy
        lane.inside += 1
        try:
            yield lane.lock
        finally:
            lane.inside -= 1
            if not lane.inside:
                del self._lanes[account]
