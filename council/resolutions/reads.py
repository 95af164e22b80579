"""Resolutions 决议: what bots show of them."""

from typing import Any

from sqlalchemy import Row, and_, func, select

from council.kernel.database.transaction import Transaction
from council.kernel.directory import residents
from council.kernel.policy import STAFF, check, may
from council.kernel.refusals import Refusal, refuse
from council.kernel.todos import Todo
from council.kernel.values import Person, value
from council.meetings.votes.records import carried_vote, recorded
from council.motions.records import motion_by
from council.polls.records import RATIFICATION_RESULTS
from council.polls.tables import polls
from council.proposals.rules import masked_name
from council.resolutions.commands import Objection, ResolutionView, Task
from council.resolutions.due import due_at_the_desk, published_by
from council.resolutions.publication import check_publication
from council.resolutions.rules import (
    PUBLISHED,
    check_doing,
    check_fulfilling,
    check_objecting,
    check_planning,
    check_repealing,
    check_revising,
    seal_of,
)
from council.resolutions.tables import objections, resolutions, tasks

#: More do not fit one screen; older ones have pages.
SHOWN = 8


@value
class ResolutionLine:
    """One line of a list; ``on`` is when it was published, or drafted."""

    number: str
    title: str
    state: str
    on: int


@value
class ResolutionList:
    """Resolutions, newest first; ``page`` counts from 1."""

    bot: str
    lines: tuple[ResolutionLine, ...]
    page: int
    pages: int


@value
class ObjectionList:
    """The objections to a resolution with their answers; ``may_answer`` for facilitators."""

    bot: str
    number: str
    title: str
    objections: tuple[Objection, ...]
    may_answer: bool
    may_object: bool
    page: int


@value
class ResolutionText:
    """The whole text of a resolution."""

    number: str
    title: str
    body: str


@value
class PublicationCheck:
    """The last look before publishing."""

    view: ResolutionView


def resolution_row(
    tx: Transaction, community_id: str, number: str, *, lock: bool = False
) -> Row[Any] | None:
    """Read a resolution's row by its number; ``lock`` takes it before it is judged."""
    t = resolutions.c
    query = select(resolutions).where(t.community_id == community_id, t.number == number)
    return tx.connection.execute(query.with_for_update() if lock else query).one_or_none()


def view_of(
    tx: Transaction, row: Row[Any], who: Person, bot: str, *, just: str = ""
) -> ResolutionView:
    """Draw a resolution for somebody at one of the bots."""
    motion = motion_by(tx, row.community_id, id=row.motion_id)
    assert motion is not None
    p = polls.c
    poll = tx.connection.execute(
        select(p.number, p.state, p.result, p.counted_at).where(
            p.community_id == row.community_id, p.id == row.poll_id
        )
    ).one_or_none()
    kept = (
        carried_vote(tx, row.community_id, id=row.meeting_vote_id) if row.meeting_vote_id else None
    )
    vote = None if kept is None else recorded(kept)
    decided_at = poll.counted_at if poll is not None else kept.adjourned_at if kept else 0
    todo = tasks_of(tx, row)
    raised = objections_of(tx, row, who)
    names = names_of(tx, row.community_id, row.drafted_by, row.published_by)
    staff = bot == "staff"
    by = None
    if row.repealed_by is not None:
        by = tx.connection.scalar(
            select(resolutions.c.number).where(
                resolutions.c.community_id == row.community_id,
                resolutions.c.id == row.repealed_by,
            )
        )
    return ResolutionView(
        bot=bot,
        number=row.number,
        title=row.title,
        body=row.body,
        state=row.state,
        motion=motion.number,
        poll=0 if poll is None else poll.number,
        poll_state="" if poll is None else poll.state,
        legal_class=motion.legal_class,
        result=None if poll is None else RATIFICATION_RESULTS.validate_json(poll.result),
        vote=vote,
        drafted_at=row.drafted_at,
        drafted_by=names.get(row.drafted_by, "") if staff else "",
        publish_by=published_by(tx, row.community_id, decided_at)
        if row.published_at is None
        else 0,
        published_at=row.published_at or 0,
        published_by=names.get(row.published_by, "") if staff else "",
        posted_until=row.posted_until or 0,
        challenge_until=row.challenge_until or 0,
        fulfilled_at=row.fulfilled_at or 0,
        repealed_at=row.repealed_at or 0,
        repealed_by=by or "",
        tasks=todo,
        objections=raised,
        moves=_moves(tx, row, who, todo) if staff else _resident_moves(tx, row, who),
        seal=seal_of(row.title, row.body),
        just=just,
    )


def _moves(tx: Transaction, row: Row[Any], who: Person, todo: tuple[Task, ...]) -> tuple[str, ...]:
    """List what this person of the staff may do now, in the order of the buttons."""
    done = sum(1 for task in todo if task.done_at)
    allowed = {
        "publish": check_publication(tx, who, row) is None,
        "revise": check_revising(row.state) is None,
        "plan_tasks": check_planning(row.state, known=len(todo)) is None,
        "do_task": check_doing(row.state) is None and done < len(todo),
        "fulfil": check_fulfilling(row.state, tasks=len(todo), done=done) is None,
        "repeal": check_repealing(row.state) is None,
    }
    rights = {"revise": "draft"}
    return tuple(
        verb
        for verb, allow in allowed.items()
        if allow and may(who, f"resolution.{rights.get(verb, verb)}")
    )


def _resident_moves(tx: Transaction, row: Row[Any], who: Person) -> tuple[str, ...]:
    return ("object",) if check_objection(tx, who, row) is None else ()


