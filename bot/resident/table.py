"""What people press and write in the residents' bot, answered as the tables of acts and views say."""

import re

from aiogram import Router
from aiogram.types import CallbackQuery, Message

from bot.acting import OnMessage, not_understood, pressed, said
from bot.forms import answered, kinds, named, takes_files
from bot.resident.files import file_of
from bot.resident.hearing import heard
from bot.visit import Visit
from council.kernel.forms.commands import AttachToForm
from council.kernel.refusals import refuse
from council.kernel.screens.screen import Screen
from council.meetings.arrivals.commands import CheckInByCode
from council.meetings.arrivals.reads import held_now
from council.meetings.arrivals.rules import digits_alone
from council.polls.ballots.commands import TypeRanking


async def press(query: CallbackQuery, visit: Visit) -> Screen:
    """Answer a pressed button."""
    return await pressed(query.data or "", visit)


async def take(message: Message, visit: Visit) -> Screen:
    """Answer a message."""
    return await said(message, visit, AWAITED, lost)


async def fill(message: Message, visit: Visit) -> Screen:
    """Fill what a form asks for, by text or by a file with its caption."""
    form, subject = named(visit)
    if message.text is not None:
        return await answered(visit, message.text)
    spoken = message.voice is not None and visit.app.recogniser is not None
    if not takes_files(form) and not spoken:
        return visit.refuse("message.not_expected")
    content = await file_of(message, visit)
    if isinstance(content, Screen):
        return content
    words = await heard(message, content, visit)
    if words is not None:
        return words
    if not takes_files(form):
        return visit.refuse("speech.not_heard")
    text = message.caption or ""
    return await visit.ask(AttachToForm, form=form, subject=subject, content=content, text=text)


async def rank(message: Message, visit: Visit) -> Screen:
    """A typed order for the sheet that awaits it; a sentence is none, and is no mistake in one."""
    text = message.text or ""
    if len(text.strip()) > SENTENCE and not _AN_ORDER.fullmatch(text):
        return not_understood(text, visit)
    return await visit.ask(TypeRanking, text=message.text or "")


async def lost(message: Message, visit: Visit) -> Screen:
    """Nothing fits: say what to do."""
    if (message.text or "").startswith("/"):
        return visit.refuse("message.unknown_command")
    digits = digits_alone(message.text or "")
    if digits:
        held: int = await visit.app.bus.read(lambda tx: held_now(tx, visit.person.community_id))
        if held:
            # The code on the wall, typed without pressing anything.
            return await visit.ask(CheckInByCode, code=digits)
    if message.voice is not None and visit.app.recogniser is not None:
        return await _spoken(message, visit)
    if not message.text:
        return visit.refuse("message.not_expected")
    if _AN_ORDER.fullmatch(message.text):
        # It may correct the ballot on the confirm screen.
        order = TypeRanking(actor=visit.account, cause=visit.cause, text=message.text)
        outcome = await visit.app.bus.ask(order)
        if outcome != NOT_AWAITED:
            return visit.render(outcome)
    return not_understood(message.text, visit)


async def _spoken(message: Message, visit: Visit) -> Screen:
    """Words that nobody waits for, spoken: they may be a command."""
    content = await file_of(message, visit)
    if isinstance(content, Screen):
        return content
    return await heard(message, content, visit) or visit.refuse("speech.not_heard")


#: What may be an order of options: letters and figures, with whatever stands between them.
_AN_ORDER = re.compile(r"[A-Za-z0-9Ａ-Ｚａ-ｚ０-９\s,，、.>＞=＝()（）/;；\-]{1,80}")
#: Longer words in Chinese are no order.
SENTENCE = 8
NOT_AWAITED = refuse("draft.nothing_awaited")

#: Which function takes the message that a draft of some kind waits for.
AWAITED: dict[str, OnMessage[Message]] = {
    **dict.fromkeys(kinds("resident"), fill),
    "ballot": rank,
}


def router() -> Router:
    """Whatever is pressed or written."""
    made = Router(name="table")
    made.message.register(take)
    made.callback_query.register(press)
    return made
