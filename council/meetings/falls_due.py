"""Meetings 会议: what falls due."""

from typing import Any

from sqlalchemy import exists, select

from council.kernel.bus.command import Command
from council.kernel.database.transaction import Transaction
from council.kernel.tables import clock_marks
from council.kernel.values import CLOCK
from council.meetings.commands import PlanNext, RemindMeeting
from council.meetings.rules import REMIND_BEFORE
from council.meetings.tables import meeting_series, meetings


def falls_due(tx: Transaction) -> tuple[Command[Any], ...]:
    """The next meeting of a series once its last planned one has begun; reminders of the day before."""
    s, t, k = meeting_series.c, meetings.c, clock_marks.c
    coming = exists(
        select(t.id).where(
            t.community_id == s.community_id, t.series_id == s.id, t.starts_at > tx.now
        )
    )
    series = tx.connection.execute(
        select(s.community_id, s.id)
        .where(s.ended_at.is_(None), ~coming)
        .order_by(s.community_id, s.id)
    )
    reminded = exists(
        select(k.marked_at).where(
            k.community_id == t.community_id,
            k.mark == "meeting_reminder",
            k.subject == t.id,
        )
    )
    soon = tx.connection.execute(
        select(t.community_id, t.number)
        .where(
            t.state == "announced",
            t.starts_at > tx.now,
            t.starts_at <= tx.now + REMIND_BEFORE,
            ~reminded,
        )
        .order_by(t.community_id, t.number)
    )
    plans = [
        PlanNext(actor=CLOCK, community_id=row.community_id, series_id=row.id) for row in series
    ]
    reminders = [
        RemindMeeting(actor=CLOCK, community_id=row.community_id, number=row.number)
        for row in soon
    ]
    return (*plans, *reminders)
