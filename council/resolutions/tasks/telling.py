"""Who is told about a task 落实事项, and writing its columns."""

from sqlalchemy import Select, update

from council.kernel.acts_log import newest_act
from council.kernel.database.transaction import Transaction
from council.kernel.outbox.enqueueing import notify
from council.kernel.refusals import Param
from council.resolutions.resolution import Resolution
from council.resolutions.tables import tasks
from council.resolutions.tasks.records import Task


def tell(
    tx: Transaction,
    resolution: Resolution,
    task: Task,
    notice: str,
    to: Select[tuple[str]],
    bot: str = "resident",
    **params: Param,
) -> int:
    """Queue a notice about a task; tells how many get it."""
    return notify(
        tx,
        resolution.community_id,
        to,
        notice=notice,
        subject=f"{task.id}/{newest_act(tx, resolution.community_id)}",
        params={"number": resolution.number, "place": task.position, "task": task.title, **params},
        buttons=[("button.task_open", "resolution.task", (resolution.number, task.position))],
        bot=bot,
        needs_by=0,
    )


def write(
    tx: Transaction, resolution: Resolution, task: Task, **columns: str | int | None
) -> None:
    """Write columns of a task; the caller notes the act."""
    t = tasks.c
    tx.connection.execute(
        update(tasks)
        .where(t.community_id == resolution.community_id, t.id == task.id)
        .values(**columns)
    )
