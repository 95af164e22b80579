"""Resolutions 决议 for everybody, once they are published."""

from sqlalchemy import and_, func, select

from council.kernel.database.records import read_all
from council.kernel.database.rows import value_from
from council.kernel.database.transaction import Transaction
from council.kernel.paging import CARDS, Part, part
from council.kernel.values import value
from council.meetings.votes.records import carried_vote
from council.motions.tables import motions
from council.motions.votes.recorded import RecordedVote
from council.polls.public import Ratified, ratified
from council.polls.records import RATIFICATION_RESULTS
from council.polls.tables import polls
from council.resolutions.tables import objections, resolutions, tasks
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
    """Something that must be done to carry a resolution out; ``done_at`` is 0 until then."""

    position: int
    title: str
    done_at: int


@value
class Resolution:
    """One resolution with the poll or the meeting's vote it rests on. Times are 0 where none.

    ``challenge_until`` ends the year in which an injured owner may sue (Civil Code 280).
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


def listed(tx: Transaction, community_id: str, *, page: int = 1) -> Part[ResolutionLine] | None:
    """List a part of what was published, newest first."""
    r = resolutions.c
    told = (r.community_id == community_id, r.published_at.is_not(None))
    total = tx.connection.scalar(select(func.count()).select_from(resolutions).where(*told))
    return part(
        page,
        total=total or 0,
        size=CARDS,
        lines=lambda limit, offset: lines(tx, community_id, limit=limit, offset=offset),
    )


def lines(
    tx: Transaction, community_id: str, *, limit: int, offset: int = 0
) -> tuple[ResolutionLine, ...]:
    """Tell what was published, newest first."""
    r = resolutions.c
    query = (
        select(r.number, r.title, r.state, r.published_at)
        .where(r.community_id == community_id, r.published_at.is_not(None))
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
    counted = row.kind == "ratification" and row.result is not None
    vote = carried_vote(tx, community_id, id=row.meeting_vote_id) if row.meeting_vote_id else None
    return value_from(
        Resolution,
        row,
        ratification=ratified(RATIFICATION_RESULTS.validate_json(row.result)) if counted else None,
        vote=None if vote is None else vote.recorded,
        tasks=_tasks(tx, community_id, row.id),
        retention_years=kept_rules(tx, row.community_id, row.ruleset).timing.retention_years,
    )


def _tasks(tx: Transaction, community_id: str, resolution_id: str) -> tuple[Task, ...]:
    t = tasks.c
    mine = (t.community_id == community_id, t.resolution_id == resolution_id)
    query = select(t.position, t.title, t.done_at).where(*mine).order_by(t.position)
    return read_all(tx, Task, query)
