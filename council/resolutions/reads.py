"""Resolutions 决议: what bots show of them."""

from dataclasses import replace

from sqlalchemy import and_, func, select

from council.kernel.acts.facts import later
from council.kernel.acts.moves import opened
from council.kernel.database.transaction import Transaction
from council.kernel.directory import residents
from council.kernel.policy import STAFF, check, may
from council.kernel.refusals import Refusal, refuse
from council.kernel.values import Person, value
from council.meetings.votes.records import carried_vote
from council.motions.records import motion_by
from council.motions.votes.recorded import RecordedVote
from council.polls.poll import Poll
from council.polls.records import RATIFICATION_RESULTS, known_poll
from council.polls.tables import polls
from council.proposals.rules import masked_name
from council.resolutions.acts import OWN_MOVES, RESOLUTION_MOVES, TASK_MOVES
from council.resolutions.commands import Objection, ResolutionView, Task
from council.resolutions.facts import ResolutionFacts, TaskFacts
from council.resolutions.records import (
    corrections_of,
    open_review,
    published_by,
    resolution_by,
    reviews_of,
)
from council.resolutions.resolution import Resolution
from council.resolutions.rules import PUBLISHED, seal_of
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


def view_of(
    tx: Transaction, resolution: Resolution, who: Person, bot: str, *, just: str = ""
) -> ResolutionView:
    """Draw a resolution for somebody at one of the bots."""
    motion = motion_by(tx, resolution.community_id, id=resolution.motion_id)
    assert motion is not None
    p = polls.c
    poll = tx.connection.execute(
        select(p.number, p.state, p.result, p.counted_at).where(
            p.community_id == resolution.community_id, p.id == resolution.poll_id
        )
    ).one_or_none()
    kept = (
        carried_vote(tx, resolution.community_id, id=resolution.meeting_vote_id)
        if resolution.meeting_vote_id
        else None
    )
    vote = None if kept is None else kept.recorded
    decided_at = poll.counted_at if poll is not None else kept.adjourned_at if kept else 0
    todo = tasks_of(tx, resolution)
    raised = objections_of(tx, resolution, who)
    names = names_of(tx, resolution.community_id, resolution.drafted_by, resolution.published_by)
    staff = bot == "staff"
    by = None
    if resolution.repealed_by is not None:
        by = tx.connection.scalar(
            select(resolutions.c.number).where(
                resolutions.c.community_id == resolution.community_id,
                resolutions.c.id == resolution.repealed_by,
            )
        )
    return ResolutionView(
        bot=bot,
        number=resolution.number,
        title=resolution.title,
        body=resolution.body,
        state=resolution.state,
        motion=motion.number,
        poll=0 if poll is None else poll.number,
        poll_state="" if poll is None else poll.state,
        legal_class=motion.legal_class,
        result=None if poll is None else RATIFICATION_RESULTS.validate_json(poll.result),
        vote=vote,
        drafted_at=resolution.drafted_at,
        drafted_by=names.get(resolution.drafted_by, "") if staff else "",
        publish_by=published_by(tx, resolution.community_id, decided_at)
        if resolution.published_at is None
        else 0,
        published_at=resolution.published_at or 0,
        published_by=names.get(resolution.published_by, "") if staff else "",
        posted_until=resolution.posted_until or 0,
        challenge_until=resolution.challenge_until or 0,
        fulfilled_at=resolution.fulfilled_at or 0,
        repealed_at=resolution.repealed_at or 0,
        repealed_by=by or "",
        tasks=tuple(_task(who, resolution, each) for each in todo) if staff else todo,
        objections=raised,
        moves=(RESOLUTION_MOVES if staff else OWN_MOVES).open_to(
            who, facts_of(tx, who, resolution)
        ),
        seal=seal_of(resolution.title, resolution.body, resolution.approved_fen),
        approved_fen=resolution.approved_fen or 0,
        just=just,
        reviews=reviews_of(tx, resolution.community_id, resolution.id),
        corrected_by=corrections_of(tx, resolution.community_id, resolution.id),
        corrects=corrections_of(tx, resolution.community_id, resolution.id, made=True),
    )


