"""Answering what a member did: through the tables that every channel shares, and shown for certain.

The answer is shown at once where that is possible; else it becomes a letter of the outbox, and so
does every later one to that member until it has left.
"""

import logging
from dataclasses import replace

from bot.wecom.cards import read_key
from bot.wecom.envelope import CHANNEL, Event
from bot.wecom.transport import WecomOutlet
from bot.wecom.visit import visit_of
from council.chat.acting import pressed
from council.chat.answering import answer
from council.chat.elder import as_wanted
from council.chat.message import Message
from council.chat.visit import Visit, turned_away, voice
from council.kernel.app import App
from council.kernel.bus.inbox import Waiting
from council.kernel.database.transaction import Transaction
from council.kernel.outbox.enqueueing import queue_screen
from council.kernel.outbox.kept_replies import accounts_behind
from council.kernel.outbox.transport import Delivery, Gone, Paused, Sent, Unfit, Unknown, Wait
from council.kernel.refusals import refuse
from council.kernel.screens.screen import Screen, as_json
from council.kernel.values import Account, Cause
from council.people import records as people
from council.people.joining import block_chat, open_chat
from council.wordings import render

log = logging.getLogger(__name__)


class Answering:
    """Answers on one side of the hall."""

    def __init__(self, app: App, bot: str, outlet: WecomOutlet) -> None:
        """Answer through this outlet."""
        self.app = app
        self.bot = bot
        self._outlet = outlet

    async def answer(self, event: Event, waiting: Waiting) -> None:
        """Do what an event asks for, and show what came of it. Raises what the database raises."""
        account = Account(channel=CHANNEL, id=event.user)
        if event.kind == "unsubscribe":
            await self.app.bus.run(lambda tx: block_chat(tx, self.bot, account))
            return
        if event.kind in {"subscribe", "enter_agent"} and not await self._comes_in(account):
            return
        cause = Cause(
            bot=self.bot,
            update_id=waiting.update_id,
            digest=waiting.digest,
            taken_at=waiting.taken_at,
        )
        screen, was_stranger = await self._screen(event, account, cause)
        if was_stranger:
            await self._comes_in(account)  # who has joined just now is told the desk's news too
        if not screen.text:  # a note at the top, which cards do not have
            screen = replace(screen, text=screen.toast, in_place=False)
        if not screen.text:
            return
        code = event.fields.get("ResponseCode", "")
        await self.show(account, screen, code if screen.in_place else "")

    async def _comes_in(self, account: Account) -> bool:
        """Note that the way to a member is open again; tells whether they are to be greeted."""

        def note(tx: Transaction) -> bool:
            known = people.person_of(tx, account) is not None
            if known:
                for bot in ("resident", "staff"):
                    open_chat(tx, bot, account)
            return known

        return not await self.app.bus.run(note)

    async def _screen(self, event: Event, account: Account, cause: Cause) -> tuple[Screen, bool]:
        """Tell the screen that answers an event, and whether nobody knew its member before."""
        visit = await visit_of(self.app, account, cause)
        return await self._answered(event, visit), visit.who is None

    async def _answered(self, event: Event, visit: Visit) -> Screen:
        if event.kind == "template_card_event":
            _, press, said = read_key(event.fields.get("EventKey", ""))
            if not said:
                screen = await turned_away(visit, None) or await pressed(press, visit)
                return await as_wanted(screen, visit, press)
            message = Message(text=said)
        elif event.kind in {"subscribe", "enter_agent"}:
            return visit.refuse("people.unknown")
        else:
            message = Message(text=event.fields.get("Content"))
        screen = await turned_away(visit, message) or await answer(message, visit)
        return await as_wanted(screen, visit)

    async def apologize(self, event: Event) -> None:
        """Say that a fault of ours was met."""
        account = Account(channel=CHANNEL, id=event.user)
        who = await self.app.bus.read(lambda tx: people.person_of(tx, account))
        await self.show(account, render(refuse("our_fault"), voice(self.app, who, None)), "")

    async def show(self, account: Account, screen: Screen, code: str) -> None:
        """Show a screen: in the place of the card whose code that is, or anew; or by the outbox."""
        behind = await self.app.bus.read(
            lambda tx: accounts_behind(tx, self.bot, CHANNEL, account.id)
        )
        if behind:
            await self._keep(account, screen)
            return
        delivery: Delivery = Unfit(why="no card")
        if code:
            delivery = await self._outlet.replace(account.id, code, screen)
        if isinstance(delivery, Unfit):
            delivery = await self._outlet.send(account.id, screen)
        match delivery:
            case Sent():
                pass
            case Gone():
                await self.app.bus.run(lambda tx: block_chat(tx, self.bot, account))
            case Unfit(why=why):
                log.error("wecom: a reply was refused: %s", why)
            case Wait(seconds=seconds):
                await self._keep(account, screen, wait=seconds)
            case Unknown() | Paused():
                await self._keep(account, screen)

    async def _keep(self, account: Account, screen: Screen, *, wait: float = 0) -> None:
        drawn = as_json(screen)

        def keep(tx: Transaction) -> str:
            at = tx.now + int(wait) + 1 if wait else 0
            return queue_screen(tx, self.bot, CHANNEL, account.id, drawn, not_before=at)

        await self.app.bus.run(keep)
