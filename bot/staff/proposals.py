"""Proposals 提案 in the staff bot."""

from telegram import Message, Update
from telegram.error import TelegramError
from telegram.ext import CallbackQueryHandler

from bot.staff.files import send_file
from bot.staff.routes import (
    Handler,
    StaffContext,
    on_command,
    on_key,
    on_press,
    pressed_number,
)
from bot.staff.typed import number_behind
from bot.visit import Visit
from council.commands import proposals as commands
from council.domain.refusals import Refusal
from council.reads.proposals_desk import (
    desk_files,
    desk_list,
    desk_proposal,
    merge_targets,
)
from council.wording.presses import Press
from council.wording.screen import Screen


async def browse(message: Message, visit: Visit) -> Screen:
    """``/proposals`` lists; ``/proposals 12`` opens one."""
    number = number_behind(message)
    if number is not None:
        return await visit.show(lambda tx, who: desk_proposal(tx, who, number))
    return await visit.show(lambda tx, who: desk_list(tx, who, 1))


async def turn_page(press: Press, visit: Visit) -> Screen:
    """A page of the list."""
    page = press.number(0) or 1
    return await visit.show(lambda tx, who: desk_list(tx, who, page))


async def show(press: Press, visit: Visit) -> Screen:
    """One proposal."""
    number = press.number(0)
    if number is None:
        return visit.refuse("press.unknown")
    return await visit.show(lambda tx, who: desk_proposal(tx, who, number))


async def admit(press: Press, visit: Visit) -> Screen:
    """Let all read and second it."""
    number = press.number(0)
    if number is None:
        return visit.refuse("press.unknown")
    return await visit.ask(commands.AdmitProposal, number=number)


async def pick_target(press: Press, visit: Visit) -> Screen:
    """Choose what to merge into."""
    number, page = press.number(0), press.number(1) or 1
    if number is None:
        return visit.refuse("press.unknown")
    return await visit.show(lambda tx, who: merge_targets(tx, who, number, page))


async def ask_merge(press: Press, visit: Visit) -> Screen:
    """Ask the author to agree."""
    number, into = press.number(0), press.number(1)
    if number is None or into is None:
        return visit.refuse("press.unknown")
    return await visit.ask(commands.AskMerge, number=number, into=into)


async def send_files(update: Update, context: StaffContext) -> None:
    """Send what an author attached: our own copies, since a file id belongs to one bot.

    Unlike every other answer this is several messages; the pages show files only once a proposal
    is admitted, and it must be judged before. A repeated press sends them again and changes nothing.
    """
    visit, number = context.visit, pressed_number(update)
    if number is None:
        context.reply(visit.refuse("press.unknown"))
        return
    who = visit.person
    found = await visit.hall.desk.read(lambda tx: desk_files(tx, who, number))
    if not isinstance(found, Refusal):
        try:
            for file in found.files:
                await send_file(context, int(visit.account.id), file)
        except TelegramError:
            context.reply(visit.refuse("proposal.files_not_sent"))
            return
    context.reply(visit.word(found))


def routes() -> list[Handler]:
    """Routes of this noun."""
    return [
        on_command("proposals", browse),
        on_key("proposals", browse),
        on_press("proposals", turn_page),
        on_press("proposal.desk", show),
        on_press("proposal.admit", admit),
        on_press("proposal.merge_pick", pick_target),
        on_press("proposal.merge", ask_merge),
        CallbackQueryHandler(send_files, pattern=r"^proposal[.]files(:|$)"),
    ]
