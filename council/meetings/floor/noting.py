"""What the clerk notes on the floor 议事现场: for people in the room, and after chat had failed.

One queue for both: a hand that the clerk raises stands among those of the chat, and every guard is
asked about the person whom it is noted for. What is told afterwards happened at its own time; it is
asked whether it could have happened, not whether the buttons stood in that order.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from typing import cast

from council.kernel.refusals import Refusal, refuse
from council.meetings.floor import guards, guards_chair
from council.meetings.floor.chairing import opening
from council.meetings.floor.deciding import conclude, decide, postpone, put
from council.meetings.floor.doing import Deed, Ground, deed, named
from council.meetings.floor.facts import FloorFacts, Member
from council.meetings.floor.floor import VOTES, Side
from council.meetings.floor.rules import after, queue

Guard = Callable[[FloorFacts], Refusal | None]
#: What the clerk may note for people in the room, in the order of the buttons.
IN_ROOM = (
    "raise_for",
    "raise_against",
    "raise_ask",
    "raise_order",
    "lower",
    "move",
    "second",
    "amend",
    "vote_for",
    "vote_against",
)
#: Notes about one person only.
ABOUT_ONE = frozenset({"move", "second", "amend", "raise_order"})


def about(on: Ground, who: str) -> FloorFacts:
    """The facts, asked about somebody."""
    facts = on.facts
    return replace(facts, me=Member(id=who, here=who in facts.present))


def of_member(what: str, who: str, text: str = "") -> tuple[Guard, Deed]:
    """What a note does for one person, with its guard."""
    kind, _, side = what.partition("_")
    match kind:
        case "raise":
            guard: Guard = partial(guards.check_raising, side=cast("Side", side))
            return guard, deed("raise", resident=who, side=side)
        case "vote":
            guard = partial(guards.check_voting, side=cast("Side", side))
            return guard, deed("vote", resident=who, side=side)
        case "amend":
            return guards.check_amending, deed("amend", resident=who, text=text)
        case _:
            return _PLAIN[kind], deed(kind, resident=who)


_PLAIN: dict[str, Guard] = {
    "lower": guards.check_lowering,
    "move": guards.check_moving,
    "second": guards.check_seconding,
}


def possible_in_room(facts: FloorFacts) -> tuple[str, ...]:
    """Tell what may be noted now for somebody who is here and has not done anything yet."""
    it = facts.question
    if it is None or not facts.in_session:
        return ()
    wanted = {
        "moving": ("move",),
        "seconding": ("second",),
        "debate": ("raise_for", "raise_against", "raise_ask", "lower"),
        "for": ("vote_for",),
        "against": ("vote_against",),
    }.get(it.stage, ())
    amend = ("amend",) if it.stage == "debate" and not it.of else ()
    return tuple(each for each in IN_ROOM if each in (*wanted, *amend, "raise_order"))


def note(on: Ground, what: str, people: Sequence[str], text: str = "") -> Ground | Refusal:
    """Note one thing for each of some people; all of it, or nothing."""
    done, facts = [], on.facts
    for who in people:
        guard, made = of_member(what, who, text)
        refusal = guard(about(replace(on, facts=facts), who))
        if refusal is not None:
            return for_whom(on, who, refusal)
        done.append(made)
        floor = after(
            facts.floor, replace(made, position=facts.floor.position + 1, origin=on.origin)
        )
        facts = replace(facts, floor=floor)
    return on.keep(*done)


def for_whom(on: Ground, who: str, refusal: Refusal) -> Refusal:
    """Say for whom something cannot be noted."""
    why = f"refusal.{refusal.key}"
    return refuse("floor.for_whom", who=named(on, who), why_key=why, **refusal.params)


# Afterwards: what happened while chat had failed.

#: What may be told afterwards, in the order of the buttons.
AFTERWARDS = (
    "open",
    "move",
    "second",
    "state",
    "speak",
    "end",
    "amend",
    "order",
    "put",
    "conclude",
    "postpone",
    "fall",
)
#: Those that are about a person, a motion, or say something.
WITH_PERSON = frozenset({"move", "second", "speak", "amend", "order"})


def possible_afterwards(facts: FloorFacts) -> tuple[str, ...]:
    """Tell what may have happened next."""
    it = facts.question
    if it is None:
        return ("open",)
    wanted = {
        "moving": ("move", "fall"),
        "seconding": ("second", "fall"),
        "stating": ("state",),
        "debate": ("speak", "put", "amend", "conclude"),
        "for": (),
        "against": (),
    }.get(it.stage, ())
    found = {*wanted, "order"} | ({"end"} if it.speech else set())
    found |= set() if it.is_voted_on else {"postpone"}
    by_hands = facts.floor.amendment is not None or (facts.item and facts.item.by_hands)
    found -= {"conclude"} if by_hands else {"put"}
    found -= {"amend"} if it.of else set()
    return tuple(each for each in AFTERWARDS if each in found)


def tell_open(on: Ground, number: int) -> Ground | Refusal:
    """The chair took up a motion."""
    item = next((each for each in on.facts.agenda if each.number == number), None)
    if item is None:
        return refuse("motion.not_listed")
    refusal = guards_chair.check_opening(_chair(on), motion=item.id)
    return refusal or on.keep(opening(item))


def tell_plain(on: Ground, what: str) -> Ground | Refusal:
    """The chair stated the question, ended a speech, let it fall."""
    judged: dict[str, Guard] = {
        "state": guards_chair.check_stating,
        "end": guards_chair.check_ending,
        "fall": guards_chair.check_dropping,
    }
    return judged[what](_chair(on)) or on.keep(deed(what))


def tell_person(on: Ground, what: str, who: str, text: str = "") -> Ground | Refusal:
    """Somebody moved, seconded, moved an amendment."""
    return note(on, what, (who,), text)


def tell_speech(on: Ground, who: str, side: str) -> Ground | Refusal:
    """Somebody got the floor; whoever spoke before has ended."""
    it = on.facts.question
    if it is not None and it.speech is not None:
        on = on.keep(deed("end"))
        it = on.facts.question
    if it is None or it.hand_of(who) is None:
        refusal = guards.check_raising(about(on, who), side=cast("Side", side))
        if refusal is not None:
            return for_whom(on, who, refusal)
    seconds = on.facts.floor.rules.speech_seconds
    return on.keep(deed("speak", resident=who, side=side, seconds=seconds))


def tell_point(on: Ground, who: str, ruling: str) -> Ground | Refusal:
    """Somebody rose to a point of order, and the chair ruled."""
    raised = note(on, "raise_order", (who,))
    if isinstance(raised, Refusal):
        return raised
    it = raised.facts.question
    assert it is not None, "it was raised on it"
    assert it.point is not None, "it was just raised"
    return raised.keep(deed("rule", resident=who, amount=it.point.id, text=ruling))


def tell_vote(on: Ground, yes: int, no: int) -> Ground | Refusal:
    """The question was put, 赞成 and then 反对 were counted, and the chair told the result."""
    on = _quiet(on)
    refusal = guards_chair.check_putting(_chair(on))
    called = refusal or put(on)
    for side, amount in zip(VOTES, (yes, no), strict=True):
        if isinstance(called, Refusal):
            return called
        if side == "against":
            called = called.keep(deed("against"))
        refusal = guards.check_counting(called.facts, side=side, amount=amount)
        called = refusal or called.keep(deed("count", side=side, amount=amount))
    if isinstance(called, Refusal):
        return called
    return guards_chair.check_deciding(_chair(called)) or decide(called)


def tell_end(on: Ground, what: str) -> Ground | Refusal:
    """The debate ended without a vote, or the motion was put off."""
    if what == "postpone":
        return guards_chair.check_postponing(_chair(on)) or postpone(on)
    on = _quiet(on)
    return guards_chair.check_concluding(_chair(on)) or conclude(on)


def _quiet(on: Ground) -> Ground:
    """Whoever spoke has ended, and no hand is up any more."""
    it = on.facts.question
    if it is None or it.stage != "debate":
        return on
    deeds = [deed("end")] if it.speech else []
    deeds += [deed("pass", resident=hand.resident) for hand in queue(it, on.facts.floor.rules)]
    return on.keep(*deeds) if deeds else on


def _chair(on: Ground) -> FloorFacts:
    """The facts, asked about whoever presided."""
    return replace(on.facts, me=Member(id=on.who.id, here=True, presides=True))
