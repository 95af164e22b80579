"""Who takes a message, by bot: what a half-done draft waits for, else what nobody awaits."""

import re
from collections.abc import Mapping

from council.chat import roll, tables
from council.chat.acting import OnMessage, not_understood, said
from council.chat.forms import fill, kinds
from council.chat.hearing import listens, spoken
from council.chat.message import Message
from council.chat.visit import Visit
from council.kernel.refusals import refuse
from council.kernel.screens.screen import Screen
from council.meetings.arrivals.commands import CheckInByCode
from council.meetings.arrivals.reads import held_now
from council.meetings.arrivals.rules import digits_alone
from council.polls.ballots.commands import TypeRanking

#: What may be an order of options: letters and figures, with whatever stands between them.
_AN_ORDER = re.compile(r"[A-Za-z0-9Ａ-Ｚａ-ｚ０-９\s,，、.>＞=＝()（）/;；\-]{1,80}")
#: Longer words in Chinese are no order.
SENTENCE = 8
NOT_AWAITED = refuse("draft.nothing_awaited")


async def rank(message: Message, visit: Visit) -> Screen:
    """A typed order for the sheet that awaits it; a sentence is none, and is no mistake in one."""
    text = message.text or ""
    if len(text.strip()) > SENTENCE and not _AN_ORDER.fullmatch(text):
        return not_understood(text, visit)
    return await visit.ask(TypeRanking, text=text)


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
    if message.file is not None and listens(message, visit):
        return await spoken(message.file, visit)
    if not message.text:
        return visit.refuse("message.not_expected")
    if _AN_ORDER.fullmatch(message.text):
        # It may correct the ballot on the confirm screen.
        order = TypeRanking(actor=visit.account, cause=visit.cause, text=message.text)
        outcome = await visit.app.bus.ask(order)
        if outcome != NOT_AWAITED:
            return visit.render(outcome)
    return not_understood(message.text, visit)


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
