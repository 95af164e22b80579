"""Tasks 落实事项: planned, carried out, reported, accepted or sent back; one verb, one function."""

from sqlalchemy import delete, insert, select, update

from council.kernel.database.transaction import Transaction
from council.kernel.outbox.enqueueing import holders, these
from council.kernel.refusals import Refusal, refuse
from council.kernel.tables import clock_marks
from council.kernel.values import Person
from council.resolutions.acts import DESK_TASK_MOVES
from council.resolutions.changing import changed, locked
from council.resolutions.hooks import RESTS_ON_ACCEPTANCE
from council.resolutions.resolution import Resolution
from council.resolutions.rules import RESOLUTION
from council.resolutions.tasks.commands import (
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
    keep_step,
    named,
    task_of,
)
from council.resolutions.tasks.rules import (
    ACCEPTANCES,
    MOST_FEN,
    STEP,
    WHOLE,
    check_inspectors,
    read_note,
)
from council.resolutions.tasks.tables import task_inspectors
from council.resolutions.tasks.telling import tell, write

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
    refusal = DESK_TASK_MOVES.refusal("task_plan", facts_of(tx, who, resolution, task))
    if refusal is not None:
        return refusal
    people = _people(tx, who, command)
    if isinstance(people, Refusal):
        return people
    owner, wanted = people
    if command.acceptance not in ACCEPTANCES or not 0 <= (command.budget_fen or 0) <= MOST_FEN:
        return refuse("press.unknown")
    rests = command.acceptance == "none" and any(
        RESTS_ON_ACCEPTANCE(tx, who.community_id, task.id)
    )
    refusal = refuse("task.under_contract") if rests else None
    refusal = refusal or check_inspectors(owner, wanted, command.acceptance)
    if refusal is not None:
        return refusal
    write(
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
    refusal = DESK_TASK_MOVES.refusal("task_progress", facts_of(tx, who, resolution, task))
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
    write(tx, resolution, task, progress=command.percent)
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
    write(
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
        tell(tx, resolution, task, "task_to_inspect", to_ask)
    elif task.acceptance == "meeting":
        staff = holders(resolution.community_id, "facilitator", "chair")
        tell(tx, resolution, task, "task_to_meeting", staff, bot="staff")
    return _begun(tx, who, resolution, verb)


def _begun(tx: Transaction, who: Person, resolution: Resolution, verb: str) -> Resolution:
    """Note the act; the first step begins the implementation."""
    state = resolution.state
    if state == "in_force":
        after = RESOLUTION.after("implement", state)
        assert isinstance(after, str), "in force, as judged above"
        state = after
    return changed(tx, who, resolution, verb, state=state)


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
    told = tell(
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
        told += tell(
            tx, resolution, task, "task_late", owner, due_on=task.due_at, percent=task.progress
        )
    return LateTaskTold(number=resolution.number, position=task.position, told=told)
