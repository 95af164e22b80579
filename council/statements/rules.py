"""Statements 意见征集: what may be collected, written, judged and answered, when, and in which order."""

import hashlib
from collections.abc import Iterable, Mapping

from council.kernel.lifecycle import Lifecycle, move
from council.kernel.refusals import Refusal, refuse
from council.kernel.values import value

#: States of a motion while people may still say what they think of it before its meeting.
COLLECTABLE = ("drafted", "announced", "adjourned")
#: How often one answer may be changed.
MOST_CHANGES = 20
#: Statements that a facilitator may put into one collection, and those of all that are accepted.
MOST_SEEDS, MOST_STATEMENTS = 30, 200
SHORTEST = 4
REASON_LENGTH = (4, 200)
DAY = 86_400
#: A collection is open at least so long.
SHORTEST_OPEN = 3_600

#: An answer → what it counts for in the matrix; ``later`` is none.
ANSWERS: Mapping[str, int] = {"agree": 1, "unsure": 0, "disagree": -1}
LATER = "later"

COLLECTION = Lifecycle("statements", move("close", before="open", after="closed"))
STATEMENT = Lifecycle(
    "statement",
    move("accept", before="waiting", after="accepted", through="statements.judge"),
    move("reject", before="waiting accepted", after="rejected", through="statements.judge"),
)


@value
class Facts:
    """What every guard judges by.

    ``number`` and ``motion_state`` are the motion's, ``state`` is the collection's (empty: none yet), ``ends_at`` when it ends at the latest, ``now``
    UTC seconds. ``accepted`` and ``waiting`` count its statements, ``seeds`` those of the staff.
    ``written`` and ``unanswered`` are the reader's own; ``of_one_person`` the rules'.
    """

    number: int
    motion_state: str
    state: str = ""
    ends_at: int = 0
    now: int = 0
    accepted: int = 0
    waiting: int = 0
    seeds: int = 0
    written: int = 0
    unanswered: int = 0
    of_one_person: int = 0

    @property
    def is_running(self) -> bool:
        """Whether it takes answers: by its clock, and by where its motion stands."""
        return (
            self.state == "open" and self.now < self.ends_at and self.motion_state in COLLECTABLE
        )


@value
class StatementFacts:
    """One statement of the collection ``of``: its number there, and its state."""

    of: Facts
    statement: int
    state: str

    @property
    def number(self) -> int:
        """The motion's number."""
        return self.of.number


def check_opening(facts: Facts) -> Refusal | None:
    """One collection for each motion, while it waits for its meeting."""
    if facts.state:
        return refuse("statements.there_already")
    if facts.motion_state not in COLLECTABLE:
        return refuse("motion.not_now", verb="collect", state=facts.motion_state)
    return None


def check_running(facts: Facts) -> Refusal | None:
    """What needs a running collection."""
    if not facts.state:
        return refuse("statements.none")
    return None if facts.is_running else refuse("statements.over")


def check_closing(facts: Facts) -> Refusal | None:
    """It is closed once; the clock closes it when its time has come."""
    if not facts.state:
        return refuse("statements.none")
    return None if facts.state == "open" else refuse("statements.over")


def check_seeding(facts: Facts) -> Refusal | None:
    """The staff's own statements are limited too."""
    refusal = check_running(facts)
    if refusal is None and facts.seeds >= MOST_SEEDS:
        return refuse("statements.enough_seeds", most=MOST_SEEDS)
    return refusal or _check_room(facts)


def check_judging(facts: Facts) -> Refusal | None:
    """Statements are judged while somebody can still answer them."""
    refusal = check_running(facts)
    if refusal is None and not facts.waiting:
        return refuse("statements.nothing_waits")
    return refusal


def check_writing(facts: Facts) -> Refusal | None:
    """Everybody may write some; those that were rejected count."""
    refusal = check_running(facts)
    if refusal is None and facts.written >= facts.of_one_person:
        return refuse("statements.enough_written", most=facts.of_one_person)
    return refusal


