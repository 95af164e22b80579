"""One update handled: its effect committed, and the answer that its sender is to see."""

import logging
import traceback
from typing import Any, Protocol

from bot import drawing
from bot.api import Api, ApiError, Call
from bot.groups import Groups, in_group, unasked
from bot.polling import Update
from bot.reading import Malformed, shown
from bot.replies import Replies
from bot.visit import CHANNEL
from council.chat.visit import voice
from council.kernel.app import App
from council.kernel.bus.inbox import Key, Waiting
from council.kernel.bus.poison import Poison, set_aside
from council.kernel.database.failures import means_wait
from council.kernel.database.transaction import Transaction
from council.kernel.screens.screen import Screen
from council.kernel.values import Account, Cause, Person, value
from council.people import records as people
from council.people.joining import block_chat, open_chat

log = logging.getLogger(__name__)

#: How often the Bot API may be in the way of one update (a file that cannot be fetched).
TRIES = 5


class BotAdapter(Protocol):
    """One bot as its library makes it."""

    name: str
    token: str
    api: Api

    async def start(self) -> None:
        """Get ready: after this, updates may be answered."""

    async def announce(self) -> None:
        """Tell the chat program which commands there are; a courtesy."""

    async def close(self) -> None:
        """Let go of connections."""

    async def answer(self, update: Update, cause: Cause) -> Screen | None:
        """Handle one update as ``bot.reading`` reads it; the screen is the answer."""


@value
class Answer:
    """What is to be shown: the call and its screen.

    ``sorry`` is shown where the screen is refused; left out, it is an apology in ``language``.
    ``about`` tells which edits of a message show the same thing.
    """

    call: Call
    screen: Screen
    sorry: Screen | None = None
    language: str | None = None
    about: str = ""


