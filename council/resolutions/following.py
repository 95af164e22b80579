"""The life of a published resolution: tasks, fulfilment, objections and their answers."""

from sqlalchemy import and_, func, insert, select, update

from council.kernel.acts_log import record
from council.kernel.database.transaction import Transaction
from council.kernel.outbox.enqueueing import everyone
from council.kernel.refusals import Refusal, refuse
from council.kernel.values import Person
from council.motions.tables import motions
from council.proposals.moving import close as close_proposal
from council.proposals.tables import proposals
from council.resolutions import telling as tell
from council.resolutions.acts import OWN_MOVES, TASK_MOVES
from council.resolutions.changing import changed, locked, movable
from council.resolutions.commands import (
    AddTasks,
    AnswerObjection,
    DoTask,
    FulfilResolution,
    RaiseObjection,
    ResolutionView,
)
from council.resolutions.reads import tasks_of, view_of
from council.resolutions.resolution import Resolution
from council.resolutions.rules import (
    read_objection,
    read_tasks,
)
from council.resolutions.tables import objections, resolutions, tasks
from council.resolutions.tasks.doing import report
from council.resolutions.tasks.records import facts_of, task_of


def add_tasks(tx: Transaction, who: Person, command: AddTasks) -> ResolutionView | Refusal:
    """Add tasks after those there are."""
    resolution = movable(tx, who, command.number, "tasks")
    if isinstance(resolution, Refusal):
        return resolution
    known = tuple(task.title for task in tasks_of(tx, resolution))
    wanted = read_tasks(command.lines, known=known)
    if isinstance(wanted, Refusal):
        return wanted
    made = [
        {
            "community_id": resolution.community_id,
            "id": tx.new_id(),
            "resolution_id": resolution.id,
            "position": position,
            "title": title,
        }
        for position, title in enumerate(wanted, start=len(known) + 1)
    ]
    tx.connection.execute(insert(tasks), made)
    record(
        tx,
        who,
        command.verb,
        "resolution",
        resolution.id,
        number=resolution.number,
        added=len(made),
    )
    return view_of(tx, resolution, who, "staff", just="plan_tasks")


def do_task(tx: Transaction, who: Person, command: DoTask) -> ResolutionView | Refusal:
    """Report a task done; the first one begins the implementation. Twice changes nothing."""
    resolution = locked(tx, who, command.number)
    if isinstance(resolution, Refusal):
        return resolution
    task = task_of(tx, resolution, command.position)
    if isinstance(task, Refusal):
        return task
    refusal = TASK_MOVES.refusal("done", facts_of(tx, who, resolution, task))
    if refusal is not None:
        return refusal
    if task.done_at or task.reported_at:
        return view_of(tx, resolution, who, "staff")
    resolution = report(tx, who, resolution, task, verb=command.verb)
    just = "do_task" if task.acceptance == "none" else "report_task"
    return view_of(tx, resolution, who, "staff", just=just)


def fulfil(tx: Transaction, who: Person, command: FulfilResolution) -> ResolutionView | Refusal:
    """Confirm that everything was done, and tell everybody."""
    resolution = movable(tx, who, command.number, "fulfil")
    if isinstance(resolution, Refusal):
        return resolution
    resolution = changed(tx, who, resolution, command.verb, state="fulfilled", fulfilled_at=tx.now)
    tell.fulfilled(tx, resolution, len(tasks_of(tx, resolution)))
    _close_proposal(tx, who, resolution)
    return view_of(tx, resolution, who, "staff", just="fulfil")


def _close_proposal(tx: Transaction, who: Person, resolution: Resolution) -> None:
    """Close the decided proposal that it came from, once nothing that was resolved is left to do."""
    r, m, p = resolutions.c, motions.c, proposals.c
    of_it = select(m.proposal_id).where(
        m.community_id == who.community_id, m.id == resolution.motion_id
    )
    proposal_id = tx.connection.scalar(
        select(p.id).where(
            p.community_id == who.community_id,
            p.id.in_(of_it),
            p.state == "decided",
            ~select(r.id)
            .join(motions, and_(m.community_id == r.community_id, m.id == r.motion_id))
            .where(
                r.community_id == p.community_id,
                m.proposal_id == p.id,
                r.state.not_in(("fulfilled", "repealed")),
            )
            .exists(),
        )
    )
    if proposal_id is not None:
        refusal = close_proposal(tx, who, proposal_id, told=everyone(who.community_id))
        assert refusal is None, "a decided proposal can be closed"


def raise_objection(
    tx: Transaction, who: Person, command: RaiseObjection
) -> ResolutionView | Refusal:
    """Keep a resident's objection; one of theirs at a time waits for its answer."""
    resolution = movable(tx, who, command.number, "object", OWN_MOVES)
    if isinstance(resolution, Refusal):
        return resolution
    said = read_objection(command.text)
    if isinstance(said, Refusal):
        return said
    t = objections.c
    here = (t.community_id == resolution.community_id) & (t.resolution_id == resolution.id)
    last = tx.connection.scalar(select(func.max(t.number)).where(here)) or 0
    objection_id = tx.new_id()
    made = {
        "community_id": resolution.community_id,
        "id": objection_id,
        "resolution_id": resolution.id,
        "number": last + 1,
        "resident_id": who.id,
        "body": said,
        "raised_at": tx.now,
    }
    tx.connection.execute(insert(objections), [made])
    record(tx, who, command.verb, "objection", objection_id, number=resolution.number)
    tell.objected(tx, resolution, last + 1, said)
    return view_of(tx, resolution, who, "resident", just="object")


def answer_objection(
    tx: Transaction, who: Person, command: AnswerObjection
) -> ResolutionView | Refusal:
    """Answer an objection, once; its author is told."""
    resolution = locked(tx, who, command.number)
    if isinstance(resolution, Refusal):
        return resolution
    t = objections.c
    mine = (
        (t.community_id == resolution.community_id)
        & (t.resolution_id == resolution.id)
        & (t.number == command.objection)
    )
    objection = tx.connection.execute(select(objections).where(mine)).one_or_none()
    if objection is None:
        return refuse("resolution.no_objection", number=resolution.number)
    if objection.answered_at is not None:
        return refuse("resolution.answered_already", objection=command.objection)
    said = read_objection(command.text)
    if isinstance(said, Refusal):
        return said
    tx.connection.execute(
        update(objections).where(mine).values(answer=said, answered_at=tx.now, answered_by=who.id)
    )
    record(tx, who, command.verb, "objection", objection.id, number=resolution.number)
    tell.answered(tx, resolution, objection.id, objection.resident_id, said)
    return view_of(tx, resolution, who, "staff", just="answer_objection")
