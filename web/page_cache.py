"""Drawn answers, kept for as long as they are exactly what would be drawn again.

However many ask for the same, it is drawn once: who comes meanwhile waits for that drawing. One
answer is drawn at a time, on a thread of its own, and that thread rests as long as it worked; so
readers leave the event loop, and with it the bots, at least half of the time.

What is kept is sent if nothing was committed since it was drawn and the clock shows the same second.
Who asks later waits for what is true now: a poll is over on its page at the second of its close.
Only when a crowd keeps the thread busy are they sent what was true a moment ago, while it is drawn
anew. A crowd at one page where nothing happened but that a second passed is sent what is kept for a
moment while it is drawn anew, and for some seconds if that takes long.
"""

import asyncio
import time
from collections import OrderedDict
from collections.abc import Callable, Hashable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

from aiohttp import web

from council.kernel.app import App
from council.kernel.database.version import Version
from web.drawn import Drawn, drawn

#: How many bytes are kept at most. The page that ``fetch`` was asked for longest ago goes first. What
#: ``known`` sends moves nothing: within seconds its page is no longer true, and ``fetch`` is asked.
MOST_BYTES = 24_000_000
#: How much drawing (s of CPU) may come at once, and what share of the time it may take for long,
#: before readers are sent what was kept.
BURST, SHARE = 1.0, 0.1
#: By a busy thread what is kept is left alone for so long (s) before it is drawn anew behind its
#: readers' backs, and nobody is sent anything older than the second.
ALONE, OLDEST = 1.0, 5.0

#: So many readers of one drawing are a crowd. Their page is drawn anew, because a second passed, in
#: no more than this share of the time.
CROWD, AGAIN = 50, 0.02

#: The record's stamp and the second.
Stamp = tuple[str, int]
Draw = Callable[[], Drawn]
#: The very words of a request: what kind of thing is asked for, its address, the language.
Words = tuple[str, str, str]
#: How many requests are remembered in their words, and how long (characters) they may be.
ANSWERS, SHORT = 1_000, 300
#: What is left of a page that is kept no longer.
NOTHING = drawn("", "text/plain")


@dataclass(slots=True, kw_only=True, eq=False)
class _Kept:
    """A drawn page that is kept.

    It was drawn of a record's ``version`` in a ``second``, at a time (s, monotonic) and for a cost (s
    of CPU). It is sent through the second ``until``. The page is empty once it is kept no longer.
    """

    page: Drawn
    version: str
    second: int
    until: int
    at: float
    cost: float
    readers: int = 0

    def is_true(self, now: Stamp) -> bool:
        """Whether it may be sent without a thought."""
        return self.version == now[0] and self.second <= now[1] <= self.until

    def is_crowded(self, now: Stamp) -> bool:
        """Whether a crowd reads it, nothing was committed since, and the clock did not jump."""
        return (
            self.readers >= CROWD
            and self.version == now[0]
            and 0 <= now[1] - self.second <= OLDEST
        )

    def drop(self) -> None:
        """Let go of the page, whoever else still holds this."""
        self.page, self.version = NOTHING, ""


class _Drawing:
    """One drawing under way; ``stamp`` is what it was begun under, None until then."""

    stamp: Stamp | None = None
    task: "asyncio.Task[Drawn]"


class PageCache:
    """The drawn answers of one web view."""

    def __init__(self, app: App) -> None:
        """Watch the record of a hall."""
        self._clock = app.clock
        self._version = Version(app.read)
        self._turns: Stamp | None = None
        self._looking: asyncio.Task[str] | None = None
        self._last_look = asyncio.Lock()
        self._kept: OrderedDict[Hashable, _Kept] = OrderedDict()
        self._answers: dict[Words, _Kept] = {}
        self._bytes = 0
        self._drawings: dict[Hashable, _Drawing] = {}
        self._turn = asyncio.Lock()
        self._pen = ThreadPoolExecutor(1, thread_name_prefix="pages")
        self._rested_at = 0.0
        #: Drawing (s of CPU) that is not made up for yet, as it was at a time.
        self._spent, self._spent_at = 0.0, 0.0

    def known(self, said: Words) -> Drawn | None:
        """Tell at once what was answered to these very words, if it is what would be drawn now."""
        kept = self._answers.get(said)
        if kept is None or not kept.is_true(self._glance()):
            return None
        kept.readers += 1
        return kept.page

    def know(self, said: Words, key: Hashable) -> None:
        """Remember by which words a page was asked for: so they need not be read again."""
        kept = self._kept.get(key)
        if kept is None or not self._version.quick or sum(map(len, said)) > SHORT:
            return
        if len(self._answers) >= ANSWERS:
            self._answers.clear()
        self._answers[said] = kept

    async def fetch(self, key: Hashable, draw: Draw) -> Drawn:
        """Tell what ``draw`` makes now; keys are equal when it would make the same.

        Raises what ``draw`` raises.
        """
        stamp = await self._stamp()
        kept = self._kept.get(key)
        if kept is None:
            return await asyncio.shield(self._join(key, stamp, draw).task)
        self._kept.move_to_end(key)
        kept.readers += 1
        if kept.is_true(stamp):
            return kept.page
        age = time.monotonic() - kept.at
        if kept.is_crowded(stamp):
            kept.until = kept.second + min(int(OLDEST), int(kept.cost / AGAIN))
            if not kept.is_true(stamp):
                self._join(key, stamp, draw)
        elif max(age, stamp[1] - kept.second) > OLDEST or not self._is_busy():
            # However busy: what is old by either clock (a demo's may jump) is drawn anew.
            return await asyncio.shield(self._join(key, stamp, draw).task)
        elif age > ALONE:
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
            return self._glance()
        if self._looking is None:
            self._looking = asyncio.create_task(self._look())
        return await asyncio.shield(self._looking), self._clock.now()

    def _glance(self) -> Stamp:
        if self._turns is None:
            # True for this turn of the loop: who asks in it, asked before it was read.
            self._turns = self._version.read(), self._clock.now()
            asyncio.get_running_loop().call_soon(self._turn_over)
        return self._turns

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
                drawing.stamp = version, second = await self._stamp()
                page, cost = await loop.run_in_executor(self._pen, self._work, draw)
                kept = _Kept(
                    page=page,
                    version=version,
                    second=second,
                    until=second,
                    at=time.monotonic(),
                    cost=cost,
                )
                self._keep(key, kept)
        finally:
            if self._drawings.get(key) is drawing:
                del self._drawings[key]
        return page

    def _work(self, draw: Draw) -> tuple[Drawn, float]:
        began = time.thread_time()
        try:
            page = draw()
        finally:
            spent, now = time.thread_time() - began, time.monotonic()
            self._spent, self._spent_at = self._owed(now) + spent, now
            self._rested_at = now + spent
        return page, spent

    def _owed(self, now: float) -> float:
        """How much drawing is not made up for yet."""
        return max(0.0, self._spent - SHARE * (now - self._spent_at))

    def _is_busy(self) -> bool:
        return self._owed(time.monotonic()) >= BURST

    def _keep(self, key: Hashable, kept: _Kept) -> None:
        before = self._kept.pop(key, None)
        self._kept[key] = kept
        self._bytes += kept.page.size
        if before:
            self._drop(before)
        while self._bytes > MOST_BYTES:
            self._drop(self._kept.popitem(last=False)[1])

    def _drop(self, kept: _Kept) -> None:
        self._bytes -= kept.page.size
        kept.drop()


def _record(task: "asyncio.Task[Drawn]") -> None:
    """Take notice of a drawing that failed: whoever waits for it has it in the log, with its address."""
    if not task.cancelled():
        task.exception()
