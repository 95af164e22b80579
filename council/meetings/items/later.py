"""Telling who brought a motion why it stands on a later agenda than they may have expected."""

from sqlalchemy import func, select

from council.kernel.database.records import read_all
from council.kernel.database.transaction import Transaction
from council.meetings.meeting import Meeting
from council.meetings.tables import agenda_items, meetings
from council.motions.motion import Motion
from council.motions.responses.telling import tell_public
from council.rules.records import rules_of


def tell_later(tx: Transaction, motion: Motion, meeting: Meeting, *, carried_over: bool) -> None:
    """Tell author and followers that an earlier agenda was locked or full, or did not get to it."""
    before = None if carried_over else _before(tx, meeting)
    if before is None and not carried_over:
        return
    why = "carried_over" if before is None else _why(tx, before)
    if not why:
        return
    tell_public(
        tx,
        motion,
        "item_later",
        meeting=meeting.title,
        starts_at=meeting.starts_at,
        why_key=f"item.why.{why}",
        before="" if before is None else before.title,
        before_at=0 if before is None else before.starts_at,
    )


def _before(tx: Transaction, meeting: Meeting) -> Meeting | None:
    """Find the last meeting to come before this one."""
    m = meetings.c
    query = (
        select(meetings)
        .where(
            m.community_id == meeting.community_id,
            m.state.in_(("planned", "announced")),
            m.starts_at > tx.now,
            m.starts_at < meeting.starts_at,
        )
        .order_by(m.starts_at.desc())
        .limit(1)
    )
    return next(iter(read_all(tx, Meeting, query)), None)


def _why(tx: Transaction, before: Meeting) -> str:
    if before.state == "announced":
        return "locked"
    i = agenda_items.c
    listed = tx.connection.scalar(
        select(func.count()).where(
            i.community_id == before.community_id, i.meeting_id == before.id
        )
    )
    limit = rules_of(tx, before.community_id).floor.agenda_motions
    return "full" if (listed or 0) >= limit else ""
