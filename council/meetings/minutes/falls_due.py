"""Minutes 会议纪要: what falls due."""

from typing import Any

from sqlalchemy import exists, select

from council.kernel.bus.command import Command
from council.kernel.database.records import read_all
from council.kernel.database.transaction import Transaction
from council.kernel.tables import clock_marks
from council.kernel.values import CLOCK
from council.meetings.meeting import Meeting
from council.meetings.minutes.commands import DraftMinutes, RemindMinutes
from council.meetings.minutes.reads import HANDED_IN
from council.meetings.minutes.rules import DAY, REMINDERS, WRITTEN_IN, reminder_due
from council.meetings.minutes.tables import minutes_sections
from council.meetings.tables import meetings
from council.rules.records import rules_of

#: The mark of a reminder: its subject is the meeting, its state and the day.
REMINDED = "minutes_reminder"


def falls_due(tx: Transaction) -> tuple[Command[Any], ...]:
    """Minutes that nobody has assembled; reminders of those that are not handed in or approved."""
    t, s, k = meetings.c, minutes_sections.c, clock_marks.c
    without = ~exists(
        select(s.revision).where(s.community_id == t.community_id, s.meeting_id == t.id)
    )
    bare = tx.connection.execute(
        select(t.community_id, t.number)
        .where(t.state == "adjourned", without)
        .order_by(t.community_id, t.number)
    )
    drafts = [
        DraftMinutes(actor=CLOCK, community_id=row.community_id, number=row.number) for row in bare
    ]
    handed_in = exists(
        select(k.marked_at).where(
            k.community_id == t.community_id,
            k.mark == HANDED_IN,
            k.subject == t.id,
            k.marked_at > tx.now - (REMINDERS + 1) * DAY,
        )
    )
    recent = read_all(
        tx,
        Meeting,
        select(meetings)
        .where(
            t.state.in_(WRITTEN_IN),
            (t.adjourned_at > tx.now - (REMINDERS + 1) * DAY) | handed_in,
        )
        .order_by(t.community_id, t.number),
    )
    reminders = [
        RemindMinutes(actor=CLOCK, community_id=each.community_id, number=each.number)
        for each in recent
        if _is_due(tx, each)
    ]
    return (*drafts, *reminders)


def _is_due(tx: Transaction, meeting: Meeting) -> bool:
    subject = due_reminder(tx, meeting)
    k = clock_marks.c
    return subject != "" and (
        tx.connection.execute(
            select(k.marked_at).where(
                k.community_id == meeting.community_id, k.mark == REMINDED, k.subject == subject
            )
        ).one_or_none()
        is None
    )


def due_reminder(tx: Transaction, meeting: Meeting) -> str:
    """Name the reminder that is due today; empty: none.

    Where a later meeting approves, the chair is not reminded of what the evening will bring.
    """
    since = meeting.adjourned_at
    if meeting.state == "minuted":
        if rules_of(tx, meeting.community_id).minutes.at_next_meeting:
            return ""
        k = clock_marks.c
        handed_in = tx.connection.scalar(
            select(k.marked_at).where(
                k.community_id == meeting.community_id,
                k.mark == HANDED_IN,
                k.subject == meeting.id,
            )
        )
        since = handed_in or since
    elif meeting.state != "adjourned":
        return ""
    day = reminder_due(since=since, now=tx.now)
    return f"{meeting.id}/{meeting.state}/{day}" if day else ""
