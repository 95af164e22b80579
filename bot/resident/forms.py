"""Forms in the residents' bot: a message that one waits for is text."""

from aiogram import Router
from aiogram.types import Message

from bot.forms import kinds, named
from bot.resident.filters import Awaits
from bot.visit import Visit
from council.commands.forms import AnswerForm
from council.wording.screen import Screen


async def answer(message: Message, visit: Visit) -> Screen:
    """Fill what the form asks for."""
    if message.text is None:
        return visit.refuse("message.not_expected")
    form, subject = named(visit)
    return await visit.ask(AnswerForm, form=form, subject=subject, text=message.text)


def router() -> Router:
    """Take the message that a form waits for."""
    made = Router(name="forms")
    for kind in kinds("resident"):
        made.message.register(answer, Awaits(kind))
    return made
