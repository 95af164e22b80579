"""Meetings 会议: from announced to adjourned, one verb, one function."""

from sqlalchemy import insert, select, update

from council.kernel.acts_log import record
from council.kernel.bus.use_cases import UseCases
from council.kernel.database.transaction import Transaction
from council.kernel.directory import residents
from council.kernel.outbox.enqueueing import NoticeButton, everyone, notify
from council.kernel.refusals import Param, Refusal, refuse
from council.kernel.tables import clock_marks
from council.kernel.values import Person
from council.meetings.agenda import AGENDA
from council.meetings.agendas import locked, meeting_facts, movable
from council.meetings.arrivals.coming import make_secret
from council.meetings.attending import ATTENDING
from council.meetings.commands import (
    AdjournMeeting,
    AnnounceMeeting,
    CancelMeeting,
    MeetingView,
    Reminded,
    RemindMeeting,
    StartMeeting,
)
from council.meetings.hearing import HEARING
from council.meetings.meeting import Meeting
from council.meetings.minutes.drafting import draft
from council.meetings.minutes.use_cases import MINUTES
from council.meetings.planning import PLANNING
from council.meetings.reads import meeting_view
from council.meetings.records import motions_on
from council.meetings.rules import (
    HOUR,
    MEETING,
    REASON_LIMIT,
    REMINDER,
    judge_notice,
    read_line,
)
from council.meetings.series.changing import CHANGING
from council.meetings.series.moving import MOVING
from council.meetings.series.telling import forget_move
from council.meetings.tables import meetings, rsvps
from council.meetings.votes.forms import stop_counting
from council.meetings.votes.voting import settle
from council.motions.motion import Motion
from council.motions.moving import advance

_RSVP_BUTTONS = (("meeting.come", "yes"), ("meeting.stay", "no"))
#: What calendars must take over: their copies of the meeting change.
_MATTERS = ("announce", "cancel")


def announce(tx: Transaction, who: Person, command: AnnounceMeeting) -> MeetingView | Refusal:
    """Lock the agenda, announce its motions, tell everybody; some matters need days of notice."""
    meeting = movable(tx, who, command.number, "announce")
    if isinstance(meeting, Refusal):
        return meeting
    items = motions_on(tx, who.community_id, meeting.id)
    enough = judge_notice(meeting_facts(tx, who, meeting, [each.legal_class for each in items]))
    said = "meeting.said.announced" if enough else "meeting.said.announced_barely"
    refusal = _move_items(tx, who, items, "announce", before=("drafted", "adjourned"))
    if refusal is not None:
        return refusal
    _change(tx, who, meeting, "announce", announced_at=tx.now)
    buttons: list[NoticeButton] = [
        (label, "meeting.rsvp", (meeting.number, answer)) for label, answer in _RSVP_BUTTONS
    ]
    buttons.append(("meeting.open", "meeting", (meeting.number,)))
    _tell_all(tx, who, meeting, "meeting_announced", buttons, n=len(items))
    return meeting_view(tx, who, meeting.number, "staff", said=said)


def start(tx: Transaction, who: Person, command: StartMeeting) -> MeetingView | Refusal:
    """Open the session; who said yes is told that they can check in."""
    meeting = movable(tx, who, command.number, "start")
    if isinstance(meeting, Refusal):
        return meeting
    _change(tx, who, meeting, "start", opened_at=tx.now)
    make_secret(tx, meeting)
    coming = select(rsvps.c.resident_id).where(
        rsvps.c.community_id == who.community_id,
        rsvps.c.meeting_id == meeting.id,
        rsvps.c.answer == "yes",
    )
    notify(
        tx,
        who.community_id,
        coming,
        notice="meeting_started",
        subject=meeting.id,
        params=_params(meeting),
        buttons=(("meeting.check_in", "meeting.check_in", (meeting.number,)),),
        urgent=True,
    )
    return meeting_view(tx, who, meeting.number, "staff", said="meeting.said.started")


def adjourn(tx: Transaction, who: Person, command: AdjournMeeting) -> MeetingView | Refusal:
    """End the session: votes are fixed, what was not reached is put off, minutes are drafted."""
    meeting = movable(tx, who, command.number, "adjourn")
    if isinstance(meeting, Refusal):
        return meeting
    items = motions_on(tx, who.community_id, meeting.id)
    refusal = _move_items(tx, who, items, "adjourn", before=("announced",))
    stop_counting(tx, who, meeting, items)
    if refusal is None:
        refusal = settle(tx, who, meeting)
    if refusal is not None:
        return refusal
    _change(tx, who, meeting, "adjourn", adjourned_at=tx.now)
    draft(tx, who, meeting.number, command.verb)
    return meeting_view(tx, who, meeting.number, "staff", said="meeting.said.adjourned")


