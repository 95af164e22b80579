"""What resolutions rest on: polls, motions, votes at meetings."""

from sqlalchemy import select

from council.kernel.database.transaction import Transaction
from council.motions.hooks import IS_RESOLVED, RESOLUTIONS_ON
from council.motions.motion import Motion
from council.polls.hooks import RESOLUTION
from council.resolutions.tables import resolutions


@RESOLUTION.fill
def published_on(tx: Transaction, community_id: str, poll_id: str) -> str:
    """Tell the number of the published resolution that rests on a poll; empty for none."""
    r = resolutions.c
    number = tx.connection.scalar(
        select(r.number).where(
            r.community_id == community_id, r.poll_id == poll_id, r.published_at.is_not(None)
        )
    )
    return number or ""


@RESOLUTIONS_ON.fill
def published_about(tx: Transaction, community_id: str, motion_id: str) -> tuple[str, ...]:
    """Tell the numbers of the published resolutions about a motion, the earliest first."""
    r = resolutions.c
    return tuple(
        tx.connection.scalars(
            select(r.number)
            .where(
                r.community_id == community_id,
                r.motion_id == motion_id,
                r.published_at.is_not(None),
            )
            .order_by(r.published_at, r.id)
        )
    )


@IS_RESOLVED.fill
def is_resolved(tx: Transaction, motion: Motion) -> bool:
    """Tell whether a resolution, published or not, rests on a meeting's vote on a motion."""
    r = resolutions.c
    query = select(r.id).where(
        r.community_id == motion.community_id,
        r.motion_id == motion.id,
        r.meeting_vote_id.is_not(None),
    )
    return tx.connection.execute(query.limit(1)).one_or_none() is not None
