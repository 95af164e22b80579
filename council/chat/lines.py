"""Lines: one for each person, in order within it, side by side otherwise, and each in turn.

However long somebody's line is, one thing of it is in hand at a time, and whoever has waited
longest is next: a flood of one person costs another at most one turn.
"""

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable
from typing import Generic, TypeVar

T = TypeVar("T")

#: How many people are served side by side; the command bus takes up to 256 commands into one commit.
HANDS = 128
#: How long (s) a stop waits for what is being handled.
FINISH = 5.0


class Lines(Generic[T]):
    """Hands out what waits. ``handle`` ends when its item is done with, and never raises."""

    def __init__(self, handle: Callable[[T], Awaitable[None]], *, hands: int = HANDS) -> None:
        """Begin with nobody waiting."""
        self._handle = handle
        self._hands = hands
        self._lines: dict[int, deque[T]] = {}
        self._next: deque[int] = deque()
        self._tasks: set[asyncio.Task[None]] = set()
        self._closed = False

    def length(self, key: int) -> int:
        """How many wait in somebody's line, the one that is in hand included."""
        line = self._lines.get(key)
        return 0 if line is None else max(len(line), 1)

    def add(self, key: int, item: T) -> None:
        """Let an item wait behind what its person has waiting."""
        line = self._lines.get(key)
        if line is None:
            self._lines[key] = deque((item,))
            self._next.append(key)
            self._go()
        else:
            line.append(item)

    def occupy(self, key: int) -> None:
        """Take somebody's empty line, to serve them outside; what comes meanwhile waits."""
        assert key not in self._lines
        self._lines[key] = deque()

    def vacate(self, key: int) -> None:
        """Give a line back that was occupied."""
        self._after(key)

    async def close(self) -> None:
        """Give what is being handled a moment, then drop the rest: it is taken up at a start."""
        self._closed = True
        if self._tasks:
            await asyncio.wait(self._tasks, timeout=FINISH)
        left = list(self._tasks)
        for task in left:
            task.cancel()
        await asyncio.gather(*left, return_exceptions=True)

    def _go(self) -> None:
        while self._next and len(self._tasks) < self._hands and not self._closed:
            task = asyncio.create_task(self._serve(self._next.popleft()))
            self._tasks.add(task)
            task.add_done_callback(self._served)

    def _served(self, task: "asyncio.Task[None]") -> None:
        self._tasks.discard(task)
        self._go()

    async def _serve(self, key: int) -> None:
        line = self._lines[key]
        await self._handle(line[0])
        line.popleft()
        self._after(key)

    def _after(self, key: int) -> None:
        if self._lines[key]:
            self._next.append(key)
            self._go()
        else:
            del self._lines[key]
