"""Casting a ballot 投票 in the residents' bot, the one press that comes in crowds."""

from aiogram import Router
from aiogram.types import CallbackQuery

from bot.api import Api
from bot.resident.filters import Pressed
from bot.visit import unknown
from council.chat.acting import follow
from council.kernel.app import App
from council.kernel.screens.callback_data import CallbackData
from council.kernel.screens.screen import Screen
from council.kernel.values import Cause


async def cast(
    query: CallbackQuery, press: CallbackData, app: App, api: Api, cause: Cause
) -> Screen:
    """Cast. In crowds this is all there is: no look-up of the person before the command bus's own."""
    sender = query.from_user
    visit = unknown(app, api, cause, user_id=sender.id, language=sender.language_code)
    return await follow(press.verb, press.arguments, visit)


def hot_router() -> Router:
    """Routes that come in crowds and look nobody up first."""
    made = Router(name="casting")
    made.callback_query.register(cast, Pressed("ballot.cast"))
    return made
