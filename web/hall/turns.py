"""Asking together: what is asked in one turn of the event loop shares one transaction.

Alone each asking would cost a transaction, a thread's waking and its own statements; in a crowd
these are most of the work. While one group is under way the next gathers, so a crowd makes its own
groups, and whoever comes alone waits for nobody.
"""

import asyncio
from collections.abc import Callable, Sequence
from typing import Generic, TypeVar

from council.kernel.bus.command_bus import CommandBus
from council.kernel.database.away import is_away
from council.kernel.database.transaction import Transaction

A = TypeVar("A")
R = TypeVar("R")
#: Answers a group, one answer for each, in their order.
Together = Callable[[Transaction, Sequence[A]], Sequence[R]]
#: How many are answered by one transaction at most.
MOST = 256


class Turns(Generic[A, R]):
    """Those who ask the same kind of thing."""

    def __init__(self, bus: CommandBus, together: Together[A, R], *, writes: bool = False) -> None:
        """Nobody asks yet. ``writes``: the answers come after a commit of the writer."""
        self._bus, self._together, self._writes = bus, together, writes
        self._waiting: list[tuple[A, asyncio.Future[R]]] = []
        self._going: asyncio.Task[None] | None = None

    async def ask(self, asked: A) -> R:
        """Ask, and await the answer. Raises what the transaction raises."""
        answer: asyncio.Future[R] = asyncio.get_running_loop().create_future()
        self._waiting.append((asked, answer))
        if self._going is None:
            self._going = asyncio.create_task(self._go())
        return await answer

    async def _go(self) -> None:
        try:
            while self._waiting:
                group, self._waiting = self._waiting[:MOST], self._waiting[MOST:]
                await self._answer([each for each in group if not each[1].cancelled()])
        finally:
            self._going = None

    async def _answer(self, group: Sequence[tuple[A, "asyncio.Future[R]"]]) -> None:
        """Answer a group; where that fails each is tried alone, so that nobody fails for another.

        A database that is away is so for each.
        """
        if not group:
            return
        asked = [one for one, _ in group]
        try:
            run = self._bus.run if self._writes else self._bus.read
            found = await run(lambda tx: self._together(tx, asked))
            pairs = list(zip(group, found, strict=True))
        except Exception as error:  # noqa: BLE001 - handed to whoever asked
            if len(group) > 1 and not is_away(error):
                for each in group:
                    await self._answer([each])
                return
            for _, answer in group:
                if not answer.done():
                    answer.set_exception(error)
            return
        for (_, answer), told in pairs:
            if not answer.done():
                answer.set_result(told)
