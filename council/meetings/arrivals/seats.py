"""Seats: first come, first served; who waits moves up by itself, and is told."""

from collections.abc import Sequence

from council.kernel.database.transaction import Transaction
from council.kernel.outbox.enqueueing import notify, these
from council.meetings.arrivals.records import who_said_yes
from council.meetings.arrivals.rules import moved_up, seated
from council.meetings.meeting import Meeting


def waiting_for(tx: Transaction, meeting: Meeting) -> Sequence[str]:
    """Tell who waits for a seat now."""
    return seated(who_said_yes(tx, meeting), meeting.capacity)[1]


def tell_moved_up(tx: Transaction, meeting: Meeting, before: Sequence[str]) -> None:
    """Tell who has got a seat since these waited."""
    has_seat, _ = seated(who_said_yes(tx, meeting), meeting.capacity)
    up = moved_up(before, has_seat)
    if not up:
        return
    notify(
        tx,
        meeting.community_id,
        these(meeting.community_id, up),
        notice="meeting_seat",
        subject=f"{meeting.id}/{tx.new_id()}",
        params={
            "number": meeting.number,
            "title": meeting.title,
            "starts_at": meeting.starts_at,
            "place": meeting.place,
        },
        buttons=(("meeting.open", "meeting", (meeting.number,)),),
        needs_by=meeting.starts_at,
    )
