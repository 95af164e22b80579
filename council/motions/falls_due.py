"""Motions 议案 and the addressed party's responses 答复: what falls due."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import and_, select

from council.kernel.bus.command import Command
from council.kernel.database.transaction import Transaction
from council.kernel.directory import communities
from council.kernel.tables import clock_marks
from council.kernel.values import CLOCK
from council.motions.records import lateness_told, overdue_now
from council.motions.responses.commands import NoteOverdue, RemindPromise
from council.motions.responses.rules import PROMISE_AHEAD, PROMISE_LATE, promise_stage
from council.motions.tables import motions, responses

#: From this hour on, local time, a promised day is reminded of.
MORNING = 9


def falls_due(tx: Transaction) -> tuple[Command[Any], ...]:
    """Late answers that were not told yet; promised days to be reminded of."""
    t, r = motions.c, responses.c
    late = tx.connection.execute(
        select(t.community_id, t.number)
        .join(responses, and_(r.community_id == t.community_id, r.motion_id == t.id))
        .where(overdue_now(tx.now), ~lateness_told())
        .order_by(t.community_id, t.number)
    )
    return (
        *(
            NoteOverdue(actor=CLOCK, community_id=row.community_id, number=row.number)
            for row in late
        ),
        *_promises(tx),
    )


def _promises(tx: Transaction) -> Iterator[RemindPromise]:
    """Promised days that are near or have come and are not reminded of yet; in the morning."""
    t, r, c, k = motions.c, responses.c, communities.c, clock_marks.c
    near = datetime.fromtimestamp(tx.now, UTC).date()
    rows = tx.connection.execute(
        select(t.community_id, t.number, r.id, r.done_by, c.timezone)
        .join(responses, and_(r.community_id == t.community_id, r.motion_id == t.id))
        .join(communities, c.id == t.community_id)
        .where(
            r.state == "answered",
            r.done_by >= (near - timedelta(days=PROMISE_LATE + 1)).isoformat(),
            r.done_by <= (near + timedelta(days=PROMISE_AHEAD + 1)).isoformat(),
            t.state != "withdrawn",
        )
        .order_by(t.community_id, t.number)
    ).all()
    for row in rows:
        local = datetime.fromtimestamp(tx.now, ZoneInfo(row.timezone))
        stage = promise_stage(row.done_by, today=local.date())
        if not stage or local.hour < MORNING:
            continue
        known = tx.connection.execute(
            select(k.marked_at).where(
                k.community_id == row.community_id,
                k.mark == f"promise_{stage}",
                k.subject == f"{row.id}/{row.done_by}",
            )
        ).one_or_none()
        if known is None:
            yield RemindPromise(actor=CLOCK, community_id=row.community_id, number=row.number)
