"""Resolutions 决议: what falls due."""

from typing import Any

from council.kernel.bus.command import Command
from council.kernel.database.transaction import Transaction
from council.kernel.values import CLOCK
from council.resolutions.commands import RemindPublication
from council.resolutions.due import waiting_for_publication


def falls_due(tx: Transaction) -> tuple[Command[Any], ...]:
    """A reminder, a day before the time is up, for each decision that is not published."""
    return tuple(
        RemindPublication(actor=CLOCK, community_id=community_id, poll=poll)
        for community_id, poll in waiting_for_publication(tx)
    )
