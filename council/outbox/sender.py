"""The sender: takes letters out of the outbox, words them, hands them to the outlet, paced.

Different chats side by side, one chat in order. A letter is marked as being sent before it leaves
and as sent after, so a crash in between repeats at most the few that were in flight.
"""

import asyncio
import logging
from collections import defaultdict
from functools import partial

from council.bootstrap import Hall
from council.outbox import queue
from council.outbox.outlet import Delivery, Outlet, Sent, Unfit
from council.outbox.pace import Pace
from council.outbox.queue import Letter
from council.wording.notices import letter_screen
from council.wording.say import Say

log = logging.getLogger(__name__)

#: Letters claimed at once, chats served side by side, seconds between looks into an empty box.
CLAIM, LINES, LOOK = 64, 12, 0.25


class Sender:
    """Empties one bot's part of the outbox."""

    def __init__(self, hall: Hall, bot: str, outlet: Outlet, pace: Pace) -> None:
        """Send the letters of one bot through its outlet."""
        self.hall = hall
        self.bot = bot
        self.outlet = outlet
        self.pace = pace

    async def serve(self) -> None:
        """Send until cancelled. What goes wrong is recorded, and the box is looked at again."""
        requeued = False
        while True:
            try:
                if not requeued:
                    await self.hall.desk.run(lambda tx: queue.requeue(tx, self.bot))
                    requeued = True
                if not await self.empty():
                    await asyncio.sleep(LOOK)
            except Exception:
                log.exception("outbox of the %s bot", self.bot)
                await asyncio.sleep(1)

    async def empty(self) -> int:
        """Send what may leave now; tells how many letters were taken."""
        if not await self.hall.desk.read(lambda tx: queue.any_waiting(tx, self.bot)):
            return 0
        claimed = await self.hall.desk.run(lambda tx: queue.claim(tx, self.bot, CLAIM))
        lines: dict[str, list[Letter]] = defaultdict(list)
        for letter in claimed:
            lines[letter.account].append(letter)
        free = asyncio.Semaphore(LINES)

        async def line(waiting: list[Letter]) -> None:
            async with free:
                await self._line(waiting)

        async with asyncio.TaskGroup() as group:
            for waiting in lines.values():
                group.create_task(line(waiting))
        return len(claimed)

    async def _line(self, letters: list[Letter]) -> None:
        """Send one chat's letters in order; after the first that cannot leave the rest wait."""
        for place, letter in enumerate(letters):
            delivery = await self._send(letter)
            await self.hall.desk.run(partial(queue.note, self.bot, letter, delivery))
            if not isinstance(delivery, Sent | Unfit):
                rest = letters[place + 1 :]
                if rest:
                    await self.hall.desk.run(partial(queue.put_back, rest))
                return

    async def _send(self, letter: Letter) -> Delivery:
        settings = self.hall.settings
        say = Say(letter.locale or settings.locale, letter.timezone or settings.timezone)
        screen = letter_screen(letter.notice, letter.params, say)
        await self.pace.turn(letter.account)
        return await self.outlet.send(letter.account, screen)
