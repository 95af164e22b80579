"""What the clock owes people: the message of the morning."""

from typing import Any

from council.kernel.bus.command import Command
from council.kernel.database.transaction import Transaction
from council.kernel.outbox.digests import SendDigests, due
from council.kernel.values import CLOCK


def falls_due(tx: Transaction) -> tuple[Command[Any], ...]:
    """Tell what was held back until now."""
    return tuple(SendDigests(actor=CLOCK, community_id=each) for each in due(tx))
