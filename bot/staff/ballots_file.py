"""Ballots by file in the staff bot: the columns, the list to fill in, the preview, the yes."""

import asyncio
from zoneinfo import ZoneInfo

from telegram import Update
from telegram.ext import CallbackQueryHandler

from bot.staff.documents import sent
from bot.staff.routes import Handler, StaffContext, on_press, pressed_number
from bot.visit import Visit
from council.commands.ballots_file import (
    BallotFaults,
    ConfirmBallots,
    DropBallots,
    OfferBallots,
    PickBallotsChannel,
    StartBallotsFile,
)
from council.commands.file_faults import told
from council.commands.roll_reads import TakeBallotsList
from council.domain.policy import check
from council.domain.refusals import Refusal
from council.reads.ballots_file import ballots_template
from council.wording.presses import Press
from council.wording.screen import Screen
from voting.formats.ballots_csv import read_ballots_to_keep
from voting.formats.faults import BadInput

#: The kind of the draft that waits for a file of ballots.
KIND = "ballots_file"


async def start(press: Press, visit: Visit) -> Screen:
    """Ask for the file."""
    number = press.number(0)
    if number is None:
        return visit.refuse("press.unknown")
    return await visit.ask(StartBallotsFile, poll=number)


async def offer(content: bytes, name: str, visit: Visit) -> Screen:
    """Read a file of ballots beside the desk, then show what it would bring."""
    refusal = check(visit.person, OfferBallots.verb)
    if refusal is not None:
        return visit.word(refusal)
    zone = ZoneInfo(visit.person.timezone)
    try:
        table = await asyncio.to_thread(read_ballots_to_keep, content, file=name, zone=zone)
    except BadInput as error:
        draft = visit.draft
        number = draft.content["poll"] if draft is not None and draft.kind == KIND else 0
        return visit.word(BallotFaults(number=number, file=name, faults=told(error.faults)))
    return await visit.ask(OfferBallots, content=content, table=table)


async def template(update: Update, context: StaffContext) -> None:
    """Send the list of everybody who may vote. A repeated press sends it again."""
    visit, number = context.visit, pressed_number(update)
    if number is None:
        context.reply(visit.refuse("press.unknown"))
        return
    who = visit.person
    noted = await visit.hall.desk.ask(
        TakeBallotsList(actor=visit.account, cause=visit.cause, poll=number)
    )
    if isinstance(noted, Refusal):
        context.reply(visit.word(noted))
        return
    found = await visit.hall.desk.read(lambda tx: ballots_template(tx, who, number))
    if isinstance(found, Refusal) or await sent(context, name=found.name, content=found.content):
        context.reply(visit.word(found))
    else:
        context.reply(visit.refuse("roll.file_not_sent"))


async def pick_channel(press: Press, visit: Visit) -> Screen:
    """Say which way the ballots came."""
    revision, channel = press.number(0), press.word(1)
    if revision is None or channel is None:
        return visit.refuse("press.unknown")
    return await visit.ask(PickBallotsChannel, revision=revision, channel=channel)


async def confirm(press: Press, visit: Visit) -> Screen:
    """Keep what was shown."""
    revision = press.number(0)
    if revision is None:
        return visit.refuse("press.unknown")
    return await visit.ask(ConfirmBallots, revision=revision)


async def drop(press: Press, visit: Visit) -> Screen:
    """Put the file away."""
    return await visit.ask(DropBallots)


def routes() -> list[Handler]:
    """Routes of this noun."""
    return [
        on_press("ballots.file", start),
        CallbackQueryHandler(template, pattern=r"^ballots[.]template(:|$)"),
        on_press("ballots.channel", pick_channel),
        on_press("ballots.confirm", confirm),
        on_press("ballots.drop", drop),
    ]
