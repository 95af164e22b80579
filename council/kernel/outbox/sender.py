"""The sender: takes letters out of the outbox, words them, hands them to the outlet, paced.

Different chats side by side, one chat in order; a slow chat holds up nobody else. A letter is
marked as being sent before it leaves and as sent after, so a crash in between repeats at most the
few that were in flight.
"""

import asyncio
import json
import logging
import time
from collections import defaultdict
from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from council.kernel.again import Again
from council.kernel.app import App
from council.kernel.database.failures import means_wait
from council.kernel.database.lease import Lease
from council.kernel.database.transaction import Transaction
from council.kernel.outbox import queue
from council.kernel.outbox.enqueueing import PROOF
from council.kernel.outbox.notices import NO_PAGES, message_screen
from council.kernel.outbox.queue import OutboxMessage
from council.kernel.outbox.rate_limiter import RateLimiter
from council.kernel.outbox.transport import Delivery, Paused, Sent, Transport, Unfit
from council.kernel.screens.translator import Translator

log = logging.getLogger(__name__)

#: Letters claimed at once, hands that give letters over side by side (a client has a limited
#: number of connections), seconds between looks into an empty box.
CLAIM, HANDS, LOOK = 64, 16, 0.25
#: Seconds between two looks whether sending is still our turn, the first and the longest pause in
#: trouble.
TURN, AGAIN, PAUSE = 1.0, 1.0, 15.0
#: Seconds between two looks whether the channel serves us again.
PAUSED = 5.0
#: How long a stop waits for letters that are just being handed over.
FINISH = 5.0


