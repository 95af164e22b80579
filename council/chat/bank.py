"""Bank statements 对账单 at the desk: an export that was sent is read beside the command bus."""

import asyncio
from zoneinfo import ZoneInfo

from council.campaigns.bank_statements.commands import ImportStatement, faults_in
from council.campaigns.bank_statements.importing import KIND
from council.campaigns.bank_statements.reading import read_statement
from council.chat.visit import Visit
from council.kernel.policy import check
from council.kernel.screens.screen import Screen
from voting.formats.faults import BadInput

__all__ = ["KIND", "take"]


async def take(content: bytes, name: str, visit: Visit) -> Screen:
    """Read an export and keep it; nothing is booked before a person says what a line is."""
    refusal = check(visit.person, ImportStatement.verb)
    if refusal is not None:
        return visit.render(refusal)
    zone = ZoneInfo(visit.person.timezone)
    try:
        statement = await asyncio.to_thread(read_statement, content, file=name, zone=zone)
    except BadInput as error:
        return visit.render(faults_in(error, file=name))
    return await visit.ask(ImportStatement, file=name, content=content, statement=statement)
