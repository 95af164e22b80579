"""How far a matter is: the stages of its way, each done, going on now, or still ahead."""

from collections.abc import Iterable
from typing import Literal

from council.kernel.values import value
from council.overview.matters.events import Event
from council.overview.matters.gathered import Gathered
from council.overview.matters.waiting import Waiting

#: The way of a matter, in its order.
WAY = (
    "proposal",
    "seconds",
    "motion",
    "answer",
    "meeting",
    "vote",
    "resolution",
    "money",
    "works",
    "review",
)
#: Stages that a matter need not pass; they are told once they begin.
_MAYBE = frozenset({"answer", "meeting", "vote", "money", "review"})
_FROM_PROPOSALS = frozenset({"proposal", "seconds"})
#: States in which a matter goes no further.
_ENDED = frozenset({"lost", "withdrawn", "referred"})


@value
class Stage:
    """A stage of the way and how it stands."""

    name: str
    state: Literal["done", "now", "ahead"]


def stages_of(
    it: Gathered, events: Iterable[Event], waiting: Iterable[Waiting]
) -> tuple[Stage, ...]:
    """Tell the stages that belong to a matter; of one that has ended, none is ahead."""
    begun = {each.stage for each in events}
    going = {each.stage for each in waiting}
    ended = bool(it.motions) and all(each.motion.state in _ENDED for each in it.motions)
    reached = max((WAY.index(name) for name in begun | going), default=0)
    found = []
    for place, name in enumerate(WAY):
        if name in _FROM_PROPOSALS and it.proposal is None:
            continue
        if name in going:
            found.append(Stage(name=name, state="now"))
        elif name in begun or (place < reached and name not in _MAYBE):
            found.append(Stage(name=name, state="done"))
        elif name not in _MAYBE and not ended:
            found.append(Stage(name=name, state="ahead"))
    return tuple(found)
