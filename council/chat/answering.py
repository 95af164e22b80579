"""Who takes a message, by bot: what a half-done draft waits for, else what nobody awaits."""

from collections.abc import Mapping

from council.chat import roll, tables
from council.chat.acting import OnMessage, said
from council.chat.forms import fill, kinds
from council.chat.message import Message
from council.chat.visit import Visit
from council.kernel.screens.screen import Screen
from council.meetings.arrivals.commands import CheckInByCode
from council.meetings.arrivals.reads import held_now
from council.meetings.arrivals.rules import digits_alone
from council.polls.ballots.commands import TypeRanking


async def rank(message: Message, visit: Visit) -> Screen:
    """A typed order for the sheet that awaits it; anything else is asked for as text."""
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
    if message.text:
        # It may be an order that corrects the ballot on the confirm screen.
        return await visit.ask(TypeRanking, text=message.text)
    return visit.refuse("message.not_expected")


#: Bot → kind of draft → what takes the message that it waits for.
AWAITED: Mapping[str, Mapping[str, OnMessage]] = {
    "resident": {**dict.fromkeys(kinds("resident"), fill), "ballot": rank},
    "staff": {**dict.fromkeys(kinds("staff"), fill), **roll.AWAITED, **tables.AWAITED},
}
#: Bot → what takes the message that nobody awaits.
OTHERWISE: Mapping[str, OnMessage] = {"resident": lost, "staff": tables.unasked}


async def answer(message: Message, visit: Visit) -> Screen:
    """Answer a message of somebody who came in."""
    return await said(message, visit, AWAITED[visit.bot], OTHERWISE[visit.bot])
