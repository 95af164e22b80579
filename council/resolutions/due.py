"""What a counted decision asks of the staff: draft, publish, answer objections, do the tasks."""

from collections.abc import Iterator

from sqlalchemy import and_, exists, func, select

from council.kernel.database.rows import value_from
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
from council.resolutions.acts import RESOLUTION_MOVES
from council.resolutions.reads import facts_of
from council.resolutions.records import publish_within, published_by
from council.resolutions.resolution import Resolution
from council.resolutions.rules import REMIND_BEFORE, publish_by
from council.resolutions.tables import objections, resolutions, tasks
from council.rules.records import rules_of

#: The clock's mark of a poll whose publication the staff were reminded of.
REMINDED = "resolution_publication"


def due(tx: Transaction, who: Person) -> tuple[Todo, ...]:
    """Everything about resolutions that waits for a person of the staff."""
    found: list[Todo] = []
    if may(who, "resolution.draft"):
        found += _to_draft(tx, who)
        found += _votes_to_draft(tx, who)
        found += _to_answer(tx, who)
    if may(who, "resolution.publish"):
        found += _to_publish(tx, who)
    if may(who, "resolution.do_task"):
        found += _to_do(tx, who)
    return tuple(found)


def _passed(result: str) -> bool:
    return RATIFICATION_RESULTS.validate_json(result).passed == "yes"


def _unpublished(tx: Transaction, community_id: str) -> list[tuple[Resolution, int]]:
    """Provisional resolutions whose poll still stands, with when it was counted."""
    p, r = polls.c, resolutions.c
    query = (
        select(resolutions, p.counted_at)
        .join(polls, and_(p.community_id == r.community_id, p.id == r.poll_id))
        .where(
            r.community_id == community_id,
            r.state == "provisional",
            p.state.in_(("counted", "certified")),
        )
    )
    rows = tx.connection.execute(query.order_by(r.drafted_at))
    return [(value_from(Resolution, row), row.counted_at) for row in rows]


def _unpublished_votes(tx: Transaction, community_id: str) -> list[tuple[Resolution, int]]:
    """Provisional resolutions of meetings whose minutes are approved, with when these ended."""
    v, m, r = meeting_votes.c, meetings.c, resolutions.c
    query = (
        select(resolutions, m.adjourned_at)
        .join(meeting_votes, and_(v.community_id == r.community_id, v.id == r.meeting_vote_id))
        .join(meetings, and_(m.community_id == v.community_id, m.id == v.meeting_id))
        .where(r.community_id == community_id, r.state == "provisional", m.state == "approved")
    )
    rows = tx.connection.execute(query.order_by(r.drafted_at))
    return [(value_from(Resolution, row), row.adjourned_at) for row in rows]


def waiting_for_publication(tx: Transaction) -> list[tuple[str, int]]:
    """Polls to be published soon whose staff was not reminded yet, by community and number."""
    p, r, m = polls.c, resolutions.c, clock_marks.c
    published = exists().where(
        and_(r.community_id == p.community_id, r.poll_id == p.id, r.published_at.is_not(None))
    )
    marked = exists().where(
        and_(m.community_id == p.community_id, m.mark == REMINDED, m.subject == p.id)
    )
    rows = tx.connection.execute(
        select(p.community_id, p.number, p.counted_at, p.result).where(
            p.kind == "ratification",
            p.state.in_(("counted", "certified")),
            ~published,
            ~marked,
        )
    )
    found = rows.all()
    days = {each: publish_within(tx, each) for each in {row.community_id for row in found}}
    return [
        (row.community_id, row.number)
        for row in found
        if tx.now >= publish_by(row.counted_at, days=days[row.community_id]) - REMIND_BEFORE
        and _passed(row.result)
    ]


def _late(name: str, by: int, now: int) -> str:
    return f"{name}_late" if now > by else name


def _to_draft(tx: Transaction, who: Person) -> Iterator[Todo]:
    """Counted ratifications that passed and have no resolution yet."""
    p, r = polls.c, resolutions.c
    query = select(p.number, p.title, p.counted_at, p.result).where(
        p.community_id == who.community_id,
        p.kind == "ratification",
        p.state.in_(("counted", "certified")),
        ~exists().where(and_(r.community_id == p.community_id, r.poll_id == p.id)),
    )
    for row in tx.connection.execute(query.order_by(p.number)).all():
        if _passed(row.result):
            found: dict[str, Param] = {"poll": row.number, "title": row.title}
            by = published_by(tx, who.community_id, row.counted_at)
            yield _draft("resolution_draft", row.number, found, by=by, now=tx.now)


def _votes_to_draft(tx: Transaction, who: Person) -> Iterator[Todo]:
    """Votes of residents' and villagers' meetings that carried, without a resolution yet."""
    rules = rules_of(tx, who.community_id)
    r = resolutions.c
    drafted = set(
        tx.connection.scalars(
            select(r.meeting_vote_id).where(
                r.community_id == who.community_id, r.meeting_vote_id.is_not(None)
            )
        )
    )
    for vote in carried_at_meetings(tx, who.community_id):
        if vote.id not in drafted and vote.legal_class in rules.only_at_meetings:
            found: dict[str, Param] = {"motion": vote.motion, "title": vote.title}
            by = published_by(tx, who.community_id, vote.adjourned_at)
            yield _draft("resolution_draft_vote", vote.motion, found, by=by, now=tx.now)


def _draft(key: str, number: int, params: dict[str, Param], *, by: int, now: int) -> Todo:
    return Todo(
        key=_late(key, by, now),
        verb=key.replace("_", ".", 1),
        arguments=(number,),
        by=by,
        params={**params, "by_at": by},
    )


def _to_publish(tx: Transaction, who: Person) -> Iterator[Todo]:
    community_id = who.community_id
    decided = [*_unpublished(tx, community_id), *_unpublished_votes(tx, community_id)]
    for resolution, decided_at in decided:
        if RESOLUTION_MOVES.refusal("publish", facts_of(tx, who, resolution)) is not None:
            continue
        by = published_by(tx, community_id, decided_at)
        yield Todo(
            key=_late("resolution_publish", by, tx.now),
            verb="resolution.show",
            arguments=(resolution.number,),
            by=by,
            params={"number": resolution.number, "title": resolution.title, "by_at": by},
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
