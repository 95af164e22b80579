"""What members do on the floor 议事现场: move, second, raise a hand, vote.

Forty hands go up in one second. So these come in crowds: the facts are gathered once for all, each
is judged by what those before it made of the floor, and what is kept is written at once.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import Any

from council.kernel.bus.use_cases import Batches
from council.kernel.database.transaction import Transaction
from council.kernel.policy import check
from council.kernel.refusals import Refusal, refuse
from council.kernel.values import Person, value
from council.meetings.floor import guards
from council.meetings.floor.commands import (
    FloorView,
    LowerHand,
    MoveMotion,
    OnFloor,
    RaiseHand,
    SecondQuestion,
    VoteOnFloor,
)
from council.meetings.floor.doing import Deed, Ground, begin, deed
from council.meetings.floor.facts import FloorFacts, Member
from council.meetings.floor.floor import SIDES, VOTES
from council.meetings.floor.guards import check_question
from council.meetings.floor.reads import views_of
from council.people.records import actor

Guard = Callable[[FloorFacts], Refusal | None]


@value
class Part:
    """What somebody wants to do: judged by ``may``, kept as ``done``, answered with ``said``."""

    may: Guard
    done: Deed
    said: str


def _plain(kind: str, guard: Guard) -> Callable[[Any, Person], Part]:
    def part(command: MoveMotion | SecondQuestion | LowerHand, who: Person) -> Part:
        return Part(
            may=_on(command.question, guard),
            done=deed(kind, resident=who.id),
            said=f"floor.said.{kind}",
        )

    return part


def _raise(command: RaiseHand, who: Person) -> Part | Refusal:
    """Raise a hand with its side."""
    if command.side not in SIDES:
        return refuse("press.unknown")
    return Part(
        may=_on(command.question, partial(guards.check_raising, side=command.side)),
        done=deed("raise", resident=who.id, side=command.side),
        said="floor.said.order" if command.side == "order" else "floor.said.raise",
    )


def _vote(command: VoteOnFloor, who: Person) -> Part | Refusal:
    """Vote on the side that is called."""
    if command.side not in VOTES:
        return refuse("press.unknown")
    return Part(
        may=_in(command.vote, partial(guards.check_voting, side=command.side)),
        done=deed("vote", resident=who.id, side=command.side),
        said="floor.said.vote",
    )


def _on(question: int, guard: Guard) -> Guard:
    """Ask first whether the button belongs to this question."""
    return lambda facts: check_question(facts, question=question) or guard(facts)


def _in(vote: int, guard: Guard) -> Guard:
    """Ask first whether the button belongs to this vote."""

    def judge(facts: FloorFacts) -> Refusal | None:
        it = facts.question
        if it is None or it.show is None or it.show.id != vote:
            return refuse("floor.vote_over")
        return guard(facts)

    return judge


_PARTS: Mapping[type[OnFloor], Callable[[Any, Person], Part | Refusal]] = {
    MoveMotion: _plain("move", guards.check_moving),
    SecondQuestion: _plain("second", guards.check_seconding),
    LowerHand: _plain("lower", guards.check_lowering),
    RaiseHand: _raise,
    VoteOnFloor: _vote,
}


class _Crowd:
    """Those who ask for something at one meeting in one moment."""

    def __init__(self, ground: Ground) -> None:
        self.ground = ground
        self.taken: dict[int, tuple[Person, Part]] = {}

    def judge(self, place: int, who: Person, part: Part) -> Refusal | None:
        """Judge one, after those before."""
        on = self.ground
        me = Member(id=who.id, here=who.id in on.facts.present)
        refusal = part.may(replace(on.facts, me=me))
        if refusal is None:
            self.taken[place] = who, part
            self.ground = on.as_if(part.done)
        return refusal


def take_part(tx: Transaction, commands: Sequence[OnFloor]) -> list[FloorView | Refusal]:
    """Do what members ask for, in their order; each gets an answer."""
    answers: list[Any] = [None] * len(commands)
    crowds: dict[tuple[str, int], _Crowd] = {}
    for place, command in enumerate(commands):
        who = actor(tx, command.actor, command.community_id)
        if who is None:
            answers[place] = refuse("people.unknown")
            continue
        asked = check(who, command.verb) or _PARTS[type(command)](command, who)
        crowd = crowds.get((who.community_id, command.meeting))
        if not isinstance(asked, Refusal) and crowd is None:
            ground = begin(tx, who, command.meeting, verb=command.verb)
            if isinstance(ground, Refusal):
                asked = ground
            else:
                crowd = crowds[who.community_id, command.meeting] = _Crowd(ground)
        if isinstance(asked, Refusal):
            answers[place] = asked
        elif crowd is not None:
            answers[place] = crowd.judge(place, who, asked)
    for crowd in crowds.values():
        for place, view in _kept(crowd).items():
            answers[place] = view
    return answers


def _kept(crowd: _Crowd) -> dict[int, FloorView]:
    """Keep what was taken, and show everybody the floor as it is then."""
    if not crowd.taken:
        return {}
    done = [(who, part.done) for who, part in crowd.taken.values()]
    ground = crowd.ground.kept_for(done)
    readers = [(who, part.said) for who, part in crowd.taken.values()]
    views = views_of(ground.tx, ground.on, ground.facts, readers)
    return dict(zip(crowd.taken, views, strict=True))


TAKING_PART: Batches = dict.fromkeys(_PARTS, take_part)
