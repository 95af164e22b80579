"""Declaring what the staff bot answers to: commands, keys, presses, awaited messages.

A route's function gets the update, the visit and (for presses) the read press, and returns a
screen. python-telegram-bot's own handlers do the routing.
"""

from collections.abc import Awaitable, Callable, Coroutine
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any

from telegram import Message, Update
from telegram.ext import (
    BaseHandler,
    CallbackContext,
    CallbackQueryHandler,
    CommandHandler,
    ExtBot,
    MessageHandler,
    filters,
)
from typing_extensions import override

from bot.acting import meant, pressed, typed
from bot.visit import Visit
from council.domain.values import Cause
from council.wording import presses
from council.wording.people import STAFF_KEYS, typed_keys
from council.wording.presses import Press
from council.wording.screen import Screen

Handler = BaseHandler[Update, Any, Any]
OnMessage = Callable[[Message, Visit], Awaitable[Screen]]
OnPress = Callable[[Press, Visit], Awaitable[Screen]]


@dataclass(slots=True)
class Answering:
    """What becomes of one update while its handlers run: who is there, and later the answer."""

    cause: Cause
    visit: Visit | None = None
    screen: Screen | None = None
    error: Exception | None = None


#: The update that this task is answering. The library's own stores belong to a person or to all,
#: and several people are answered at a time.
ANSWERING: ContextVar[Answering] = ContextVar("answering")


class StaffContext(CallbackContext[ExtBot[None], dict[Any, Any], dict[Any, Any], dict[Any, Any]]):
    """The context of one update: who is there, and later the answer."""

    @property
    def visit(self) -> Visit:
        """The visit that the first handler found out."""
        visit = ANSWERING.get().visit
        assert visit is not None, "the first handler finds it out"
        return visit

    def reply(self, screen: Screen) -> None:
        """Hand over the answer."""
        ANSWERING.get().screen = screen


class _Key(filters.MessageFilter):
    """A big key, pressed or typed; its bare word only where no words of one's own are awaited."""

    def __init__(self, command: str) -> None:
        super().__init__()
        self.command = command

    @override
    def filter(self, message: Message) -> bool:
        typed = (message.text or "").strip()
        labels, words = typed_keys(STAFF_KEYS)
        if typed in labels:
            return labels[typed] == self.command
        visit = ANSWERING.get().visit
        bare = visit is not None and visit.draft is None
        return bare and words.get(typed.casefold()) == self.command


def on_command(name: str, function: OnMessage) -> Handler:
    """Answer ``/name``."""
    return CommandHandler(name, _for_message(function))


def on_key(command: str, function: OnMessage) -> Handler:
    """Answer the big key of a command, in any language, or its bare word."""
    return MessageHandler(_Key(command), _for_message(function))


def on_press(verb: str, function: OnPress) -> Handler:
    """Answer a pressed button with this verb."""

    async def callback(update: Update, context: StaffContext) -> None:
        query = update.callback_query
        read = presses.read((query.data if query else None) or "")
        if read is None:
            context.reply(context.visit.refuse("press.unknown"))
        else:
            context.reply(await function(read, context.visit))

    pattern = rf"^{verb.replace('.', '[.]')}(:|$)"
    return CallbackQueryHandler(callback, pattern=pattern)


def pressed_number(update: Update) -> int | None:
    """Read the number that a pressed button is about, where a route sends files by itself."""
    query = update.callback_query
    read = presses.read((query.data if query else None) or "")
    return None if read is None else read.number(0)


def on_awaited(functions: dict[str, OnMessage], otherwise: OnMessage) -> Handler:
    """Answer a message that a half-done draft of one of these kinds is waiting for."""

    async def choose(message: Message, visit: Visit) -> Screen:
        kind = visit.draft.kind if visit.draft is not None else ""
        return await functions.get(kind, otherwise)(message, visit)

    return MessageHandler(filters.ALL & ~filters.COMMAND, _for_message(choose))


class _Meant(filters.MessageFilter):
    """A typed command or a big key that has a row."""

    @override
    def filter(self, message: Message) -> bool:
        visit = ANSWERING.get().visit
        return visit is not None and meant(message.text, visit) is not None


def on_table() -> list[Handler]:
    """Answer every press, typed command and big key as the tables of acts and views say."""

    async def command(message: Message, visit: Visit) -> Screen:
        found = meant(message.text, visit)
        assert found is not None, "the filter has found it"
        return await typed(*found, visit)

    async def press(update: Update, context: StaffContext) -> None:
        query = update.callback_query
        context.reply(await pressed((query.data if query else None) or "", context.visit))

    return [
        MessageHandler(_Meant(), _for_message(command)),
        CallbackQueryHandler(press),
    ]


def on_any(function: OnMessage) -> Handler:
    """Answer a message that nothing else did."""
    return MessageHandler(filters.ALL, _for_message(function))


def _for_message(
    function: OnMessage,
) -> Callable[[Update, StaffContext], Coroutine[Any, Any, None]]:
    async def callback(update: Update, context: StaffContext) -> None:
        assert update.effective_message is not None
        context.reply(await function(update.effective_message, context.visit))

    return callback