class Handling:
    """Handles the updates of one bot."""

    def __init__(self, app: App, face: BotAdapter, replies: Replies) -> None:
        """Handle them through this face."""
        self.app = app
        self.face = face
        self.replies = replies
        self._groups = Groups(app, replies)
        self._tries: dict[Key, int] = {}

    async def handle(self, waiting: Waiting) -> Answer | None:
        """Handle one update. A failure that is its own is recorded, and told instead of an answer.

        Raises what is not the update's fault: the database, or for a few tries the Bot API, was
        in the way.
        """
        self.replies.in_hand += 1
        try:
            answer = await self._handle(waiting)
        except Exception as error:
            if self._passes(error, waiting.key):
                raise
            answer = await self.fail(waiting)
        finally:
            self.replies.in_hand -= 1
        self._tries.pop(waiting.key, None)
        return answer

    async def fail(self, waiting: Waiting) -> Answer | None:
        """Record an update that met the bug which is being handled; gives the apology."""
        log.error("%s update %s failed", self.face.name, waiting.update_id)
        poison = Poison(
            update_id=waiting.update_id,
            digest=waiting.digest,
            error=traceback.format_exc(),
            body=shown(waiting.update),
        )
        part: Any = waiting.update[waiting.kind]
        sorry = await self._put_aside(poison, waiting.sender, _language(waiting))
        if sorry is None or waiting.kind == "my_chat_member":
            return None
        if waiting.kind == "callback_query":
            self.replies.courtesy(drawing.toast(part["id"], sorry))
        elif part["chat"]["type"] != "private":
            return None  # in a group nobody is told
        return Answer(call=drawing.send(waiting.sender, sorry), screen=sorry, sorry=sorry)

    async def refuse(self, raw: Any, error: Malformed) -> Answer | None:
        """Record an update that cannot be read; gives the apology to its sender, the first time."""
        poison = Poison(
            update_id=error.update_id, digest=error.digest, error=str(error), body=shown(raw)
        )
        sorry = await self._put_aside(poison, error.sender, None, again=False)
        if sorry is None:
            return None
        return Answer(call=drawing.send(error.sender, sorry), screen=sorry, sorry=sorry)

    async def too_much(self, waiting: Waiting) -> Answer:
        """The one word to somebody whose updates are dropped."""
        account = _account(waiting.sender)
        who = await self.app.bus.read(lambda tx: people.person_of(tx, account))
        text = str(voice(self.app, who, _language(waiting))("refusal.too_much"))
        screen = Screen(text=text, toast=text[:190], alert=True, in_place=False)
        if waiting.kind == "callback_query":
            query = waiting.update[waiting.kind]
            self.replies.courtesy(drawing.toast(query["id"], screen))
        return Answer(call=drawing.send(waiting.sender, screen), screen=screen, sorry=screen)

    async def _handle(self, waiting: Waiting) -> Answer | None:
        update, part = waiting.update, waiting.update[waiting.kind]
        if waiting.kind == "my_chat_member":
            await self._membership(part)
            return None
        if unasked(update):
            return None
        if in_group(update):
            await self._groups.take(part)
            return None
        await self._note_return(part)
        if waiting.kind == "callback_query" and "message" in part:
            pressed = part["message"]
            await self.replies.proofs.pressed(str(pressed["chat"]["id"]), pressed["message_id"])
        cause = Cause(
            bot=self.face.name,
            update_id=waiting.update_id,
            digest=waiting.digest,
            taken_at=waiting.taken_at,
        )
        screen = await self.face.answer(update, cause)
        if waiting.kind == "callback_query":
            self.replies.courtesy(drawing.toast(part["id"], screen))
        if screen is None or not screen.text:
            return None
        return Answer(
            call=_main_call(waiting, screen),
            screen=screen,
            language=_language(waiting),
            about=part.get("data", "").partition(":")[0],
        )

    async def _membership(self, change: Update) -> None:
        """Somebody blocked the bot or came back. Groups are no concern of ours."""
        if change["chat"]["type"] != "private":
            return
        account, status = _account(change["from"]["id"]), change["new_chat_member"]["status"]
        act = block_chat if status in {"kicked", "left"} else open_chat
        await self.app.bus.run(lambda tx: act(tx, self.face.name, account))

    async def _note_return(self, part: Update) -> None:
        """START proves that the chat is open, whatever was noted before."""
        if part.get("text") != "/start" or "from" not in part:
            return
        account = _account(part["from"]["id"])
        if part["chat"]["type"] == "private":
            await self.app.bus.run(lambda tx: open_chat(tx, self.face.name, account))

    def _passes(self, error: Exception, key: Key) -> bool:
        """Whether a failure is none of the update's own, so that it is to be handled again."""
        if means_wait(error):
            return True
        if not isinstance(error, ApiError):
            return False
        tried = self._tries[key] = self._tries.get(key, 0) + 1
        return tried < TRIES

    async def _put_aside(
        self, poison: Poison, sender: int, language: str | None, *, again: bool = True
    ) -> Screen | None:
        """Keep it in a commit of its own; gives the apology in its sender's language.

        None where nobody is known, or (unless ``again``) where it was put aside before.
        """

        def keep(tx: Transaction) -> tuple[bool, Person | None]:
            new = set_aside(tx, self.face.name, poison)
            return new, people.person_of(tx, _account(sender)) if sender else None

        new, who = await self.app.bus.run(keep)
        if new and not again:
            log.warning("%s update %s: %s", self.face.name, poison.update_id, poison.error)
        return self.sorry(who, language) if sender and (new or again) else None

    def sorry(self, who: Person | None, language: str | None) -> Screen:
        """The apology for a fault of ours."""
        text = str(voice(self.app, who, language)("refusal.our_fault"))
        return Screen(text=text, toast=text[:190], alert=True, in_place=False)


def _account(sender: int) -> Account:
    return Account(channel=CHANNEL, id=str(sender))


def _language(waiting: Waiting) -> str | None:
    part = waiting.update[waiting.kind]
    language: str | None = part.get("from", {}).get("language_code")
    return language


def _main_call(waiting: Waiting, screen: Screen) -> Call:
    """The call that shows a screen: in the place of the pressed message where that can be."""
    part = waiting.update[waiting.kind]
    if waiting.kind != "callback_query":
        return drawing.send(part["chat"]["id"], screen)
    message = part.get("message")
    if message is None or message["chat"]["type"] != "private":
        return drawing.send(part["from"]["id"], screen)
    # An edited message cannot change the big keys below the input field.
    if screen.in_place and screen.keyboard is None and "text" in message:
        return drawing.edit(message["chat"]["id"], message["message_id"], screen)
    return drawing.send(message["chat"]["id"], screen)
