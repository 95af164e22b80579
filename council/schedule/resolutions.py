"""Resolutions 决议: what falls due."""

from typing import Any

from council.commands.message import Command
from council.commands.resolutions import RemindPublication
from council.domain.values import CLOCK
from council.reads.resolutions_due import waiting_for_publication
from council.storage.transaction import Transaction


def falls_due(tx: Transaction) -> tuple[Command[Any], ...]:
    """A reminder, a day before the time is up, for each decision that is not published."""
    return tuple(
        RemindPublication(actor=CLOCK, community_id=row.community_id, poll=row.number)
        for row in waiting_for_publication(tx)
    )
