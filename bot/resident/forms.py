"""Forms in the residents' bot: a message that one waits for is text."""

from collections.abc import Awaitable, Callable

from aiogram import Router
from aiogram.types import CallbackQuery, Message

from bot.forms import PRESSES, OnPress, kinds, named
from bot.resident.filters import Awaits, Pressed
from bot.visit import Visit
from council.commands.forms import AnswerForm
from council.wording.presses import Press
from council.wording.screen import Screen


async def answer(message: Message, visit: Visit) -> Screen:
    """Fill what the form asks for."""
    if message.text is None:
        return visit.refuse("message.not_expected")
    form, subject = named(visit)
    return await visit.ask(AnswerForm, form=form, subject=subject, text=message.text)


def _on(act: OnPress) -> Callable[[CallbackQuery, Press, Visit], Awaitable[Screen]]:
    """Take a press as aiogram hands it over."""

    async def pressed(query: CallbackQuery, press: Press, visit: Visit) -> Screen:
        return await act(press, visit)

    return pressed


def router() -> Router:
    """Routes of every form."""
    made = Router(name="forms")
    for kind in kinds("resident"):
        made.message.register(answer, Awaits(kind))
    for verb, act in PRESSES.items():
        made.callback_query.register(_on(act), Pressed(verb))
    return made