def facts_of(tx: Transaction, who: Person, resolution: Resolution) -> ResolutionFacts:
    """Gather what the moves of a resolution are judged by."""

    def poll() -> Poll | None:
        if not resolution.poll_id:
            return None
        return known_poll(tx, resolution.community_id, resolution.poll_id)

    def vote() -> RecordedVote:
        carried = carried_vote(tx, resolution.community_id, id=resolution.meeting_vote_id or "")
        assert carried is not None, "a resolution rests on a poll or on a vote"
        return carried.recorded

    def waiting() -> bool:
        raised = objections_of(tx, resolution, who)
        return any(each.mine and not each.answered_at for each in raised)

    todo = tasks_of(tx, resolution)
    return ResolutionFacts(
        resolution=resolution,
        now=tx.now,
        person=who.id,
        poll=later(poll),
        vote=later(vote),
        tasks=len(todo),
        done=sum(1 for task in todo if task.done_at),
        waiting=later(waiting),
        open_review=later(lambda: open_review(tx, resolution) is not None),
    )


def _task(who: Person, resolution: Resolution, task: Task) -> Task:
    """Add to a task what somebody of the staff may do with it."""
    facts = TaskFacts(
        number=resolution.number,
        state=resolution.state,
        position=task.position,
        done=task.done_at > 0,
        reported=task.reported_at > 0,
    )
    return replace(task, moves=TASK_MOVES.open_to(who, facts))


def tasks_of(tx: Transaction, resolution: Resolution) -> tuple[Task, ...]:
    """Read the tasks of a resolution, in order."""
    t = tasks.c
    found = tx.connection.execute(
        select(
            t.position,
            t.title,
            t.done_at,
            t.due_at,
            t.progress,
            t.reported_at,
            residents.c.name,
        )
        .outerjoin(
            residents,
            and_(residents.c.community_id == t.community_id, residents.c.id == t.done_by),
        )
        .where(t.community_id == resolution.community_id, t.resolution_id == resolution.id)
        .order_by(t.position)
    )
    return tuple(
        Task(
            position=each.position,
            title=each.title,
            done_at=each.done_at or 0,
            done_by=each.name or "",
            due_at=each.due_at or 0,
            progress=each.progress or 0,
            reported_at=each.reported_at or 0,
        )
        for each in found
    )


def objections_of(tx: Transaction, resolution: Resolution, who: Person) -> tuple[Objection, ...]:
    """Read the objections to a resolution, in order, under masked names."""
    t = objections.c
    found = tx.connection.execute(
        select(objections, residents.c.name)
        .join(
            residents,
            and_(residents.c.community_id == t.community_id, residents.c.id == t.resident_id),
        )
        .where(t.community_id == resolution.community_id, t.resolution_id == resolution.id)
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
    found = resolution_by(tx, who.community_id, number=number)
    hidden = (
        found is not None and found.state not in PUBLISHED and not (bot == "staff" and _staff(who))
    )
    if found is None or hidden:
        return refuse("resolution.unknown", number=number)
    return view_of(tx, found, who, bot)


def publication_check(tx: Transaction, who: Person, number: str) -> PublicationCheck | Refusal:
    """What is about to be published, for the second person."""
    refusal = check(who, "resolution.publish")
    if refusal is not None:
        return refusal
    view = resolution(tx, who, number, bot="staff")
    found = resolution_by(tx, who.community_id, number=number)
    if isinstance(view, Refusal) or found is None:
        return refuse("resolution.unknown", number=number)
    refusal = RESOLUTION_MOVES.refusal("publish", facts_of(tx, who, found))
    return refusal or PublicationCheck(view=view)


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
        may_object=bool(opened(view.moves, "object")),
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
