"""Acceptance 验收 of a task: by named inspectors, or by the council's meeting."""

from sqlalchemy import select, update

from council.kernel.database.transaction import Transaction
from council.kernel.outbox.enqueueing import holders, these
from council.kernel.refusals import Refusal, refuse
from council.kernel.values import Person
from council.motions.tables import motions
from council.resolutions.acts import DESK_TASK_MOVES, OWN_TASK_MOVES
from council.resolutions.changing import changed
from council.resolutions.resolution import Resolution
from council.resolutions.tasks.commands import AcceptAtMeeting, InspectTask, TaskView
from council.resolutions.tasks.doing import found
from council.resolutions.tasks.reads import task_view
from council.resolutions.tasks.records import Task, facts_of, inspectors, keep_step, steps_of
from council.resolutions.tasks.rules import (
    WHOLE,
    check_decision,
    read_note,
    reopened_at,
)
from council.resolutions.tasks.tables import task_inspectors, task_steps
from council.resolutions.tasks.telling import tell, write


def inspect(tx: Transaction, who: Person, command: InspectTask) -> TaskView | Refusal:
    """Keep an inspector's word: the last acceptance makes it done, one refusal opens it again."""
    it = found(tx, who, command.number, command.position)
    if isinstance(it, Refusal):
        return it
    resolution, task = it
    refusal = OWN_TASK_MOVES.refusal("task_inspect", facts_of(tx, who, resolution, task))
    if refusal is not None:
        return refusal
    missing = read_note(command.missing) if command.missing else ""
    if isinstance(missing, Refusal):
        return missing
    t = task_inspectors.c
    tx.connection.execute(
        update(task_inspectors)
        .where(
            t.community_id == resolution.community_id,
            t.task_id == task.id,
            t.resident_id == who.id,
        )
        .values(verdict="refused" if missing else "accepted", said_at=tx.now)
    )
    if missing:
        _reopen(tx, who, resolution, task, missing)
    else:
        keep_step(tx, who, resolution, task, "accept", progress=WHOLE)
        if all(row.verdict == "accepted" for row in inspectors(tx, task)):
            _accept(tx, who, resolution, task)
    resolution = changed(tx, who, resolution, command.verb, title=resolution.title)
    just = "refuse" if missing else "accept"
    return task_view(tx, who, resolution, task.position, "resident", just=just)


def accept_at_meeting(
    tx: Transaction, who: Person, command: AcceptAtMeeting
) -> TaskView | Refusal:
    """Keep what a meeting decided: a carried motion accepts it, a lost one opens it again."""
    it = found(tx, who, command.number, command.position)
    if isinstance(it, Refusal):
        return it
    resolution, task = it
    refusal = DESK_TASK_MOVES.refusal("task_meeting", facts_of(tx, who, resolution, task))
    if refusal is not None:
        return refusal
    m, s = motions.c, task_steps.c
    motion = tx.connection.execute(
        select(m.id, m.number, m.state, m.meeting_id, m.drafted_at).where(
            m.community_id == who.community_id, m.number == command.motion
        )
    ).one_or_none()
    if motion is None:
        return refuse("motion.unknown")
    used = tx.connection.scalar(
        select(s.id).where(s.community_id == who.community_id, s.motion_id == motion.id).limit(1)
    )
    if used is not None:
        return refuse("task.motion_used", number=motion.number)
    refusal = check_decision(
        number=motion.number,
        state=motion.state,
        at_meeting=motion.meeting_id is not None,
        drafted_at=motion.drafted_at,
        reported_at=task.reported_at,
    )
    if refusal is not None:
        return refusal
    if motion.state == "carried":
        keep_step(tx, who, resolution, task, "accept", progress=WHOLE, motion_id=motion.id)
        _accept(tx, who, resolution, task)
    else:
        missing = read_note(command.missing)
        if isinstance(missing, Refusal):
            return missing
        _reopen(tx, who, resolution, task, missing, motion_id=motion.id)
    resolution = changed(tx, who, resolution, command.verb, title=resolution.title)
    just = "accept" if motion.state == "carried" else "refuse"
    return task_view(tx, who, resolution, task.position, "staff", just=just)


def _accept(tx: Transaction, who: Person, resolution: Resolution, task: Task) -> None:
    write(tx, resolution, task, done_at=tx.now, done_by=who.id)
    staff = holders(resolution.community_id, "facilitator", "manager")
    tell(tx, resolution, task, "task_accepted", staff, bot="staff")


def _reopen(
    tx: Transaction,
    who: Person,
    resolution: Resolution,
    task: Task,
    missing: str,
    *,
    motion_id: str | None = None,
) -> None:
    before = reopened_at(
        tuple(
            each.progress for each in steps_of(tx, task.id) if each.kind in ("progress", "refuse")
        )
    )
    write(tx, resolution, task, progress=before, reported_at=None)
    keep_step(
        tx,
        who,
        resolution,
        task,
        "refuse",
        progress=before,
        note=missing,
        motion_id=motion_id,
    )
    staff = holders(resolution.community_id, "facilitator", "manager")
    tell(tx, resolution, task, "task_refused", staff, bot="staff", missing=missing)
    if task.owner_id:
        owner = these(resolution.community_id, [task.owner_id])
        tell(tx, resolution, task, "task_refused", owner, missing=missing)
