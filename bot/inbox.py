"""The inbox of one bot: what waits is a row before it is acknowledged, and is worked off in turn.

``council.kernel.bus.inbox`` keeps the rows; here they are put into their people's lines, and removed
in bulk when they are done with. A row that was done with but not removed (a crash) is handled
again at the next start: its effect is known by then, and it gets the same answer.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import replace
from functools import partial

from council.chat.lines import Lines
from council.kernel.again import Again
from council.kernel.app import App
from council.kernel.bus import inbox
from council.kernel.bus.inbox import Key, Waiting
from council.kernel.database.transaction import Transaction

log = logging.getLogger(__name__)

#: How many rows are removed in one statement.
REMOVED_AT_ONCE = 500
#: The pause (s) before rows are removed again where that failed.
AGAIN = 1.0
#: How long (s) a stop waits for its last rows to be removed.
FAREWELL = 2.0


class Inbox:
    """Takes updates in and hands them out, each person's in order."""

    def __init__(
        self, app: App, bot: str, channel: str, handle: Callable[[Waiting], Awaitable[None]]
    ) -> None:
        """Hand out to ``handle``, which never raises; the row stays until ``done`` is told."""
        self._hall = app
        self._bot = bot
        self._channel = channel
        self.lines: Lines[Waiting] = Lines(handle)
        self._here: set[Key] = set()
        self._done: set[Key] = set()
        self._bell = asyncio.Event()

    def holds(self, waiting: Waiting) -> bool:
        """Whether this very update is here already."""
        return waiting.key in self._here

    async def recover(self) -> None:
        """At a start: work off what a former process had taken in."""
        left = await self._hall.bus.read(partial(inbox.load, bot=self._bot, channel=self._channel))
        if left:
            log.info("%s: %s updates were taken in before the start", self._bot, len(left))
        self._line_up(left)

    async def take_in(self, updates: Sequence[Waiting]) -> None:
        """Keep updates by one commit, then line them up.

        After this they may be acknowledged. Raises what the database raises.
        """
        new = list({each.key: each for each in updates if not self.holds(each)}.values())
        if not new:
            return
        clock = self._hall.clock

        def keep(tx: Transaction) -> int:
            inbox.hold(tx.connection)
            now = clock.read(tx.connection)
            inbox.take_in(tx, self._bot, self._channel, new, now)
            return now

        taken_at = await self._hall.bus.run(keep)
        self._line_up([replace(each, taken_at=taken_at) for each in new])

    def _line_up(self, updates: Sequence[Waiting]) -> None:
        for each in updates:
            self._here.add(each.key)
            self.lines.add(each.sender, each)

    def done(self, waiting: Waiting) -> None:
        """An update's effect has committed and its answer is out of the house, or in the outbox."""
        self._done.add(waiting.key)
        self._bell.set()

    async def sweep(self) -> None:
        """Remove the rows of what is done with, until cancelled."""
        unswept = Again()
        try:
            while True:
                await self._bell.wait()
                self._bell.clear()
                try:
                    await self._remove()
                    unswept.over()
                except Exception as error:  # noqa: BLE001 - recorded, and tried again
                    if unswept.due():
                        log.warning("%s: the inbox is not swept yet: %r", self._bot, error)
                    await asyncio.sleep(AGAIN)
                    self._bell.set()
        finally:
            await self.lines.close()

    async def farewell(self) -> None:
        """At a stop: remove what was done with meanwhile; what stays is done again, to no harm."""
        try:
            async with asyncio.timeout(FAREWELL):
                await self._remove()
        except Exception as error:  # noqa: BLE001 - recorded
            log.warning("%s: some rows of the inbox stay: %r", self._bot, error)

    async def _remove(self) -> None:
        while self._done:
            keys = list(self._done)[:REMOVED_AT_ONCE]
            await self._hall.bus.run(partial(inbox.remove, bot=self._bot, keys=keys))
            self._done.difference_update(keys)
            self._here.difference_update(keys)
