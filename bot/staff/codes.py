"""Join codes in the staff bot: sent as files, never as a reply that could wait in the outbox.

The commands carry no cause, for the desk keeps the answer of an update that it has seen.
"""

import asyncio

from telegram import Bot, InputFile, Message, Update
from telegram.constants import ParseMode
from telegram.error import TelegramError
from telegram.ext import CallbackQueryHandler, CommandHandler

from bot.staff.routes import Handler, StaffContext, on_command, on_press, pressed_number
from bot.visit import Visit
from council.commands.people import CodesIssued, IssueCodes
from council.config import Settings
from council.domain.policy import check
from council.domain.refusals import Refusal, refuse
from council.reads.codes import view_codes
from council.wording.codes import CodesSent, code_message, codes_csv, slips_page
from council.wording.presses import Press
from council.wording.screen import Screen
from voting.formats.table import BOM


async def show(message: Message, visit: Visit) -> Screen:
    """``/codes``: how many have not joined."""
    return await visit.show(view_codes)


async def show_again(press: Press, visit: Visit) -> Screen:
    """The same, from a button."""
    return await visit.show(view_codes)


async def issue_all(update: Update, context: StaffContext) -> None:
    """Issue codes to everybody who has not joined, and send them as two files."""
    visit, last = context.visit, pressed_number(update)
    if last is None:
        context.reply(visit.refuse("press.unknown"))
        return
    issued, bot = await _issue(visit, IssueCodes(actor=visit.account, last_issued_at=last))
    if isinstance(issued, Refusal):
        context.reply(visit.word(issued))
        return
    slips = await asyncio.to_thread(slips_page, issued, bot, visit.say)
    files = {"codes.csv": BOM + codes_csv(issued, bot), "slips.html": slips}
    sent = CodesSent(codes=len(issued.codes))
    context.reply(visit.word(await _send(context, "", files) or sent))


async def issue_one(update: Update, context: StaffContext) -> None:
    """``/code R001``: a code for one person who stands at the desk."""
    visit = context.visit
    assert update.effective_message is not None
    ref = (update.effective_message.text or "").partition(" ")[2].strip()
    if not ref:
        context.reply(visit.refuse("codes.no_ref"))
        return
    issued, bot = await _issue(visit, IssueCodes(actor=visit.account, refs=(ref,)))
    if isinstance(issued, Refusal):
        context.reply(visit.word(issued))
        return
    text = str(code_message(issued.codes[0], visit.say))
    files = {"slip.html": slips_page(issued, bot, visit.say)}
    context.reply(visit.word(await _send(context, text, files) or CodesSent(codes=1, ref=ref)))


async def _issue(visit: Visit, command: IssueCodes) -> tuple[CodesIssued | Refusal, str]:
    """Issue, once it is known where the slips shall lead; tells the residents' bot too."""
    refusal = check(visit.person, command.verb)
    if refusal is not None:
        return refusal, ""
    bot = await _residents_bot(visit.hall.settings)
    if not bot:
        return refuse("codes.no_residents_bot"), ""
    return await visit.hall.desk.ask(command), bot


async def _residents_bot(settings: Settings) -> str:
    """Ask the Bot API for the username of the residents' bot; empty where it cannot be told."""
    if not settings.resident_bot_token:
        return ""
    try:
        async with Bot(
            settings.resident_bot_token, base_url=f"{settings.bot_api_url}/bot"
        ) as residents:
            return residents.username
    except TelegramError:
        return ""


async def _send(context: StaffContext, text: str, files: dict[str, str]) -> Refusal | None:
    """Send now or not at all; nothing of it is kept."""
    chat = int(context.visit.account.id)
    try:
        if text:
            await context.bot.send_message(chat, text, parse_mode=ParseMode.HTML)
        for name, content in files.items():
            await context.bot.send_document(chat, InputFile(content.encode(), filename=name))
    except TelegramError:
        return refuse("codes.not_sent")
    return None


def routes() -> list[Handler]:
    """Routes of this noun."""
    return [
        on_command("codes", show),
        on_press("codes", show_again),
        CommandHandler("code", issue_one),
        CallbackQueryHandler(issue_all, pattern=r"^codes[.]issue(:|$)"),
    ]
