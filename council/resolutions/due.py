"""What a counted decision asks of the staff: draft, publish, answer objections, do the tasks."""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import Row, and_, exists, func, select

from council.kernel.database.transaction import Transaction
from council.kernel.policy import may
from council.kernel.refusals import Param
from council.kernel.tables import clock_marks
from council.kernel.todos import Todo
from council.kernel.values import Person
from council.meetings.tables import meeting_votes, meetings
from council.meetings.votes.records import carried_at_meetings
from council.polls.records import RATIFICATION_RESULTS
from council.polls.tables import polls
from council.resolutions.publication import check_publication
from council.resolutions.rules import REMIND_BEFORE, publish_by
from council.resolutions.tables import objections, resolutions, tasks
from council.rules.records import rules_of

#: The clock's mark of a poll whose publication the staff were reminded of.
REMINDED = "resolution_publication"


def due_at_the_desk(tx: Transaction, who: Person) -> tuple[Todo, ...]:
    """Everything about resolutions that waits for a person of the staff."""
    found: list[Todo] = []
    if may(who, "resolution.draft"):
        found += _to_draft(tx, who)
        found += _to_answer(tx, who)
    if may(who, "resolution.publish"):
        found += _to_publish(tx, who)
    if may(who, "resolution.do_task"):
        found += _to_do(tx, who)
    return tuple(found)


def undrafted(tx: Transaction, community_id: str) -> list[Row[Any]]:
    """Counted ratifications that passed and have no resolution yet."""
    p, r = polls.c, resolutions.c
    query = select(polls).where(
        p.community_id == community_id,
        p.kind == "ratification",
        p.state.in_(("counted", "certified")),
        ~exists().where(and_(r.community_id == p.community_id, r.poll_id == p.id)),
    )
    rows = tx.connection.execute(query.order_by(p.number))
    return [row for row in rows if _passed(row)]


def _passed(row: Row[Any]) -> bool:
    return RATIFICATION_RESULTS.validate_json(row.result).passed == "yes"


def unpublished(tx: Transaction, community_id: str) -> list[Row[Any]]:
    """Provisional resolutions whose poll still stands, with its ``counted_at`` and ``poll``."""
    p, r = polls.c, resolutions.c
    query = (
        select(resolutions, p.counted_at, p.number.label("poll"))
        .join(polls, and_(p.community_id == r.community_id, p.id == r.poll_id))
        .where(
            r.community_id == community_id,
            r.state == "provisional",
            p.state.in_(("counted", "certified")),
        )
    )
    return list(tx.connection.execute(query.order_by(r.drafted_at)))


def unresolved_votes(tx: Transaction, community_id: str) -> list[Row[Any]]:
    """Votes of residents' and villagers' meetings that carried, without a resolution yet."""
    rules = rules_of(tx, community_id)
    r = resolutions.c
    drafted = set(
        tx.connection.scalars(
            select(r.meeting_vote_id).where(
                r.community_id == community_id, r.meeting_vote_id.is_not(None)
            )
        )
    )
    return [
        row
        for row in carried_at_meetings(tx, community_id)
        if row.id not in drafted and row.legal_class in rules.only_at_meetings
    ]


def unpublished_votes(tx: Transaction, community_id: str) -> list[Row[Any]]:
    """Provisional resolutions of meetings whose minutes are approved, with ``adjourned_at``."""
    v, m, r = meeting_votes.c, meetings.c, resolutions.c
    query = (
        select(resolutions, m.adjourned_at)
        .join(meeting_votes, and_(v.community_id == r.community_id, v.id == r.meeting_vote_id))
        .join(meetings, and_(m.community_id == v.community_id, m.id == v.meeting_id))
        .where(r.community_id == community_id, r.state == "provisional", m.state == "approved")
    )
    return list(tx.connection.execute(query.order_by(r.drafted_at)))