def cancel(tx: Transaction, who: Person, command: CancelMeeting) -> MeetingView | Refusal:
    """Cancel with a reason; its motions wait for another meeting."""
    meeting = movable(tx, who, command.number, "cancel")
    if isinstance(meeting, Refusal):
        return meeting
    reason = read_line(command.reason, field="reason", limit=REASON_LIMIT)
    if isinstance(reason, Refusal):
        return reason
    items = motions_on(tx, who.community_id, meeting.id)
    refusal = _move_items(tx, who, items, "adjourn", before=("announced",))
    if refusal is not None:
        return refusal
    _change(tx, who, meeting, "cancel", cancel_reason=reason)
    if meeting.state == "announced":
        forget_move(tx, meeting)
        _tell_all(tx, who, meeting, "meeting_cancelled", (), reason=reason)
    return meeting_view(tx, who, meeting.number, "staff", said="meeting.said.cancelled")


def remind(tx: Transaction, who: Person, command: RemindMeeting) -> Reminded | Refusal:
    """Remind once those who said yes or did not answer."""
    meeting = locked(tx, who, command.number)
    if isinstance(meeting, Refusal):
        return meeting
    if meeting.state != "announced" or meeting.starts_at <= tx.now:
        return refuse("meeting.not_now", verb="remind", state=meeting.state)
    t = clock_marks.c
    told = tx.connection.execute(
        select(t.marked_at).where(
            t.community_id == who.community_id, t.mark == REMINDER, t.subject == meeting.id
        )
    ).one_or_none()
    if told is not None:
        return Reminded(number=meeting.number, told=0)
    mark = {
        "community_id": who.community_id,
        "mark": REMINDER,
        "subject": meeting.id,
        "marked_at": tx.now,
    }
    tx.connection.execute(insert(clock_marks), [mark])
    if (
        meeting.moved_at and tx.now - meeting.moved_at < HOUR
    ):  # they have just been told, and asked
        return Reminded(number=meeting.number, told=0)
    staying = select(rsvps.c.resident_id).where(
        rsvps.c.community_id == who.community_id,
        rsvps.c.meeting_id == meeting.id,
        rsvps.c.answer == "no",
    )
    to = everyone(who.community_id).where(residents.c.id.not_in(staying))
    buttons: list[NoticeButton] = [
        (label, "meeting.rsvp", (meeting.number, answer)) for label, answer in _RSVP_BUTTONS
    ]
    count = notify(
        tx,
        who.community_id,
        to,
        notice="meeting_tomorrow",
        subject=f"{meeting.id}/{meeting.moved_at}" if meeting.moved_at else meeting.id,
        params=_params(meeting),
        buttons=buttons,
        needs_by=meeting.starts_at,
    )
    return Reminded(number=meeting.number, told=count)


def _move_items(
    tx: Transaction, who: Person, items: tuple[Motion, ...], verb: str, *, before: tuple[str, ...]
) -> Refusal | None:
    """Move the motions of an agenda that are in one of the states; an agenda is short."""
    for motion in items:
        if motion.state in before:
            moved = advance(tx, who, motion, verb)
            if isinstance(moved, Refusal):
                return moved
    return None


def _change(
    tx: Transaction, who: Person, meeting: Meeting, verb: str, **values: str | int
) -> None:
    tx.connection.execute(
        update(meetings)
        .where(meetings.c.community_id == who.community_id, meetings.c.id == meeting.id)
        .values(
            state=MEETING.moves[verb].after,
            **values,
            changed_at=tx.now,
            sequence=meeting.sequence + 1 if verb in _MATTERS else meeting.sequence,
        )
    )
    record(tx, who, f"meeting.{verb}", "meeting", meeting.id)


def _params(meeting: Meeting) -> dict[str, Param]:
    return {
        "number": meeting.number,
        "title": meeting.title,
        "starts_at": meeting.starts_at,
        "place": meeting.place,
    }


def _tell_all(
    tx: Transaction,
    who: Person,
    meeting: Meeting,
    notice: str,
    buttons: list[NoticeButton] | tuple[NoticeButton, ...],
    **params: Param,
) -> None:
    notify(
        tx,
        who.community_id,
        everyone(who.community_id),
        public=True,
        notice=notice,
        subject=meeting.id,
        params={**_params(meeting), **params},
        buttons=buttons,
        needs_by=meeting.starts_at,
    )


MEETINGS: UseCases = {
    AnnounceMeeting: announce,
    StartMeeting: start,
    AdjournMeeting: adjourn,
    CancelMeeting: cancel,
    RemindMeeting: remind,
    **AGENDA,
    **HEARING,
    **PLANNING,
    **ATTENDING,
    **MINUTES,
    **MOVING,
    **CHANGING,
}
