"""The roll 产权清册 at the desk: a file that was sent, and a correction that was typed."""

import asyncio

from council.chat.acting import OnMessage
from council.chat.message import Message
from council.chat.visit import Visit
from council.kernel.policy import check
from council.kernel.screens.screen import Screen
from council.roll import commands
from council.rules.records import rules_of
from voting.formats.faults import BadInput
from voting.formats.roll_csv import read_roll_to_keep


async def offer(content: bytes, name: str, visit: Visit) -> Screen:
    """Read a roll file beside the command bus, then show what it would change."""
    refusal = check(visit.person, commands.OfferRoll.verb)
    if refusal is not None:
        return visit.render(refusal)
    try:
        community_id = visit.person.community_id
        rules = await visit.app.bus.read(lambda tx: rules_of(tx, community_id))
        table = await asyncio.to_thread(
            read_roll_to_keep, content, file=name, counted=rules.counted_kinds
        )
    except BadInput as error:
        return visit.render(commands.faults_in(error, file=name))
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


async def take_correction(message: Message, visit: Visit) -> Screen:
    """The new value and the reason."""
    if not message.text:
        return visit.refuse("message.not_expected")
    return await visit.ask(commands.OfferCorrection, text=message.text)


#: Which function takes the message that a draft of some kind waits for.
AWAITED: dict[str, OnMessage] = {"roll_correction": take_correction}
