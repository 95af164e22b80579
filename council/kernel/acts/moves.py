"""Moves: which act a screen offers to whom, when, and by which press.

A row names the verb of its act, whose own row says the roles, and its guard: a pure function of the
facts of one noun. The use case asks the same row before it does anything (``refusal``), so what is
offered is accepted, and what would be accepted is offered.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Generic, Protocol, TypeVar

from council.kernel.policy import may
from council.kernel.refusals import Refusal
from council.kernel.screens.callback_data import press
from council.kernel.values import Person, value

#: What stands behind the verb of a press.
Words = tuple[str | int, ...]


class Numbered(Protocol):
    """The facts of something that has a number."""

    @property
    def number(self) -> int | str:
        """Its number, as presses carry it."""


F_contra = TypeVar("F_contra", bound=Numbered, contravariant=True)
F = TypeVar("F", bound=Numbered)


@value
class OpenMove:
    """A move that somebody may make now: its name, and what its button says when it is pressed."""

    name: str
    press: str


def _number(facts: Numbered) -> Words:
    return (facts.number,)


def _always(_: object) -> bool:
    return True


@dataclass(frozen=True, slots=True)
class Move(Generic[F_contra]):
    """A button of a screen about something, judged by ``when``.

    ``press`` is where it leads, if that is not the act's own press: a form that is begun
    (``form.start NAME``), or another noun's screen. ``carries`` are the words behind it. ``name`` is
    the end of its label's key. ``only``: where the button would be idle or stand twice it is left
    out, though its act is accepted there.
    """

    verb: str
    when: Callable[[F_contra], Refusal | None]
    press: str = ""
    name: str = ""
    carries: Callable[[F_contra], Words] = _number
    only: Callable[[F_contra], bool] = _always

    @property
    def called(self) -> str:
        """Its name: the last word of its verb, where the row gives no other."""
        return self.name or self.verb.rpartition(".")[2]

    def leads(self, facts: F_contra) -> str:
        """Write its press."""
        verb, *words = (self.press or self.verb).split()
        return press(verb, *words, *self.carries(facts))


class Place(Generic[F]):
    """A place among the moves of a noun that a house further down the street fills with its own."""

    def __init__(self) -> None:
        """Nothing stands there yet."""
        self.rows: tuple[Move[F], ...] = ()

    def fill(self, *rows: Move[F]) -> None:
        """Put rows there. Raises RuntimeError for a second house."""
        if self.rows:
            message = f"{self.rows[0].verb} stands there already"
            raise RuntimeError(message)
        self.rows = rows


class Moves(Generic[F]):
    """The moves of one noun, most wanted first."""

    def __init__(self, *rows: Move[F] | Place[F]) -> None:
        """Keep the rows in the order of their buttons."""
        self._rows = rows

    @property
    def rows(self) -> tuple[Move[F], ...]:
        """All rows, with those of houses further down."""
        found: list[Move[F]] = []
        for row in self._rows:
            found += row.rows if isinstance(row, Place) else (row,)
        return tuple(found)

    def open_to(self, who: Person, facts: F, *names: str) -> tuple[OpenMove, ...]:
        """Tell what somebody may do now, as things stand; of the moves of such ``names``, or all."""
        return tuple(
            OpenMove(name=row.called, press=row.leads(facts))
            for row in self.rows
            if not names or row.called in names
            if may(who, row.verb) and row.only(facts) and row.when(facts) is None
        )

    def refusal(self, name: str, facts: F) -> Refusal | None:
        """Ask the guard of a move."""
        (row,) = (row for row in self.rows if row.called == name)
        return row.when(facts)


def opened(moves: tuple[OpenMove, ...], *names: str) -> tuple[OpenMove, ...]:
    """Pick moves by name, those of them that are open."""
    return tuple(move for move in moves if move.name in names)
