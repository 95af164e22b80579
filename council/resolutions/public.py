"""Resolutions 决议 for everybody, once they are published."""

from sqlalchemy import ColumnElement, and_, func, select

from council.kernel.database.records import read_all
from council.kernel.database.rows import value_from
from council.kernel.database.transaction import Transaction
from council.kernel.directory import roles
from council.kernel.months import FIRST, Asked, stretch
from council.kernel.paging import CARDS, Part
from council.kernel.values import value
from council.meetings.votes.records import carried_vote
from council.motions.tables import motions
from council.motions.votes.recorded import RecordedVote
from council.polls.public import Ratified, ratified
from council.polls.records import RATIFICATION_RESULTS
from council.polls.tables import polls
from council.resolutions.commands import Correction, Review
from council.resolutions.records import corrections_of, reviews_of
from council.resolutions.tables import objections, resolutions, tasks
from council.resolutions.tasks.commands import TaskStep
from council.resolutions.tasks.records import steps_of
from council.resolutions.tasks.rules import WHOLE, is_late
from council.rules.records import kept_rules


@value
class ResolutionLine:
    """A resolution in a list."""

    number: str
    title: str
    state: str
    published_at: int


@value
class Task:
    """Something that must be done to carry a resolution out; times are 0 where none.

    ``owner`` is the role of whoever does it (``resident`` for one without), empty for nobody; no
    name is told. ``progress`` in percent; ``budget_fen`` is -1 where none was named. ``reported_at``:
    it waits for its acceptance 验收.
    """

    position: int
    title: str
    done_at: int
    owner: str
    due_at: int
    late: bool
    progress: int
    budget_fen: int
    acceptance: str
    reported_at: int
    steps: tuple[TaskStep, ...]


@value
class Resolution:
    """One resolution with the poll or the meeting's vote it rests on. Times are 0 where none.

    ``challenge_until`` ends the year in which an injured owner may sue (Civil Code 280).
    ``tasks_on_time`` of ``tasks_due``: done by their day, of those whose day has come. ``repealed_by``
    and ``corrected_by`` are later resolutions, ``repeals`` and ``corrects`` earlier ones.
    ``approved_fen`` is how much may be spent on it, 0 where nothing was said.
    """

    number: str
    title: str
    body: str
    state: str
    published_at: int
    posted_until: int
    challenge_until: int
    fulfilled_at: int
    repealed_at: int
    motion: int
    motion_title: str
    poll: int
    poll_title: str
    ratification: Ratified | None
    vote: RecordedVote | None
    tasks: tuple[Task, ...]
    objections: int
    objections_answered: int
    retention_years: int
    tasks_on_time: int
    tasks_due: int
    reviews: tuple[Review, ...]
    repealed_by: str
    corrected_by: tuple[Correction, ...]
    corrects: tuple[Correction, ...]
    repeals: tuple[str, ...]
    approved_fen: int


def listed(
    tx: Transaction, community_id: str, *, asked: Asked = FIRST
) -> Part[ResolutionLine] | None:
    """List a part of what was published, newest first."""
    r = resolutions.c
    told = (r.community_id == community_id, r.published_at.is_not(None))
    where = stretch(tx, r.published_at, *told, asked=asked, size=CARDS)
    if where is None:
        return None
    within = (r.published_at >= where.since, r.published_at < where.until)
    found = lines(tx, community_id, *within, limit=CARDS, offset=where.offset)
    return Part(items=found, paging=where.paging)


def lines(
    tx: Transaction, community_id: str, *where: ColumnElement[bool], limit: int, offset: int = 0
) -> tuple[ResolutionLine, ...]:
    """Tell what was published, newest first."""
    r = resolutions.c
    query = (
        select(r.number, r.title, r.state, r.published_at)
        .where(r.community_id == community_id, r.published_at.is_not(None), *where)
        .order_by(r.published_at.desc(), r.number.desc())
        .limit(limit)
        .offset(offset)
    )
    return read_all(tx, ResolutionLine, query)


def one(tx: Transaction, community_id: str, *, number: str) -> Resolution | None:
    """Tell one resolution by its number, such as ``2026-1``."""
    r, m, p, o = resolutions.c, motions.c, polls.c, objections.c
    raised = (
        select(func.count())
        .select_from(objections)
        .where(o.community_id == r.community_id, o.resolution_id == r.id)
    )
    row = tx.connection.execute(
        select(
            resolutions,
            m.number.label("motion"),
            m.title.label("motion_title"),
            p.number.label("poll"),
            p.title.label("poll_title"),
            p.kind,
            p.certified_at,
            p.ruleset,
            p.result,
            raised.scalar_subquery().label("objections"),
            raised.where(o.answer.is_not(None)).scalar_subquery().label("objections_answered"),
        )
        .join(motions, and_(m.community_id == r.community_id, m.id == r.motion_id))
        .outerjoin(polls, and_(p.community_id == r.community_id, p.id == r.poll_id))
        .where(r.community_id == community_id, r.number == number, r.published_at.is_not(None))
    ).one_or_none()
    if row is None:
        return None
    todo = _tasks(tx, community_id, row.id)
    due = [each for each in todo if each.due_at and (each.due_at <= tx.now or each.done_at)]
    counted = row.kind == "ratification" and row.result is not None
    vote = carried_vote(tx, community_id, id=row.meeting_vote_id) if row.meeting_vote_id else None
    return value_from(
        Resolution,
        row,
        ratification=ratified(
            RATIFICATION_RESULTS.validate_json(row.result), certified=bool(row.certified_at)
        )
        if counted
        else None,
        vote=None if vote is None else vote.recorded,
        tasks=todo,
        retention_years=kept_rules(tx, row.community_id, row.ruleset).timing.retention_years,
        tasks_on_time=sum(1 for each in due if each.done_at and not each.late),
        tasks_due=len(due),
        reviews=reviews_of(tx, community_id, row.id),
        repealed_by=_number(tx, community_id, row.repealed_by),
        corrected_by=corrections_of(tx, community_id, row.id),
        corrects=corrections_of(tx, community_id, row.id, made=True),
        repeals=tuple(
            tx.connection.scalars(
                select(r.number)
                .where(r.community_id == community_id, r.repealed_by == row.id)
                .order_by(r.number)
            )
        ),
    )


def _number(tx: Transaction, community_id: str, resolution_id: str | None) -> str:
    r = resolutions.c
    query = select(r.number).where(r.community_id == community_id, r.id == resolution_id)
    return tx.connection.scalar(query) or ""


def _tasks(tx: Transaction, community_id: str, resolution_id: str) -> tuple[Task, ...]:
    t = tasks.c
    mine = (t.community_id == community_id, t.resolution_id == resolution_id)
    return tuple(
        value_from(
            Task,
            row,
            owner=_role(tx, community_id, row.owner_id),
            late=is_late(due_at=row.due_at or 0, done_at=row.done_at or 0, now=tx.now),
            progress=WHOLE if row.done_at else row.progress or 0,
            budget_fen=-1 if row.budget_fen is None else row.budget_fen,
            acceptance=row.acceptance or "none",
            steps=steps_of(tx, row.id),
        )
        for row in tx.connection.execute(select(tasks).where(*mine).order_by(t.position))
    )


def _role(tx: Transaction, community_id: str, resident_id: str | None) -> str:
    """Tell a person by a role: the first that they hold, in the order of the letters."""
    if resident_id is None:
        return ""
    t = roles.c
    query = select(t.role).where(t.community_id == community_id, t.resident_id == resident_id)
    return tx.connection.scalar(query.order_by(t.role).limit(1)) or "resident"
