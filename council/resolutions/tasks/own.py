"""The tasks that one sees to, and those that one is named to inspect."""

from typing import Any

from sqlalchemy import Select, and_, exists, or_, select

from council.kernel.own import Own, OwnLine
from council.kernel.values import Person
from council.resolutions.rules import PUBLISHED
from council.resolutions.tables import resolutions, tasks
from council.resolutions.tasks.tables import task_inspectors


def _mine(who: Person) -> Select[Any]:
    r, t, i = resolutions.c, tasks.c, task_inspectors.c
    inspects = exists().where(
        i.community_id == t.community_id, i.task_id == t.id, i.resident_id == who.id
    )
    return (
        select(r.number, t.position, t.title, t.progress, t.reported_at, t.done_at, t.due_at)
        .join(tasks, and_(t.community_id == r.community_id, t.resolution_id == r.id))
        .where(
            r.community_id == who.community_id,
            r.state.in_(sorted(PUBLISHED)),
            or_(t.owner_id == who.id, inspects),
        )
        .order_by(r.published_at.desc(), r.number.desc(), t.position)
    )


def _line(row: Any, _: int) -> OwnLine:
    state = "done" if row.done_at else "reported" if row.reported_at else "going_on"
    return OwnLine(
        params={
            "number": row.number,
            "place": row.position,
            "title": row.title,
            "percent": row.progress or 0,
            "state_key": f"own.task.{state}",
        },
        verb="resolution.task",
        arguments=(row.number, row.position),
    )


OWN = (Own(name="tasks", query=_mine, line=_line),)
