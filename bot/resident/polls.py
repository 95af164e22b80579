"""Polls 表决 in the residents' bot: the list, and one poll's page."""

from aiogram import Router
from aiogram.types import CallbackQuery, Message

from bot.resident.filters import Pressed
from bot.visit import Visit
from council.reads.polls import open_polls, show_as_resident
from council.wording.presses import Press
from council.wording.screen import Screen


async def show_list(event: Message | CallbackQuery, visit: Visit) -> Screen:
    """What can be voted on now, and the latest results."""
    return await visit.show(open_polls)


async def show(query: CallbackQuery, press: Press, visit: Visit) -> Screen:
    """One poll: its window, its result."""
    number = press.number(0)
    if number is None:
        return visit.refuse("press.unknown")
    return await visit.show(lambda tx, who: show_as_resident(tx, who, number))


def router() -> Router:
    """Routes of this noun."""
    made = Router(name="polls")
    made.callback_query.register(show_list, Pressed("polls"))
    made.callback_query.register(show, Pressed("poll.view"))
    return made
