"""Proof that a receipt which left in a webhook's answer was seen.

The Bot API never says what became of a call in the answer to a webhook: a 429 or a deleted message
loses it unseen. So the receipt of a cast is also kept as a letter; some seconds later the outbox
edits the message once more. "Not modified" proves that the first edit arrived; else this one shows
it, and where the message is gone the receipt is sent anew. A press on the message proves it too,
and takes the letter back: the person has moved on.
"""

import asyncio
import json
import logging
from contextlib import suppress

from sqlalchemy.exc import SQLAlchemyError

from council.kernel.again import Again
from council.kernel.app import App
from council.kernel.database.transaction import Transaction
from council.kernel.outbox.enqueueing import queue_proofs
from council.kernel.outbox.kept_replies import take_proof_back, unproven
from council.kernel.screens.screen import Screen, as_json

log = logging.getLogger(__name__)

#: Seconds between two commits of what is to be proven.
WRITE = 0.3
#: Seconds after which an edit is proven; pauses (s) while a proof is on its way, and how many.
AFTER, GLANCE, GLANCES = 5, 0.05, 40


class Proofs:
    """The receipts of one bot that may not have been seen."""

    def __init__(self, app: App, bot: str) -> None:
        """Prove through the outbox of this hall."""
        self.app = app
        self.bot = bot
        #: Edits to prove that are not written down yet: one commit takes a crowd of them.
        self._fresh: dict[tuple[str, int], str] = {}
        #: Those that are; None before the first look.
        self._open: set[tuple[str, int]] | None = None
        #: Held while some are being written down: they are neither fresh nor open then.
        self._writing = asyncio.Lock()

    def keep(self, account: str, message_id: int, screen: Screen) -> None:
        """Keep an edit that leaves in a webhook's answer, to be proven later."""
        body = {"message_id": message_id, "screen": as_json(screen)}
        self._fresh[account, message_id] = json.dumps(body, ensure_ascii=False)

    async def serve(self) -> None:
        """Write down what is kept, until cancelled; then the rest."""
        unwritten = Again()
        try:
            while True:
                await asyncio.sleep(WRITE)
                try:
                    await self.write()
                    unwritten.over()
                except SQLAlchemyError as error:
                    if unwritten.due():
                        name = type(error).__name__
                        log.warning("%s: proofs not written yet: %s", self.bot, name)
        finally:
            with suppress(SQLAlchemyError):
                await self.write()

    async def write(self) -> None:
        """Write down what is kept, in one commit."""
        if not self._fresh:
            return
        async with self._writing:
            kept, self._fresh = self._fresh, {}
            try:
                await self.app.bus.run(lambda tx: queue_proofs(tx, self.bot, kept, after=AFTER))
            except SQLAlchemyError:
                self._fresh = {**kept, **self._fresh}
                raise
            if self._open is not None:
                self._open.update(kept)

    async def pressed(self, account: str, message_id: int) -> None:
        """A message was pressed: whatever it shows was seen, and what comes next must stand."""
        message = (account, message_id)
        async with self._writing:
            if self._open is None:
                self._open = set(await self.app.bus.read(lambda tx: unproven(tx, self.bot)))
            self._fresh.pop(message, None)
            if message not in self._open:
                return

        def retract(tx: Transaction) -> int:
            return take_proof_back(tx, self.bot, account, message_id)

        for _ in range(GLANCES):
            if not await self.app.bus.run(retract):
                break
            await asyncio.sleep(GLANCE)  # just on its way: what follows must come after it
        self._open.discard(message)