def waiting_for_publication(tx: Transaction) -> list[Row[Any]]:
    """Polls of all communities whose decision must be published soon, and nobody was reminded yet."""
    p, r, m = polls.c, resolutions.c, clock_marks.c
    published = exists().where(
        and_(r.community_id == p.community_id, r.poll_id == p.id, r.published_at.is_not(None))
    )
    marked = exists().where(
        and_(m.community_id == p.community_id, m.mark == REMINDED, m.subject == p.id)
    )
    rows = tx.connection.execute(
        select(polls).where(
            p.kind == "ratification",
            p.state.in_(("counted", "certified")),
            ~published,
            ~marked,
        )
    )
    found = rows.all()
    days = {each: _publish_within(tx, each) for each in {row.community_id for row in found}}
    return [
        row
        for row in found
        if tx.now >= publish_by(row.counted_at, days=days[row.community_id]) - REMIND_BEFORE
        and _passed(row)
    ]


def published_by(tx: Transaction, community_id: str, counted_at: int) -> int:
    """By when a community's rules want a decision published."""
    return publish_by(counted_at, days=_publish_within(tx, community_id))


def _publish_within(tx: Transaction, community_id: str) -> int:
    return rules_of(tx, community_id).timing.publish_within


def _late(name: str, by: int, now: int) -> str:
    return f"{name}_late" if now > by else name


def _to_draft(tx: Transaction, who: Person) -> Iterator[Todo]:
    for row in undrafted(tx, who.community_id):
        found: dict[str, Param] = {"poll": row.number, "title": row.title}
        by = published_by(tx, who.community_id, row.counted_at)
        yield _draft("resolution_draft", row.number, found, by=by, now=tx.now)
    for row in unresolved_votes(tx, who.community_id):
        found = {"motion": row.motion, "title": row.title}
        by = published_by(tx, who.community_id, row.adjourned_at)
        yield _draft("resolution_draft_vote", row.motion, found, by=by, now=tx.now)


def _draft(key: str, number: int, params: dict[str, Param], *, by: int, now: int) -> Todo:
    return Todo(
        key=_late(key, by, now),
        verb=key.replace("_", ".", 1),
        arguments=(number,),
        by=by,
        params={**params, "by_at": by},
    )


def _to_publish(tx: Transaction, who: Person) -> Iterator[Todo]:
    decided = [(row, row.counted_at) for row in unpublished(tx, who.community_id)]
    decided += [(row, row.adjourned_at) for row in unpublished_votes(tx, who.community_id)]
    for row, decided_at in decided:
        if check_publication(tx, who, row) is not None:
            continue
        by = published_by(tx, who.community_id, decided_at)
        yield Todo(
            key=_late("resolution_publish", by, tx.now),
            verb="resolution.show",
            arguments=(row.number,),
            by=by,
            params={"number": row.number, "title": row.title, "by_at": by},
        )


def _to_answer(tx: Transaction, who: Person) -> Iterator[Todo]:
    o, r = objections.c, resolutions.c
    rows = tx.connection.execute(
        select(r.number, r.title, r.posted_until, func.count().label("n"))
        .select_from(objections)
        .join(resolutions, and_(r.community_id == o.community_id, r.id == o.resolution_id))
        .where(o.community_id == who.community_id, o.answered_at.is_(None), r.state != "repealed")
        .group_by(r.number, r.title, r.posted_until)
        .order_by(r.posted_until)
    )
    for row in rows:
        yield Todo(
            key="resolution_answer",
            verb="resolution.objections",
            arguments=(row.number,),
            by=row.posted_until or 0,
            params={"number": row.number, "title": row.title, "n": row.n},
        )


def _to_do(tx: Transaction, who: Person) -> Iterator[Todo]:
    t, r = tasks.c, resolutions.c
    rows = tx.connection.execute(
        select(
            r.number,
            r.title,
            func.count().label("tasks"),
            func.count(t.done_at).label("done"),
        )
        .select_from(tasks)
        .join(resolutions, and_(r.community_id == t.community_id, r.id == t.resolution_id))
        .where(t.community_id == who.community_id, r.state.in_(("in_force", "implementing")))
        .group_by(r.number, r.title)
        .order_by(r.number)
    )
    for row in rows:
        left = row.tasks - row.done
        if left == 0 and not may(who, "resolution.fulfil"):
            continue
        yield Todo(
            key="resolution_do" if left else "resolution_fulfil",
            verb="resolution.show",
            arguments=(row.number,),
            params={"number": row.number, "title": row.title, "n": left},
        )
