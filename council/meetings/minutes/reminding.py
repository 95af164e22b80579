"""Reminding of minutes 会议纪要: those who write them, then the chair; once a day, for some days."""

from sqlalchemy import insert, select

from council.kernel.database.transaction import Transaction
from council.kernel.outbox.enqueueing import holders, notify
from council.kernel.refusals import Refusal
from council.kernel.tables import clock_marks
from council.kernel.values import Person
from council.meetings.minutes.commands import MinutesReminded, RemindMinutes
from council.meetings.minutes.falls_due import REMINDED, due_reminder
from council.meetings.minutes.records import locked


def remind(tx: Transaction, who: Person, command: RemindMinutes) -> MinutesReminded | Refusal:
    """Remind once of what is due today; a second tick on the same day tells nobody."""
    meeting = locked(tx, who, command.number)
    if isinstance(meeting, Refusal):
        return meeting
    subject = due_reminder(tx, meeting)
    if not subject:
        return MinutesReminded(number=meeting.number, told=0)
    t = clock_marks.c
    key = {"community_id": meeting.community_id, "mark": REMINDED, "subject": subject}
    known = tx.connection.execute(
        select(t.marked_at).where(*(t[name] == each for name, each in key.items()))
    ).one_or_none()
    if known is not None:
        return MinutesReminded(number=meeting.number, told=0)
    tx.connection.execute(insert(clock_marks), [{**key, "marked_at": tx.now}])
    writes = meeting.state == "adjourned"
    roles = ("facilitator", "clerk") if writes else ("chair",)
    told = notify(
        tx,
        meeting.community_id,
        holders(meeting.community_id, *roles),
        notice="minutes_to_write" if writes else "minutes_to_approve",
        subject=subject,
        params={"title": meeting.title, "starts_at": meeting.starts_at},
        buttons=(("minutes.open", "minutes", (meeting.number,)),),
        bot="staff",
    )
    return MinutesReminded(number=meeting.number, told=told)
