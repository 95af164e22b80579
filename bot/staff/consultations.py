"""Community consultations 社区协商 in the staff bot."""

from telegram import Message

from bot.staff.files import file_of
from bot.staff.routes import Handler, OnMessage, on_press
from bot.visit import Visit
from council.commands.consultations import (
    AttachToConsultation,
    FileConsultationStep,
    FillConsultationStep,
    StartConsultationStep,
)
from council.wording.presses import Press
from council.wording.screen import Screen


async def start(press: Press, visit: Visit) -> Screen:
    """Begin a step."""
    number, step = press.number(0), press.word(1)
    if number is None or step is None:
        return visit.refuse("press.unknown")
    return await visit.ask(StartConsultationStep, number=number, step=step)


async def take(message: Message, visit: Visit) -> Screen:
    """The text, or the photo, that the sheet waits for."""
    draft = visit.draft
    if draft is None:
        return visit.refuse("message.not_expected")
    number = int(draft.subject)
    if message.text:
        return await visit.ask(FillConsultationStep, number=number, text=message.text)
    content = await file_of(message, visit)
    if isinstance(content, Screen):
        return content
    return await visit.ask(AttachToConsultation, number=number, content=content)


async def file(press: Press, visit: Visit) -> Screen:
    """Take the step."""
    number, revision = press.number(0), press.number(1)
    if number is None or revision is None:
        return visit.refuse("press.unknown")
    return await visit.ask(FileConsultationStep, number=number, revision=revision)


#: Which function takes the message that a draft of some kind waits for.
AWAITED: dict[str, OnMessage] = {"consultation": take}


def routes() -> list[Handler]:
    """Routes of this noun."""
    return [on_press("consult.start", start), on_press("consult.file", file)]
