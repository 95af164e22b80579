"""Tasks 落实事项 as they are looked at."""

from sqlalchemy import and_, select

from council.kernel.database.transaction import Transaction
from council.kernel.directory import residents
from council.kernel.policy import STAFF
from council.kernel.refusals import Refusal, refuse
from council.kernel.values import Person
from council.proposals.rules import masked_name
from council.resolutions.acts import DESK_TASK_MOVES, OWN_TASK_MOVES
from council.resolutions.records import resolution_by
from council.resolutions.resolution import Resolution
from council.resolutions.rules import PUBLISHED
from council.resolutions.tables import resolutions, tasks
from council.resolutions.tasks.commands import Inspector, TaskView
from council.resolutions.tasks.records import facts_of, inspectors, steps_of, task_of
from council.resolutions.tasks.rules import is_late
from council.resolutions.tasks.tables import task_inspectors


def task(
    tx: Transaction, who: Person, number: str, position: int, *, bot: str = "resident"
) -> TaskView | Refusal:
    """One task of a resolution; residents see it once that is published."""
    found = resolution_by(tx, who.community_id, number=number)
    if bot == "staff" and not who.roles & STAFF:
        return refuse("people.not_staff", name=who.name)
    if found is None or (bot == "resident" and found.state not in PUBLISHED):
        return refuse("resolution.unknown", number=number)
    return task_view(tx, who, found, position, bot)


def task_view(
    tx: Transaction,
    who: Person,
    resolution: Resolution,
    position: int,
    bot: str,
    *,
    just: str = "",
) -> TaskView | Refusal:
    """Draw a task for somebody at one of the bots."""
    found = task_of(tx, resolution, position)
    if isinstance(found, Refusal):
        return found
    staff = bot == "staff"
    facts = facts_of(tx, who, resolution, found)
    owner = tx.connection.scalar(
        select(residents.c.name).where(
            residents.c.community_id == resolution.community_id,
            residents.c.id == found.owner_id,
        )
    )
    return TaskView(
        bot=bot,
        number=resolution.number,
        resolution=resolution.title,
        position=found.position,
        title=found.title,
        owner=_shown(owner or "", staff=staff),
        due_at=found.due_at,
        late=is_late(due_at=found.due_at, done_at=found.done_at, now=tx.now),
        progress=found.progress,
        budget_fen=found.budget_fen,
        acceptance=found.acceptance,
        reported_at=found.reported_at,
        done_at=found.done_at,
        inspectors=tuple(
            Inspector(name=_shown(row.name, staff=staff), verdict=row.verdict or "")
            for row in inspectors(tx, found)
        ),
        steps=steps_of(tx, found.id, names=staff),
        moves=(DESK_TASK_MOVES if staff else OWN_TASK_MOVES).open_to(who, facts),
        just=just,
    )


def _shown(name: str, *, staff: bool) -> str:
    return name if staff or not name else masked_name(name)


def waiting_for(tx: Transaction, who: Person) -> tuple[tuple[str, int, str], ...]:
    """Tell the tasks that somebody is to inspect: resolution, place and title."""
    i, t, r = task_inspectors.c, tasks.c, resolutions.c
    rows = tx.connection.execute(
        select(r.number, t.position, t.title)
        .select_from(task_inspectors)
        .join(tasks, and_(t.community_id == i.community_id, t.id == i.task_id))
        .join(resolutions, and_(r.community_id == t.community_id, r.id == t.resolution_id))
        .where(
            i.community_id == who.community_id,
            i.resident_id == who.id,
            i.verdict.is_(None),
            t.reported_at.is_not(None),
            t.done_at.is_(None),
            r.state.in_(("in_force", "implementing")),
        )
        .order_by(r.number, t.position)
    )
    return tuple((row.number, row.position, row.title) for row in rows)


def late_tasks(
    tx: Transaction, community_id: str | None = None
) -> tuple[tuple[str, str, int, str, str, int], ...]:
    """Tell tasks whose day is past: community, resolution, place, title, id, day."""
    t, r = tasks.c, resolutions.c
    query = (
        select(t.community_id, r.number, t.position, t.title, t.id, t.due_at)
        .join(resolutions, and_(r.community_id == t.community_id, r.id == t.resolution_id))
        .where(
            t.due_at < tx.now,
            t.done_at.is_(None),
            r.state.in_(("in_force", "implementing")),
        )
        .order_by(t.due_at, r.number, t.position)
    )
    if community_id is not None:
        query = query.where(t.community_id == community_id)
    return tuple(
        (row.community_id, row.number, row.position, row.title, row.id, row.due_at)
        for row in tx.connection.execute(query)
    )
