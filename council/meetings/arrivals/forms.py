"""Forms about who comes: invitations, seats, somebody instead, a code, who has left."""

import re
from typing import Any

from council.kernel.database.transaction import Transaction
from council.kernel.forms.commands import Lead
from council.kernel.forms.form import Field, Form, Ground, Reading, picked
from council.kernel.refusals import Param, Refusal, refuse
from council.kernel.values import Account, Person
from council.meetings.acts import ARRIVAL_MOVES, OWN_MOVES
from council.meetings.agendas import movable
from council.meetings.arrivals.coming import (
    check_in_by_code,
    invite,
    invited,
    note_leaving,
    send,
    send_instead,
    set_seats,
)
from council.meetings.arrivals.commands import (
    CheckInByCode,
    InviteParty,
    NameSubstitute,
    NoteLeaving,
    SendInstead,
    SetSeats,
)
from council.meetings.arrivals.rules import PARTIES, read_capacity, read_code, read_name
from council.meetings.meeting import Meeting

WORDS = "arrival"
#: An invited person by the meeting's number and their place on its list.
INVITED = re.compile(r"[1-9][0-9]{0,8}-[1-9][0-9]{0,3}", re.ASCII)
NAME = Field(name="name", read=lambda _, text: read_name(text), public=True)


def _inviting(tx: Transaction, who: Person, subject: str) -> Meeting | Refusal:
    return movable(tx, who, int(subject), "invite", ARRIVAL_MOVES)


def _seating(tx: Transaction, who: Person, subject: str) -> Meeting | Refusal:
    return movable(tx, who, int(subject), "seats", ARRIVAL_MOVES)


def _replacing(tx: Transaction, who: Person, subject: str) -> Meeting | Refusal:
    number, place = subject.split("-")
    found = invited(tx, who, int(number), int(place), "instead")
    return found if isinstance(found, Refusal) else found[0]


def _answered(tx: Transaction, who: Person, subject: str) -> Meeting | Refusal:
    return movable(tx, who, int(subject), "substitute", OWN_MOVES)


def _held(tx: Transaction, who: Person, subject: str) -> Meeting | Refusal:
    return movable(tx, who, int(subject), "left", ARRIVAL_MOVES)


def _coming(tx: Transaction, who: Person, subject: str) -> Meeting | Refusal:
    return movable(tx, who, int(subject), "check_in_code", OWN_MOVES)


def _head(ground: Ground) -> dict[str, Param]:
    return {"title": ground.about.title}


def _desk(ground: Ground) -> tuple[Lead, ...]:
    return (Lead(key="arrival.back", verb="arrivals", arguments=(ground.about.number,)),)


def _back(ground: Ground) -> tuple[Lead, ...]:
    return (Lead(key="meeting.back", verb="meeting", arguments=(ground.about.number,)),)


def _invite(ground: Ground, actor: Account) -> Any:
    made = InviteParty(
        actor=actor,
        number=ground.about.number,
        party=ground.answers["party"],
        person=ground.answers["name"],
    )
    return invite(ground.tx, ground.who, made)


INVITING = Form(
    name="inviting",
    verb="meeting.invite",
    words=WORDS,
    fields=(picked(WORDS, "party", PARTIES, stem="party", columns=2), NAME),
    about=_inviting,
    head=_head,
    file=_invite,
    leads=_desk,
    anew=True,
)


def _seats(ground: Ground, actor: Account) -> Any:
    made = SetSeats(actor=actor, number=ground.about.number, seats=int(ground.answers["seats"]))
    return set_seats(ground.tx, ground.who, made)


def _read_seats(_: Ground, text: str) -> Reading:
    seats = read_capacity(text)
    return seats if isinstance(seats, Refusal) else str(seats)


SEATS = Form(
    name="seats",
    verb="meeting.set_seats",
    words=WORDS,
    fields=(Field(name="seats", read=_read_seats),),
    about=_seating,
    head=_head,
    file=_seats,
    leads=_desk,
    anew=True,
    at_once=True,
)


def _instead(ground: Ground, actor: Account) -> Any:
    place = int(ground.subject.partition("-")[2])
    made = SendInstead(
        actor=actor, number=ground.about.number, place=place, person=ground.answers["name"]
    )
    return send_instead(ground.tx, ground.who, made)


INSTEAD = Form(
    name="instead",
    verb="meeting.note_party",
    words=WORDS,
    fields=(NAME,),
    about=_replacing,
    head=_head,
    file=_instead,
    leads=_desk,
    anew=True,
    at_once=True,
    subjects=INVITED,
)


def _left(ground: Ground, actor: Account) -> Any:
    made = NoteLeaving(actor=actor, number=ground.about.number, refs=ground.answers["refs"])
    return note_leaving(ground.tx, ground.who, made)


LEFT = Form(
    name="leaving",
    verb="meeting.note_attendance",
    words=WORDS,
    fields=(Field(name="refs", read=lambda _, text: text),),
    about=_held,
    head=_head,
    file=_left,
    leads=_desk,
    anew=True,
    at_once=True,
)


def _send(ground: Ground, actor: Account) -> Any:
    made = NameSubstitute(actor=actor, number=ground.about.number, person=ground.answers["name"])
    return send(ground.tx, ground.who, made)


SUBSTITUTE = Form(
    name="substitute",
    verb="meeting.rsvp",
    words=WORDS,
    fields=(NAME,),
    about=_answered,
    head=_head,
    file=_send,
    leads=_back,
    bot="resident",
    anew=True,
    at_once=True,
)


def _code(_: Ground, text: str) -> Reading:
    digits = read_code(text)
    return digits if len(digits) == 6 else refuse("arrival.wrong_code")  # noqa: PLR2004 - digits


def _check_in(ground: Ground, actor: Account) -> Any:
    made = CheckInByCode(actor=actor, number=ground.about.number, code=ground.answers["code"])
    return check_in_by_code(ground.tx, ground.who, made)


CODE = Form(
    name="check_in",
    verb="meeting.check_in",
    words=WORDS,
    fields=(Field(name="code", read=_code),),
    about=_coming,
    head=_head,
    file=_check_in,
    leads=_back,
    bot="resident",
    anew=True,
    at_once=True,
)

ARRIVAL_FORMS = (INVITING, SEATS, INSTEAD, LEFT, SUBSTITUTE, CODE)
