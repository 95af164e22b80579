"""Moves that a view carries: their names, and some to draw."""

from collections.abc import Iterable, Iterator
from dataclasses import fields, is_dataclass

from council.kernel.acts.moves import OpenMove
from council.kernel.screens.render import render
from council.kernel.screens.translator import Translator

ZH = Translator("zh_CN")


def names(moves: Iterable[OpenMove]) -> tuple[str, ...]:
    """Name moves, in their order."""
    return tuple(move.name for move in moves)


def moves(**presses: str) -> tuple[OpenMove, ...]:
    """Make moves of their names and presses."""
    return tuple(OpenMove(name=name, press=press) for name, press in presses.items())


def drawn(view: object, moves: Iterable[OpenMove]) -> tuple[str, ...]:
    """Name moves of a view, all of whose moves must be buttons of its screen."""
    buttons = {button.press for row in render(view, ZH).rows for button in row}
    unseen = [move for move in _held(view) if move.press not in buttons]

    assert not unseen, f"open, and on no screen: {unseen}"
    return names(moves)


def _held(value: object) -> Iterator[OpenMove]:
    """Find the moves in a view and in what it holds."""
    if isinstance(value, OpenMove):
        yield value
    elif isinstance(value, tuple):
        for each in value:
            yield from _held(each)
    elif is_dataclass(value) and not isinstance(value, type):
        for field in fields(value):
            yield from _held(getattr(value, field.name))
