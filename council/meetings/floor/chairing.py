"""What the chair does on the floor 议事现场: one verb, one function."""

from collections.abc import Callable
from typing import Any

from council.kernel.bus.use_cases import UseCase, UseCases
from council.kernel.database.transaction import Transaction
from council.kernel.refusals import Refusal, refuse
from council.kernel.values import Person
from council.meetings.floor import guards_chair
from council.meetings.floor.commands import (
    CallAgainst,
    CloseVote,
    ConcludeDebate,
    EndSpeech,
    FloorView,
    GiveFloor,
    HandOver,
    LetFall,
    OfChair,
    OpenMotion,
    PassOver,
    PostponeMotion,
    PutQuestion,
    RulePoint,
    StateQuestion,
    TakeBack,
)
from council.meetings.floor.deciding import conclude, decide, postpone, put
from council.meetings.floor.doing import Deed, Ground, begin, deed
from council.meetings.floor.facts import RULINGS, FloorFacts, Item
from council.meetings.floor.guards import check_turn
from council.meetings.floor.rules import queue

Guard = Callable[[FloorFacts], Refusal | None]


def at_turn(tx: Transaction, who: Person, command: OfChair, guard: Guard) -> Ground | Refusal:
    """Begin an act of the chair: its button is of this turn, and its guard lets it pass."""
    on = begin(tx, who, command.meeting, verb=command.verb)
    if isinstance(on, Refusal):
        return on
    return check_turn(on.facts, turn=command.turn) or guard(on.facts) or on


def _plain(kind: str, guard: Guard) -> UseCase:
    """Make the use case of an act that is kept as it is."""

    def use_case(tx: Transaction, who: Person, command: Any) -> FloorView | Refusal:
        on = at_turn(tx, who, command, guard)
        if isinstance(on, Refusal):
            return on
        return on.do(deed(kind), said=f"floor.said.{kind}")

    return use_case


def open_motion(tx: Transaction, who: Person, command: OpenMotion) -> FloorView | Refusal:
    """Take up a motion of the agenda."""
    on = begin(tx, who, command.meeting, verb=command.verb)
    if isinstance(on, Refusal):
        return on
    item = next((each for each in on.facts.agenda if each.number == command.motion), None)
    if item is None:
        return refuse("motion.not_listed")
    refusal = check_turn(on.facts, turn=command.turn) or guards_chair.check_opening(
        on.facts, motion=item.id
    )
    return refusal or on.do(opening(item), said="floor.said.open")


def opening(item: Item) -> Deed:
    """The deed of taking up a motion; one of a seconded proposal counts as moved and seconded."""
    return deed(
        "open",
        motion=item.id,
        resident=item.mover,
        side="backed" if item.backed else "",
    )


def give_floor(tx: Transaction, who: Person, command: GiveFloor) -> FloorView | Refusal:
    """Give the floor to whoever is next: the clock runs."""
    on = at_turn(
        tx, who, command, lambda facts: guards_chair.check_granting(facts, hand=command.hand)
    )
    if isinstance(on, Refusal):
        return on
    return on.do(granting(on.facts), said="floor.said.speak")


def granting(facts: FloorFacts) -> Deed:
    """The deed of giving the floor to whoever is next."""
    assert facts.question is not None, "judged before"
    hand = queue(facts.question, facts.floor.rules)[0]
    return deed(
        "speak",
        resident=hand.resident,
        side=hand.side,
        seconds=facts.floor.rules.speech_seconds,
    )


def pass_over(tx: Transaction, who: Person, command: PassOver) -> FloorView | Refusal:
    """Pass over whoever is next and does not come."""
    on = at_turn(
        tx, who, command, lambda facts: guards_chair.check_passing(facts, hand=command.hand)
    )
    if isinstance(on, Refusal):
        return on
    assert on.facts.question is not None, "judged before"
    hand = queue(on.facts.question, on.facts.floor.rules)[0]
    return on.do(deed("pass", resident=hand.resident), said="floor.said.pass")


