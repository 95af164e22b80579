"""Motions 议案 and the addressed party's responses 答复 in the residents' bot."""

from aiogram import Router
from aiogram.filters import Command, CommandObject
from aiogram.types import CallbackQuery, Message

from bot.resident.filters import Pressed
from bot.visit import Visit
from council.domain.numbers import read_number
from council.reads.motions import motion_list, motion_view
from council.wording.presses import Press
from council.wording.screen import Screen


async def browse(message: Message, command: CommandObject, visit: Visit) -> Screen:
    """``/motions`` lists; ``/motions 3`` opens one."""
    number = read_number(command.args or "")
    if number is not None:
        return await visit.show(lambda tx, who: motion_view(tx, who, number, "resident"))
    return await visit.show(lambda tx, who: motion_list(tx, who, "resident"))


async def browse_again(query: CallbackQuery, visit: Visit) -> Screen:
    """The list, from a button."""
    return await visit.show(lambda tx, who: motion_list(tx, who, "resident"))


async def show(query: CallbackQuery, press: Press, visit: Visit) -> Screen:
    """One motion."""
    number = press.number(0)
    if number is None:
        return visit.refuse("press.unknown")
    return await visit.show(lambda tx, who: motion_view(tx, who, number, "resident"))


def router() -> Router:
    """Routes of this noun."""
    made = Router(name="motions")
    made.message.register(browse, Command("motions"))
    made.callback_query.register(browse_again, Pressed("motions"))
    made.callback_query.register(show, Pressed("motion"))
    return made
