"""The power-and-duty list 权责清单 at the desk: a file that was sent."""

import asyncio

from council.chat.visit import Visit
from council.kernel.policy import check
from council.kernel.screens.screen import Screen
from council.rules.power_list.commands import OfferPowers, faults_in
from council.rules.power_list.file import read_powers
from council.rules.records import rules_of
from voting.formats.faults import BadInput

#: The kind of the draft that waits for the list.
KIND = "powers"


async def offer(content: bytes, name: str, visit: Visit) -> Screen:
    """Read a list beside the command bus, then show what it would change."""
    refusal = check(visit.person, OfferPowers.verb)
    if refusal is not None:
        return visit.render(refusal)
    community_id = visit.person.community_id
    rules = await visit.app.bus.read(lambda tx: rules_of(tx, community_id))
    try:
        table = await asyncio.to_thread(read_powers, content, file=name, rows=rules.rows)
    except BadInput as error:
        return visit.render(faults_in(error, file=name))
    return await visit.ask(
        OfferPowers,
        file=name,
        content=content,
        matters=table.matters,
        unread=table.unread,
        notes=tuple((each.key, each.text) for each in table.notes),
    )
