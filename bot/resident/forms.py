"""Forms in the residents' bot: a message that one waits for is text, or a file."""

from collections.abc import Awaitable, Callable

from aiogram import Router
from aiogram.types import CallbackQuery, Message

from bot.forms import PRESSES, OnPress, kinds, named, takes_files
from bot.resident.api import AiogramApi
from bot.resident.files import file_of
from bot.resident.filters import Awaits, Pressed
from bot.visit import Visit
from council.commands.forms import AnswerForm, AttachToForm
from council.wording.presses import Press
from council.wording.screen import Screen


async def answer(message: Message, visit: Visit, api: AiogramApi) -> Screen:
    """Fill what the form asks for, by text or by a file with its caption."""
    form, subject = named(visit)
    if message.text is not None:
        return await visit.ask(AnswerForm, form=form, subject=subject, text=message.text)
    if not takes_files(form):
        return visit.refuse("message.not_expected")
    content = await file_of(message, visit, api)
    if isinstance(content, Screen):
        return content
    text = message.caption or ""
    return await visit.ask(AttachToForm, form=form, subject=subject, content=content, text=text)


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
