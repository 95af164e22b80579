"""Reading resolutions 决议 that several verbs need."""

from sqlalchemy import and_, func, select

from council.kernel.database.records import record_by
from council.kernel.database.transaction import Transaction
from council.kernel.tables import acts
from council.resolutions.commands import Correction, Review
from council.resolutions.resolution import Resolution
from council.resolutions.rules import publish_by
from council.resolutions.tables import corrections, resolutions, reviews
from council.rules.records import rules_of


def resolution_by(
    tx: Transaction, community_id: str, *, lock: bool = False, **column: str
) -> Resolution | None:
    """Find a resolution by one column: ``number=…``, ``poll_id=…`` or ``meeting_vote_id=…``.

    ``lock`` takes it before it is judged.
    """
    return record_by(tx, Resolution, resolutions, community_id, lock=lock, **column)


def published_by(tx: Transaction, community_id: str, counted_at: int) -> int:
    """By when a community's rules want a decision published."""
    return publish_by(counted_at, days=publish_within(tx, community_id))


def publish_within(tx: Transaction, community_id: str) -> int:
    return rules_of(tx, community_id).timing.publish_within


def publishing_act(tx: Transaction, resolution: Resolution) -> int:
    """Tell by which act it was published: of two of one second that is the order; 0: by none yet."""
    a = acts.c
    query = select(func.max(a.number)).where(
        a.community_id == resolution.community_id,
        a.subject_id == resolution.id,
        a.verb == "resolution.publish",
    )
    return tx.connection.scalar(query) or 0


def open_review(tx: Transaction, resolution: Resolution) -> str | None:
    """Tell the look back that is planned and not held, by its id."""
    t = reviews.c
    return tx.connection.scalar(
        select(t.id).where(
            t.community_id == resolution.community_id,
            t.resolution_id == resolution.id,
            t.held_at.is_(None),
        )
    )


def reviews_of(tx: Transaction, community_id: str, resolution_id: str) -> tuple[Review, ...]:
    """Read the looks back at a resolution, in order."""
    t = reviews.c
    rows = tx.connection.execute(
        select(reviews)
        .where(t.community_id == community_id, t.resolution_id == resolution_id)
        .order_by(t.number)
    )
    return tuple(
        Review(
            number=row.number,
            due_at=row.due_at,
            body=row.body or "",
            score=row.score or 0,
            held_at=row.held_at or 0,
        )
        for row in rows
    )


def corrections_of(
    tx: Transaction, community_id: str, resolution_id: str, *, made: bool = False
) -> tuple[Correction, ...]:
    """Read the corrections of a resolution; ``made``: those that it makes of earlier ones."""
    c, r = corrections.c, resolutions.c
    mine, other = (c.by_id, c.resolution_id) if made else (c.resolution_id, c.by_id)
    rows = tx.connection.execute(
        select(corrections, r.number, r.title)
        .join(resolutions, and_(r.community_id == c.community_id, r.id == other))
        .where(c.community_id == community_id, mine == resolution_id)
        .order_by(c.noted_at, r.number)
    )
    return tuple(
        Correction(
            number=row.number,
            title=row.title,
            reason=row.reason,
            honest=bool(row.honest),
            noted_at=row.noted_at,
        )
        for row in rows
    )
