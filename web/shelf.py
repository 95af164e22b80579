"""Drawn answers, kept for as long as they are exactly what would be drawn again.

However many ask for the same, it is drawn once: who comes meanwhile waits for that drawing. One
answer is drawn at a time, on a thread of its own, and that thread rests as long as it worked; so
readers leave the event loop, and with it the bots, at least half of the time.

What is kept is sent if nothing was committed since it was drawn. Who asks after a commit waits for
what is true now; only when a crowd keeps the thread busy are they sent what was true a moment ago,
while it is drawn anew. So it is where time alone went on: a page may be a few seconds behind the
clock, never behind a quiet record.
"""

import asyncio
import time
from collections import OrderedDict
from collections.abc import Callable, Hashable
from concurrent.futures import ThreadPoolExecutor

from aiohttp import web

from council.bootstrap import Hall
from council.domain.values import value
from council.reads.public.version import Version
from web.drawn import Drawn

#: How many bytes are kept at most; who was asked for longest ago goes first.
MOST_BYTES = 24_000_000
#: How much drawing (s of CPU) may come at once, and what share of the time it may take for long,
#: before readers are sent what was kept.
BURST, SHARE = 1.0, 0.1
#: What is kept is left alone for so long (s) before it is drawn anew behind its readers' backs, and
#: nobody is sent anything older than the second.
ALONE, OLDEST = 1.0, 5.0

#: The record's stamp and the second.
Stamp = tuple[str, int]
Draw = Callable[[], Drawn]


@value
class _Kept:
    page: Drawn
    stamp: Stamp
    at: float


class _Drawing:
    """One drawing under way; ``stamp`` is what it was begun under, None until then."""

    stamp: Stamp | None = None
    task: "asyncio.Task[Drawn]"


class Shelf:
    """The drawn answers of one web view."""

    def __init__(self, hall: Hall) -> None:
        """Watch the record of a hall."""
        self._clock = hall.clock
        self._version = Version(hall.read)
        self._turns: Stamp | None = None
        self._looking: asyncio.Task[str] | None = None
        self._last_look = asyncio.Lock()
        self._kept: OrderedDict[Hashable, _Kept] = OrderedDict()
        self._bytes = 0
        self._drawings: dict[Hashable, _Drawing] = {}
        self._turn = asyncio.Lock()
        self._pen = ThreadPoolExecutor(1, thread_name_prefix="pages")
        self._rested_at = 0.0
        #: Drawing (s of CPU) that is not made up for yet, as it was at a time.
        self._spent, self._spent_at = 0.0, 0.0

    async def fetch(self, key: Hashable, draw: Draw) -> Drawn:
        """Tell what ``draw`` makes now; keys are equal when it would make the same.

        Raises what ``draw`` raises.
        """
        stamp = self._turns or await self._stamp()
        kept = self._kept.get(key)
        if kept is None:
            return await asyncio.shield(self._join(key, stamp, draw).task)
        self._kept.move_to_end(key)
        if kept.stamp == stamp:
            return kept.page
        age = time.monotonic() - kept.at
        if age > OLDEST or not (_only_time_went_on(kept.stamp, stamp) or self._is_busy()):
            return await asyncio.shield(self._join(key, stamp, draw).task)
        if age > ALONE:
            self._join(key, stamp, draw)
        return kept.page

    async def close(self, _: web.Application) -> None:
        """Finish what is being drawn, and stop watching."""
        tasks = [drawing.task for drawing in self._drawings.values()]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        self._pen.shutdown()
        self._version.close()

    async def _stamp(self) -> Stamp:
        """Tell the record's stamp and the second; whoever asks together is told together."""
        if self._version.quick:
            # True for this turn of the loop: who asks in it, asked before it was read.
            self._turns = self._version.read(), self._clock.now()
            asyncio.get_running_loop().call_soon(self._turn_over)
            return self._turns
        if self._looking is None:
            self._looking = asyncio.create_task(self._look())
        return await asyncio.shield(self._looking), self._clock.now()

    def _turn_over(self) -> None:
        self._turns = None

    async def _look(self) -> str:
        async with self._last_look:
            self._looking = None  # who asks from now on may have seen a later commit
            return await asyncio.to_thread(self._version.read)

    def _join(self, key: Hashable, stamp: Stamp, draw: Draw) -> _Drawing:
        """Find the drawing that has not begun, or began under this very stamp; else ask for one."""
        drawing = self._drawings.get(key)
        if drawing is None or drawing.stamp not in {None, stamp}:
            drawing = self._drawings[key] = _Drawing()
            drawing.task = asyncio.create_task(self._draw(key, drawing, draw))
            drawing.task.add_done_callback(_record)
        return drawing

    async def _draw(self, key: Hashable, drawing: _Drawing, draw: Draw) -> Drawn:
        loop = asyncio.get_running_loop()
        try:
            async with self._turn:
                await asyncio.sleep(max(0.0, self._rested_at - time.monotonic()))
                drawing.stamp = await self._stamp()
                page = await loop.run_in_executor(self._pen, self._work, draw)
                self._keep(key, _Kept(page=page, stamp=drawing.stamp, at=time.monotonic()))
        finally:
            if self._drawings.get(key) is drawing:
                del self._drawings[key]
        return page

    def _work(self, draw: Draw) -> Drawn:
        began = time.thread_time()
        try:
            return draw()
        finally:
            spent, now = time.thread_time() - began, time.monotonic()
            self._spent, self._spent_at = self._owed(now) + spent, now
            self._rested_at = now + spent

    def _owed(self, now: float) -> float:
        """How much drawing is not made up for yet."""
        return max(0.0, self._spent - SHARE * (now - self._spent_at))

    def _is_busy(self) -> bool:
        return self._owed(time.monotonic()) >= BURST

    def _keep(self, key: Hashable, kept: _Kept) -> None:
        before = self._kept.pop(key, None)
        self._kept[key] = kept
        self._bytes += kept.page.size - (before.page.size if before else 0)
        while self._bytes > MOST_BYTES:
            self._bytes -= self._kept.popitem(last=False)[1].page.size


def _only_time_went_on(before: Stamp, now: Stamp) -> bool:
    """Whether nothing was committed, and the clock did not jump."""
    return before[0] == now[0] and 0 <= now[1] - before[1] <= OLDEST


def _record(task: "asyncio.Task[Drawn]") -> None:
    """Take notice of a drawing that failed: whoever waits for it has it in the log, with its address."""
    if not task.cancelled():
        task.exception()
