"""Hooks and slots: how a house lets those further down the street take part.

A house never imports one below it. Where an act of its own takes another house along in the same
transaction, it declares a hook; where a view shows what only another house knows, a slot. The other
house hangs its function there when it is imported, and ``council.dispatch`` imports every house.
"""

from collections.abc import Callable
from typing import Generic, ParamSpec, TypeVar

P = ParamSpec("P")
R = TypeVar("R")


class Hook(Generic[P, R]):
    """What any number of houses do, or know, at one moment."""

    def __init__(self) -> None:
        """Nobody takes part yet."""
        self._hung: list[Callable[P, R]] = []

    def hang(self, function: Callable[P, R]) -> Callable[P, R]:
        """Take part; works as a decorator."""
        self._hung.append(function)
        return function

    def __call__(self, *args: P.args, **kwargs: P.kwargs) -> list[R]:
        """Call them all, in the order in which they were hung."""
        return [function(*args, **kwargs) for function in self._hung]


class Slot(Generic[P, R]):
    """What exactly one other house knows."""

    def __init__(self) -> None:
        """It is not filled yet."""
        self._filled: Callable[P, R] | None = None

    def fill(self, function: Callable[P, R]) -> Callable[P, R]:
        """Be the one who knows; works as a decorator. Raises RuntimeError for a second one."""
        if self._filled is not None:
            message = f"{self._filled.__module__} fills this slot already"
            raise RuntimeError(message)
        self._filled = function
        return function

    def __call__(self, *args: P.args, **kwargs: P.kwargs) -> R:
        """Ask. Raises RuntimeError where the house that knows was never imported."""
        if self._filled is None:
            message = "nobody fills this slot: import council.dispatch first"
            raise RuntimeError(message)
        return self._filled(*args, **kwargs)
