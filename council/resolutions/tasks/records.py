"""Tasks 落实事项 as they are kept, and the facts that their guards are asked with."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import and_, insert, select

from council.kernel.acts.facts import later
from council.kernel.database.transaction import Transaction
from council.kernel.directory import residents
from council.kernel.refusals import Refusal, refuse
from council.kernel.values import Person, value
from council.motions.tables import motions
from council.resolutions.facts import TaskFacts
from council.resolutions.resolution import Resolution
from council.resolutions.tables import tasks
from council.resolutions.tasks.commands import TaskStep
from council.resolutions.tasks.tables import task_inspectors, task_steps


@value
class Task:
    """A task as kept; times are 0 where none, ``owner_id`` is empty where nobody is named."""

    id: str
    position: int
    title: str
    owner_id: str
    due_at: int
    budget_fen: int
    progress: int
    acceptance: str
    reported_at: int
    done_at: int


@value
class Named:
    """Somebody on the residents' list."""

    id: str
    ref: str
    name: str


def task_of(tx: Transaction, resolution: Resolution, position: int) -> Task | Refusal:
    """Find a task by its place."""
    t = tasks.c
    row = tx.connection.execute(
        select(tasks).where(
            t.community_id == resolution.community_id,
            t.resolution_id == resolution.id,
            t.position == position,
        )
    ).one_or_none()
    return refuse("resolution.no_task", number=resolution.number) if row is None else _task(row)


def _task(row: Any) -> Task:
    return Task(
        id=row.id,
        position=row.position,
        title=row.title,
        owner_id=row.owner_id or "",
        due_at=row.due_at or 0,
        budget_fen=-1 if row.budget_fen is None else row.budget_fen,
        progress=100 if row.done_at else row.progress or 0,
        acceptance=row.acceptance or "none",
        reported_at=row.reported_at or 0,
        done_at=row.done_at or 0,
    )


def facts_of(tx: Transaction, who: Person, resolution: Resolution, task: Task) -> TaskFacts:
    """Gather what the guards ask."""
    return TaskFacts(
        number=resolution.number,
        position=task.position,
        state=resolution.state,
        done=bool(task.done_at),
        reported=bool(task.reported_at),
        acceptance=task.acceptance,
        awaited=later(lambda: _awaits(tx, who, task)),
        is_owner=task.owner_id == who.id,
    )


def _awaits(tx: Transaction, who: Person, task: Task) -> bool:
    return any(row.resident_id == who.id and not row.verdict for row in inspectors(tx, task))


def inspectors(tx: Transaction, task: Task) -> Sequence[Any]:
    """Read who accepts a task, with what they said, in the order of their names."""
    i, r = task_inspectors.c, residents.c
    return tx.connection.execute(
        select(i.resident_id, i.verdict, r.name)
        .join(residents, and_(r.community_id == i.community_id, r.id == i.resident_id))
        .where(i.task_id == task.id)
        .order_by(r.name, r.id)
    ).all()


def steps_of(tx: Transaction, task_id: str, *, names: bool = False) -> tuple[TaskStep, ...]:
    """Read a task's history, the earliest first."""
    s, m, r = task_steps.c, motions.c, residents.c
    rows = tx.connection.execute(
        select(task_steps, m.number.label("motion"), r.name.label("name"))
        .outerjoin(motions, and_(m.community_id == s.community_id, m.id == s.motion_id))
        .outerjoin(residents, and_(r.community_id == s.community_id, r.id == s.taken_by))
        .where(s.task_id == task_id)
        .order_by(s.taken_at, s.id)
    )
    return tuple(
        TaskStep(
            kind=row.kind,
            progress=row.progress,
            taken_at=row.taken_at,
            note=row.note or "",
            photo=row.photo or "",
            motion=row.motion or 0,
            by=(row.name or "") if names else "",
        )
        for row in rows
    )


def keep_step(
    tx: Transaction,
    who: Person,
    resolution: Resolution,
    task: Task,
    kind: str,
    *,
    progress: int,
    note: str = "",
    photo: str = "",
    motion_id: str | None = None,
) -> None:
    """Add a step to a task's history."""
    row = {
        "community_id": resolution.community_id,
        "id": tx.new_id(),
        "resolution_id": resolution.id,
        "task_id": task.id,
        "kind": kind,
        "progress": progress,
        "note": note or None,
        "photo": photo or None,
        "motion_id": motion_id,
        "taken_by": who.id,
        "taken_at": tx.now,
    }
    tx.connection.execute(insert(task_steps), [row])


def named(tx: Transaction, community_id: str, word: str) -> Named | Refusal:
    """Find somebody by register number, or by a name that only one person has."""
    t = residents.c
    plain = " ".join(word.split())
    rows = tx.connection.execute(
        select(t.id, t.ref, t.name).where(
            t.community_id == community_id, (t.ref == plain) | (t.name == plain)
        )
    ).all()
    by_ref = [row for row in rows if row.ref == plain]
    found = by_ref or rows
    if len(found) != 1:
        key = "task.unknown_person" if not found else "task.several_people"
        return refuse(key, given=plain[:30])
    return Named(id=found[0].id, ref=found[0].ref, name=found[0].name)
