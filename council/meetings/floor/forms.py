"""Forms about the floor 议事现场: words and voices of members, and what staff type."""

import re
from collections.abc import Callable
from typing import Any

from council.kernel.attachments import take_file
from council.kernel.database.transaction import Transaction
from council.kernel.forms.commands import Lead, Phrase
from council.kernel.forms.form import Answers, Field, Form, Ground, Offer, Reading, picked
from council.kernel.forms.photo import SHORT_HASH
from council.kernel.refusals import Param, Refusal, refuse
from council.kernel.shortening import shortened
from council.kernel.values import Account, Person
from council.meetings.floor import doing, guards, guards_chair
from council.meetings.floor.doing import deed
from council.meetings.floor.facts import (
    AMENDMENT_LIMIT,
    STATEMENT_LIMIT,
    FloorFacts,
)
from council.meetings.floor.floor import VOTES, Side
from council.meetings.floor.records import Sitting, facts_of, sitting
from council.meetings.votes.rules import read_count

WORDS = "floor"
_VOICE = frozenset({"voice"})
#: What a statement is for: it has no point of order.
SPOKEN: tuple[Side, ...] = ("for", "against", "ask")
#: Speaking times as they are typed: seconds, and how often.
_LIMITS = re.compile(r"([1-9][0-9]{1,3})\D+([1-9])\D*", re.ASCII)
_LEAST, _MOST = 30, 1_800
#: Characters of the words that stand, on the sheet of an amendment.
_STANDS = 1_500

Guard = Callable[[FloorFacts], Refusal | None]


class Place:
    """The meeting that a form is about, with its facts as the person sees them."""

    def __init__(self, on: Sitting, facts: FloorFacts) -> None:
        """Keep both."""
        self.on, self.facts = on, facts


def place(tx: Transaction, who: Person, subject: str) -> Place | Refusal:
    """Find the meeting, and lock it: the form may be filed with this answer."""
    on = sitting(tx, who.community_id, int(subject), lock=True)
    return on if isinstance(on, Refusal) else Place(on, facts_of(tx, on, who.id))


def about(guard: Guard) -> Callable[[Transaction, Person, str], Place | Refusal]:
    """Make what a form is about: a meeting whose floor lets it be filed."""

    def found(tx: Transaction, who: Person, subject: str) -> Place | Refusal:
        here = place(tx, who, subject)
        return here if isinstance(here, Refusal) else guard(here.facts) or here

    return found


def head(ground: Ground) -> dict[str, Param]:
    """Name what is on the floor."""
    here: Place = ground.about
    it, item = here.facts.question, here.facts.item
    named: dict[str, Param] = {"title": here.on.title, "number": 0, "motion": ""}
    if it is not None and item is not None:
        named |= {"number": item.number, "motion": it.text or item.title}
    return named


def back(ground: Ground) -> tuple[Lead, ...]:
    """Lead back to the floor."""
    return (Lead(key="floor.button.screen", verb="floor", arguments=(ground.about.on.number,)),)


def ground_of(
    ground: Ground, verb: str, *, who: str = "", origin: Any = "chat", at: int = 0
) -> doing.Ground:
    """Begin the deed of a form."""
    begun = doing.begin(
        ground.tx,
        ground.who,
        ground.about.on.number,
        verb=verb,
        about=who,
        origin=origin,
        at=at,
    )
    assert not isinstance(begun, Refusal), "the form has found it"
    return begun


def words(limit: int, *, none: str, long: str) -> Callable[[Ground, str], Reading]:
    """Read a text of so many characters."""

    def read(_: Ground, text: str) -> Reading:
        said = text.strip()
        if not said:
            return refuse(none)
        return refuse(long, length=len(said), limit=limit) if len(said) > limit else said

    return read


read_words = words(STATEMENT_LIMIT, none="floor.no_words", long="floor.words_too_long")
read_amendment = words(AMENDMENT_LIMIT, none="floor.no_words", long="floor.words_too_long")


# Members: an amendment, a statement by text or voice.


def _amend(ground: Ground, _: Account) -> Any:
    on = ground_of(ground, "floor.amend")
    made = deed("amend", resident=ground.who.id, text=ground.answers["amendment"])
    return on.do(made, said="floor.said.amend", bot="resident")


def _stands(ground: Ground) -> tuple[Phrase, ...]:
    """Show the words that are to be amended: the whole text is typed anew."""
    it, item = ground.about.facts.floor.motion, ground.about.facts.item
    text = (it.text if it is not None else "") or (item.body if item is not None else "")
    if "amendment" in ground.answers or not text:
        return ()
    return (Phrase(key="floor.stands", params={"text": shortened(text, _STANDS)}),)


AMENDMENT = Form(
    name="amendment",
    verb="floor.amend",
    words=WORDS,
    fields=(Field(name="amendment", read=read_amendment, public=True),),
    about=about(guards.check_amending),
    head=head,
    notes=_stands,
    leads=back,
    file=_amend,
    bot="resident",
    anew=True,
    brief=True,
)


def _voice(ground: Ground, content: bytes) -> Reading:
    kept = take_file(ground.tx, ground.who, content, kept=0, kinds=_VOICE)
    return kept if isinstance(kept, Refusal) else f"voice:{kept.sha256}"


