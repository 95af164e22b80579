"""Ballots 选票 in the residents' bot: the cast itself, and an order that is typed."""

from aiogram import Router
from aiogram.types import CallbackQuery, Message

from bot.acting import follow
from bot.api import Api
from bot.resident.filters import Awaits, Pressed
from bot.visit import Visit, unknown
from council.bootstrap import Hall
from council.commands.ballots import TypeRanking
from council.domain.values import Cause
from council.wording.presses import Press
from council.wording.screen import Screen


async def typed(message: Message, visit: Visit) -> Screen:
    """A typed order for the sheet that awaits it; anything else is asked for as text."""
    return await visit.ask(TypeRanking, text=message.text or "")


async def cast(query: CallbackQuery, press: Press, hall: Hall, api: Api, cause: Cause) -> Screen:
    """Cast. In crowds this is all there is: no look-up of the person before the desk's own."""
    sender = query.from_user
    visit = unknown(hall, api, cause, user_id=sender.id, language=sender.language_code)
    return await follow(press.verb, press.arguments, visit)


def hot_router() -> Router:
    """Routes that come in crowds and look nobody up first."""
    made = Router(name="casting")
    made.callback_query.register(cast, Pressed("ballot.cast"))
    return made


def router() -> Router:
    """Take the order that a sheet waits for."""
    made = Router(name="ballots")
    made.message.register(typed, Awaits("ballot"))
    return made
