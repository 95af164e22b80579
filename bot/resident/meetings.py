"""Meetings 会议 in the residents' bot: agenda, coming, checking in."""

from aiogram import Router
from aiogram.filters import Command, or_f
from aiogram.types import CallbackQuery, Message

from bot.resident.filters import Key, Pressed
from bot.visit import Visit
from council.commands.meetings import CheckIn, Rsvp
from council.reads.meetings import meeting_list, meeting_view, next_meeting
from council.wording.presses import Press
from council.wording.screen import Screen


async def agenda(event: Message | CallbackQuery, visit: Visit) -> Screen:
    """The next meeting with its agenda."""
    return await visit.show(lambda tx, who: next_meeting(tx, who, "resident"))


async def browse(event: Message | CallbackQuery, visit: Visit) -> Screen:
    """All meetings."""
    return await visit.show(lambda tx, who: meeting_list(tx, who, "resident"))


async def show(query: CallbackQuery, press: Press, visit: Visit) -> Screen:
    """One meeting."""
    number = press.number(0)
    if number is None:
        return visit.refuse("press.unknown")
    return await visit.show(lambda tx, who: meeting_view(tx, who, number, "resident"))


async def rsvp(query: CallbackQuery, press: Press, visit: Visit) -> Screen:
    """Say whether one comes."""
    number, answer = press.number(0), press.word(1)
    if number is None or answer is None:
        return visit.refuse("press.unknown")
    return await visit.ask(Rsvp, number=number, answer=answer)


async def check_in(query: CallbackQuery, press: Press, visit: Visit) -> Screen:
    """Check in at the meeting in session."""
    number = press.number(0)
    if number is None:
        return visit.refuse("press.unknown")
    return await visit.ask(CheckIn, number=number)


def router() -> Router:
    """Routes of this noun."""
    made = Router(name="meetings")
    made.message.register(agenda, or_f(Command("agenda"), Key("agenda")))
    made.message.register(browse, Command("meetings"))
    made.callback_query.register(agenda, Pressed("agenda"))
    made.callback_query.register(browse, Pressed("meetings"))
    made.callback_query.register(show, Pressed("meeting"))
    made.callback_query.register(rsvp, Pressed("meeting.rsvp"))
    made.callback_query.register(check_in, Pressed("meeting.check_in"))
    return made
