"""Ballots by file at the desk: a file that was sent is read beside the command bus."""

import asyncio
from zoneinfo import ZoneInfo

from council.chat.visit import Visit
from council.counter.ballot_files.commands import BallotFaults, OfferBallots
from council.kernel.policy import check
from council.kernel.screens.file_faults_result import told
from council.kernel.screens.screen import Screen
from voting.formats.ballots_csv import read_ballots_to_keep
from voting.formats.faults import BadInput

#: The kind of the draft that waits for a file of ballots.
KIND = "ballots_file"


async def offer(content: bytes, name: str, visit: Visit) -> Screen:
    """Read a file of ballots beside the command bus, then show what it would bring."""
    refusal = check(visit.person, OfferBallots.verb)
    if refusal is not None:
        return visit.render(refusal)
    zone = ZoneInfo(visit.person.timezone)
    try:
        table = await asyncio.to_thread(read_ballots_to_keep, content, file=name, zone=zone)
    except BadInput as error:
        draft = visit.draft
        number = draft.content["poll"] if draft is not None and draft.kind == KIND else 0
        return visit.render(BallotFaults(number=number, file=name, faults=told(error.faults)))
    return await visit.ask(OfferBallots, content=content, table=table)
