"""What python-telegram-bot hands over in the staff bot: presses and messages.

Presses, typed commands and keys are answered as the tables of acts and views say.
"""

from collections.abc import Awaitable, Callable, Mapping
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any

from telegram import Message, Update
from telegram.ext import (
    BaseHandler,
    CallbackContext,
    CallbackQueryHandler,
    ExtBot,
    MessageHandler,
    filters,
)

from bot.acting import meant, pressed, typed
from bot.visit import Visit
from council.domain.values import Cause
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


def handlers(awaited: Mapping[str, OnMessage], otherwise: OnMessage) -> list[Handler]:
    """Answer every press and message; ``awaited`` are takers of messages by kind of draft."""

    async def press(update: Update, context: StaffContext) -> None:
        query = update.callback_query
        context.reply(await pressed((query.data if query else None) or "", context.visit))

    async def take(update: Update, context: StaffContext) -> None:
        message = update.effective_message
        assert message is not None
        answer = _answer(message, context.visit, awaited, otherwise)
        context.reply(await answer)

    return [CallbackQueryHandler(press), MessageHandler(filters.ALL, take)]


async def _answer(
    message: Message, visit: Visit, awaited: Mapping[str, OnMessage], otherwise: OnMessage
) -> Screen:
    """Answer a command or key, else what a half-done draft waits for, else what nobody awaits."""
    text = (message.text or "").strip()
    found = meant(text, visit)
    if found is not None:
        return await typed(*found, visit)
    if visit.draft is None or text.startswith("/"):
        return await otherwise(message, visit)
    return await awaited.get(visit.draft.kind, otherwise)(message, visit)
