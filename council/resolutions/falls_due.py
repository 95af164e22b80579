"""Resolutions 决议: what falls due."""

from typing import Any

from council.kernel.bus.command import Command
from council.kernel.database.transaction import Transaction
from council.kernel.values import CLOCK
from council.resolutions.afterwards import reviews_due
from council.resolutions.commands import RemindPublication, RemindReview
from council.resolutions.due import waiting_for_publication
from council.resolutions.tasks.falls_due import falls_due as late_tasks


def falls_due(tx: Transaction) -> tuple[Command[Any], ...]:
    """What is to be published soon, tasks whose day is past, looks back whose day has come."""
    return (
        *(
            RemindPublication(actor=CLOCK, community_id=community_id, poll=poll)
            for community_id, poll in waiting_for_publication(tx)
        ),
        *late_tasks(tx),
        *(
            RemindReview(actor=CLOCK, community_id=community_id, number=number)
            for community_id, number in reviews_due(tx)
        ),
    )