def check_objection(tx: Transaction, who: Person, row: Row[Any]) -> Refusal | None:
    """Judge whether this resident may object to a resolution now."""
    raised = objections_of(tx, row, who)
    return check_objecting(
        row.state,
        number=row.number,
        posted_until_at=row.posted_until,
        now=tx.now,
        waiting=any(each.mine and not each.answered_at for each in raised),
    )


def tasks_of(tx: Transaction, row: Row[Any]) -> tuple[Task, ...]:
    """Read the tasks of a resolution, in order."""
    t = tasks.c
    found = tx.connection.execute(
        select(t.position, t.title, t.done_at, residents.c.name)
        .outerjoin(
            residents,
            and_(residents.c.community_id == t.community_id, residents.c.id == t.done_by),
        )
        .where(t.community_id == row.community_id, t.resolution_id == row.id)
        .order_by(t.position)
    )
    return tuple(
        Task(
            position=each.position,
            title=each.title,
            done_at=each.done_at or 0,
            done_by=each.name or "",
        )
        for each in found
    )


def objections_of(tx: Transaction, row: Row[Any], who: Person) -> tuple[Objection, ...]:
    """Read the objections to a resolution, in order, under masked names."""
    t = objections.c
    found = tx.connection.execute(
        select(objections, residents.c.name)
        .join(
            residents,
            and_(residents.c.community_id == t.community_id, residents.c.id == t.resident_id),
        )
        .where(t.community_id == row.community_id, t.resolution_id == row.id)
        .order_by(t.number)
    )
    return tuple(
        Objection(
            number=each.number,
            name=masked_name(each.name),
            body=each.body,
            raised_at=each.raised_at,
            answer=each.answer or "",
            answered_at=each.answered_at or 0,
            mine=each.resident_id == who.id,
        )
        for each in found
    )


def names_of(tx: Transaction, community_id: str, *ids: str | None) -> dict[str | None, str]:
    """Read the names of a few residents."""
    t = residents.c
    found = tx.connection.execute(
        select(t.id, t.name).where(t.community_id == community_id, t.id.in_([i for i in ids if i]))
    )
    return {row.id: row.name for row in found}


def resolution(
    tx: Transaction, who: Person, number: str, *, bot: str = "resident"
) -> ResolutionView | Refusal:
    """One resolution; residents see it once it is published."""
    row = resolution_row(tx, who.community_id, number)
    hidden = (
        row is not None and row.state not in PUBLISHED and not (bot == "staff" and _staff(who))
    )
    if row is None or hidden:
        return refuse("resolution.unknown", number=number)
    return view_of(tx, row, who, bot)


def publication_check(tx: Transaction, who: Person, number: str) -> PublicationCheck | Refusal:
    """What is about to be published, for the second person."""
    refusal = check(who, "resolution.publish")
    if refusal is not None:
        return refusal
    view = resolution(tx, who, number, bot="staff")
    row = resolution_row(tx, who.community_id, number)
    if isinstance(view, Refusal) or row is None:
        return refuse("resolution.unknown", number=number)
    return check_publication(tx, who, row) or PublicationCheck(view=view)


def resolution_text(
    tx: Transaction, who: Person, number: str, *, bot: str = "resident"
) -> ResolutionText | Refusal:
    """The whole text, for those who may see the resolution."""
    view = resolution(tx, who, number, bot=bot)
    if isinstance(view, Refusal):
        return view
    return ResolutionText(number=view.number, title=view.title, body=view.body)


def objection_list(
    tx: Transaction, who: Person, number: str, page: int = 0, *, bot: str = "resident"
) -> ObjectionList | Refusal:
    """The objections to a resolution; page 0 is the first that has no answer yet."""
    view = resolution(tx, who, number, bot=bot)
    if isinstance(view, Refusal):
        return view
    if page == 0:
        open_ones = (each.number for each in view.objections if not each.answered_at)
        page = next(open_ones, 1)
    return ObjectionList(
        bot=bot,
        number=view.number,
        title=view.title,
        objections=view.objections,
        may_answer=bot == "staff" and may(who, "resolution.answer_objection"),
        may_object="object" in view.moves,
        page=min(max(1, page), max(1, len(view.objections))),
    )


def resolution_list(
    tx: Transaction, who: Person, page: int = 1, *, bot: str = "resident"
) -> ResolutionList:
    """Resolutions, newest first; drafts only for staff."""
    t = resolutions.c
    mine = t.community_id == who.community_id
    if not (bot == "staff" and _staff(who)):
        mine &= t.state.in_(PUBLISHED)
    total = tx.connection.scalar(select(func.count()).select_from(resolutions).where(mine)) or 0
    pages = max(1, -(-total // SHOWN))
    page = min(max(1, page), pages)
    rows = tx.connection.execute(
        select(t.number, t.title, t.state, func.coalesce(t.published_at, t.drafted_at).label("on"))
        .where(mine)
        .order_by(func.coalesce(t.published_at, t.drafted_at).desc(), t.id.desc())
        .limit(SHOWN)
        .offset((page - 1) * SHOWN)
    )
    lines = tuple(
        ResolutionLine(number=row.number, title=row.title, state=row.state, on=row.on)
        for row in rows
    )
    return ResolutionList(bot=bot, lines=lines, page=page, pages=pages)


def _staff(who: Person) -> bool:
    return bool(who.roles & STAFF)


def needs(tx: Transaction, who: Person) -> tuple[Todo, ...]:
    """Nothing about a resolution waits for a resident."""
    return ()


def due(tx: Transaction, who: Person) -> tuple[Todo, ...]:
    """What is due at the staff desk."""
    return due_at_the_desk(tx, who)
