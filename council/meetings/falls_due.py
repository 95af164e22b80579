"""Meetings 会议: what falls due."""

from typing import Any

from sqlalchemy import and_, exists, select

from council.kernel.bus.command import Command
from council.kernel.database.transaction import Transaction
from council.kernel.tables import clock_marks
from council.kernel.values import CLOCK
from council.meetings.commands import PlanNext, RemindMeeting
from council.meetings.items.commands import CarryOver
from council.meetings.records import on_coming_agenda
from council.meetings.rules import REMIND_BEFORE, REMINDER
from council.meetings.tables import meeting_series, meetings
from council.motions.records import overdue_now
from council.motions.responses.commands import ClimbLadder
from council.motions.responses.records import lateness_told
from council.motions.rules import FINAL
from council.motions.tables import motions, responses


def falls_due(tx: Transaction) -> tuple[Command[Any], ...]:
    """The next meeting of a series once its last one has begun; reminders; late answers to list."""
    s, t, k = meeting_series.c, meetings.c, clock_marks.c
    coming = exists(
        select(t.id).where(
            t.community_id == s.community_id, t.series_id == s.id, t.starts_at > tx.now
        )
    )
    former = meeting_series.alias("former")
    waits = exists(
        select(former.c.id).where(
            former.c.community_id == s.community_id,
            former.c.id == s.follows_id,
            former.c.ended_at.is_(None),
        )
    )
    series = tx.connection.execute(
        select(s.community_id, s.id)
        .where(s.ended_at.is_(None), ~coming, ~waits)
        .order_by(s.community_id, s.id)
    )
    reminded = exists(
        select(k.marked_at).where(
            k.community_id == t.community_id,
            k.mark == REMINDER,
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
    return (*plans, *reminders, *_carried_over(tx), *_late_answers(tx))


def _carried_over(tx: Transaction) -> tuple[CarryOver, ...]:
    """Motions that a meeting put off, while an agenda is open and they stand on none."""
    t, m = motions.c, meetings.c
    agenda_open = exists(
        select(m.id).where(
            m.community_id == t.community_id, m.state == "planned", m.starts_at > tx.now
        )
    )
    rows = tx.connection.execute(
        select(t.community_id, t.number)
        .where(t.state == "adjourned", agenda_open, ~on_coming_agenda(tx.now))
        .order_by(t.community_id, t.number)
    )
    return tuple(
        CarryOver(actor=CLOCK, community_id=row.community_id, number=row.number) for row in rows
    )


def _late_answers(tx: Transaction) -> tuple[ClimbLadder, ...]:
    """Answers told to be late whose motions stand on no coming agenda though one is open.

    A late answer that was not told yet goes on an agenda when it is told.
    """
    t, r, m = motions.c, responses.c, meetings.c
    agenda_open = exists(
        select(m.id).where(
            m.community_id == t.community_id, m.state == "planned", m.starts_at > tx.now
        )
    )
    rows = tx.connection.execute(
        select(t.community_id, t.number)
        .join(responses, and_(r.community_id == t.community_id, r.motion_id == t.id))
        .where(
            overdue_now(tx.now),
            lateness_told(),
            agenda_open,
            t.state.not_in(FINAL),
            ~on_coming_agenda(tx.now),
        )
        .order_by(t.community_id, t.number)
    )
    return tuple(
        ClimbLadder(actor=CLOCK, community_id=row.community_id, number=row.number) for row in rows
    )
