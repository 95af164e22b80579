"""An evening of pure rules: people act, the guards judge, the events are kept in a list."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Any

from council.kernel.refusals import Refusal
from council.meetings.floor import guards, guards_chair
from council.meetings.floor.facts import FloorFacts, Item, Member, presides
from council.meetings.floor.floor import Floor, FloorEvent, Question
from council.meetings.floor.rules import after, queue, replay, tally
from council.rules.profile import Debate

DEBATE = Debate(
    second_required=True,
    speech_seconds=120,
    speech_times=2,
    warning_seconds=30,
    alternate_sides=True,
    new_speakers_first=True,
    neutral_chair=True,
    reconsider=False,
)
CHAIRS = ("主", "何")
MEMBERS = ("王", "李", "赵", "钱", "孙", "周")
#: One motion from a seconded proposal, one that must be moved, one that is only talked over.
AGENDA = (
    Item(
        id="m1",
        number=1,
        title="停车",
        body="划线",
        state="announced",
        by_hands=True,
        electorate="members",
        electorates=("members",),
        entitled=12,
        backed=True,
        mover="王",
    ),
    Item(
        id="m2",
        number=2,
        title="电梯",
        body="",
        state="announced",
        by_hands=True,
        electorate="members",
        electorates=("members",),
        entitled=12,
    ),
    Item(id="m3", number=3, title="花园", body="", state="announced", by_hands=False, backed=True),
)


@dataclass
class Evening:
    """A meeting of the rules alone; ``now`` is its clock."""

    rules: Debate = DEBATE
    present: frozenset[str] = frozenset((*CHAIRS, *MEMBERS))
    agenda: tuple[Item, ...] = AGENDA
    now: int = 1_000
    events: list[FloorEvent] = field(default_factory=list)
    floor: Floor = field(init=False)

    def __post_init__(self) -> None:
        self.floor = replay((), self.rules)

    def facts(self, who: str) -> FloorFacts:
        here = self.present - self.floor.removed
        return FloorFacts(
            number=1,
            in_session=True,
            floor=self.floor,
            me=Member(
                id=who,
                here=who in here,
                presides=presides(self.floor, who, CHAIRS),
            ),
            agenda=self.agenda,
            present=here,
            deputies=frozenset(CHAIRS),
            now=self.now,
        )

    @property
    def question(self) -> Question:
        assert self.floor.question is not None
        return self.floor.question

    def keep(self, kind: str, who: str = "主", **given: Any) -> None:
        """Keep an event without a question."""
        event = FloorEvent(
            position=self.floor.position + 1,
            kind=kind,
            noted_by=given.pop("noted_by", who),
            happened_at=self.now,
            recorded_at=self.now,
            **given,
        )
        self.events.append(event)
        self.floor = after(self.floor, event)

    def act(self, who: str, deed: str, arg: str = "") -> Refusal | None:
        """Do something if its guard lets it be done; tells the refusal."""
        facts = self.facts(who)
        refusal = _guard(deed, arg)(facts)
        if refusal is None:
            self.keep(**_event(self, who, deed, arg))
        return refusal

    def all(self, *deeds: str) -> None:
        """Do things that must go well: ``"王 raise for"``."""
        for deed in deeds:
            who, what, *arg = deed.split()
            refusal = self.act(who, what, *arg)
            assert refusal is None, (deed, refusal)


_PLAIN: dict[str, Callable[[FloorFacts], Refusal | None]] = {
    "move": guards.check_moving,
    "second": guards.check_seconding,
    "lower": guards.check_lowering,
    "amend": guards.check_amending,
    "statement": guards.check_stating_in_writing,
    "state": guards_chair.check_stating,
    "speak": guards_chair.check_granting,
    "pass": guards_chair.check_passing,
    "end": guards_chair.check_ending,
    "put": guards_chair.check_putting,
    "against": guards_chair.check_calling_against,
    "decide": guards_chair.check_deciding,
    "conclude": guards_chair.check_concluding,
    "postpone": guards_chair.check_postponing,
    "fall": guards_chair.check_dropping,
    "rule": guards_chair.check_ruling,
    "take_back": guards_chair.check_taking_back,
    "violation": guards_chair.check_violation,
    "remove": guards_chair.check_removing,
}
DEEDS = (
    *_PLAIN,
    "open m1",
    "open m2",
    "open m3",
    "hand_over 何",
    "hand_over 主",
    *(f"raise {side}" for side in ("for", "against", "ask", "order")),
    "vote for",
    "vote against",
    "count for",
    "count against",
)


def _guard(deed: str, arg: str) -> Callable[[FloorFacts], Refusal | None]:
    match deed:
        case "open":
            return partial(guards_chair.check_opening, motion=arg)
        case "raise":
            return partial(guards.check_raising, side=arg)
        case "vote":
            return partial(guards.check_voting, side=arg)
        case "count":
            return partial(guards.check_counting, side=arg, amount=1)
        case "hand_over":
            return partial(guards_chair.check_handing_over, to=arg)
    return _PLAIN[deed]


_ABOUT: dict[str, dict[str, str]] = {
    "violation": {"resident": "王", "text": "interrupts"},
    "remove": {"resident": "周"},
}


def _event(it: Evening, who: str, deed: str, arg: str) -> dict[str, Any]:
    """What is kept of a deed."""
    question = it.floor.question
    made: dict[str, Any] = {"kind": deed, "who": who}
    if deed in {"move", "second", "lower", "raise", "vote", "statement", "amend"}:
        made["resident"] = who
    if deed in {"raise", "vote", "count"}:
        made["side"] = arg
    match deed:
        case "open":
            (item,) = (each for each in it.agenda if each.id == arg)
            made |= {"motion": arg, "resident": item.mover}
            made |= {"side": "backed"} if item.backed else {}
        case "amend":
            made["text"] = f"改为 {it.floor.position}"
        case "statement":
            made |= {"side": "for", "text": "我赞成"}
        case "speak" | "pass":
            assert question is not None
            hand = queue(question, it.floor.rules)[0]
            made |= {"resident": hand.resident, "side": hand.side}
            made["seconds"] = it.floor.rules.speech_seconds if deed == "speak" else 0
        case "rule":
            assert question is not None
            assert question.point is not None
            made |= {"text": "taken", "amount": question.point.id}
        case "put":
            assert question is not None
            made |= {"text": "" if question.of else "members", "amount": 12}
        case "count":
            made["amount"] = 1
        case "decide":
            assert question is not None
            assert question.show is not None
            counted = tally(question.show, came=len(it.facts(who).present))
            made |= {"amount": counted.came, "yes": counted.yes, "no": counted.no}
            made["text"] = "carried" if counted.agreed else "lost"
        case "hand_over":
            made["resident"] = arg
    return {**made, **_ABOUT.get(deed, {})}


def rules(**changed: Any) -> Debate:
    """The rules of debate, some of them otherwise."""
    return replace(DEBATE, **changed)