def end_speech(tx: Transaction, who: Person, command: EndSpeech) -> FloorView | Refusal:
    """End the speech: the chair's button, or the speaker's own."""
    on = at_turn(tx, who, command, guards_chair.check_ending)
    if isinstance(on, Refusal):
        return on
    it = on.facts.question
    own = it is not None and it.speech is not None and it.speech.resident == who.id
    asked_in = command.cause.bot if command.cause is not None else ""
    bot = asked_in or ("resident" if own else "staff")
    return on.do(deed("end"), said="floor.said.end", bot=bot)


def rule_point(tx: Transaction, who: Person, command: RulePoint) -> FloorView | Refusal:
    """Rule on a point of order."""
    if command.ruling not in RULINGS:
        return refuse("press.unknown")
    on = at_turn(
        tx, who, command, lambda facts: guards_chair.check_ruling(facts, point=command.point)
    )
    if isinstance(on, Refusal):
        return on
    assert on.facts.question is not None, "judged before"
    assert on.facts.question.point is not None, "judged before"
    point = on.facts.question.point
    ruling = deed("rule", resident=point.resident, amount=point.id, text=command.ruling)
    return on.do(ruling, said=f"floor.said.{command.ruling}")


def hand_over(tx: Transaction, who: Person, command: HandOver) -> FloorView | Refusal:
    """Hand the chair over."""
    on = at_turn(
        tx, who, command, lambda facts: guards_chair.check_handing_over(facts, to=command.to)
    )
    if isinstance(on, Refusal):
        return on
    return on.do(deed("hand_over", resident=command.to), said="floor.said.hand_over")


def put_question(tx: Transaction, who: Person, command: PutQuestion) -> FloorView | Refusal:
    """Put the question: 赞成 is called. The meeting has then heard the motion."""
    on = at_turn(tx, who, command, guards_chair.check_putting)
    return on if isinstance(on, Refusal) else _shown(put(on), "put")


def close_vote(tx: Transaction, who: Person, command: CloseVote) -> FloorView | Refusal:
    """Close the vote: an amendment is adopted or not, a motion's count is kept and judged."""
    on = at_turn(tx, who, command, guards_chair.check_deciding)
    return on if isinstance(on, Refusal) else _shown(decide(on), "decide")


def conclude_debate(tx: Transaction, who: Person, command: ConcludeDebate) -> FloorView | Refusal:
    """End the debate on a motion that is not decided by hands: the meeting has heard it."""
    on = at_turn(tx, who, command, guards_chair.check_concluding)
    return on if isinstance(on, Refusal) else _shown(conclude(on), "conclude")


def postpone_motion(tx: Transaction, who: Person, command: PostponeMotion) -> FloorView | Refusal:
    """Put the motion off to a later meeting."""
    on = at_turn(tx, who, command, guards_chair.check_postponing)
    return on if isinstance(on, Refusal) else _shown(postpone(on), "postpone")


def _shown(on: Ground | Refusal, kind: str) -> FloorView | Refusal:
    return on if isinstance(on, Refusal) else on.seen(said=f"floor.said.{kind}")


CHAIRING: UseCases = {
    OpenMotion: open_motion,
    StateQuestion: _plain("state", guards_chair.check_stating),
    LetFall: _plain("fall", guards_chair.check_dropping),
    GiveFloor: give_floor,
    PassOver: pass_over,
    EndSpeech: end_speech,
    PutQuestion: put_question,
    CallAgainst: _plain("against", guards_chair.check_calling_against),
    CloseVote: close_vote,
    ConcludeDebate: conclude_debate,
    PostponeMotion: postpone_motion,
    RulePoint: rule_point,
    HandOver: hand_over,
    TakeBack: _plain("take_back", guards_chair.check_taking_back),
}
