"""Coming to a meeting: RSVP, check-in 签到, attendance noted for those without a phone."""

from dataclasses import replace

from sqlalchemy import func, insert, select, update

from council.kernel.acts_log import record
from council.kernel.bus.use_cases import UseCases
from council.kernel.database.transaction import Transaction
from council.kernel.refusals import Refusal, refuse
from council.kernel.values import Person
from council.meetings.acts import OWN_MOVES
from council.meetings.agendas import movable
from council.meetings.arrivals.seats import tell_moved_up, waiting_for
from council.meetings.commands import CheckIn, MeetingView, NoteAttendance, Rsvp
from council.meetings.meant import Meant, people_meant
from council.meetings.meeting import Meeting
from council.meetings.reads import meeting_view
from council.meetings.records import rsvp_of
from council.meetings.tables import attendance, rsvps


def rsvp(tx: Transaction, who: Person, command: Rsvp) -> MeetingView | Refusal:
    """Say yes or no; the latest answer stands."""
    if command.answer not in {"yes", "no"}:
        return refuse("press.unknown")
    meeting = movable(tx, who, command.number, "come", OWN_MOVES)
    if isinstance(meeting, Refusal):
        return meeting
    r = rsvps.c
    mine = (
        (r.community_id == who.community_id)
        & (r.meeting_id == meeting.id)
        & (r.resident_id == who.id)
    )
    own = rsvp_of(tx, meeting, who.id)
    if own is not None and own.answer == command.answer == "yes" and not own.substitute:
        # A second tap keeps one's place in the line.
        return meeting_view(
            tx, who, meeting.number, "resident", said=_said(tx, who, meeting, command.answer)
        )
    before = waiting_for(tx, meeting)
    values: dict[str, str | int | None] = {"answer": command.answer, "substitute": None}
    if own is None or own.answer != command.answer:
        last = select(func.max(r.turn)).where(
            r.community_id == who.community_id, r.meeting_id == meeting.id
        )
        values |= {"answered_at": tx.now, "turn": (tx.connection.scalar(last) or 0) + 1}
    changed = tx.connection.execute(update(rsvps).where(mine).values(**values))
    if changed.rowcount == 0:
        key = {
            "community_id": who.community_id,
            "meeting_id": meeting.id,
            "resident_id": who.id,
        }
        tx.connection.execute(insert(rsvps), [{**key, **values}])
    tell_moved_up(tx, meeting, before)
    said = _said(tx, who, meeting, command.answer)
    return meeting_view(tx, who, meeting.number, "resident", said=said)


def _said(tx: Transaction, who: Person, meeting: Meeting, answer: str) -> str:
    waits = answer == "yes" and who.id in waiting_for(tx, meeting)
    return "arrival.said.waits" if waits else f"meeting.said.rsvp_{answer}"


def check_in(tx: Transaction, who: Person, command: CheckIn) -> MeetingView | Refusal:
    """Note one's own arrival; a second tap changes nothing."""
    meeting = movable(tx, who, command.number, "check_in", OWN_MOVES)
    if isinstance(meeting, Refusal):
        return meeting
    new = arrive(tx, who, meeting, [who.id], how="button")
    said = "meeting.said.checked_in" if new else "meeting.said.checked_in_already"
    return meeting_view(tx, who, meeting.number, "resident", said=said)


def note(tx: Transaction, who: Person, command: NoteAttendance) -> MeetingView | Refusal:
    """Note who is there, by roll lines; all or nothing."""
    meeting = movable(tx, who, command.number, "note_attendance")
    if isinstance(meeting, Refusal):
        return meeting
    rows = adults_meant(tx, who, command.refs)
    if isinstance(rows, Refusal):
        return rows
    new = arrive(tx, who, meeting, [row.id for row in rows], how="desk")
    record(tx, who, command.verb, "meeting", meeting.id, count=new)
    noted = tuple(dict.fromkeys(f"{row.ref} {row.name}" for row in rows))
    seen = meeting_view(tx, who, meeting.number, "staff", said="meeting.said.noted")
    return seen if isinstance(seen, Refusal) else replace(seen, noted=noted)


def adults_meant(tx: Transaction, who: Person, refs: str) -> tuple[Meant, ...] | Refusal:
    """Find the adults whom words mean, by their lines on the list or their names; all or none."""
    rows = people_meant(tx, who.community_id, refs)
    if isinstance(rows, Refusal):
        return rows
    minors = [row.name for row in rows if not row.adult]
    if minors:
        return refuse("meeting.adults_only_listed", names_list="\n".join(minors))
    return rows


def arrive(tx: Transaction, who: Person, meeting: Meeting, ids: list[str], *, how: str) -> int:
    """Keep arrivals that are new, and that who had left came back; tells how many were new.

    Whoever is sent instead of somebody is there in their name.
    """
    a = attendance.c
    known = set(
        tx.connection.scalars(
            select(a.resident_id).where(
                a.community_id == who.community_id,
                a.meeting_id == meeting.id,
                a.resident_id.in_(ids),
            )
        )
    )
    tx.connection.execute(
        update(attendance)
        .where(
            a.community_id == who.community_id,
            a.meeting_id == meeting.id,
            a.resident_id.in_(ids),
        )
        .values(left_at=None)
    )
    r = rsvps.c
    sent = {
        row.resident_id: row.substitute
        for row in tx.connection.execute(
            select(r.resident_id, r.substitute).where(
                r.community_id == who.community_id,
                r.meeting_id == meeting.id,
                r.substitute.is_not(None),
            )
        )
    }
    rows = [
        {
            "community_id": who.community_id,
            "meeting_id": meeting.id,
            "resident_id": resident_id,
            "arrived_at": tx.now,
            "noted_by": who.id,
            "substitute": sent.get(resident_id),
            "how": how,
        }
        for resident_id in dict.fromkeys(ids)
        if resident_id not in known
    ]
    if rows:
        tx.connection.execute(insert(attendance), rows)
    return len(rows)


ATTENDING: UseCases = {Rsvp: rsvp, CheckIn: check_in, NoteAttendance: note}
