"""Coming by code, sending somebody instead, leaving early; parties invited and noted."""

import secrets
from typing import Any

from sqlalchemy import insert, or_, select, update

from council.kernel.acts_log import record
from council.kernel.bus.use_cases import UseCases
from council.kernel.database.transaction import Transaction
from council.kernel.directory import residents
from council.kernel.outbox.enqueueing import notify, these
from council.kernel.refusals import Refusal, refuse
from council.kernel.values import Person
from council.meetings.acts import ARRIVAL_MOVES, INVITED_MOVES, OWN_MOVES
from council.meetings.agendas import locked, movable
from council.meetings.arrivals.commands import (
    Arrivals,
    CheckInByCode,
    InviteParty,
    LeaveMeeting,
    ListTaken,
    NameSubstitute,
    NoteLeaving,
    NoteParty,
    SendInstead,
    SetSeats,
    TakeList,
)
from council.meetings.arrivals.reads import arrivals, held_now, invited_facts
from council.meetings.arrivals.records import Invited, invited_to, secret_of
from council.meetings.arrivals.rules import (
    CAPACITY_LIMIT,
    PARTIES,
    is_code,
    read_name,
    read_payload,
)
from council.meetings.arrivals.seats import tell_moved_up, waiting_for
from council.meetings.arrivals.tables import check_in_secrets, meeting_parties
from council.meetings.attending import adults_meant, arrive, rsvp
from council.meetings.commands import MeetingView, Rsvp
from council.meetings.meeting import Meeting
from council.meetings.reads import meeting_view
from council.meetings.records import attendance_of, meeting_by
from council.meetings.rules import is_there
from council.meetings.tables import attendance, meetings, rsvps
from council.people.hooks import CODE_OF_MEMBER


def make_secret(tx: Transaction, meeting: Meeting) -> None:
    """Make what the codes of a meeting come from, once."""
    if secret_of(tx, meeting) is not None:
        return
    row = {
        "community_id": meeting.community_id,
        "meeting_id": meeting.id,
        "secret": secrets.token_hex(32),
        "made_at": tx.now,
    }
    tx.connection.execute(insert(check_in_secrets), [row])


def check_in_by_code(
    tx: Transaction, who: Person, command: CheckInByCode
) -> MeetingView | Refusal:
    """Note one's own arrival by the code that is shown in the room."""
    number = command.number or held_now(tx, who.community_id)
    if not number:
        return refuse("arrival.none_held")
    return _come(tx, who, number, command.code)


def _come(tx: Transaction, who: Person, number: int, code: str) -> MeetingView | Refusal:
    meeting = movable(tx, who, number, "check_in_code", OWN_MOVES)
    if isinstance(meeting, Refusal):
        return meeting
    secret = secret_of(tx, meeting)
    if secret is None or not is_code(secret.secret, code, tx.now):
        return refuse("arrival.wrong_code")
    new = arrive(tx, who, meeting, [who.id], how="code")
    said = "meeting.said.checked_in" if new else "meeting.said.checked_in_already"
    return meeting_view(tx, who, meeting.number, "resident", said=said)


@CODE_OF_MEMBER.hang
def scanned(tx: Transaction, who: Person, code: str) -> Any:
    """Take the link of the QR code on the wall from who is a member already; None: it is none."""
    read = read_payload(code)
    if read is None:
        return None
    return _come(tx, who, *read)


def leave(tx: Transaction, who: Person, command: LeaveMeeting) -> MeetingView | Refusal:
    """Note that one leaves before the end; who comes back checks in again."""
    meeting = movable(tx, who, command.number, "leave", OWN_MOVES)
    if isinstance(meeting, Refusal):
        return meeting
    _leave(tx, meeting, [who.id])
    return meeting_view(tx, who, meeting.number, "resident", said="arrival.said.left")


def note_leaving(tx: Transaction, who: Person, command: NoteLeaving) -> Arrivals | Refusal:
    """Note who has left, by roll lines; all or nothing."""
    meeting = movable(tx, who, command.number, "left", ARRIVAL_MOVES)
    if isinstance(meeting, Refusal):
        return meeting
    found = adults_meant(tx, who, command.refs)
    if isinstance(found, Refusal):
        return found
    ids = [row.id for row in found]
    missing = [row.name for row in found if not is_there(attendance_of(tx, meeting, row.id))]
    if missing:
        return refuse("arrival.none_of_them_there", names_list="\n".join(missing))
    _leave(tx, meeting, ids)
    record(tx, who, "meeting.note_attendance", "meeting", meeting.id, left=len(ids))
    return arrivals(tx, who, meeting.number, said="arrival.said.noted")


def send(tx: Transaction, who: Person, command: NameSubstitute) -> MeetingView | Refusal:
    """Say yes for somebody who comes in one's place."""
    name = read_name(command.person)
    if isinstance(name, Refusal):
        return name
    said = rsvp(tx, who, Rsvp(actor=command.actor, number=command.number, answer="yes"))
    if isinstance(said, Refusal):
        return said
    meeting = locked(tx, who, command.number)
    assert not isinstance(meeting, Refusal)
    r = rsvps.c
    tx.connection.execute(
        update(rsvps)
        .where(
            r.community_id == who.community_id,
            r.meeting_id == meeting.id,
            r.resident_id == who.id,
        )
        .values(substitute=name)
    )
    return meeting_view(tx, who, meeting.number, "resident", said="arrival.said.substitute")


