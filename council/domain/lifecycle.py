"""Lifecycles as data: which verb moves a noun from which states to which, and who may do it.

Buttons, permissions and the handbook are drawn from these tables.
"""

from collections.abc import Mapping
from types import MappingProxyType

from council.domain.refusals import Refusal, refuse
from council.domain.values import value


@value
class Move:
    """One arrow of a lifecycle. ``by`` names the roles (``clock`` included) that may take it."""

    verb: str
    before: frozenset[str]
    after: str
    by: frozenset[str]


def move(verb: str, *, before: str, after: str, by: str) -> Move:
    """Declare a move; ``before`` and ``by`` are space-separated names."""
    return Move(verb=verb, before=frozenset(before.split()), after=after, by=frozenset(by.split()))


class Lifecycle:
    """The moves of one noun."""

    def __init__(self, noun: str, *moves: Move) -> None:
        """Index the moves by verb; a verb leads to one state."""
        self.noun = noun
        self.moves: Mapping[str, Move] = MappingProxyType({m.verb: m for m in moves})

    @property
    def states(self) -> tuple[str, ...]:
        """Every state, in the order in which the moves name them."""
        seen: dict[str, None] = {}
        for m in self.moves.values():
            for state in (*sorted(m.before), m.after):
                seen.setdefault(state)
        return tuple(seen)

    def after(self, verb: str, state: str) -> str | Refusal:
        """Tell the state that ``verb`` leads to, or refuse: ``<noun>.not_now`` with both."""
        m = self.moves[verb]
        if state in m.before:
            return m.after
        return refuse(f"{self.noun}.not_now", verb=verb, state=state)

    def verbs(self, state: str) -> tuple[str, ...]:
        """Tell what can be done in a state."""
        return tuple(verb for verb, m in self.moves.items() if state in m.before)
