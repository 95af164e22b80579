"""What members do on the floor 议事现场: move, second, raise a hand, vote; one verb, one function."""

from collections.abc import Callable
from functools import partial

from council.kernel.bus.use_cases import UseCases
from council.kernel.database.transaction import Transaction
from council.kernel.refusals import Refusal, refuse
from council.kernel.values import Person
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
from council.meetings.floor.doing import Deed, begin, deed
from council.meetings.floor.facts import FloorFacts
from council.meetings.floor.floor import SIDES, VOTES
from council.meetings.floor.guards import check_question


def _take_part(
    tx: Transaction,
    who: Person,
    command: OnFloor,
    guard: Callable[[FloorFacts], Refusal | None],
    done: Deed,
    *,
    question: int = 0,
    said: str,
) -> FloorView | Refusal:
    on = begin(tx, who, command.meeting, verb=command.verb)
    if isinstance(on, Refusal):
        return on
    late = check_question(on.facts, question=question) if question else None
    refusal = late or guard(on.facts)
    return refusal or on.do(done, said=said, bot="resident")


def move(tx: Transaction, who: Person, command: MoveMotion) -> FloorView | Refusal:
    """Move the motion that the chair has opened."""
    return _take_part(
        tx,
        who,
        command,
        guards.check_moving,
        deed("move", resident=who.id),
        question=command.question,
        said="floor.said.move",
    )


def second(tx: Transaction, who: Person, command: SecondQuestion) -> FloorView | Refusal:
    """Second a motion or an amendment of somebody else."""
    return _take_part(
        tx,
        who,
        command,
        guards.check_seconding,
        deed("second", resident=who.id),
        question=command.question,
        said="floor.said.second",
    )


def raise_hand(tx: Transaction, who: Person, command: RaiseHand) -> FloorView | Refusal:
    """Raise a hand with its side."""
    if command.side not in SIDES:
        return refuse("press.unknown")
    return _take_part(
        tx,
        who,
        command,
        partial(guards.check_raising, side=command.side),
        deed("raise", resident=who.id, side=command.side),
        question=command.question,
        said="floor.said.order" if command.side == "order" else "floor.said.raise",
    )


def lower_hand(tx: Transaction, who: Person, command: LowerHand) -> FloorView | Refusal:
    """Lower one's hand."""
    return _take_part(
        tx,
        who,
        command,
        guards.check_lowering,
        deed("lower", resident=who.id),
        question=command.question,
        said="floor.said.lower",
    )


def vote(tx: Transaction, who: Person, command: VoteOnFloor) -> FloorView | Refusal:
    """Vote on the side that is called."""
    if command.side not in VOTES:
        return refuse("press.unknown")
    judge = partial(guards.check_voting, side=command.side)
    return _take_part(
        tx,
        who,
        command,
        lambda facts: _of_this_vote(facts, command.vote) or judge(facts),
        deed("vote", resident=who.id, side=command.side),
        said="floor.said.vote",
    )


def _of_this_vote(facts: FloorFacts, vote_id: int) -> Refusal | None:
    it = facts.question
    if it is not None and it.show is not None and it.show.id == vote_id:
        return None
    return refuse("floor.vote_over")


TAKING_PART: UseCases = {
    MoveMotion: move,
    SecondQuestion: second,
    RaiseHand: raise_hand,
    LowerHand: lower_hand,
    VoteOnFloor: vote,
}
