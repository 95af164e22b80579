"""Indicators: each a share of two counted figures, so that anybody can divide again.

A share of nothing is told as nothing, never as 0 % (docs/rules.md#indicators).
"""

from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy import CompoundSelect, and_, case, func, select, union

from council.campaigns.tables import pledges
from council.kernel.database.transaction import Transaction
from council.kernel.directory import residents
from council.kernel.values import value
from council.meetings.tables import attendance, rsvps
from council.motions.tables import responses
from council.polls.tables import ballots, electorate
from council.proposals.tables import proposals, seconds
from council.resolutions.tables import objections, resolutions, tasks
from voting.thresholds import percent


@value
class Share:
    """A share of a whole; ``percent`` is truncated to two decimals, None of nothing."""

    part: int
    whole: int
    percent: str | None


@value
class Indicators:
    """The figures of the quarter that began at ``since`` (UTC seconds) and the one before.

    ``participation``: residents of age with at least one act (a proposal, a second, an answer to
    an invitation, a visit, a ballot, a pledge, an objection), of all residents of age.
    ``answers``: answers given in time, of those that were due. ``tasks``: tasks of resolutions
    that are done, of all. ``tasks_due`` 落实率: those whose day fell into the quarter (and has
    come) that are done, of all whose did; ``tasks_on_time``: done by their day, of the same.
    """

    since: int
    before: int
    participation: Share
    participation_before: Share
    answers: Share
    tasks: Share
    tasks_due: Share
    tasks_due_before: Share
    tasks_on_time: Share
    tasks_on_time_before: Share


def indicators(tx: Transaction, community_id: str, *, timezone: str) -> Indicators:
    """Count the figures."""
    since, before = quarter_starts(tx.now, ZoneInfo(timezone))
    r = residents.c
    grown = tx.connection.scalar(
        select(func.count())
        .select_from(residents)
        .where(r.community_id == community_id, r.adult == 1)
    )
    return Indicators(
        since=since,
        before=before,
        participation=share(_active(tx, community_id, since, tx.now + 1), grown or 0),
        participation_before=share(_active(tx, community_id, before, since), grown or 0),
        answers=_answers(tx, community_id),
        tasks=_tasks(tx, community_id),
        tasks_due=_due(tx, community_id, since, tx.now),
        tasks_due_before=_due(tx, community_id, before, since - 1),
        tasks_on_time=_due(tx, community_id, since, tx.now, on_time=True),
        tasks_on_time_before=_due(tx, community_id, before, since - 1, on_time=True),
    )


def share(part: int, whole: int) -> Share:
    """Make a share."""
    return Share(part=part, whole=whole, percent=percent(part, of=whole))


def quarter_starts(now: int, zone: ZoneInfo) -> tuple[int, int]:
    """Tell when this calendar quarter began, and the one before, in a zone."""
    local = datetime.fromtimestamp(now, zone)
    quarters = local.year * 4 + (local.month - 1) // 3
    return _quarter(quarters, zone), _quarter(quarters - 1, zone)


def _quarter(quarters: int, zone: ZoneInfo) -> int:
    year, quarter = divmod(quarters, 4)
    return int(datetime(year, quarter * 3 + 1, 1, tzinfo=zone).timestamp())


def _acting(community_id: str, start: int, end: int) -> CompoundSelect[tuple[str]]:
    """Select the ids of residents with an act in a time."""
    acts = (
        (proposals, proposals.c.author_id, proposals.c.submitted_at),
        (seconds, seconds.c.resident_id, seconds.c.seconded_at),
        (rsvps, rsvps.c.resident_id, rsvps.c.answered_at),
        (attendance, attendance.c.resident_id, attendance.c.arrived_at),
        (pledges, pledges.c.resident_id, pledges.c.made_at),
        (objections, objections.c.resident_id, objections.c.raised_at),
    )
    b, e = ballots.c, electorate.c
    voted = (
        select(e.resident_id.label("resident_id"))
        .join(
            ballots,
            and_(b.community_id == e.community_id, b.poll_id == e.poll_id, b.slot == e.slot),
        )
        .where(e.community_id == community_id, b.cast_at >= start, b.cast_at < end)
    )
    return union(
        *(
            select(person.label("resident_id")).where(
                table.c.community_id == community_id, at >= start, at < end
            )
            for table, person, at in acts
        ),
        voted,
    )


def _active(tx: Transaction, community_id: str, start: int, end: int) -> int:
    acting = _acting(community_id, start, end).subquery()
    r = residents.c
    return (
        tx.connection.scalar(
            select(func.count())
            .select_from(residents)
            .where(
                r.community_id == community_id,
                r.adult == 1,
                r.id.in_(select(acting.c.resident_id)),
            )
        )
        or 0
    )


def _answers(tx: Transaction, community_id: str) -> Share:
    r = responses.c
    in_time = and_(r.state == "answered", r.answered_at < r.answer_by)
    row = tx.connection.execute(
        select(func.count(), func.sum(case((in_time, 1), else_=0))).where(
            r.community_id == community_id,
            (r.state == "answered") | (r.answer_by <= tx.now),
        )
    ).one()
    return share(int(row[1] or 0), row[0])


def _tasks(tx: Transaction, community_id: str) -> Share:
    t, r = tasks.c, resolutions.c
    row = tx.connection.execute(
        select(func.count(), func.count(t.done_at))
        .join(resolutions, and_(r.community_id == t.community_id, r.id == t.resolution_id))
        .where(
            t.community_id == community_id,
            r.published_at.is_not(None),
            r.state != "repealed",
        )
    ).one()
    return share(row[1], row[0])


def _due(
    tx: Transaction, community_id: str, start: int, end: int, *, on_time: bool = False
) -> Share:
    """Count the tasks whose day fell between two moments, and of those the done ones."""
    t, r = tasks.c, resolutions.c
    done = (
        and_(t.done_at.is_not(None), t.done_at <= t.due_at) if on_time else t.done_at.is_not(None)
    )
    row = tx.connection.execute(
        select(func.count(), func.sum(case((done, 1), else_=0)))
        .select_from(tasks)
        .join(resolutions, and_(r.community_id == t.community_id, r.id == t.resolution_id))
        .where(
            t.community_id == community_id,
            t.due_at >= start,
            t.due_at <= end,
            r.published_at.is_not(None),
            r.state != "repealed",
        )
    ).one()
    return share(int(row[1] or 0), row[0])
