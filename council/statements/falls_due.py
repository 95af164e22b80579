"""Statements 意见征集: what falls due: collections whose time has come."""

from typing import Any

from council.kernel.bus.command import Command
from council.kernel.database.transaction import Transaction
from council.kernel.values import CLOCK
from council.statements.commands import CloseCollection
from council.statements.due import open_collections
from council.statements.records import facts


def falls_due(tx: Transaction) -> tuple[Command[Any], ...]:
    """Close what is open and takes no answers any more.

    Its time is over, its meeting has begun, or its motion no longer waits for one.
    """
    return tuple(
        CloseCollection(actor=CLOCK, community_id=collection.community_id, number=motion.number)
        for motion, collection in open_collections(tx)
        if not facts(tx, None, motion, collection).is_running
    )
