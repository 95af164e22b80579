"""The clerk's forms about the floor 议事现场: for people in the room, and afterwards."""

import re
import unicodedata
from datetime import datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from council.kernel.forms.commands import Phrase
from council.kernel.forms.form import Field, Form, Ground, Offer, Reading, picked
from council.kernel.refusals import Refusal, refuse
from council.kernel.values import Account
from council.meetings.floor import guards_chair, noting
from council.meetings.floor.doing import Ground as OnFloor
from council.meetings.floor.facts import RULINGS
from council.meetings.floor.forms import (
    SPOKEN,
    WORDS,
    about,
    back,
    ground_of,
    head,
    read_amendment,
)
from council.meetings.floor.records import names_of
from council.meetings.meant import people_meant
from council.meetings.votes.rules import read_count

_TIME = re.compile(r"([0-2]?[0-9])[:点时]([0-5][0-9])分?(?:[:]?([0-5][0-9])秒?)?", re.ASCII)
_HOURS = 24


def _one_of(name: str, possible: Any) -> Field:
    """A field that is answered by a button of what may be done now."""

    def said(_: Ground, answer: Any) -> Phrase:
        return Phrase(key=f"floor.note.{answer}")

    return Field(
        name=name,
        read=lambda ground, text: (
            text if text in possible(ground.about.facts) else refuse("desk.use_buttons")
        ),
        offers=lambda ground: tuple(
            Offer(answer=each, label=said(ground, each)) for each in possible(ground.about.facts)
        ),
        says=said,
        columns=2,
    )


def _refs(ground: Ground, text: str) -> Reading:
    """Read whom it is for; their ids are kept."""
    found = people_meant(ground.tx, ground.who.community_id, text)
    if isinstance(found, Refusal):
        return found
    what = str(ground.answers.get("what", ""))
    alone = what in noting.ABOUT_ONE or what in noting.WITH_PERSON
    if alone and len(found) > 1:
        return refuse("floor.one_person")
    return [each.id for each in found]


def _people(ground: Ground, answer: Any) -> Phrase:
    known = names_of(ground.tx, ground.who.community_id, answer)
    listed = "\n".join(known.get(each, "") for each in answer)
    return Phrase(key="floor.people", params={"names_list": listed})


def _note(ground: Ground, _: Account) -> Any:
    on = ground_of(ground, "floor.note", origin="room")
    done = noting.note(
        on,
        ground.answers["what"],
        ground.answers["refs"],
        str(ground.answers.get("words", "")),
    )
    return done if isinstance(done, Refusal) else done.seen(said="floor.said.note")


ROOM = Form(
    name="room",
    verb="floor.note",
    words=WORDS,
    fields=(
        _one_of("what", noting.possible_in_room),
        Field(name="refs", read=_refs, says=_people),
        Field(
            name="words",
            read=read_amendment,
            only=lambda answers: answers.get("what") == "amend",
            public=True,
        ),
    ),
    about=about(guards_chair.check_noting),
    head=head,
    leads=back,
    file=_note,
    anew=True,
    at_once=True,
)


def read_time(text: str, *, since: int, now: int, zone: ZoneInfo) -> int | Refusal:
    """Read a time of the evening, ``19:42`` or ``19:42:30``: the first such one after what stands.

    Where there is none up to now it is today's, which the guard then refuses: who enters the evening
    on another day means the day of the meeting.
    """
    plain = unicodedata.normalize("NFKC", text).strip()
    found = _TIME.fullmatch(plain)
    if found is None or int(found[1]) >= _HOURS:
        return refuse("floor.time_unread")
    begun, today = (datetime.fromtimestamp(each, zone).date() for each in (since, now))
    at = time(int(found[1]), int(found[2]), int(found[3] or 0), tzinfo=zone)
    days = [begun, begun + timedelta(days=1), today]
    meant = [int(datetime.combine(day, at).timestamp()) for day in days]
    return next((each for each in meant if since <= each <= now), meant[-1])


def _time(ground: Ground, text: str) -> Reading:
    facts = ground.about.facts
    zone = ZoneInfo(ground.who.timezone)
    at = read_time(text, since=facts.latest, now=ground.tx.now, zone=zone)
    if isinstance(at, Refusal):
        return at
    return guards_chair.check_time(facts, at=at) or at


def _number(ground: Ground, text: str) -> Reading:
    known = {str(each.number) for each in ground.about.facts.agenda}
    return text if text in known else refuse("desk.use_buttons")


def _agenda(ground: Ground) -> tuple[Offer, ...]:
    return tuple(
        Offer(answer=str(each.number), label=Phrase(text=f"{each.number} {each.title}"))
        for each in ground.about.facts.agenda
    )


def _hands(_: Ground, text: str) -> Reading:
    number = read_count(text)
    return number if isinstance(number, Refusal) else str(number)


def _is(*whats: str) -> Any:
    return lambda answers: answers.get("what") in whats


def _tell(ground: Ground, _: Account) -> Any:
    it = ground.answers
    on = ground_of(ground, "floor.afterwards", origin="afterwards", at=int(it["time"]))
    late = guards_chair.check_time(on.facts, at=int(it["time"]))
    done = late or _told(on, str(it["what"]), it)
    return done if isinstance(done, Refusal) else done.seen(said="floor.said.afterwards")


def _told(on: OnFloor, what: str, it: Any) -> OnFloor | Refusal:
    who = str(it["refs"][0]) if it.get("refs") else ""
    match what:
        case "open":
            return noting.tell_open(on, int(it["number"]))
        case "speak":
            return noting.tell_speech(on, who, str(it["side"]))
        case "order":
            return noting.tell_point(on, who, str(it["ruling"]))
        case "put":
            return noting.tell_vote(on, int(it["yes"]), int(it["no"]))
        case "conclude" | "postpone":
            return noting.tell_end(on, what)
        case "state" | "end" | "fall":
            return noting.tell_plain(on, what)
        case _:
            return noting.tell_person(on, what, who, str(it.get("words", "")))


AFTERWARDS = Form(
    name="afterwards",
    verb="floor.afterwards",
    words=WORDS,
    fields=(
        Field(name="time", read=_time),
        _one_of("what", noting.possible_afterwards),
        Field(name="number", read=_number, offers=_agenda, only=_is("open")),
        Field(name="refs", read=_refs, says=_people, only=_is(*noting.WITH_PERSON)),
        picked(WORDS, "side", SPOKEN, stem="floor.side", only=_is("speak")),
        Field(name="words", read=read_amendment, only=_is("amend"), public=True),
        picked(WORDS, "ruling", RULINGS, stem="floor.ruling", only=_is("order")),
        Field(name="yes", read=_hands, only=_is("put")),
        Field(name="no", read=_hands, only=_is("put")),
    ),
    about=about(guards_chair.check_noting),
    head=head,
    leads=back,
    file=_tell,
    anew=True,
)

NOTE_FORMS = (ROOM, AFTERWARDS)
