"""How the floor 议事现场 stands, and the events that made it so: plain values.

Everybody is named by the id of their line on the residents' list. Times are UTC seconds. A thing
that one event began (a question, a hand, a speech, a vote) is named by the position of that event.
"""

from collections.abc import Mapping
from dataclasses import field
from typing import Literal, get_args

from council.kernel.values import value
from council.rules.profile import Debate

#: How somebody wants to speak: for, against, with a question, to a point of order.
Side = Literal["for", "against", "ask", "order"]
SIDES: tuple[Side, ...] = get_args(Side)
#: The two answers to a question that is put, in the order in which they are called.
VOTES: tuple[Side, ...] = ("for", "against")
#: Where something was done: in chat, in the room (the clerk noted it), or told afterwards.
Origin = Literal["chat", "room", "afterwards"]
ORIGINS: tuple[Origin, ...] = get_args(Origin)

#: Where a question stands: it waits for a mover, for a second, to be stated by the chair; it is
#: debated; 赞成 is called, then 反对; it is over.
Stage = Literal["moving", "seconding", "stating", "debate", "for", "against", "over"]
#: What became of a question. ``concluded``: talked over, for it is not decided by hands.
Outcome = Literal["", "carried", "lost", "no_quorum", "concluded", "postponed", "fallen"]
Kind = Literal["motion", "amendment"]


@value
class FloorEvent:
    """One thing that happened; empty strings and noughts stand for what is not given.

    ``motion`` and ``resident`` say what and whom it is about, ``noted_by`` who brought it in.
    ``text``: words, an outcome, a ruling, or an electorate; ``amount``: how many people.
    """

    position: int
    kind: str
    motion: str = ""
    resident: str = ""
    noted_by: str = ""
    happened_at: int = 0
    recorded_at: int = 0
    origin: Origin = "chat"
    side: str = ""
    seconds: int = 0
    amount: int = 0
    yes: int = 0
    no: int = 0
    text: str = ""
    sha256: str = ""


@value
class Hand:
    """A raised hand."""

    id: int
    resident: str
    side: Side
    raised_at: int
    origin: Origin = "chat"


@value
class Statement:
    """Words or a voice message kept with their side; ``speech``: given by whoever had the floor."""

    id: int
    resident: str
    side: str
    at: int
    text: str = ""
    sha256: str = ""
    speech: int = 0
    origin: Origin = "chat"


@value
class Speech:
    """A speech: it may last ``seconds``; ``ended_at`` is 0 while it is given."""

    id: int
    resident: str
    side: str
    began_at: int
    seconds: int
    ended_at: int = 0
    warned: bool = False
    origin: Origin = "chat"

    @property
    def ends_at(self) -> int:
        """When its time is up."""
        return self.began_at + self.seconds

    def length(self) -> int:
        """How long it was; 0 while it is given."""
        return max(0, self.ended_at - self.began_at) if self.ended_at else 0


@value
class Point:
    """A point of order 程序问题: ``ruling`` is empty until the chair ruled it taken or refused."""

    id: int
    resident: str
    raised_at: int
    ruling: str = ""
    ruled_at: int = 0
    origin: Origin = "chat"


@value
class Violation:
    """A breach of the rules of debate that the chair logged."""

    id: int
    resident: str
    what: str
    at: int
    origin: Origin = "chat"


@value
class Show:
    """A show of hands: who pressed what in chat or was noted by name, how many were counted in the room.

    ``electorate`` and ``entitled`` are empty for an amendment, on which those present vote.
    ``came``: how many were there at its end.
    """

    id: int
    put_at: int
    electorate: str = ""
    entitled: int = 0
    by_name: Mapping[str, Side] = field(default_factory=dict)
    in_room: Mapping[Side, int] = field(default_factory=dict)
    closed_at: int = 0
    came: int = 0
    yes: int = 0
    no: int = 0
    origin: Origin = "chat"

    def hands(self, side: Side) -> int:
        """How many hands a side has so far."""
        return sum(each == side for each in self.by_name.values()) + self.in_room.get(side, 0)

    @property
    def voted(self) -> int:
        """How many have voted so far, either way."""
        return self.hands("for") + self.hands("against")


@value
class Question:
    """A motion or an amendment on the floor.

    ``of`` is the motion's question that an amendment amends (0: it is a motion). ``text``: an
    amendment's words; of a motion the words of the last amendment that was adopted, empty while it
    stands as it was drafted. ``backed``: it came from a seconded proposal, so it counts as moved and
    seconded.
    """

    id: int
    motion: str
    of: int = 0
    text: str = ""
    mover: str = ""
    seconder: str = ""
    backed: bool = False
    stage: Stage = "moving"
    outcome: Outcome = ""
    opened_at: int = 0
    closed_at: int = 0
    origin: Origin = "chat"
    hands: tuple[Hand, ...] = ()
    speech: Speech | None = None
    speeches: tuple[Speech, ...] = ()
    statements: tuple[Statement, ...] = ()
    points: tuple[Point, ...] = ()
    violations: tuple[Violation, ...] = ()
    show: Show | None = None
    raised: Mapping[str, int] = field(default_factory=dict)

    @property
    def kind(self) -> Kind:
        """What it is."""
        return "amendment" if self.of else "motion"

    @property
    def point(self) -> Point | None:
        """The point of order that waits for its ruling; the first one raised."""
        return next((each for each in self.points if not each.ruling), None)

    @property
    def is_voted_on(self) -> bool:
        """Whether a vote runs."""
        return self.stage in VOTES

    def hand_of(self, resident: str) -> Hand | None:
        """Find somebody's raised hand."""
        return next((each for each in self.hands if each.resident == resident), None)

    def turns_of(self, resident: str) -> int:
        """Count the speeches and statements that somebody has had on it."""
        spoken = [each.resident for each in self.speeches]
        spoken += [self.speech.resident] if self.speech else []
        written = [each.resident for each in self.statements if not each.speech]
        return [*spoken, *written].count(resident)


@value
class Floor:
    """How the floor of a meeting stands.

    ``position`` is that of the last event, ``turn`` that of the last one that moved the business on:
    a button of the chair belongs to a turn. ``presiding`` is who presided last, ``handed_to`` who
    has the chair instead of whoever handed it over (``handed_by``). ``body``: electorate → how many
    it has, as the meeting was told. ``removed`` may no longer speak or vote.
    """

    rules: Debate
    position: int = 0
    turn: int = 0
    at: int = 0
    presiding: str = ""
    handed_to: str = ""
    handed_by: str = ""
    motion: Question | None = None
    amendment: Question | None = None
    over: tuple[Question, ...] = ()
    body: Mapping[str, int] = field(default_factory=dict)
    removed: frozenset[str] = frozenset()

    @property
    def question(self) -> Question | None:
        """What is immediately pending: the amendment, where there is one, else the motion."""
        return self.amendment or self.motion
