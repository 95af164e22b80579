"""What events add up to, and whose turn it is: pure functions (docs/rules.md#the-floor).

``replay`` judges nothing: whether something may happen is asked before it is kept
(``council.meetings.floor.guards``).
"""

from collections import deque
from collections.abc import Iterable
from dataclasses import replace

from council.kernel.values import value
from council.meetings.floor.changes import CHANGES
from council.meetings.floor.floor import Floor, FloorEvent, Hand, Question, Show
from council.rules.profile import Debate

#: Events that leave the turn as it is: no button of the chair becomes stale by them.
IN_PASSING = frozenset(
    {"raise", "lower", "vote", "count", "statement", "violation", "warn", "body", "limits"}
)
#: Events by which somebody presides.
OF_THE_CHAIR = frozenset(
    {
        "open",
        "state",
        "speak",
        "pass",
        "put",
        "against",
        "decide",
        "conclude",
        "postpone",
        "fall",
        "rule",
    }
)


def replay(events: Iterable[FloorEvent], rules: Debate) -> Floor:
    """Tell how the floor stands after these events, in their order."""
    floor = Floor(rules=rules)
    for event in events:
        floor = after(floor, event)
    return floor


def after(floor: Floor, event: FloorEvent) -> Floor:
    """Tell how the floor stands after one more event. Raises KeyError for an unknown kind."""
    changed = CHANGES[event.kind](floor, event)
    presides = event.kind in OF_THE_CHAIR and event.origin == "chat"
    return replace(
        changed,
        position=event.position,
        turn=floor.turn if event.kind in IN_PASSING else event.position,
        at=event.happened_at,
        presiding=event.noted_by if presides else changed.presiding,
    )


def queue(question: Question, rules: Debate) -> tuple[Hand, ...]:
    """Put the raised hands in the order in which they get the floor.

    Who has not spoken comes before who has; for and against alternate where possible, a question
    to the mover fits either; then whoever raised the hand first.
    """
    given = (*question.speeches, *((question.speech,) if question.speech else ()))
    last = next((each.side for each in reversed(given) if each.side != "ask"), "")
    spoke = _who_spoke(question) if rules.new_speakers_first else frozenset()
    order: list[Hand] = []
    for again in (False, True):
        sides = _by_side(hand for hand in question.hands if (hand.resident in spoke) is again)
        while sides:
            side = min(sides, key=lambda each: _rank(sides[each][0], rules, last))
            order.append(sides[side].popleft())
            last = last if side == "ask" else side
            if not sides[side]:
                del sides[side]
    return tuple(order)


def _who_spoke(question: Question) -> frozenset[str]:
    spoken = {each.resident for each in question.speeches}
    spoken |= {question.speech.resident} if question.speech else set()
    return frozenset(spoken | {each.resident for each in question.statements if not each.speech})


def _by_side(hands: Iterable[Hand]) -> dict[str, deque[Hand]]:
    """The hands of each side, the first one raised first."""
    sides: dict[str, deque[Hand]] = {}
    for hand in sorted(hands, key=lambda each: each.id):
        sides.setdefault(hand.side, deque()).append(hand)
    return sides


def _rank(hand: Hand, rules: Debate, last: str) -> tuple[bool, int]:
    return rules.alternate_sides and hand.side == last, hand.id


@value
class Tally:
    """A show of hands counted: who is there, who agrees, who does not."""

    came: int
    yes: int
    no: int

    @property
    def agreed(self) -> bool:
        """More yes than no; a tie fails."""
        return self.yes > self.no


def tally(show: Show, *, came: int) -> Tally:
    """Count the hands of those who are there."""
    return Tally(came=came, yes=show.hands("for"), no=show.hands("against"))


#: Everything that can happen.
KINDS = tuple(CHANGES)