class Sender:
    """Empties one bot's part of the outbox."""

    def __init__(
        self,
        app: App,
        bot: str,
        outlet: Transport,
        pace: RateLimiter,
        pages: Mapping[str, str] = NO_PAGES,
    ) -> None:
        """Send the letters of one bot through its outlet; ``pages``: see ``message_screen``."""
        self.app = app
        self.bot = bot
        self.outlet = outlet
        self.pace = pace
        self.pages = pages
        self._turn = Lease(app.write, f"outbox/{outlet.channel}/{bot}")
        self._asked = 0.0
        self._mine = False
        #: Whether rows may say "sending" although nobody here is sending them.
        self._doubt = True
        #: Until when (monotonic) the channel serves nobody; then one letter asks for all.
        self._paused_until = 0.0
        self._stopping = False
        self._trouble = Again()
        self._hands = asyncio.Semaphore(HANDS)
        self._lines: set[asyncio.Task[None]] = set()
        self._in_flight: set[str] = set()

    async def serve(self) -> None:
        """Send until cancelled. What goes wrong is recorded, and the box is looked at again."""
        pause = AGAIN
        try:
            while True:
                try:
                    if not await self._my_turn():
                        await asyncio.sleep(TURN)
                        continue
                    await self._resolve_doubt()
                    taken = await self._begin()
                except Exception as error:  # noqa: BLE001 - recorded, and tried again
                    self._tell("not looked at yet", error)
                    self._doubt = True
                    await asyncio.sleep(pause)
                    pause = min(pause * 2, PAUSE)
                else:
                    pause = AGAIN
                    self._trouble.over()
                    await self._breathe(taken)
        finally:
            await self._finish()

    async def empty(self) -> int:
        """Send what may leave now; tells how many letters were taken."""
        taken = await self._begin()
        if self._lines:
            await asyncio.wait(self._lines)
        return taken

    async def _my_turn(self) -> bool:
        if not self._mine or time.monotonic() - self._asked > TURN:
            before = self._mine
            self._mine = False
            self._mine = await asyncio.to_thread(self._turn.mine)
            self._asked = time.monotonic()
            self._doubt = self._doubt or (self._mine and not before)
        return self._mine

    async def _resolve_doubt(self) -> None:
        """What was on its way when somebody crashed may or may not have arrived: send it again."""
        if self._doubt:
            ours = frozenset(self._in_flight)
            await self.app.bus.run(
                lambda tx: queue.requeue(tx, self.bot, self.outlet.channel, besides=ours)
            )
            self._doubt = False

    async def _begin(self) -> int:
        """Take letters that may leave, and set each chat's line going."""
        if time.monotonic() < self._paused_until:
            return 0
        if not await self.app.bus.read(
            lambda tx: queue.any_waiting(tx, self.bot, self.outlet.channel)
        ):
            return 0
        most = 1 if self._paused_until else CLAIM
        claimed = await self.app.bus.run(
            lambda tx: queue.claim(tx, self.bot, self.outlet.channel, most)
        )
        lines: dict[str, list[OutboxMessage]] = defaultdict(list)
        for letter in claimed:
            self._in_flight.add(letter.id)
            lines[letter.account].append(letter)
        for waiting in lines.values():
            task = asyncio.create_task(self._line(waiting))
            self._lines.add(task)
            task.add_done_callback(self._lines.discard)
        return len(claimed)

    async def _breathe(self, taken: int) -> None:
        """Wait until another look is worth it: at once after a full claim, unless all are busy."""
        if len(self._lines) >= CLAIM:
            await asyncio.wait(self._lines, return_when=asyncio.FIRST_COMPLETED)
        elif taken < CLAIM:
            await asyncio.sleep(LOOK)

    async def _line(self, letters: list[OutboxMessage]) -> None:
        """Send one chat's letters in order; after the first that cannot leave the rest wait."""
        for place, letter in enumerate(letters):
            delivery = await self._send(letter)
            await self._note(partial(queue.note, self.bot, letter, delivery))
            self._in_flight.discard(letter.id)
            self._paused_until = time.monotonic() + PAUSED if isinstance(delivery, Paused) else 0.0
            if self._stopping or not isinstance(delivery, Sent | Unfit):
                rest = letters[place + 1 :]
                if rest:
                    await self._note(partial(queue.put_back, rest))
                    self._in_flight.difference_update(later.id for later in rest)
                return

    async def _send(self, letter: OutboxMessage) -> Delivery:
        """Word and send. What cannot be worded or drawn is a bug of that letter alone."""
        settings = self.app.settings
        say = Translator(
            letter.locale or settings.locale,
            letter.timezone or settings.timezone,
            site=settings.pages_at(letter.slug or "", demo=self.app.clock.demo),
            large=letter.large,
        )
        try:
            proof = json.loads(letter.params) if letter.notice == PROOF else None
            notice, params = (
                ("screen", proof["screen"]) if proof else (letter.notice, letter.params)
            )
            screen = message_screen(notice, params, say, self.pages)
            await self.pace.turn(letter.account)
            async with self._hands:
                if proof:
                    return await self.outlet.prove(letter.account, proof["message_id"], screen)
                return await self.outlet.send(letter.account, screen)
        except Exception as error:
            log.exception("letter %s (%s) cannot be sent", letter.id, letter.notice)
            return Unfit(why=repr(error))

    async def _note(self, function: Callable[[Transaction], Any]) -> None:
        """Keep what became of letters, again and again while the database is away."""
        pause = 0.5
        while True:
            try:
                await self.app.bus.run(function)
            except Exception as error:  # noqa: BLE001 - recorded, and tried again
                self._tell("not noted yet", error)
                await asyncio.sleep(pause)
                pause = min(pause * 2, PAUSE)
            else:
                return

    def _tell(self, what: str, error: Exception) -> None:
        """Log at growing intervals what goes wrong; with its way through our code if it is a bug."""
        if self._trouble.due():
            away = means_wait(error)
            log.log(
                logging.WARNING if away else logging.ERROR,
                "outbox of the %s bot: %s: %s",
                self.bot,
                what,
                type(error).__name__,
                exc_info=None if away else error,
            )

    async def _finish(self) -> None:
        """Let letters that are being handed over arrive; the others wait for the next start."""
        self._stopping = True
        if self._lines:
            await asyncio.wait(self._lines, timeout=FINISH)
        left = list(self._lines)
        for task in left:
            task.cancel()
        await asyncio.gather(*left, return_exceptions=True)
        await asyncio.to_thread(self._turn.give_back)
