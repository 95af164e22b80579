"""What python-telegram-bot hands over in the staff bot: presses and messages.

Presses, typed commands and keys are answered as the tables of acts and views say.
"""

from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any

from telegram import Update
from telegram.ext import (
    BaseHandler,
    CallbackContext,
    CallbackQueryHandler,
    ExtBot,
    MessageHandler,
    filters,
)

from bot.staff.messages import plain
from bot.visit import Visit
from council.chat.acting import pressed
from council.chat.answering import answer
from council.kernel.screens.screen import Screen
from council.kernel.values import Cause

Handler = BaseHandler[Update, Any, Any]


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


def handlers() -> list[Handler]:
    """Answer every press and message."""

    async def press(update: Update, context: StaffContext) -> None:
        query = update.callback_query
        context.reply(await pressed((query.data if query else None) or "", context.visit))

    async def take(update: Update, context: StaffContext) -> None:
        message = update.effective_message
        assert message is not None
        context.reply(await answer(plain(message), context.visit))

    return [CallbackQueryHandler(press), MessageHandler(filters.ALL, take)]
