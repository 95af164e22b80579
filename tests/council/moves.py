"""Moves that a view carries: their names, and some to draw."""

from collections.abc import Iterable

from council.kernel.acts.moves import OpenMove


def names(moves: Iterable[OpenMove]) -> tuple[str, ...]:
    """Name moves, in their order."""
    return tuple(move.name for move in moves)


def moves(**presses: str) -> tuple[OpenMove, ...]:
    """Make moves of their names and presses."""
    return tuple(OpenMove(name=name, press=press) for name, press in presses.items())
