"""Join codes in the staff bot: sent as files, never as a reply that could wait in the outbox.

The commands carry no cause, for the command bus keeps the answer of an update that it has seen.
"""

import asyncio

from telegram import Bot
from telegram.error import TelegramError

from bot.api import ApiError, Call
from bot.visit import Visit
from council.kernel.config import Settings
from council.kernel.policy import check
from council.kernel.refusals import Refusal, refuse
from council.kernel.screens.screen import Screen
from council.kernel.screens.uploads import Upload
from council.people.codes_screens import CodesSent, code_message, codes_csv, slips_page
from council.people.commands import CodesIssued, IssueCodes
from council.pressing import Own
from voting.formats.table import BOM


async def issue_all(visit: Visit, *, last_issued_at: int) -> Screen:
    """Issue codes to everybody who has not joined, and send them as two files."""
    issued, bot = await _issue(
        visit, IssueCodes(actor=visit.account, last_issued_at=last_issued_at)
    )
    if isinstance(issued, Refusal):
        return visit.render(issued)
    slips = await asyncio.to_thread(slips_page, issued, bot, visit.say)
    files = {"codes.csv": BOM + codes_csv(issued, bot), "slips.html": slips}
    return visit.render(await _send(visit, files) or CodesSent(codes=len(issued.codes)))


async def issue_one(visit: Visit, *, refs: tuple[str, ...]) -> Screen:
    """``/code R001``: a code for one person who stands at the counter."""
    issued, bot = await _issue(visit, IssueCodes(actor=visit.account, refs=refs))
    if isinstance(issued, Refusal):
        return visit.render(issued)
    text = str(code_message(issued.codes[0], visit.say))
    files = {"slip.html": slips_page(issued, bot, visit.say)}
    return visit.render(await _send(visit, files, text) or CodesSent(codes=1, ref=refs[0]))


async def _issue(visit: Visit, command: IssueCodes) -> tuple[CodesIssued | Refusal, str]:
    """Issue, once it is known where the slips shall lead; tells the residents' bot too."""
    refusal = check(visit.person, command.verb)
    if refusal is not None:
        return refusal, ""
    bot = await _residents_bot(visit.app.settings)
    if not bot:
        return refuse("codes.no_residents_bot"), ""
    return await visit.app.bus.ask(command), bot


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


async def _send(visit: Visit, files: dict[str, str], text: str = "") -> Refusal | None:
    """Send now or not at all; nothing of it is kept."""
    uploads = [Upload(name=name, content=content.encode()) for name, content in files.items()]
    try:
        if text:
            params = {"chat_id": int(visit.account.id), "text": text, "parse_mode": "HTML"}
            await visit.api.call(Call(method="sendMessage", params=params))
    except ApiError:
        return refuse("codes.not_sent")
    return None if await visit.sent(uploads) else refuse("codes.not_sent")


#: What this bot does by itself, by press.
OWN: dict[str, Own] = {"codes.issue": issue_all, "codes.one": issue_one}
