"""Follow-up calls 回访: who is called after the count about an act that a helper wrote down. Pure rules.

One counted assisted act in twenty, one at the least, is drawn. The draw follows from the poll's
seed and from all that may be drawn, so that anybody with the record draws the same, and nobody who
records an act knows beforehand whether it will be.
"""

import hashlib
from collections.abc import Collection

from council.kernel.lifecycle import Lifecycle, move
from council.kernel.refusals import Refusal, refuse
from council.kernel.values import value

#: One act in so many is called about: five percent (docs/rules.md#assisted-acts).
ONE_IN = 20
CALLERS = "clerk facilitator chair"

FOLLOW_UP = Lifecycle(
    "follow_up",
    move("confirm", before="drawn not_reached", after="confirmed"),
    move("miss", before="drawn not_reached", after="not_reached"),
    move("contradict", before="drawn not_reached", after="contradicted"),
)


def draw(acts: Collection[int], *, seed: str) -> tuple[int, ...]:
    """Draw the numbers of the acts that are called about, in ascending order."""
    many = -(-len(acts) // ONE_IN)
    everything = ",".join(map(str, sorted(acts)))

    def place(act: int) -> str:
        return hashlib.sha256(
            f"yishi-follow-up-1\n{seed}\n{everything}\n{act}".encode()
        ).hexdigest()

    return tuple(sorted(sorted(acts, key=place)[:many]))


@value
class CallFacts:
    """A call about the act ``number``; ``involved``: who asks had a part in that."""

    number: int
    state: str
    involved: bool


def check_calling(call: CallFacts, *, outcome: str) -> Refusal | None:
    """Whoever recorded, confirmed or helped does not call: somebody else asks."""
    refusal = FOLLOW_UP.refusal(outcome, call.state)
    if refusal is None and call.involved:
        return refuse("follow_up.third_person")
    return refusal
