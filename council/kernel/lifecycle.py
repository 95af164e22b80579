"""Lifecycles as data: which verb moves a noun from which states to which.

Who may take a move is said once, by the permission table: each move names the permission it goes by.
"""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Protocol

from council.kernel.refusals import Refusal, refuse, refused
from council.kernel.values import value


class Stated(Protocol):
    """Something that has a state."""

    @property
    def state(self) -> str:
        """Where it is in its lifecycle."""


@value
class Move:
    """One arrow of a lifecycle.

    ``through`` names the permissions of the acts that it follows from; empty: its own, ``NOUN.VERB``.
    """

    verb: str
    before: frozenset[str]
    after: str
    through: tuple[str, ...] = ()


def move(verb: str, *, before: str, after: str, through: str = "") -> Move:
    """Declare a move; ``before`` and ``through`` are space-separated names."""
    return Move(
        verb=verb, before=frozenset(before.split()), after=after, through=tuple(through.split())
    )


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

    def refusal(self, verb: str, state: str) -> Refusal | None:
        """Refuse what cannot be done in a state."""
        return refused(self.after(verb, state))

    def guard(self, verb: str) -> Callable[[Stated], Refusal | None]:
        """Make the guard of a move that only the state decides."""
        return lambda it: self.refusal(verb, it.state)

    def verbs(self, state: str) -> tuple[str, ...]:
        """Tell what can be done in a state."""
        return tuple(verb for verb, m in self.moves.items() if state in m.before)

    def permissions(self, verb: str) -> tuple[str, ...]:
        """Tell the permissions by one of which a move is taken."""
        return self.moves[verb].through or (f"{self.noun}.{verb}",)
