"""Replies: shown at once where that is possible, else handed to the outbox; never forgotten.

A reply that the Bot API cannot take now becomes a letter, and so does every later reply to that
chat until the letter has left: a chat is answered in order.
"""

import asyncio
import logging
import time
from functools import partial

from bot import drawing
from bot.api import ApiError, Call, RetryAfter
from bot.patience import PatientApi
from bot.proofs import Proofs
from bot.transport import attempt
from bot.visit import CHANNEL
from council.kernel.app import App
from council.kernel.database.transaction import Transaction
from council.kernel.outbox import queue
from council.kernel.outbox.enqueueing import queue_screen
from council.kernel.outbox.kept_replies import accounts_behind, let_go, same_last
from council.kernel.outbox.queue import OutboxMessage
from council.kernel.outbox.transport import Delivery, Gone, Paused, Sent, Unfit, Unknown, Wait
from council.kernel.screens.screen import Screen, as_json
from council.kernel.values import Account
from council.people.joining import block_chat

log = logging.getLogger(__name__)

#: The longest (s) that a reply holds up its chat's next update; then it becomes a letter.
PATIENCE = 1.5
#: How long (s) a letter waits while its first sending is still without an answer: longer than
#: both clients' own limits. Its row says so, since after a crash nobody waits any longer.
UNANSWERED, NO_ANSWER_YET = 120, "no answer yet"
#: Pause (s) before an edit is tried again; repeating it can do no harm.
AGAIN = 0.3
#: Presses whose loading mark waits for its end, and how many are answered side by side.
COURTESIES, AT_ONCE = 200, 4
#: With so many updates in hand, answering them comes first: an edited message has lost its button
#: and the loading mark with it. The pause (s) before looking again.
CROWD, BREATH = 8, 0.05


