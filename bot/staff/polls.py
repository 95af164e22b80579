"""Polls 表决 in the staff bot: lists, forms, and every move of a poll."""

import asyncio
import time
from functools import partial
from typing import Any

from telegram import Message

from bot.staff.routes import Handler, on_command, on_key, on_press
from bot.staff.typed import number_behind
from bot.visit import Visit
from council.commands.message import Command
from council.commands.polls import (
    AnnouncePoll,
    CertifyPoll,
    ClosePoll,
    CountPoll,
    OpenPoll,
    RemindVoters,
)
from council.reads.polls import asked_first, new_poll, recent, show
from council.storage.inbox import oldest
from council.wording.presses import Press
from council.wording.screen import Screen

#: How long (s) a close by hand waits for what came in before it.
CLOSE_WITHIN = 3.0

#: Moves that are one press, and those that are asked twice because nothing takes them back.
_MOVES: dict[str, type[Command[Any]]] = {
    "poll.announce": AnnouncePoll,
    "poll.open": OpenPoll,
    "poll.close": ClosePoll,
    "poll.count": CountPoll,
    "poll.certify": CertifyPoll,
    "poll.remind": RemindVoters,
}
_ASKED_TWICE = ("poll.announce", "poll.close", "poll.certify")


async def show_list(message: Message, visit: Visit) -> Screen:
    """``/polls`` lists the newest; ``/polls 3`` opens one."""
    number = number_behind(message)
    if number is not None:
        return await visit.show(lambda tx, who: show(tx, who, number))
    return await visit.show(recent)


async def show_list_again(press: Press, visit: Visit) -> Screen:
    """The newest polls, from a button."""
    return await visit.show(recent)


async def show_poll(press: Press, visit: Visit) -> Screen:
    """One poll with its live turnout and what can be done."""
    number = press.number(0)
    if number is None:
        return visit.refuse("press.unknown")
    return await visit.show(lambda tx, who: show(tx, who, number))


async def choose_kind(press: Press, visit: Visit) -> Screen:
    """Which kind of poll a motion is put to."""
    number = press.number(0)
    if number is None:
        return visit.refuse("press.unknown")
    return await visit.show(lambda tx, who: new_poll(tx, who, number))


async def move(command: type[Command[Any]], press: Press, visit: Visit) -> Screen:
    """Make one move of a poll."""
    number = press.number(0)
    if number is None:
        return visit.refuse("press.unknown")
    if command is ClosePoll:
        await _worked_off(visit)
    return await visit.ask(command, poll=number)


async def _worked_off(visit: Visit) -> None:
    """Before a close by hand: give what was taken in before it a moment to be handled.

    The close itself insists; a busy minute need not send the facilitator away for that.
    """
    deadline = time.monotonic() + CLOSE_WITHIN
    while time.monotonic() < deadline:
        if not await visit.hall.desk.read(
            lambda tx: (oldest(tx.connection) or tx.now + 1) <= tx.now
        ):
            return
        await asyncio.sleep(0.05)


async def ask_first(verb: str, press: Press, visit: Visit) -> Screen:
    """Ask before a move that nothing takes back."""
    number = press.number(0)
    if number is None:
        return visit.refuse("press.unknown")
    return await visit.show(lambda tx, who: asked_first(tx, who, number, verb))


def routes() -> list[Handler]:
    """Routes of this noun."""
    made = [
        on_command("polls", show_list),
        on_key("polls", show_list),
        on_press("polls", show_list_again),
        on_press("poll.view", show_poll),
        on_press("poll.new", choose_kind),
    ]
    for verb, command in _MOVES.items():
        if verb in _ASKED_TWICE:
            made.append(on_press(verb, partial(ask_first, verb)))
            made.append(on_press(f"{verb}.sure", partial(move, command)))
        else:
            made.append(on_press(verb, partial(move, command)))
    return made
