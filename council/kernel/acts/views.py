"""Rows of the tables of views: what a press shows, and what a typed command stands for."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from council.kernel.acts.act import BOTH, NOTHING
from council.kernel.app import App
from council.kernel.bus.command import Command
from council.kernel.refusals import Refusal
from council.kernel.screens.screen import Screen
from council.kernel.screens.translator import Translator
from council.kernel.screens.uploads import Upload


@dataclass(frozen=True, slots=True)
class View:
    """A press that shows what ``read`` tells, called with the transaction and the person.

    ``takes`` names the parameters that the press carries, in order; ``fixed`` gives others by
    itself. A parameter ``bot`` is always told which bot asks. ``noted`` is asked for first, with
    the same fields: that somebody looks is itself an act. ``before`` is done before that, beside the
    event loop: it may write what is derived from the record. ``page`` is the address of the public
    page about the same, ``{}`` standing for the first word of the press.
    """

    press: str
    read: Callable[..., object]
    takes: str = ""
    noted: type[Command[Any]] | None = None
    before: Callable[[App], None] | None = None
    fixed: Mapping[str, Any] = field(default_factory=lambda: NOTHING)
    bots: str = BOTH
    page: str = ""

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
class Sends:
    """A press that sends ``files`` of what ``read`` tells, then says what they are.

    ``files`` may be slow, and may refuse: what this machine cannot draw is said.

    ``unsent`` is the refusal where the Bot API does not take them. Afterwards the press ``then``
    is followed with the first word; without it, or where there was no file to send, what was read is
    worded, or (``noted_tells``) what came of ``noted``.
    """

    press: str
    read: Callable[..., object]
    files: Callable[[Any, Translator], Sequence[Upload] | Refusal]
    takes: str = ""
    unsent: str = ""
    noted: type[Command[Any]] | None = None
    noted_tells: bool = False
    then: str = ""
    fixed: Mapping[str, Any] = field(default_factory=lambda: NOTHING)
    bots: str = "staff"

    @property
    def taker(self) -> Callable[..., object]:
        """What the words of the press are for."""
        return self.read

    @property
    def name(self) -> str:
        """The press's verb."""
        return self.press


#: What a table of views holds.
Shown = View | Said | Sends


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
