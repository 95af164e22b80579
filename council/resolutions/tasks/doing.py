"""Tasks 落实事项: planned, carried out, reported, accepted or sent back; one verb, one function."""

from sqlalchemy import Select, delete, insert, select, update

from council.kernel.bus.use_cases import UseCases
from council.kernel.database.transaction import Transaction
from council.kernel.outbox.messages import holders, notify, these
from council.kernel.refusals import Param, Refusal, refuse
from council.kernel.tables import clock_marks
from council.kernel.values import Person
from council.motions.tables import motions
from council.resolutions.changing import changed, locked
from council.resolutions.resolution import Resolution
from council.resolutions.rules import RESOLUTION
from council.resolutions.tables import tasks
from council.resolutions.tasks.commands import (
    AcceptAtMeeting,
    InspectTask,
    LateTaskTold,
    NoteProgress,
    PlanTask,
    TaskView,
    TellLateTask,
)
from council.resolutions.tasks.reads import task_view
from council.resolutions.tasks.records import (
    Task,
    facts_of,
    inspectors,
    keep_step,
    named,
    steps_of,
    task_of,
)
from council.resolutions.tasks.rules import (
    ACCEPTANCES,
    MOST_FEN,
    STEP,
    WHOLE,
    check_at_meeting,
    check_decision,
    check_inspecting,
    check_inspectors,
    check_planning_task,
    check_progress,
    read_note,
    reopened_at,
)
from council.resolutions.tasks.tables import task_inspectors, task_steps

#: The clock's mark of a task whose day is past.
LATE = "task_late"
Found = tuple[Resolution, Task]


def found(tx: Transaction, who: Person, number: str, position: int) -> Found | Refusal:
    """Lock a resolution and find one of its tasks."""
    resolution = locked(tx, who, number)
    if isinstance(resolution, Refusal):
        return resolution
    task = task_of(tx, resolution, position)
    return task if isinstance(task, Refusal) else (resolution, task)


def plan(tx: Transaction, who: Person, command: PlanTask) -> TaskView | Refusal:
    """Keep who does it, until when, for how much, and who accepts it."""
    it = found(tx, who, command.number, command.position)
    if isinstance(it, Refusal):
        return it
    resolution, task = it
    refusal = check_planning_task(facts_of(tx, who, resolution, task))
    if refusal is not None:
        return refusal
    people = _people(tx, who, command)
    if isinstance(people, Refusal):
        return people
    owner, wanted = people
    if command.acceptance not in ACCEPTANCES or not 0 <= (command.budget_fen or 0) <= MOST_FEN:
        return refuse("press.unknown")
    refusal = check_inspectors(owner, wanted, command.acceptance)
    if refusal is not None:
        return refusal
    _write(
        tx,
        resolution,
        task,
        owner_id=owner or None,
        due_at=command.due_at or None,
        budget_fen=command.budget_fen,
        acceptance=command.acceptance,
    )
    _name_inspectors(tx, resolution, task, wanted if command.acceptance == "inspectors" else ())
    keep_step(tx, who, resolution, task, "plan", progress=task.progress)
    resolution = changed(tx, who, resolution, command.verb, title=resolution.title)
    return task_view(tx, who, resolution, task.position, "staff", just="plan")


def _people(
    tx: Transaction, who: Person, command: PlanTask
) -> tuple[str, tuple[str, ...]] | Refusal:
    """Find the owner (empty: nobody) and the inspectors by their register numbers."""
    owner = ""
    if command.owner:
        known = named(tx, who.community_id, command.owner)
        if isinstance(known, Refusal):
            return known
        owner = known.id
    wanted = []
    for word in command.inspectors:
        known = named(tx, who.community_id, word)
        if isinstance(known, Refusal):
            return known
        wanted.append(known.id)
    return owner, tuple(dict.fromkeys(wanted))


def _name_inspectors(
    tx: Transaction, resolution: Resolution, task: Task, wanted: tuple[str, ...]
) -> None:
    tx.connection.execute(delete(task_inspectors).where(task_inspectors.c.task_id == task.id))
    rows = [
        {
            "community_id": resolution.community_id,
            "resolution_id": resolution.id,
            "task_id": task.id,
            "resident_id": each,
            "named_at": tx.now,
        }
        for each in wanted
    ]
    if rows:
        tx.connection.execute(insert(task_inspectors), rows)


def note_progress(tx: Transaction, who: Person, command: NoteProgress) -> TaskView | Refusal:
    """Keep how far it is; a hundred percent reports it done."""
    it = found(tx, who, command.number, command.position)
    if isinstance(it, Refusal):
        return it
    resolution, task = it
    note = read_note(command.note)
    refusal = check_progress(facts_of(tx, who, resolution, task))
    if refusal is not None:
        return refusal
    if isinstance(note, Refusal):
        return note
    if command.percent % STEP or not 0 <= command.percent <= WHOLE:
        return refuse("task.percent", given=str(command.percent), step=STEP)
    if command.percent == WHOLE:
        resolution = report(
            tx, who, resolution, task, verb=command.verb, note=note, photo=command.photo
        )
        return task_view(tx, who, resolution, task.position, "staff", just="report")
    _write(tx, resolution, task, progress=command.percent)
    keep_step(
        tx,
        who,
        resolution,
        task,
        "progress",
        progress=command.percent,
        note=note,
        photo=command.photo,
    )
    resolution = _begun(tx, who, resolution, command.verb)
    return task_view(tx, who, resolution, task.position, "staff", just="progress")


