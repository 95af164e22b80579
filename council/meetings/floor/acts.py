"""What can be done on the floor 议事现场: by whom, how, and what is offered when."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import partial

from council.kernel.acts.act import BOTH, Button, act
from council.kernel.policy import may
from council.kernel.refusals import Param, Refusal
from council.kernel.screens.callback_data import press
from council.kernel.values import Person
from council.meetings.floor import guards, guards_chair
from council.meetings.floor.commands import (
    CallAgainst,
    CloseVote,
    ConcludeDebate,
    EndSpeech,
    GiveFloor,
    HandOver,
    LetFall,
    LowerHand,
    MoveMotion,
    OpenMotion,
    OpenMove,
    PassOver,
    PostponeMotion,
    PutQuestion,
    RaiseHand,
    RulePoint,
    SecondQuestion,
    StateQuestion,
    TakeBack,
    VoteOnFloor,
    WarnSpeaker,
)
from council.meetings.floor.facts import FloorFacts
from council.meetings.floor.rules import queue

_CHAIR = "chair facilitator"
_TURN = "meeting turn"

FLOOR = (
    act("floor.open", _CHAIR, Button(OpenMotion, f"{_TURN} motion")),
    act("floor.state", _CHAIR, Button(StateQuestion, _TURN)),
    act("floor.fall", _CHAIR, Button(LetFall, _TURN, sure=True)),
    act("floor.give", _CHAIR, Button(GiveFloor, f"{_TURN} hand")),
    act("floor.pass", _CHAIR, Button(PassOver, f"{_TURN} hand")),
    act("floor.end", "resident", Button(EndSpeech, _TURN, bots=BOTH)),
    act("floor.put", _CHAIR, Button(PutQuestion, _TURN)),
    act("floor.against", _CHAIR, Button(CallAgainst, _TURN)),
    act("floor.decide", _CHAIR, Button(CloseVote, _TURN)),
    act("floor.conclude", _CHAIR, Button(ConcludeDebate, _TURN)),
    act("floor.postpone", _CHAIR, Button(PostponeMotion, _TURN, sure=True)),
    act("floor.rule", _CHAIR, Button(RulePoint, f"{_TURN} point ruling")),
    act("floor.hand_over", _CHAIR, Button(HandOver, f"{_TURN} to")),
    act("floor.take_back", _CHAIR, Button(TakeBack, _TURN)),
    act("floor.limits", _CHAIR),
    act("floor.violation", _CHAIR),
    act("floor.body", "chair facilitator clerk"),
    act("floor.remove", "chair facilitator clerk"),
    act("floor.note", "clerk facilitator"),
    act("floor.afterwards", "clerk facilitator"),
    act("floor.move", "resident", Button(MoveMotion, "meeting question", bots="resident")),
    act("floor.second", "resident", Button(SecondQuestion, "meeting question", bots="resident")),
    act("floor.raise", "resident", Button(RaiseHand, "meeting question side", bots="resident")),
    act("floor.lower", "resident", Button(LowerHand, "meeting question", bots="resident")),
    act("floor.vote", "resident", Button(VoteOnFloor, "meeting vote side", bots="resident")),
    act("floor.amend", "resident"),
    act("floor.statement", "resident"),
    act("floor.warn", "clock", WarnSpeaker),
)

Words = tuple[str | int, ...]


def _nothing(_: FloorFacts) -> dict[str, Param]:
    return {}


@dataclass(frozen=True, slots=True)
class Move:
    """A button of the floor's screen: its act, its guard, where it leads.

    ``name`` is the end of its label's key, ``press`` where it leads if not to its act's own press,
    ``carries`` the words behind that. ``says``: what its label names; a resident's id stands for the
    name. ``only``: where it would be idle or in the way it is left out.
    """

    verb: str
    name: str
    when: Callable[[FloorFacts], Refusal | None]
    carries: Callable[[FloorFacts], Words]
    press: str = ""
    bot: str = "staff"
    says: Callable[[FloorFacts], dict[str, Param]] = _nothing
    only: Callable[[FloorFacts], bool] = lambda _: True

    def leads(self, facts: FloorFacts) -> str:
        """Write its press."""
        verb, *words = (self.press or self.verb).split()
        return press(verb, *words, *self.carries(facts))


def _turn(facts: FloorFacts) -> Words:
    return facts.number, facts.floor.turn


def _meeting(facts: FloorFacts) -> Words:
    return (facts.number,)


def _question(facts: FloorFacts) -> Words:
    assert facts.question is not None, "judged before"
    return facts.number, facts.question.id


def _with_question(*words: str) -> Callable[[FloorFacts], Words]:
    return lambda facts: (*_question(facts), *words)


def _next(facts: FloorFacts) -> Words:
    assert facts.question is not None, "judged before"
    return (*_turn(facts), queue(facts.question, facts.floor.rules)[0].id)


def _next_named(facts: FloorFacts) -> dict[str, Param]:
    assert facts.question is not None, "judged before"
    hand = queue(facts.question, facts.floor.rules)[0]
    return {"who": hand.resident, "side_key": f"floor.side.{hand.side}"}


def _point(ruling: str) -> Callable[[FloorFacts], Words]:
    def carries(facts: FloorFacts) -> Words:
        assert facts.question is not None, "judged before"
        assert facts.question.point is not None, "judged before"
        return (*_turn(facts), facts.question.point.id, ruling)

    return carries


def _show(side: str) -> Callable[[FloorFacts], Words]:
    def carries(facts: FloorFacts) -> Words:
        assert facts.question is not None, "judged before"
        assert facts.question.show is not None, "judged before"
        return (facts.number, facts.question.show.id, side)

    return carries


def _is_speaker(facts: FloorFacts) -> bool:
    it = facts.question
    return it is not None and it.speech is not None and it.speech.resident == facts.me.id


def _presides(facts: FloorFacts) -> bool:
    return facts.me.presides


def _body_is_missing(facts: FloorFacts) -> bool:
    """Whether the clerk must tell the size of a body: the list does not."""
    item = facts.item
    return item is not None and item.by_hands and item.electorate not in ("adults", "villagers")


#: The buttons of the floor, the most wanted first.
MOVES = (
    Move("floor.rule", "taken", guards_chair.check_ruling, _point("taken")),
    Move("floor.rule", "refused", guards_chair.check_ruling, _point("refused")),
    Move("floor.end", "end", guards_chair.check_ending, _turn, only=_presides),
    Move("floor.state", "state", guards_chair.check_stating, _turn),
    Move("floor.give", "give", guards_chair.check_granting, _next, says=_next_named),
    Move("floor.pass", "pass", guards_chair.check_passing, _next, says=_next_named),
    Move("floor.put", "put", guards_chair.check_putting, _turn),
    Move("floor.against", "against", guards_chair.check_calling_against, _turn),
    Move("floor.decide", "decide", guards_chair.check_deciding, _turn),
    Move("floor.conclude", "conclude", guards_chair.check_concluding, _turn),
    Move("floor.fall", "fall", guards_chair.check_dropping, _turn),
    Move("floor.postpone", "postpone", guards_chair.check_postponing, _turn),
    Move("floor.take_back", "take_back", guards_chair.check_taking_back, _turn),
    Move(
        "floor.note",
        "count_for",
        partial(guards.check_counting, side="for"),
        _meeting,
        press="form.start count_for",
    ),
    Move(
        "floor.note",
        "count_against",
        partial(guards.check_counting, side="against"),
        _meeting,
        press="form.start count_against",
    ),
    Move("floor.note", "note", guards_chair.check_noting, _meeting, press="form.start room"),
    Move(
        "floor.body",
        "body",
        guards_chair.check_telling_body,
        _meeting,
        press="form.start body",
        only=_body_is_missing,
    ),
    Move(
        "floor.violation",
        "violation",
        guards_chair.check_violation,
        _meeting,
        press="form.start violation",
    ),
    Move(
        "floor.limits", "limits", guards_chair.check_limiting, _meeting, press="form.start limits"
    ),
    Move(
        "floor.remove", "remove", guards_chair.check_removing, _meeting, press="form.start removal"
    ),
    Move(
        "floor.afterwards",
        "afterwards",
        guards_chair.check_noting,
        _meeting,
        press="form.start afterwards",
    ),
    *(
        Move(
            "floor.vote",
            f"vote_{side}",
            partial(guards.check_voting, side=side),
            _show(side),
            bot="resident",
        )
        for side in ("for", "against")
    ),
    Move("floor.end", "yield", guards_chair.check_ending, _turn, bot="resident", only=_is_speaker),
    Move("floor.move", "move", guards.check_moving, _question, bot="resident"),
    Move("floor.second", "second", guards.check_seconding, _question, bot="resident"),
    *(
        Move(
            "floor.raise",
            f"raise_{side}",
            partial(guards.check_raising, side=side),
            _with_question(side),
            bot="resident",
        )
        for side in ("for", "against", "ask", "order")
    ),
    Move("floor.lower", "lower", guards.check_lowering, _question, bot="resident"),
    Move(
        "floor.statement",
        "statement",
        guards.check_stating_in_writing,
        _meeting,
        press="form.start floor_statement",
        bot="resident",
    ),
    Move(
        "floor.amend",
        "amend",
        guards.check_amending,
        _meeting,
        press="form.start amendment",
        bot="resident",
    ),
)


def open_moves(
    who: Person, facts: FloorFacts, bot: str, names: Callable[[Iterable[str]], Mapping[str, str]]
) -> tuple[OpenMove, ...]:
    """Tell what somebody may do on the floor now; ``names`` tells people's names by their ids."""
    rows = [row for row in (*MOVES, *_openings(facts), *_deputies(facts)) if row.bot == bot]
    found = [
        (row, row.says(facts))
        for row in rows
        if may(who, row.verb) and row.when(facts) is None and row.only(facts)
    ]
    known = names(str(params["who"]) for _, params in found if "who" in params)
    return tuple(
        OpenMove(name=row.name, press=row.leads(facts), params=_named(params, known))
        for row, params in found
    )


def _named(params: dict[str, Param], known: Mapping[str, str]) -> dict[str, Param]:
    return params if "who" not in params else {**params, "who": known[str(params["who"])]}


def _openings(facts: FloorFacts) -> Iterable[Move]:
    """One button for each motion that may be taken up."""
    for item in facts.agenda:
        yield Move(
            "floor.open",
            "open",
            partial(guards_chair.check_opening, motion=item.id),
            lambda facts, number=item.number: (*_turn(facts), number),  # type: ignore[misc]
            says=lambda _, it=item: {"number": it.number, "title": it.title},  # type: ignore[misc]
        )


def _deputies(facts: FloorFacts) -> Iterable[Move]:
    """One button for each who may preside instead."""
    for other in sorted(facts.deputies - {facts.me.id}):
        yield Move(
            "floor.hand_over",
            "hand_over",
            partial(guards_chair.check_handing_over, to=other),
            lambda facts, to=other: (*_turn(facts), to),  # type: ignore[misc]
            says=lambda _, to=other: {"who": to},  # type: ignore[misc]
        )
