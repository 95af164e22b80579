"""What the tables of acts and views say, in the residents' bot: every press, command and key."""

from typing import Any

from aiogram import Router
from aiogram.filters import Filter
from aiogram.types import CallbackQuery, Message
from typing_extensions import override

from bot.acting import meant, pressed, typed
from bot.visit import Visit
from council.commands.ballots import TypeRanking
from council.views.rows import Typed
from council.wording.screen import Screen


class Meant(Filter):
    """A typed command or a big key that has a row; hands it over with the words behind it."""

    @override
    async def __call__(self, message: Message, visit: Visit) -> bool | dict[str, Any]:
        found = meant(message.text, visit)
        return False if found is None else {"row": found[0], "words": found[1]}


async def press(query: CallbackQuery, visit: Visit) -> Screen:
    """Answer a pressed button."""
    return await pressed(query.data or "", visit)


async def command(message: Message, row: Typed, words: str, visit: Visit) -> Screen:
    """Answer a typed command or a big key."""
    return await typed(row, words, visit)


async def lost(message: Message, visit: Visit) -> Screen:
    """Nothing fits: say what to do."""
    if (message.text or "").startswith("/"):
        return visit.refuse("message.unknown_command")
    if message.text:
        # It may be an order that corrects the ballot on the confirm screen.
        return await visit.ask(TypeRanking, text=message.text)
    return visit.refuse("message.not_expected")


def router() -> Router:
    """Routes drawn from the tables, and the last words when nothing else fits."""
    made = Router(name="table")
    made.message.register(command, Meant())
    made.message.register(lost)
    made.callback_query.register(press)
    return made
