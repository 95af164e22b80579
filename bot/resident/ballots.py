"""Ballots 选票 in the residents' bot: the sheet tap by tap or typed, and the cast itself."""

from aiogram import Router
from aiogram.filters import Command, CommandObject, or_f
from aiogram.types import CallbackQuery, Message

from bot.resident.filters import Awaits, Key, Pressed
from bot.resident.polls import show_list
from bot.visit import CHANNEL, Visit, voice
from council.bootstrap import Hall
from council.commands.assisted import OverturnAssist
from council.commands.ballots import (
    BallotCast,
    BallotSheet,
    CastBallot,
    ChooseOnSheet,
    DisownBallot,
    MarkBallot,
    OpenSheet,
    TypeRanking,
)
from council.domain.numbers import read_number
from council.domain.refusals import refuse
from council.domain.values import Account, Cause
from council.wording import word
from council.wording.presses import Press
from council.wording.say import Say
from council.wording.screen import Screen


async def vote(message: Message, command: CommandObject, visit: Visit) -> Screen:
    """``/vote`` lists; ``/vote N`` opens the sheet; ``/vote N 3 1 2`` fills it in."""
    number_text, _, order = (command.args or "").strip().partition(" ")
    if not number_text:
        return await show_list(message, visit)
    number = read_number(number_text)
    if number is None:
        return visit.refuse("poll.number")
    if order.strip():
        return await visit.ask(TypeRanking, poll=number, text=order)
    return await visit.ask(OpenSheet, poll=number)


async def open_sheet(query: CallbackQuery, press: Press, visit: Visit) -> Screen:
    """Open one's sheet."""
    number = press.number(0)
    if number is None:
        return visit.refuse("press.unknown")
    return await visit.ask(OpenSheet, poll=number)


async def mark(query: CallbackQuery, press: Press, visit: Visit) -> Screen:
    """Tap, undo, clear, share a place, be done, go back."""
    number, revision = press.number(0), press.number(1)
    if number is None or revision is None:
        return visit.refuse("press.unknown")
    act = press.verb.removeprefix("ballot.")
    return await visit.ask(
        MarkBallot, poll=number, revision=revision, act=act, letter=press.word(2) or ""
    )


async def choose(query: CallbackQuery, press: Press, visit: Visit) -> Screen:
    """Choose for one head, or turn to another."""
    number, revision, place = press.number(0), press.number(1), press.number(2)
    if number is None or revision is None or place is None:
        return visit.refuse("press.unknown")
    return await visit.ask(
        ChooseOnSheet,
        poll=number,
        revision=revision,
        place=place,
        choice=press.word(3) or "",
    )


async def typed(message: Message, visit: Visit) -> Screen:
    """A typed order for the sheet that awaits it; anything else is asked for as text."""
    return await visit.ask(TypeRanking, text=message.text or "")


async def cast(query: CallbackQuery, press: Press, hall: Hall, cause: Cause) -> Screen:
    """Cast. In crowds this is all there is: no look-up of the person before the desk's own."""
    guessed = voice(hall, None, query.from_user.language_code)
    number, revision = press.number(0), press.number(1)
    if number is None or revision is None:
        return word(refuse("press.unknown"), guessed)
    outcome = await hall.desk.ask(
        CastBallot(
            actor=Account(channel=CHANNEL, id=str(query.from_user.id)),
            cause=cause,
            poll=number,
            revision=revision,
        )
    )
    if isinstance(outcome, BallotCast | BallotSheet):
        return word(outcome, Say(outcome.locale, outcome.timezone))
    return word(outcome, guessed)


async def overturn(query: CallbackQuery, press: Press, visit: Visit) -> Screen:
    """Take back what was done in one's name at the desk."""
    number = press.number(0)
    if number is None:
        return visit.refuse("press.unknown")
    return await visit.ask(OverturnAssist, act=number)


async def disown(query: CallbackQuery, press: Press, visit: Visit) -> Screen:
    """Say that what the desk laid in one's name was not one's own."""
    number, place, revision = press.number(0), press.number(1), press.number(2)
    if number is None or place is None or revision is None:
        return visit.refuse("press.unknown")
    return await visit.ask(DisownBallot, poll=number, place=place, revision=revision)


def hot_router() -> Router:
    """Routes that come in crowds and look nobody up first."""
    made = Router(name="casting")
    made.callback_query.register(cast, Pressed("ballot.cast"))
    return made


def router() -> Router:
    """Routes of this noun."""
    made = Router(name="ballots")
    made.message.register(vote, Command("vote"))
    made.message.register(show_list, Key("vote"))
    made.message.register(typed, Awaits("ballot"))
    made.callback_query.register(open_sheet, Pressed("ballot.open"))
    for act in ("tap", "undo", "clear", "tie", "done", "back"):
        made.callback_query.register(mark, Pressed(f"ballot.{act}"))
    made.callback_query.register(choose, or_f(Pressed("ballot.choose"), Pressed("ballot.head")))
    made.callback_query.register(overturn, Pressed("assist.overturn"))
    made.callback_query.register(disown, Pressed("ballot.disown"))
    return made
