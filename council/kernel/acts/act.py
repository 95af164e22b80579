"""Acts 行为: who may do what, which command does it, and which button asks for it.

One row a verb, in one table a noun. The permissions, the reading of presses and the routes of both
bots are drawn from the rows: a new button needs a row, a use case and its words.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

from council.kernel.bus.command import Command
from council.kernel.values import value

#: The bots whose people can press a button.
BOTH = "resident staff"
NOTHING: Mapping[str, Any] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Button:
    """A press that asks for a command.

    ``takes`` names the fields that the press carries, in order; ``fixed`` gives fields by itself.
    ``press`` is the press's verb where it is not the act's. ``sure``: asked twice, the second
    press ends in ``yes``. ``bots`` are those whose people can press it. ``page``: as a ``View``'s.
    """

    command: type[Command[Any]]
    takes: str = ""
    press: str = ""
    fixed: Mapping[str, Any] = field(default_factory=lambda: NOTHING)
    sure: bool = False
    bots: str = "staff"
    page: str = ""

    @property
    def taker(self) -> type[Command[Any]]:
        """What the words of the press are for."""
        return self.command

    @property
    def name(self) -> str:
        """The press's verb."""
        return self.press or self.command.verb


@value
class Act:
    """One verb: the roles that may use it, the commands that do it, the buttons that ask for them.

    Without a command it is done by the schedule, or in the course of another.
    """

    verb: str
    roles: frozenset[str]
    commands: tuple[type[Command[Any]], ...] = ()
    buttons: tuple[Button, ...] = ()


def also(verb: str, *ways: type[Command[Any]] | Button) -> Act:
    """Declare more commands of an act whose roles stand in the table of a noun before this one."""
    return act(verb, "", *ways)


def act(verb: str, roles: str, *ways: type[Command[Any]] | Button) -> Act:
    """Declare an act; a command without a button is asked for by a form, a file or typed words."""
    commands = [way.command if isinstance(way, Button) else way for way in ways]
    return Act(
        verb=verb,
        roles=frozenset(roles.split()),
        commands=tuple(dict.fromkeys(commands)),
        buttons=tuple(way for way in ways if isinstance(way, Button)),
    )