def invite(tx: Transaction, who: Person, command: InviteParty) -> Arrivals | Refusal:
    """Keep an invitation; who is on the residents' list is told."""
    meeting = movable(tx, who, command.number, "invite", ARRIVAL_MOVES)
    if isinstance(meeting, Refusal):
        return meeting
    name = read_name(command.person)
    if isinstance(name, Refusal):
        return name
    if command.party not in PARTIES:
        return refuse("desk.use_buttons")
    r = residents.c
    ids = tx.connection.scalars(
        select(r.id).where(r.community_id == who.community_id, or_(r.ref == name, r.name == name))
    ).all()
    resident = ids[0] if len(ids) == 1 else None
    row = {
        "community_id": who.community_id,
        "id": tx.new_id(),
        "meeting_id": meeting.id,
        "party": command.party,
        "name": name,
        "resident_id": resident,
        "invited_by": who.id,
        "invited_at": tx.now,
    }
    tx.connection.execute(insert(meeting_parties), [row])
    record(tx, who, command.verb, "meeting", meeting.id, party=command.party)
    if resident is not None:
        notify(
            tx,
            who.community_id,
            these(who.community_id, [resident]),
            notice="meeting_invited",
            subject=f"{meeting.id}/{command.party}",
            params={
                "number": meeting.number,
                "title": meeting.title,
                "starts_at": meeting.starts_at,
                "place": meeting.place,
                "party_key": f"party.{command.party}",
            },
            buttons=(("meeting.open", "meeting", (meeting.number,)),),
            needs_by=meeting.starts_at,
        )
    return arrivals(tx, who, meeting.number, said="arrival.said.invited")


def note_party(tx: Transaction, who: Person, command: NoteParty) -> Arrivals | Refusal:
    """Note that an invited person came or left."""
    if command.what not in ("arrive", "leave"):
        return refuse("desk.use_buttons")
    found = invited(tx, who, command.number, command.place, command.what)
    if isinstance(found, Refusal):
        return found
    meeting, person = found
    if command.what == "arrive":
        _note(tx, meeting, person, arrived_at=person.arrived_at or tx.now)
    else:
        _note(tx, meeting, person, left_at=tx.now)
    record(tx, who, command.verb, "meeting", meeting.id, place=command.place, what=command.what)
    return arrivals(tx, who, meeting.number, said="arrival.said.noted")


def send_instead(tx: Transaction, who: Person, command: SendInstead) -> Arrivals | Refusal:
    """Note who comes in place of an invited person."""
    found = invited(tx, who, command.number, command.place, "instead")
    name = read_name(command.person)
    for read in (found, name):
        if isinstance(read, Refusal):
            return read
    assert not isinstance(found, Refusal)
    assert isinstance(name, str)
    meeting, person = found
    _note(tx, meeting, person, substitute=name)
    record(tx, who, "meeting.note_party", "meeting", meeting.id, place=command.place)
    return arrivals(tx, who, meeting.number, said="arrival.said.noted")


def set_seats(tx: Transaction, who: Person, command: SetSeats) -> Arrivals | Refusal:
    """Say how many seats there are; where there are more, who waits moves up."""
    meeting = movable(tx, who, command.number, "seats", ARRIVAL_MOVES)
    if isinstance(meeting, Refusal):
        return meeting
    if not 0 <= command.seats <= CAPACITY_LIMIT:
        return refuse("arrival.bad_capacity", most=CAPACITY_LIMIT)
    before = waiting_for(tx, meeting)
    m = meetings.c
    tx.connection.execute(
        update(meetings)
        .where(m.community_id == meeting.community_id, m.id == meeting.id)
        .values(capacity=command.seats or None)
    )
    record(tx, who, command.verb, "meeting", meeting.id, seats=command.seats)
    changed = meeting_by(tx, who.community_id, id=meeting.id)
    assert changed is not None
    tell_moved_up(tx, changed, before)
    return arrivals(tx, who, meeting.number, said="arrival.said.seats")


def take_list(tx: Transaction, who: Person, command: TakeList) -> ListTaken | Refusal:
    """Note that somebody took the list of who was there."""
    meeting = movable(tx, who, command.number, "list", ARRIVAL_MOVES)
    if isinstance(meeting, Refusal):
        return meeting
    record(tx, who, command.verb, "meeting", meeting.id)
    return ListTaken(number=meeting.number)


def invited(
    tx: Transaction, who: Person, number: int, place: int, move: str
) -> tuple[Meeting, Invited] | Refusal:
    """Find somebody invited to a locked meeting, and ask the guard of a move."""
    meeting = locked(tx, who, number)
    if isinstance(meeting, Refusal):
        return meeting
    several = invited_to(tx, meeting)
    if not 1 <= place <= len(several):
        return refuse("arrival.not_invited")
    person = several[place - 1]
    refusal = INVITED_MOVES.refusal(move, invited_facts(meeting, place, person))
    return refusal or (meeting, person)


def _leave(tx: Transaction, meeting: Meeting, ids: list[str]) -> None:
    a = attendance.c
    tx.connection.execute(
        update(attendance)
        .where(
            a.community_id == meeting.community_id,
            a.meeting_id == meeting.id,
            a.resident_id.in_(ids),
            a.left_at.is_(None),
        )
        .values(left_at=tx.now)
    )


def _note(tx: Transaction, meeting: Meeting, person: Invited, **values: int | str) -> None:
    p = meeting_parties.c
    tx.connection.execute(
        update(meeting_parties)
        .where(p.community_id == meeting.community_id, p.id == person.id)
        .values(**values)
    )


ARRIVALS: UseCases = {
    CheckInByCode: check_in_by_code,
    LeaveMeeting: leave,
    NoteLeaving: note_leaving,
    NameSubstitute: send,
    InviteParty: invite,
    NoteParty: note_party,
    SendInstead: send_instead,
    SetSeats: set_seats,
    TakeList: take_list,
}
