"""What happened, for the chat page: a short memory with numbers, and live listeners."""

import asyncio
from collections import deque
from collections.abc import Iterable
from contextlib import contextmanager
from typing import TYPE_CHECKING

from bot.sandbox.wire import Json

if TYPE_CHECKING:
    from collections.abc import Iterator

MEMORY = 20_000
PATIENCE = 5_000
"""Events a listener may fall behind before it is let go (the page connects again)."""


class EventLog:
    """Numbered events; `after` lets a listener that lost its connection catch up."""

    def __init__(self) -> None:
        self.seq = 0
        self._memory: deque[Json] = deque(maxlen=MEMORY)
        self._listeners: dict[asyncio.Queue[Json | None], frozenset[int]] = {}

    def emit(
        self, kind: str, data: Json, *, person: int | None = None, bot: str | None = None
    ) -> None:
        """Remember one event and hand it to the listeners it concerns."""
        self.seq += 1
        event: Json = {"seq": self.seq, "person": person, "bot": bot, "kind": kind, "data": data}
        self._memory.append(event)
        for queue, people in self._listeners.items():
            if _concerns(event, people):
                if queue.qsize() >= PATIENCE:
                    queue.put_nowait(None)
                else:
                    queue.put_nowait(event)

    def since(self, after: int, *, people: Iterable[int] = ()) -> list[Json]:
        """Events numbered above `after` that concern these people (nobody named: everyone)."""
        wanted = frozenset(people)
        found: list[Json] = []
        for event in reversed(self._memory):
            if event["seq"] <= after:
                break
            if _concerns(event, wanted):
                found.append(event)
        found.reverse()
        return found

    @contextmanager
    def listen(self, people: Iterable[int] = ()) -> "Iterator[asyncio.Queue[Json | None]]":
        """A queue of coming events; None in it means: too slow, connect again."""
        queue: asyncio.Queue[Json | None] = asyncio.Queue()
        self._listeners[queue] = frozenset(people)
        try:
            yield queue
        finally:
            del self._listeners[queue]

    def hang_up(self) -> None:
        """End every listener."""
        for queue in self._listeners:
            queue.put_nowait(None)


def _concerns(event: Json, people: frozenset[int]) -> bool:
    return not people or event["person"] is None or event["person"] in people
