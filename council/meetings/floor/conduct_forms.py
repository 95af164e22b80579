"""Forms about people on the floor 议事现场: a breach that is logged, somebody who is shut out."""

from typing import Any

from council.kernel.forms.commands import Phrase
from council.kernel.forms.form import Field, Form, Ground, Offer, Reading, picked
from council.kernel.refusals import Refusal, refuse
from council.kernel.values import Account
from council.meetings.floor import guards_chair
from council.meetings.floor.doing import deed
from council.meetings.floor.facts import REASON_LIMIT, VIOLATIONS
from council.meetings.floor.forms import WORDS, about, back, ground_of, head, words
from council.meetings.floor.records import names_of
from council.meetings.meant import people_meant


def somebody(ground: Ground, text: str) -> Reading:
    """Read whom a line of the list, or a name, means; keeps their id."""
    found = people_meant(ground.tx, ground.who.community_id, text)
    if isinstance(found, Refusal):
        return found
    return found[0].id if len(found) == 1 else refuse("floor.one_person")


def called(ground: Ground, answer: Any) -> Phrase:
    """Say somebody's name."""
    known = names_of(ground.tx, ground.who.community_id, (str(answer),))
    return Phrase(text=known.get(str(answer), ""))


def _who(name: str) -> Field:
    def offers(ground: Ground) -> tuple[Offer, ...]:
        """The speaker is the one who is meant most often."""
        it = ground.about.facts.question
        speech = it.speech if it is not None else None
        if speech is None:
            return ()
        return (Offer(answer=speech.resident, label=called(ground, speech.resident)),)

    def read(ground: Ground, text: str) -> Reading:
        if text in {offer.answer for offer in offers(ground)}:
            return text
        return somebody(ground, text)

    return Field(name=name, read=read, offers=offers, says=called)


def _violation(ground: Ground, _: Account) -> Any:
    on = ground_of(ground, "floor.violation")
    logged = deed("violation", resident=ground.answers["who"], text=ground.answers["what"])
    return on.do(logged, said="floor.said.violation")


VIOLATION = Form(
    name="violation",
    verb="floor.violation",
    words=WORDS,
    fields=(
        _who("who"),
        picked(WORDS, "what", VIOLATIONS, stem="floor.violation"),
    ),
    about=about(guards_chair.check_violation),
    head=head,
    leads=back,
    file=_violation,
    anew=True,
    at_once=True,
)


def _removed(ground: Ground, text: str) -> Reading:
    found = _who("who").read(ground, text)
    here = ground.about.facts.present
    if isinstance(found, str) and found not in here:
        return refuse("floor.not_here_to_leave")
    return found


def _remove(ground: Ground, _: Account) -> Any:
    on = ground_of(ground, "floor.remove", origin="room")
    gone = deed("remove", resident=ground.answers["who"], text=ground.answers["reason"])
    return on.do(gone, said="floor.said.remove")


REMOVAL = Form(
    name="removal",
    verb="floor.remove",
    words=WORDS,
    fields=(
        Field(name="who", read=_removed, says=called),
        Field(
            name="reason",
            read=words(REASON_LIMIT, none="floor.no_words", long="floor.words_too_long"),
            public=True,
        ),
    ),
    about=about(guards_chair.check_removing),
    head=head,
    leads=back,
    file=_remove,
    anew=True,
)

CONDUCT_FORMS = (VIOLATION, REMOVAL)
