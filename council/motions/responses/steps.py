"""What happened to a response 答复, read from its steps: who was asked too, and what waits."""

from collections.abc import Iterable

from council.kernel.values import value

HANDED_ON, TAKEN_ON, HANDED_BACK = "handed_on", "taken_on", "handed_back"
QUESTION, REPLY = "question", "reply"
PLANNED, COMPLETED, CONFIRMED, EMPTY = "planned", "completed", "confirmed", "empty"


@value
class Step:
    """One step: ``at`` when it fell due or was taken, ``noted_at`` when it was kept.

    ``about`` is the due time that the clock judged by, 0 where somebody took it; ``meeting`` the
    number of the meeting that hears of it.
    """

    id: str
    step: str
    party: str
    at: int
    about: int
    noted_at: int
    note: str
    meeting: int


def offers(steps: Iterable[Step], *, state: str) -> dict[str, bool]:
    """Tell who was asked to take it on and has said nothing yet: party → may hand it back.

    A body above, which the clock asked, may not; whoever takes it on ends the others' part, and so
    does the answer (``state``: the response's).
    """
    found: dict[str, bool] = {}
    if state == "answered":
        return found
    for each in in_order(steps):
        if each.step == HANDED_ON:
            found[each.party] = True
        elif each.step == "above":
            found[each.party] = False
        elif each.step == HANDED_BACK:
            found.pop(each.party, None)
        elif each.step == TAKEN_ON:
            found.clear()
    return found


def had(steps: Iterable[Step], *, addressee: str, bodies: tuple[str, ...]) -> frozenset[str]:
    """Tell the parties that owed it at some time: whoever received it first, and who took it on.

    ``addressee``: whom the motion names; where nobody sat there, the next of the ``bodies`` with
    somebody received it.
    """
    return frozenset(_holders(steps, addressee=addressee, bodies=bodies))


def holder(steps: Iterable[Step], *, addressee: str, bodies: tuple[str, ...]) -> str:
    """Tell the party that owes it by its steps."""
    return _holders(steps, addressee=addressee, bodies=bodies)[-1]


def _holders(steps: Iterable[Step], *, addressee: str, bodies: tuple[str, ...]) -> tuple[str, ...]:
    kept = in_order(steps)
    passed = [each.party for each in kept if each.step == EMPTY]
    last = max(passed, key=bodies.index, default="")
    first = bodies[bodies.index(last) + 1] if last else addressee
    return first, *(each.party for each in kept if each.step == TAKEN_ON)


def question_waits(steps: Iterable[Step]) -> bool:
    """Whether a question back to the proposer has no reply yet."""
    last = [each.step for each in in_order(steps) if each.step in (QUESTION, REPLY)]
    return bool(last) and last[-1] == QUESTION


def in_order(steps: Iterable[Step]) -> list[Step]:
    """Put steps in the order in which they were kept."""
    return sorted(steps, key=lambda each: (each.noted_at, each.id))
