"""The roll 产权清册 in the staff bot: import from a file, export, correction of one unit."""

import asyncio

from telegram import Message, Update
from telegram.ext import CallbackQueryHandler

from bot.staff.documents import sent
from bot.staff.routes import Handler, OnMessage, StaffContext, on_command, on_press
from bot.staff.typed import behind
from bot.visit import Visit
from council.commands import roll as commands
from council.commands.roll_reads import ReadUnit, TakeRoll
from council.domain.policy import check
from council.domain.refusals import Refusal
from council.domain.roll import CORRECTABLE
from council.reads.roll import roll_file, view_roll, view_unit
from council.storage.rules import rules_of
from council.wording.presses import Press
from council.wording.screen import Screen
from voting.formats.faults import BadInput
from voting.formats.roll_csv import read_roll_to_keep


async def browse(message: Message, visit: Visit) -> Screen:
    """``/roll`` shows the figures; ``/roll 3-2-501`` one unit."""
    code = behind(message)
    if code:
        noted = await visit.hall.desk.ask(
            ReadUnit(actor=visit.account, cause=visit.cause, unit=code)
        )
        if isinstance(noted, Refusal):
            return visit.word(noted)
        return await visit.show(lambda tx, who: view_unit(tx, who, code))
    return await visit.show(view_roll)


async def show(press: Press, visit: Visit) -> Screen:
    """The figures, from a button."""
    return await visit.show(view_roll)


async def start(press: Press, visit: Visit) -> Screen:
    """Ask for the file."""
    return await visit.ask(commands.StartRollImport)


async def offer(content: bytes, name: str, visit: Visit) -> Screen:
    """Read a roll file beside the desk, then show what it would change."""
    refusal = check(visit.person, commands.OfferRoll.verb)
    if refusal is not None:
        return visit.word(refusal)
    try:
        community_id = visit.person.community_id
        rules = await visit.hall.desk.read(lambda tx: rules_of(tx, community_id))
        table = await asyncio.to_thread(
            read_roll_to_keep, content, file=name, counted=rules.counted_kinds
        )
    except BadInput as error:
        return visit.word(commands.faults_in(error, file=name))
    return await visit.ask(
        commands.OfferRoll,
        file=name,
        content=content,
        units=table.units,
        same_owner=frozenset(map(str, table.same_owner)),
        rewritten=tuple(
            (each.line, each.before, each.after.replace(";", "；")) for each in table.rewritten
        ),
        unread=table.unknown_columns,
        notes=tuple((each.key, each.text) for each in table.notes),
    )


async def settle(press: Press, visit: Visit) -> Screen:
    """One person, or several of one name."""
    revision, answer = press.number(0), press.word(1)
    if revision is None or answer is None:
        return visit.refuse("press.unknown")
    return await visit.ask(
        commands.SettleNamesakes, revision=revision, answer=answer, place=press.number(2) or 0
    )


async def confirm(press: Press, visit: Visit) -> Screen:
    """Import what was shown."""
    revision = press.number(0)
    if revision is None:
        return visit.refuse("press.unknown")
    return await visit.ask(commands.ConfirmRoll, revision=revision)


async def show_waiting(press: Press, visit: Visit) -> Screen:
    """The file that waits for a second person."""
    return await visit.ask(commands.ShowRollImport)


async def settle_waiting(press: Press, visit: Visit) -> Screen:
    """The second person's yes or no."""
    answer, which = press.word(0), press.word(1)
    if answer is None or which is None:
        return visit.refuse("press.unknown")
    return await visit.ask(commands.SettleRollImport, answer=answer, id=which)


async def drop(press: Press, visit: Visit) -> Screen:
    """Put the file away."""
    return await visit.ask(commands.DropRoll)


async def export(update: Update, context: StaffContext) -> None:
    """Send the roll as a file, then what it holds. A repeated press sends it again."""
    visit = context.visit
    who = visit.person
    noted = await visit.hall.desk.ask(TakeRoll(actor=visit.account, cause=visit.cause))
    if isinstance(noted, Refusal):
        context.reply(visit.word(noted))
        return
    found = await visit.hall.desk.read(lambda tx: roll_file(tx, who))
    if isinstance(found, Refusal) or await sent(context, name=found.name, content=found.content):
        context.reply(visit.word(found))
    else:
        context.reply(visit.refuse("roll.file_not_sent"))


async def correct(press: Press, visit: Visit) -> Screen:
    """Ask for the new value of one field of a unit."""
    place, unit = press.number(0), press.word(1)
    if place is None or unit is None or place >= len(CORRECTABLE):
        return visit.refuse("press.unknown")
    return await visit.ask(commands.StartCorrection, unit=unit, field=CORRECTABLE[place])


async def take_correction(message: Message, visit: Visit) -> Screen:
    """The new value and the reason."""
    if not message.text:
        return visit.refuse("message.not_expected")
    return await visit.ask(commands.OfferCorrection, text=message.text)


async def corrected(press: Press, visit: Visit) -> Screen:
    """Make the correction."""
    revision = press.number(0)
    if revision is None:
        return visit.refuse("press.unknown")
    return await visit.ask(commands.ConfirmCorrection, revision=revision)


#: Which function takes the message that a draft of some kind waits for.
AWAITED: dict[str, OnMessage] = {"roll_correction": take_correction}


def routes() -> list[Handler]:
    """Routes of this noun."""
    return [
        on_command("roll", browse),
        on_press("roll", show),
        on_press("roll.import", start),
        on_press("roll.settle", settle),
        on_press("roll.confirm", confirm),
        on_press("roll.drop", drop),
        on_press("roll.second", show_waiting),
        on_press("roll.settle_second", settle_waiting),
        CallbackQueryHandler(export, pattern=r"^roll[.]export(:|$)"),
        on_press("roll.correct", correct),
        on_press("roll.corrected", corrected),
    ]