def report(
    tx: Transaction,
    who: Person,
    resolution: Resolution,
    task: Task,
    *,
    verb: str,
    note: str = "",
    photo: str = "",
) -> Resolution:
    """Report a task done: it is, unless somebody has to accept it; they are told then."""
    accepted = task.acceptance == "none"
    _write(
        tx,
        resolution,
        task,
        progress=WHOLE,
        reported_at=None if accepted else tx.now,
        done_at=tx.now if accepted else None,
        done_by=who.id if accepted else None,
    )
    keep_step(tx, who, resolution, task, "report", progress=WHOLE, note=note, photo=photo)
    if task.acceptance == "inspectors":
        t = task_inspectors.c
        tx.connection.execute(
            update(task_inspectors)
            .where(t.community_id == resolution.community_id, t.task_id == task.id)
            .values(verdict=None, said_at=None)
        )
        to_ask = select(t.resident_id).where(
            t.community_id == resolution.community_id, t.task_id == task.id
        )
        _tell(tx, resolution, task, "task_to_inspect", to_ask)
    elif task.acceptance == "meeting":
        staff = holders(resolution.community_id, "facilitator", "chair")
        _tell(tx, resolution, task, "task_to_meeting", staff, bot="staff")
    return _begun(tx, who, resolution, verb)


def _begun(tx: Transaction, who: Person, resolution: Resolution, verb: str) -> Resolution:
    """Note the act; the first step begins the implementation."""
    state = resolution.state
    if state == "in_force":
        after = RESOLUTION.after("implement", state)
        assert isinstance(after, str), "in force, as judged above"
        state = after
    return changed(tx, who, resolution, verb, state=state)


def inspect(tx: Transaction, who: Person, command: InspectTask) -> TaskView | Refusal:
    """Keep an inspector's word: the last acceptance makes it done, one refusal opens it again."""
    it = found(tx, who, command.number, command.position)
    if isinstance(it, Refusal):
        return it
    resolution, task = it
    refusal = check_inspecting(facts_of(tx, who, resolution, task))
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
    refusal = check_at_meeting(facts_of(tx, who, resolution, task))
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
    _write(tx, resolution, task, done_at=tx.now, done_by=who.id)
    staff = holders(resolution.community_id, "facilitator", "manager")
    _tell(tx, resolution, task, "task_accepted", staff, bot="staff")


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
    _write(tx, resolution, task, progress=before, reported_at=None)
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
    _tell(tx, resolution, task, "task_refused", staff, bot="staff", missing=missing)
    if task.owner_id:
        owner = these(resolution.community_id, [task.owner_id])
        _tell(tx, resolution, task, "task_refused", owner, missing=missing)


def tell_late(tx: Transaction, who: Person, command: TellLateTask) -> LateTaskTold | Refusal:
    """Tell the owner and the staff that the day is past; once for each day that was planned."""
    it = found(tx, who, command.number, command.position)
    if isinstance(it, Refusal):
        return it
    resolution, task = it
    subject = f"{task.id}/{task.due_at}"
    row = {
        "community_id": who.community_id,
        "mark": LATE,
        "subject": subject,
        "marked_at": tx.now,
    }
    tx.connection.execute(insert(clock_marks), [row])
    staff = holders(resolution.community_id, "facilitator", "manager")
    told = _tell(
        tx,
        resolution,
        task,
        "task_late",
        staff,
        "staff",
        due_on=task.due_at,
        percent=task.progress,
    )
    if task.owner_id:
        owner = these(resolution.community_id, [task.owner_id])
        told += _tell(
            tx, resolution, task, "task_late", owner, due_on=task.due_at, percent=task.progress
        )
    return LateTaskTold(number=resolution.number, position=task.position, told=told)


def _tell(
    tx: Transaction,
    resolution: Resolution,
    task: Task,
    notice: str,
    to: Select[tuple[str]],
    bot: str = "resident",
    **params: Param,
) -> int:
    return notify(
        tx,
        resolution.community_id,
        to,
        notice=notice,
        subject=f"{task.id}/{tx.now}",
        params={"number": resolution.number, "place": task.position, "task": task.title, **params},
        buttons=[("button.task_open", "resolution.task", (resolution.number, task.position))],
        bot=bot,
    )


def _write(
    tx: Transaction, resolution: Resolution, task: Task, **columns: str | int | None
) -> None:
    t = tasks.c
    tx.connection.execute(
        update(tasks)
        .where(t.community_id == resolution.community_id, t.id == task.id)
        .values(**columns)
    )


TASKS: UseCases = {
    PlanTask: plan,
    NoteProgress: note_progress,
    InspectTask: inspect,
    AcceptAtMeeting: accept_at_meeting,
    TellLateTask: tell_late,
}