def _said(_: Ground, answer: Any) -> Phrase:
    text = str(answer)
    if text.startswith("voice:"):
        return Phrase(key="floor.voice", params={"sha256": text[6 : 6 + SHORT_HASH]})
    return Phrase(text=text)


def _written(_: Ground, text: str) -> Reading:
    """Words may not pass for a voice message."""
    return read_words(_, text.removeprefix("voice:"))


def _known_side(ground: Ground) -> Answers:
    """Whoever has the floor has told their side."""
    it = ground.about.facts.question
    own = it is not None and it.speech is not None and it.speech.resident == ground.who.id
    return {"side": it.speech.side} if own and it and it.speech else {}


def _statement(ground: Ground, _: Account) -> Any:
    on = ground_of(ground, "floor.statement")
    said = str(ground.answers["said"])
    given = (
        {"sha256": said.removeprefix("voice:")} if said.startswith("voice:") else {"text": said}
    )
    made = deed("statement", resident=ground.who.id, side=ground.answers["side"], **given)
    return on.do(made, said="floor.said.statement", bot="resident")


STATEMENT = Form(
    name="floor_statement",
    verb="floor.statement",
    words=WORDS,
    fields=(
        picked(WORDS, "side", SPOKEN, stem="floor.side"),
        Field(name="said", read=_written, take=_voice, says=_said, public=True),
    ),
    about=about(guards.check_stating_in_writing),
    head=head,
    known=_known_side,
    leads=back,
    file=_statement,
    bot="resident",
    anew=True,
    at_once=True,
)


# Staff: hands in the room, the size of a body, speaking times.


def _count(side: Side) -> Form:
    def read(ground: Ground, text: str) -> Reading:
        number = read_count(text)
        if isinstance(number, Refusal):
            return number
        refusal = guards.check_counting(ground.about.facts, side=side, amount=number)
        return refusal or str(number)

    def file(ground: Ground, _: Account) -> Any:
        on = ground_of(ground, "floor.note", origin="room")
        amount = int(ground.answers["amount"])
        return on.do(deed("count", side=side, amount=amount), said="floor.said.count")

    return Form(
        name=f"count_{side}",
        verb="floor.note",
        words=WORDS,
        fields=(Field(name="amount", read=read),),
        about=about(lambda facts: guards.check_counting(facts, side=side)),
        head=head,
        leads=back,
        file=file,
        anew=True,
        at_once=True,
    )


def _body(ground: Ground, _: Account) -> Any:
    on = ground_of(ground, "floor.body", origin="room")
    told = deed("body", text=ground.answers["electorate"], amount=int(ground.answers["entitled"]))
    return on.do(told, said="floor.said.body")


def _electorate(_: Ground, answer: Any) -> Phrase:
    return Phrase(key=f"electorate.{answer}")


def _entitled(ground: Ground, text: str) -> Reading:
    number = read_count(text)
    if isinstance(number, Refusal):
        return number
    if number == 0:
        return refuse("vote.nobody_entitled")
    came = ground.about.facts.came
    fits = number >= came
    return str(number) if fits else refuse("vote.more_came", came=came, entitled=number)


def _only_electorate(ground: Ground) -> Answers:
    found = guards_chair.electorates(ground.about.facts)
    return {"electorate": found[0]} if len(found) == 1 else {}


BODY = Form(
    name="body",
    verb="floor.body",
    words=WORDS,
    fields=(
        Field(
            name="electorate",
            read=lambda ground, text: (
                text
                if text in guards_chair.electorates(ground.about.facts)
                else refuse("vote.use_buttons")
            ),
            offers=lambda ground: tuple(
                Offer(answer=each, label=_electorate(ground, each))
                for each in guards_chair.electorates(ground.about.facts)
            ),
            says=_electorate,
        ),
        Field(name="entitled", read=_entitled),
    ),
    about=about(guards_chair.check_telling_body),
    head=head,
    known=_only_electorate,
    leads=back,
    file=_body,
    anew=True,
    at_once=True,
)


def _read_limits(_: Ground, text: str) -> Reading:
    found = _LIMITS.fullmatch(text.strip())
    if found is None or not _LEAST <= int(found[1]) <= _MOST:
        return refuse("floor.limits_unread", least=_LEAST, most=_MOST)
    return f"{found[1]} {found[2]}"


def _limit(ground: Ground, _: Account) -> Any:
    seconds, times = map(int, str(ground.answers["limits"]).split())
    on = ground_of(ground, "floor.limits")
    return on.do(deed("limits", seconds=seconds, amount=times), said="floor.said.limits")


LIMITS = Form(
    name="limits",
    verb="floor.limits",
    words=WORDS,
    fields=(Field(name="limits", read=_read_limits),),
    about=about(guards_chair.check_limiting),
    head=head,
    leads=back,
    file=_limit,
    anew=True,
    at_once=True,
)


FLOOR_FORMS = (
    AMENDMENT,
    STATEMENT,
    *(_count(side) for side in VOTES),
    BODY,
    LIMITS,
)
