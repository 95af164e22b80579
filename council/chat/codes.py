"""Join codes at the desk: sent as files, never as a reply that could wait in the outbox.

The commands carry no cause, for the command bus keeps the answer of an update that it has seen.
"""

import asyncio
from collections.abc import Mapping

from council.chat.visit import Visit
from council.kernel.policy import check
from council.kernel.refusals import Refusal, refuse
from council.kernel.screens.screen import Screen
from council.kernel.screens.uploads import Upload
from council.people.codes_screens import CodesSent, code_message, codes_csv, slips_page
from council.people.commands import CodesIssued, IssueCodes, MakeDeviceCode
from council.people.hall.screens import DeviceCodeShown, device_message
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
    files = {"codes.csv": BOM + codes_csv(issued, bot, visit.say), "slips.html": slips}
    return visit.render(await _send(visit, files) or CodesSent(codes=len(issued.codes)))


async def issue_one(visit: Visit, *, refs: tuple[str, ...]) -> Screen:
    """``/code R001``: a code for one person who stands at the counter."""
    issued, bot = await _issue(visit, IssueCodes(actor=visit.account, refs=refs))
    if isinstance(issued, Refusal):
        return visit.render(issued)
    text = str(code_message(issued.codes[0], visit.say))
    files = {"slip.html": slips_page(issued, bot, visit.say)}
    return visit.render(await _send(visit, files, text) or CodesSent(codes=1, ref=refs[0]))


async def device_code(visit: Visit) -> Screen:
    """Show the way into the web hall on another device, with a code that is good for minutes."""
    made = await visit.app.bus.ask(MakeDeviceCode(actor=visit.account))
    if isinstance(made, Refusal):
        return visit.render(made)
    told = await visit.told_at_once(str(device_message(made, visit.say)))
    return visit.render(DeviceCodeShown()) if told else visit.refuse("hall.code_not_shown")


async def _issue(visit: Visit, command: IssueCodes) -> tuple[CodesIssued | Refusal, str]:
    """Issue, once it is known where the slips shall lead; tells the residents' bot too."""
    refusal = check(visit.person, command.verb)
    if refusal is not None:
        return refusal, ""
    bot = await visit.residents_bot()
    if not bot and not visit.say.page():
        return refuse("codes.no_residents_bot"), ""
    return await visit.app.bus.ask(command), bot


async def _send(visit: Visit, files: dict[str, str], text: str = "") -> Refusal | None:
    """Send now or not at all; nothing of it is kept."""
    uploads = [Upload(name=name, content=content.encode()) for name, content in files.items()]
    if text and not await visit.told_at_once(text):
        return refuse("codes.not_sent")
    return None if await visit.sent(uploads) else refuse("codes.not_sent")


#: Bot → press → what is done for it in the place of asking for the command of its row.
OWN: Mapping[str, Mapping[str, Own]] = {
    "resident": {"hall.code": device_code},
    "staff": {"hall.code": device_code, "codes.issue": issue_all, "codes.one": issue_one},
}
