"""After a resolution 决议: looks back 复盘, and corrections by later ones, which delete nothing."""

from sqlalchemy import and_, func, insert, select, update

from council.kernel.database.transaction import Transaction
from council.kernel.outbox.enqueueing import everyone, holders, notify
from council.kernel.refusals import Refusal, refuse
from council.kernel.tables import clock_marks
from council.kernel.values import Person
from council.resolutions.changing import changed, locked, movable
from council.resolutions.commands import (
    CorrectResolution,
    HoldReview,
    PlanReview,
    RemindReview,
    ResolutionView,
    ReviewReminded,
)
from council.resolutions.reads import view_of
from council.resolutions.records import open_review, publishing_act, resolution_by
from council.resolutions.resolution import Resolution
from council.resolutions.rules import (
    SCORES,
    check_repeal,
    read_number,
    read_review,
)
from council.resolutions.tables import corrections, resolutions, reviews

#: The clock's mark of a look back that the staff were reminded of.
REVIEW = "resolution_review"


def plan_review(tx: Transaction, who: Person, command: PlanReview) -> ResolutionView | Refusal:
    """Keep for which day a look back is planned."""
    resolution = movable(tx, who, command.number, "plan_review")
    if isinstance(resolution, Refusal):
        return resolution
    t = reviews.c
    last = tx.connection.scalar(
        select(func.max(t.number)).where(
            t.community_id == resolution.community_id, t.resolution_id == resolution.id
        )
    )
    row = {
        "community_id": resolution.community_id,
        "id": tx.new_id(),
        "resolution_id": resolution.id,
        "number": (last or 0) + 1,
        "due_at": command.due_at,
        "planned_by": who.id,
        "planned_at": tx.now,
    }
    tx.connection.execute(insert(reviews), [row])
    resolution = changed(tx, who, resolution, command.verb, title=resolution.title)
    return view_of(tx, resolution, who, "staff", just="plan_review")


def hold_review(tx: Transaction, who: Person, command: HoldReview) -> ResolutionView | Refusal:
    """Keep what the planned look back found."""
    resolution = movable(tx, who, command.number, "review")
    if isinstance(resolution, Refusal):
        return resolution
    said = read_review(command.text)
    if isinstance(said, Refusal):
        return said
    if command.score not in SCORES:
        return refuse("resolution.score", given=str(command.score))
    planned = open_review(tx, resolution)
    assert planned is not None, "judged above"
    tx.connection.execute(
        update(reviews)
        .where(reviews.c.community_id == resolution.community_id, reviews.c.id == planned)
        .values(body=said, score=command.score, held_at=tx.now, held_by=who.id)
    )
    resolution = changed(tx, who, resolution, command.verb, title=resolution.title)
    return view_of(tx, resolution, who, "staff", just="review")


def correct(tx: Transaction, who: Person, command: CorrectResolution) -> ResolutionView | Refusal:
    """Note what a later resolution corrects, and why; the earlier text stays, with a mark."""
    resolution = movable(tx, who, command.number, "correct")
    if isinstance(resolution, Refusal):
        return resolution
    number = read_number(command.later)
    reason = read_review(command.reason)
    for wrong in (number, reason):
        if isinstance(wrong, Refusal):
            return wrong
    assert isinstance(number, str)
    later = resolution_by(tx, who.community_id, number=number)
    if later is None:
        return refuse("resolution.unknown", number=number)
    refusal = check_repeal(
        published=publishing_act(tx, resolution),
        later_number=later.number,
        later_state=later.state,
        later_published=publishing_act(tx, later),
    ) or _twice(tx, resolution, later)
    if refusal is not None:
        return refusal
    row = {
        "community_id": resolution.community_id,
        "id": tx.new_id(),
        "resolution_id": resolution.id,
        "by_id": later.id,
        "honest": int(command.honest),
        "reason": reason,
        "noted_by": who.id,
        "noted_at": tx.now,
    }
    tx.connection.execute(insert(corrections), [row])
    resolution = changed(tx, who, resolution, command.verb, title=resolution.title)
    notify(
        tx,
        resolution.community_id,
        everyone(resolution.community_id),
        public=True,
        notice="resolution_corrected",
        subject=f"{resolution.id}/{later.id}",
        params={
            "number": resolution.number,
            "title": resolution.title,
            "later": later.number,
            "why_key": f"resolution.honest.{int(command.honest)}",
        },
        buttons=[("button.resolution_read", "resolution.show", (resolution.number,))],
    )
    return view_of(tx, resolution, who, "staff", just="correct")


def _twice(tx: Transaction, resolution: Resolution, later: Resolution) -> Refusal | None:
    t = corrections.c
    known = tx.connection.scalar(
        select(t.id).where(
            t.community_id == resolution.community_id,
            t.resolution_id == resolution.id,
            t.by_id == later.id,
        )
    )
    return None if known is None else refuse("resolution.corrected_already", later=later.number)


def remind_review(tx: Transaction, who: Person, command: RemindReview) -> ReviewReminded | Refusal:
    """Remind facilitators and chairs on the day of a look back; once."""
    resolution = locked(tx, who, command.number)
    if isinstance(resolution, Refusal):
        return resolution
    planned = open_review(tx, resolution)
    if planned is None:
        return ReviewReminded(number=resolution.number, reminded=0)
    mark = {
        "community_id": who.community_id,
        "mark": REVIEW,
        "subject": planned,
        "marked_at": tx.now,
    }
    tx.connection.execute(insert(clock_marks), [mark])
    reminded = notify(
        tx,
        resolution.community_id,
        holders(resolution.community_id, "facilitator", "chair"),
        notice="resolution_review",
        subject=planned,
        params={"number": resolution.number, "title": resolution.title},
        buttons=[("button.resolution_read", "resolution.show", (resolution.number,))],
        bot="staff",
    )
    return ReviewReminded(number=resolution.number, reminded=reminded)


def reviews_due(tx: Transaction) -> tuple[tuple[str, str], ...]:
    """Tell the looks back whose day has come and that nobody was reminded of: community, number."""
    v, r, c = reviews.c, resolutions.c, clock_marks.c
    rows = tx.connection.execute(
        select(v.community_id, r.number)
        .join(resolutions, and_(r.community_id == v.community_id, r.id == v.resolution_id))
        .where(
            v.due_at <= tx.now,
            v.held_at.is_(None),
            ~select(c.marked_at)
            .where(c.community_id == v.community_id, c.mark == REVIEW, c.subject == v.id)
            .exists(),
        )
        .order_by(v.due_at, r.number)
    )
    return tuple((row.community_id, row.number) for row in rows)
