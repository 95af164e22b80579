"""Rows of the tables of views: what a press shows, and what a typed command stands for."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from council.commands.acts import BOTH, NOTHING
from council.wording.screen import Screen


@dataclass(frozen=True, slots=True)
class View:
    """A press that shows what ``read`` tells, called with the transaction and the person.

    ``takes`` names the parameters that the press carries, in order; ``fixed`` gives others by
    itself. A parameter ``bot`` is always told which bot asks.
    """

    press: str
    read: Callable[..., object]
    takes: str = ""
    fixed: Mapping[str, Any] = field(default_factory=lambda: NOTHING)
    bots: str = BOTH

    @property
    def taker(self) -> Callable[..., object]:
        """What the words of the press are for."""
        return self.read

    @property
    def name(self) -> str:
        """The press's verb."""
        return self.press


@dataclass(frozen=True, slots=True)
class Said:
    """A press that shows words which need no database; ``draw`` is given ``say`` by name."""

    press: str
    draw: Callable[..., Screen]
    takes: str = ""
    fixed: Mapping[str, Any] = field(default_factory=lambda: NOTHING)
    bots: str = BOTH

    @property
    def taker(self) -> Callable[..., object]:
        """What the words of the press are for."""
        return self.draw

    @property
    def name(self) -> str:
        """The press's verb."""
        return self.press


@dataclass(frozen=True, slots=True)
class Typed:
    """A typed command ``/name``, and the big key of that name: each stands for a press.

    ``bare`` is the press meant without words behind the command, ``number`` the one that a number
    is added to, ``rest`` the one that a number and what follows it are added to, ``words`` the one
    that any other words are added to. Words that fit none of these mean ``unread``, else the
    refusal ``refused``, else they are ignored.
    """

    name: str
    bare: str = ""
    number: str = ""
    rest: str = ""
    words: str = ""
    unread: str = ""
    refused: str = ""
    bots: str = BOTH
