"""Resolutions 决议 in the residents' bot."""

from aiogram import Router
from aiogram.filters import Command, or_f
from aiogram.types import CallbackQuery, Message

from bot.resident.filters import Key, Pressed
from bot.visit import Visit
from council.reads import resolutions as reads
from council.wording.presses import Press
from council.wording.screen import Screen


async def browse(message: Message, visit: Visit) -> Screen:
    """``/resolutions``: all that are published."""
    return await visit.show(reads.resolution_list)


async def turn_page(query: CallbackQuery, press: Press, visit: Visit) -> Screen:
    """A page of the list."""
    page = press.number(0) or 1
    return await visit.show(lambda tx, who: reads.resolution_list(tx, who, page))


async def show(query: CallbackQuery, press: Press, visit: Visit) -> Screen:
    """One resolution."""
    number = press.word(0) or ""
    return await visit.show(lambda tx, who: reads.resolution(tx, who, number))


async def show_text(query: CallbackQuery, press: Press, visit: Visit) -> Screen:
    """The whole text of one."""
    number = press.word(0) or ""
    return await visit.show(lambda tx, who: reads.resolution_text(tx, who, number))


async def show_objections(query: CallbackQuery, press: Press, visit: Visit) -> Screen:
    """What was objected, and what was answered."""
    number, page = press.word(0) or "", press.number(1) or 0
    return await visit.show(lambda tx, who: reads.objection_list(tx, who, number, page))


def router() -> Router:
    """Routes of this noun."""
    made = Router(name="resolutions")
    made.message.register(browse, or_f(Command("resolutions"), Key("resolutions")))
    made.callback_query.register(turn_page, Pressed("resolutions"))
    made.callback_query.register(show, Pressed("resolution.show"))
    made.callback_query.register(show_text, Pressed("resolution.text"))
    made.callback_query.register(show_objections, Pressed("resolution.objections"))
    return made