def check_answering(facts: Facts) -> Refusal | None:
    """There is something that the reader has not answered."""
    refusal = check_running(facts)
    if refusal is None and not facts.unanswered:
        return refuse("statements.all_answered")
    return refusal


def _check_room(facts: Facts) -> Refusal | None:
    if facts.accepted >= MOST_STATEMENTS:
        return refuse("statements.full", most=MOST_STATEMENTS)
    return None


def check_accepting(facts: StatementFacts) -> Refusal | None:
    """Judge whether one statement may be accepted."""
    refusal = check_running(facts.of) or STATEMENT.refusal("accept", facts.state)
    return refusal or _check_room(facts.of)


def check_rejecting(facts: StatementFacts) -> Refusal | None:
    """Judge whether one statement may be rejected; an accepted one is taken out with its answers."""
    return check_running(facts.of) or STATEMENT.refusal("reject", facts.state)


def check_changing(*, changes: int) -> Refusal | None:
    """Answers may be changed, but not for ever."""
    if changes >= MOST_CHANGES:
        return refuse("statements.too_many_changes", most=MOST_CHANGES)
    return None


def check_end(closes_at: int, *, now: int, starts_at: int, longest_days: int) -> Refusal | None:
    """A collection is open an hour at least, not too long, and not beyond its meeting's start."""
    if closes_at < now + SHORTEST_OPEN:
        return refuse("statements.ends_too_soon", soonest_at=now + SHORTEST_OPEN)
    if closes_at > now + longest_days * DAY:
        return refuse("statements.ends_too_late", days=longest_days)
    if starts_at and closes_at > starts_at:
        return refuse("statements.ends_after_start", starts_at=starts_at)
    return None


def usual_end(*, now: int, starts_at: int, usual_days: int) -> int:
    """Tell when a collection ends where nobody says otherwise; with its meeting at the latest."""
    end = now + usual_days * DAY
    return min(end, starts_at) if starts_at else end


def ends_at(closes_at: int, *, starts_at: int) -> int:
    """Tell when a collection ends: at its own time, or (if that is earlier) with its meeting's start."""
    return min(closes_at, starts_at) if starts_at else closes_at


def read_statement(text: str, *, longest: int) -> str | Refusal:
    """Read one sentence on one line."""
    line = " ".join(text.split())
    if len(line) < SHORTEST:
        return refuse("statements.too_short", least=SHORTEST)
    if len(line) > longest:
        return refuse("statements.too_long", length=len(line), limit=longest)
    return line


def read_reason(text: str) -> str | Refusal:
    """Read why a statement is rejected; its author is told."""
    line = " ".join(text.split())
    least, most = REASON_LENGTH
    if not least <= len(line) <= most:
        return refuse("statements.reason_length", least=least, most=most)
    return line


def asking_order(counts: Mapping[int, int], *, seed: str) -> tuple[int, ...]:
    r"""Put statements into the order in which they are asked: those with the fewest answers first.

    Equal ones by SHA-256("yishi-statements-1\n" + seed + "\n" + number) as UTF-8, so that anybody
    finds the same order; the seed is the collection's published one.
    """
    return tuple(sorted(counts, key=lambda number: (counts[number], _lot(seed, number))))


def _lot(seed: str, number: int) -> str:
    return hashlib.sha256(f"yishi-statements-1\n{seed}\n{number}".encode()).hexdigest()


def next_asked(
    order: Iterable[int], *, answered: Mapping[str, Iterable[int]], besides: int = 0
) -> int:
    """Tell which statement a reader is asked next, 0 for none.

    ``answered``: answer → statements. What was put off comes after all the rest; ``besides`` is the
    one that was just put off.
    """
    put_off = [*answered.get(LATER, ())]
    done = {each for answer, several in answered.items() if answer != LATER for each in several}
    left = [each for each in order if each not in done]
    fresh = [each for each in left if each not in put_off]
    again = [each for each in left if each in put_off and each != besides]
    return next(iter([*fresh, *again, *(each for each in left if each == besides)]), 0)
