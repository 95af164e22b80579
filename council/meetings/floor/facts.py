"""What a guard may know of the floor 议事现场, and what it goes by: plain values."""

from collections.abc import Collection

from council.kernel.values import value
from council.meetings.floor.floor import Floor, Question

#: So many hands may somebody raise on one question, points of order among them: a flood is no debate.
HANDS = 10
#: So many amendments may somebody move to one motion.
AMENDMENTS = 2
#: So many statements belong to one speech.
STATEMENTS = 3
STATEMENT_LIMIT = 500
AMENDMENT_LIMIT = 1_000
REASON_LIMIT = 100
#: States of a motion in which its meeting may take it up.
OPENABLE = ("announced", "deliberated")
#: The breaches that are logged.
VIOLATIONS = ("interrupts", "off_topic", "personal", "not_to_chair")
RULINGS = ("taken", "refused")
#: What lets a motion come up again on the same evening: it was not decided.
UNDECIDED = ("no_quorum",)


@value
class Item:
    """A motion on the meeting's agenda.

    ``by_hands``: its class is decided by counted hands; then ``electorate`` is who makes the quorum,
    and ``entitled`` how many they are (-1: nobody has told). ``backed``: it came from a seconded
    proposal or a petition; ``mover`` is then its author's id where there is one. ``needed``: how many
    make the quorum (0: not known).
    """

    id: str
    number: int
    title: str
    body: str
    state: str
    by_hands: bool
    electorate: str = ""
    electorates: tuple[str, ...] = ()
    entitled: int = -1
    needed: int = 0
    backed: bool = False
    mover: str = ""


@value
class Member:
    """Whom a guard asks about: here, and not removed; allowed to preside."""

    id: str
    here: bool
    presides: bool = False


@value
class FloorFacts:
    """All that a guard may know. ``number`` is the meeting's, ``present`` who is checked in.

    ``deputies``: who may preside, by their role. ``since``: nothing that is told afterwards may have
    happened before.
    """

    number: int
    in_session: bool
    floor: Floor
    me: Member
    agenda: tuple[Item, ...]
    present: frozenset[str]
    deputies: frozenset[str]
    now: int
    since: int = 0

    @property
    def question(self) -> Question | None:
        """What is immediately pending."""
        return self.floor.question

    @property
    def item(self) -> Item | None:
        """The motion on the floor, as the agenda has it."""
        motion = self.floor.motion
        return None if motion is None else self.found(motion.motion)

    def found(self, motion: str) -> Item | None:
        """Find a motion of the agenda by its id."""
        return next((each for each in self.agenda if each.id == motion), None)

    @property
    def latest(self) -> int:
        """Before when nothing can be entered: what stands already, or the meeting's beginning."""
        return max(self.floor.at, self.since)

    @property
    def came(self) -> int:
        """How many are here and may vote."""
        return len(self.present)


def presides(floor: Floor, who: str, deputies: Collection[str]) -> bool:
    """Whether somebody may act as the chair: who has it by role, or to whom it was handed over.

    A chair that was handed over to somebody who lost the role falls back to those who hold it.
    """
    if floor.handed_to in deputies:
        return who == floor.handed_to
    return who in deputies