class Replies:
    """Answers for one bot's chats."""

    def __init__(self, app: App, bot: str, api: PatientApi) -> None:
        """Answer through this client."""
        self.app = app
        self.bot = bot
        self.api = api
        self.proofs = Proofs(app, bot)
        #: Updates that are being answered now.
        self.in_hand = 0
        self._courtesies: asyncio.Queue[Call] = asyncio.Queue(COURTESIES)
        self._unanswered: set[asyncio.Task[None]] = set()
        #: Accounts for which a reply may still lie in the outbox; None before the first look.
        self._kept: set[str] | None = None

    async def fits_a_body(self, call: Call, screen: Screen) -> bool:
        """Whether a webhook's answer may carry the call, which is then kept to be proven.

        Its fate stays unknown there, so only the receipt of a cast goes that way: receipts come
        in crowds, and ``bot.proofs`` sees to it that each arrives.
        """
        if call.method != "editMessageText" or not screen.receipt:
            return False
        chat_id: int = call.params["chat_id"]
        if self.api.wait(chat_id) or await self._behind(str(chat_id)):
            return False
        self.proofs.keep(str(chat_id), call.params["message_id"], screen)
        return True

    async def deliver(
        self, call: Call, screen: Screen, sorry: Screen, *, deadline: float | None = None
    ) -> None:
        """Show a screen. ``sorry`` is shown instead when the Bot API refuses it for good.

        What must wait for its chat's pace beyond ``deadline`` (monotonic) becomes a letter.
        """
        account = str(call.params["chat_id"])
        of_chat = Account(channel=CHANNEL, id=account)
        if await self._behind(account):
            await self._keep(account, screen)
            return
        if deadline is None:
            deadline = time.monotonic() + PATIENCE
        sending = asyncio.create_task(self._try(call, deadline))
        try:
            await asyncio.wait({sending}, timeout=PATIENCE)
        except asyncio.CancelledError:
            sending.cancel()
            raise
        if not sending.done():
            letter = await self._keep(account, screen, wait=UNANSWERED, error=NO_ANSWER_YET)
            follow = asyncio.create_task(self._follow(letter, sending))
            self._unanswered.add(follow)
            follow.add_done_callback(self._unanswered.discard)
            return
        match sending.result():
            case Sent():
                pass
            case Gone():
                await self.app.bus.run(lambda tx: block_chat(tx, self.bot, of_chat))
            case Wait(seconds=seconds):
                await self._keep(account, screen, wait=seconds)
            case Unknown() | Paused():
                await self._keep(account, screen)
            case Unfit(why=why):
                await self._instead(call, screen, sorry, why)

    async def _try(self, call: Call, deadline: float) -> Delivery:
        """Send; a short wait that was asked for, or a repeated edit, is tried in place."""
        while True:
            delivery = await attempt(self.api, call)
            match delivery:
                case Wait(seconds=seconds):
                    pause = seconds
                case Unknown() if call.method == "editMessageText":
                    pause = AGAIN
                case _:
                    return delivery
            if time.monotonic() + pause >= deadline:
                return delivery
            await asyncio.sleep(pause)

    async def _instead(self, call: Call, screen: Screen, sorry: Screen, why: str) -> None:
        """What the Bot API refused: an edit becomes a new message, a message an apology."""
        if call.method == "editMessageText":
            await self.deliver(drawing.send(call.params["chat_id"], screen), screen, sorry)
            return
        log.error("%s: a reply was refused: %s", self.bot, why)
        if screen is not sorry:
            await self.deliver(drawing.send(call.params["chat_id"], sorry), sorry, sorry)

    async def _behind(self, account: str) -> bool:
        """Whether an earlier reply to this account still lies in the outbox."""
        if self._kept is None:
            self._kept = set(
                await self.app.bus.read(lambda tx: accounts_behind(tx, self.bot, CHANNEL))
            )
        if account not in self._kept:
            return False
        if await self.app.bus.read(lambda tx: accounts_behind(tx, self.bot, CHANNEL, account)):
            return True
        self._kept.discard(account)
        return False

    async def kept(self, account: str) -> int:
        """How many replies to an account lie in the outbox."""
        if not await self._behind(account):
            return 0
        return len(
            await self.app.bus.read(lambda tx: accounts_behind(tx, self.bot, CHANNEL, account))
        )

    async def recover(self) -> None:
        """At a start: replies that a crashed process was still sending leave at once."""
        await self.app.bus.run(lambda tx: let_go(tx, self.bot, error=NO_ANSWER_YET))

    async def _keep(
        self, account: str, screen: Screen, *, wait: float = 0, error: str | None = None
    ) -> OutboxMessage:
        """Put a reply into the outbox, to leave after so many seconds."""
        drawn = as_json(screen)

        def keep(tx: Transaction) -> str:
            if error is None and (same := same_last(tx, self.bot, CHANNEL, account, drawn)):
                return same
            at = tx.now + int(wait) + 1 if wait else 0
            return queue_screen(tx, self.bot, CHANNEL, account, drawn, not_before=at, error=error)

        letter_id = await self.app.bus.run(keep)
        if self._kept is not None:
            self._kept.add(account)
        return OutboxMessage(
            id=letter_id,
            account=account,
            notice="screen",
            params=drawn,
            tries=0,
            locale=None,
            timezone=None,
            channel=CHANNEL,
        )

    async def _follow(self, letter: OutboxMessage, sending: "asyncio.Task[Delivery]") -> None:
        """Note on the letter what became of its first sending, which took long."""
        try:
            delivery = await sending
        finally:
            sending.cancel()
        await self.app.bus.run(partial(queue.note, self.bot, letter, delivery))

    def courtesy(self, call: Call) -> None:
        """Queue the end of a button's loading mark; under a flood the oldest is dropped."""
        if self._courtesies.full():
            self._courtesies.get_nowait()
        self._courtesies.put_nowait(call)

    async def courtesies(self) -> None:
        """Answer presses, a few at a time, until cancelled; then let slow replies go."""

        async def one() -> None:
            while True:
                while self.in_hand >= CROWD:  # noqa: ASYNC110 - a crowd rings no bell
                    await asyncio.sleep(BREATH)
                await self._answer(await self._courtesies.get())

        try:
            async with asyncio.TaskGroup() as group:
                group.create_task(self.proofs.serve())
                for _ in range(AT_ONCE):
                    group.create_task(one())
        finally:
            left = list(self._unanswered)
            for task in left:
                task.cancel()
            await asyncio.gather(*left, return_exceptions=True)

    async def _answer(self, call: Call) -> None:
        """End a loading mark; tried twice, since the screen itself goes another way."""
        for pause in (1.0, 0.0):
            try:
                await self.api.call(call)
            except ApiError as error:
                if pause and not isinstance(error, RetryAfter):
                    await asyncio.sleep(pause)
                    continue
                log.info("%s: a press was not answered: %s", self.bot, error)
            except Exception:
                log.exception("%s: a press cannot be answered", self.bot)
            return
