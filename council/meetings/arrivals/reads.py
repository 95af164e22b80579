"""Who comes to a meeting, at the desk; what a meeting's screen says of it."""

from sqlalchemy import func, select

from council.kernel.database.transaction import Transaction
from council.kernel.forms.commands import Phrase
from council.kernel.policy import STAFF, may
from council.kernel.refusals import Refusal, refuse
from council.kernel.values import Person
from council.meetings.acts import ARRIVAL_MOVES, INVITED_MOVES
from council.meetings.agendas import meeting_facts
from council.meetings.arrivals.commands import Arrivals, InvitedLine, PartyLine
from council.meetings.arrivals.records import (
    Invited,
    invited_to,
    presence_of,
    secret_of,
    who_said_yes,
)
from council.meetings.arrivals.rules import missing, screen_key, seated
from council.meetings.facts import InvitedFacts
from council.meetings.meeting import Meeting
from council.meetings.records import meeting_by
from council.meetings.tables import attendance, meetings


def arrivals(tx: Transaction, who: Person, number: int, *, said: str = "") -> Arrivals | Refusal:
    """Seats, parties, who is there: for the desk."""
    if not who.roles & STAFF:
        return refuse("people.not_staff", name=who.name)
    meeting = meeting_by(tx, who.community_id, number=number)
    if meeting is None:
        return refuse("meeting.unknown")
    a = attendance.c
    here = (a.community_id == who.community_id) & (a.meeting_id == meeting.id)
    came = tx.connection.scalar(select(func.count()).select_from(attendance).where(here))
    left = tx.connection.scalar(
        select(func.count()).select_from(attendance).where(here, a.left_at.is_not(None))
    )
    answers = who_said_yes(tx, meeting)
    _, waiting = seated(answers, meeting.capacity)
    secret = secret_of(tx, meeting) if may(who, "meeting.note_attendance") else None
    held = meeting.state == "in_session"
    page = "" if secret is None or not held else screen_key(secret.secret)
    return Arrivals(
        number=meeting.number,
        title=meeting.title,
        state=meeting.state,
        seats=meeting.capacity,
        yes=len(answers),
        waiting=len(waiting),
        present=(came or 0) - (left or 0),
        left=left or 0,
        invited=tuple(
            _line(who, meeting, place, each)
            for place, each in enumerate(invited_to(tx, meeting), start=1)
        ),
        parties=tuple(
            PartyLine(party=each.party, invited=each.invited, present=each.present)
            for each in presence_of(tx, meeting)
        ),
        page=f"/meetings/{meeting.number}/check-in?key={page}" if page else "",
        may=ARRIVAL_MOVES.open_to(who, meeting_facts(tx, who, meeting, ())),
        said=said,
    )


def held_now(tx: Transaction, community_id: str) -> int:
    """Tell the number of the meeting that is held now, the latest begun; 0: none is."""
    m = meetings.c
    number: int | None = tx.connection.scalar(
        select(m.number)
        .where(m.community_id == community_id, m.state == "in_session")
        .order_by(m.opened_at.desc(), m.number.desc())
        .limit(1)
    )
    return number or 0


def invited_facts(meeting: Meeting, place: int, each: Invited) -> InvitedFacts:
    """Gather what is judged about somebody invited."""
    return InvitedFacts(
        number=meeting.number,
        state=meeting.state,
        place=place,
        arrived=bool(each.arrived_at),
        left=bool(each.left_at),
    )


def _line(who: Person, meeting: Meeting, place: int, each: Invited) -> InvitedLine:
    return InvitedLine(
        place=place,
        party=each.party,
        name=each.name,
        substitute=each.substitute,
        arrived_at=each.arrived_at,
        left_at=each.left_at,
        may=INVITED_MOVES.open_to(who, invited_facts(meeting, place, each)),
    )


def party_notes(tx: Transaction, meeting: Meeting) -> tuple[Phrase, ...]:
    """Tell which invited parties are there, before anything is decided."""
    parties = presence_of(tx, meeting)
    if not parties or meeting.state != "in_session":
        return ()
    gone = missing(parties)
    told = [
        Phrase(
            key="arrival.party",
            params={
                "party_key": f"party.{each.party}",
                "present": each.present,
                "invited": each.invited,
            },
        )
        for each in parties
    ]
    key = "arrival.parties_missing" if gone else "arrival.parties_all"
    there = len(parties) - len(gone)
    return (*told, Phrase(key=key, params={"there": there, "of": len(parties)}))


def own_notes(tx: Transaction, who: Person, meeting: Meeting) -> tuple[Phrase, ...]:
    """Tell a resident their place on the waiting list, or how many seats are left."""
    if not meeting.capacity or meeting.state != "announced":
        return ()
    answers = who_said_yes(tx, meeting)
    _, waiting = seated(answers, meeting.capacity)
    if who.id in waiting:
        place = list(waiting).index(who.id) + 1
        return (Phrase(key="arrival.you_wait", params={"place": place}),)
    params = {"seats": meeting.capacity, "taken": min(len(answers), meeting.capacity)}
    return (Phrase(key="arrival.seats_taken", params={**params}),)
