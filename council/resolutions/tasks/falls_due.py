"""Tasks 落实事项: what falls due."""

from typing import Any

from sqlalchemy import select

from council.kernel.bus.command import Command
from council.kernel.database.transaction import Transaction
from council.kernel.tables import clock_marks
from council.kernel.values import CLOCK
from council.resolutions.tasks.commands import TellLateTask
from council.resolutions.tasks.doing import LATE
from council.resolutions.tasks.reads import late_tasks


def falls_due(tx: Transaction) -> tuple[Command[Any], ...]:
    """Tell of each task whose day is past, once."""
    late = late_tasks(tx)
    told: set[str] = set()
    if late:
        c = clock_marks.c
        told = set(tx.connection.scalars(select(c.subject).where(c.mark == LATE)))
    return tuple(
        TellLateTask(actor=CLOCK, community_id=community_id, number=number, position=position)
        for community_id, number, position, _, task_id, due_at in late
        if f"{task_id}/{due_at}" not in told
    )
