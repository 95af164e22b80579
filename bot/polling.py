"""Long polling in which no chat waits for another.

Updates of one person are handled in order, those of different people side by side. The offset
moves past an update only when it was handled; while one is slow, later ones are fetched and
handled all the same.
"""

import asyncio
import contextlib
import logging
from collections import deque
from collections.abc import Awaitable, Callable
from http import HTTPStatus
from typing import Any

import aiohttp

from bot.standing import Standing

log = logging.getLogger(__name__)

Update = dict[str, Any]
Handle = Callable[[Update], Awaitable[None]]
#: What is done when another process fetches the same updates; told in the Bot API's words.
OnConflict = Callable[[str], Awaitable[None]]

#: The kinds of updates that our bots want; every other kind is let pass.
ALLOWED = ("message", "callback_query", "my_chat_member")
#: How long (s) a fetched batch is waited for before the next look. A Bot API server gives a single
#: update when it is asked for the same offset again within half a second.
WINDOW = 0.6
#: How long (s) a stop waits for what is being handled.
FINISH = 5.0
LONG_POLL, ANSWER, FAREWELL = 25, 60.0, 1.0
#: Seconds between two looks whether the Bot API serves us again.
PAUSED = 5.0


def sender(update: Update) -> int:
    """Whose update it is; 0 for nobody's."""
    for kind in ALLOWED:
        if kind in update:
            return int((update[kind].get("from") or {}).get("id", 0))
    return 0


class Lines:
    """One line for each person: in order within it, side by side otherwise."""

    def __init__(self, handle: Handle) -> None:
        """Handle updates with a function that ends only when the update is done with."""
        self._handle = handle
        self._lines: dict[int, deque[Update]] = {}
        self._tasks: set[asyncio.Task[None]] = set()
        self._known: set[int] = set()
        self._unfinished: set[int] = set()
        self._next = 0

    @property
    def offset(self) -> int:
        """The first update that is not done with."""
        return min(self._unfinished, default=self._next)

    def add(self, updates: list[Update]) -> None:
        """Queue what is new, in the order in which it was written."""
        for update in sorted(updates, key=_number):
            number = _number(update)
            self._next = max(self._next, number + 1)
            if number in self._known:
                continue
            self._known.add(number)
            self._unfinished.add(number)
            line = self._lines.get(key := sender(update))
            if line is not None:
                line.append(update)
                continue
            self._lines[key] = deque((update,))
            task = asyncio.create_task(self._serve(key))
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)

    async def settle(self, within: float) -> None:
        """Wait until all are done with, but no longer than so many seconds."""
        if self._tasks:
            await asyncio.wait(self._tasks, timeout=within)
        self._known = {number for number in self._known if number >= self.offset}

    async def close(self) -> None:
        """Give what is being handled a moment, then drop the rest: it comes again."""
        await self.settle(FINISH)
        left = list(self._tasks)
        for task in left:
            task.cancel()
        await asyncio.gather(*left, return_exceptions=True)

    def forget(self) -> None:
        """Begin anew: nothing is pending, and numbers may start elsewhere after a quiet week."""
        if not self._unfinished:
            self._known.clear()
            self._next = 0

    async def _serve(self, key: int) -> None:
        line = self._lines[key]
        while line:
            await self._handle(line[0])
            self._unfinished.discard(_number(line.popleft()))
        del self._lines[key]


async def poll(url: str, standing: Standing, disturbed: OnConflict, handle: Handle) -> None:
    """Fetch and handle updates until cancelled; ``url`` is that of getUpdates.

    ``disturbed`` is awaited when another process fetches them too.
    """
    lines = Lines(handle)
    asked = 0
    timeout = aiohttp.ClientTimeout(total=ANSWER)
    async with aiohttp.ClientSession(timeout=timeout) as session:
        try:
            while True:
                asked = lines.offset
                updates = await _fetch(session, url, standing, disturbed, offset=asked)
                if updates:
                    lines.add(updates)
                elif updates is not None:
                    lines.forget()
                await lines.settle(WINDOW)
        finally:
            await lines.close()
            if lines.offset > asked:
                with contextlib.suppress(aiohttp.ClientError, TimeoutError):
                    await _confirm(session, url, lines.offset)


async def _fetch(
    session: aiohttp.ClientSession,
    url: str,
    standing: Standing,
    disturbed: OnConflict,
    *,
    offset: int,
) -> list[Update] | None:
    """The next updates; None when the Bot API did not give an answer."""
    wish = {"offset": offset, "timeout": LONG_POLL, "limit": 100, "allowed_updates": ALLOWED}
    try:
        async with session.post(url, json=wish) as response:
            answer = await response.json()
    except (aiohttp.ClientError, TimeoutError, ValueError) as error:
        log.warning("%s: no updates: %s", standing.bot, type(error).__name__)
        await asyncio.sleep(1)
        return None
    if not isinstance(answer, dict):
        answer = {}
    standing.answered(response.status, answer)
    updates = answer.get("result")
    if answer.get("ok") and isinstance(updates, list):
        return [each for each in updates if isinstance(each, dict) and "update_id" in each]
    if response.status == HTTPStatus.CONFLICT:
        await disturbed(str(answer.get("description", "")))
        return None
    if standing.paused:
        await asyncio.sleep(PAUSED)
        return None
    log.warning("%s: no updates: %s", standing.bot, answer.get("description"))
    await asyncio.sleep((answer.get("parameters") or {}).get("retry_after", 1))
    return None


async def _confirm(session: aiohttp.ClientSession, url: str, offset: int) -> None:
    """Acknowledge what was handled since the last look, so that it need not come again."""
    wish = {"offset": offset, "timeout": 0, "limit": 1}
    async with asyncio.timeout(FAREWELL), session.post(url, json=wish) as response:
        await response.read()


def _number(update: Update) -> int:
    return int(update["update_id"])
