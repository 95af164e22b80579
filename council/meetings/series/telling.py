"""Telling people of a meeting that moves: what comes within minutes is told once, as it came out."""

from council.kernel.database.transaction import Transaction
from council.kernel.outbox.enqueueing import everyone, notify, withdraw
from council.kernel.refusals import Param
from council.meetings.meeting import Meeting
from council.meetings.series.rules import BUNDLED

MOVED = "meeting_moved"
_BUTTONS = (("meeting.come", "yes"), ("meeting.stay", "no"))


def tell_move(tx: Transaction, was: Meeting, meeting: Meeting) -> None:
    """Tell everybody the new time and place, and ask anew whether they come."""
    params: dict[str, Param] = {
        "number": meeting.number,
        "title": meeting.title,
        "was_at": was.starts_at,
        "was_place": was.place,
        "starts_at": meeting.starts_at,
        "place": meeting.place,
        "reason": meeting.move_reason,
    }
    before = forget_move(tx, meeting)
    if before:  # nobody has read these: they know the meeting as it was before the first of them
        params |= {name: before[0][name] for name in ("was_at", "was_place")}
    if (params["was_at"], params["was_place"]) == (meeting.starts_at, meeting.place):
        return
    buttons = [(label, "meeting.rsvp", (meeting.number, answer)) for label, answer in _BUTTONS]
    notify(
        tx,
        meeting.community_id,
        everyone(meeting.community_id),
        public=True,
        notice=MOVED,
        subject=f"{meeting.id}/{meeting.sequence}",
        params=params,
        buttons=[*buttons, ("meeting.open", "meeting", (meeting.number,))],
        after=BUNDLED,
    )


def forget_move(tx: Transaction, meeting: Meeting) -> tuple[dict[str, Param], ...]:
    """Take back what was to be told of a move and has not left yet; tells what it said."""
    return withdraw(tx, meeting.community_id, notice=MOVED, subject=f"{meeting.id}/")
