"""Motions 议案 and the addressed party's responses 答复: what falls due."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import and_, select

from council.kernel.bus.command import Command
from council.kernel.calendar_cn import calendar_cn
from council.kernel.database.rows import value_from
from council.kernel.database.transaction import Transaction
from council.kernel.directory import communities
from council.kernel.tables import clock_marks
from council.kernel.values import CLOCK
from council.motions.records import waited_for
from council.motions.responses.commands import ClimbLadder, RemindPromise
from council.motions.responses.ladder import AGENDA, HOUR, fallen_due, ladder, leg_of
from council.motions.responses.records import sitting_everywhere, taken_everywhere
from council.motions.responses.response import Response
from council.motions.responses.rules import PROMISE_AHEAD, PROMISE_LATE, promise_stage
from council.motions.tables import motions, responses

#: From this hour on, local time, a promised day is reminded of.
MORNING = 9


def falls_due(tx: Transaction) -> tuple[Command[Any], ...]:
    """Steps of ladders that the clock has not taken yet; promised days to be reminded of."""
    return (*_ladders(tx), *_promises(tx))


def _ladders(tx: Transaction) -> Iterator[ClimbLadder]:
    """Motions with a step whose time has come.

    To put a late one on an agenda is no step of its own here: that waits for a meeting
    (``council/meetings/falls_due.py``).
    """
    t, r, c = motions.c, responses.c, communities.c
    rows = tx.connection.execute(
        select(responses, t.number, t.state.label("motion_state"), c.timezone)
        .join(motions, and_(r.community_id == t.community_id, r.motion_id == t.id))
        .join(communities, c.id == t.community_id)
        .where(waited_for())
        .order_by(t.community_id, t.number)
    ).all()
    waiting = [value_from(Response, row) for row in rows]
    sits = sitting_everywhere(tx, {each.community_id for each in waiting})
    taken = taken_everywhere(tx, waiting)
    for row, each in zip(rows, waiting, strict=True):
        leg = leg_of(each, motion_state=row.motion_state)
        if leg is None or leg.due_at - each.remind * HOUR > tx.now:
            continue  # no step of a ladder comes before its reminder
        rungs = ladder(
            leg,
            each,
            sits=sits[each.community_id],
            calendar=calendar_cn(),
            zone=ZoneInfo(row.timezone),
        )
        due = fallen_due(rungs, taken=taken[each.community_id, each.id], now=tx.now)
        if any(rung.step != AGENDA for rung in due):
            yield ClimbLadder(actor=CLOCK, community_id=row.community_id, number=row.number)


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
            r.completed_at.is_(None),
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
