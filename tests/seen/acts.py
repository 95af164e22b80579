"""Which commands were run by what people do: a press, a message, a command line, the clock.

A command that a fixture hands in counts for nothing: nobody was shown what came of it.
"""

import threading
from collections.abc import Callable, Sequence
from typing import Any

import pytest

from council import app
from council.dispatch import USE_CASES
from council.kernel.values import CLOCK, OPERATOR
from tests.seen.record import Record
from tests.seen.terminal import TERMINAL


class Acts:
    """The names of the commands that were run."""

    def __init__(self, record: Record) -> None:
        """Tell by this record whether somebody is at the command line."""
        self.names: set[str] = set()
        self._record = record
        self._within = threading.local()

    def note(self, command: Any) -> bool:
        """Note a command, if somebody asked for it; tells whether."""
        asked = (
            command.cause is not None
            or command.actor == CLOCK
            or (command.actor == OPERATOR and self._record.saw(TERMINAL))
        )
        if asked:
            self.names.add(type(command).__name__)
        return asked

    def run(self, run: Callable[[Any, Any], Any], tx: Any, command: Any) -> Any:
        """Run a command; those that it makes on its way (a form that is filed) are run as well."""
        self._within.asked = self.note(command)
        try:
            return run(tx, command)
        finally:
            self._within.asked = False

    def made(self, command: Any) -> None:
        """Note a command that was made while another ran."""
        if getattr(self._within, "asked", False):
            self.names.add(type(command).__name__)


def watch_acts(acts: Acts, patch: pytest.MonkeyPatch) -> None:
    """Note what the command bus runs."""
    run = app.run

    class Watched(dict[Any, Any]):
        def get(self, kind: Any, default: Any = None) -> Any:
            found = super().get(kind, default)
            if found is None:
                return None

            def together(tx: Any, commands: Sequence[Any]) -> Any:
                for command in commands:
                    acts.note(command)
                return found(tx, commands)

            return together

    patch.setattr(app, "run", lambda tx, command: acts.run(run, tx, command))
    patch.setattr(app, "BATCHES", Watched(app.BATCHES))
    for kind in USE_CASES:
        patch.setattr(kind, "__init__", _noted(kind.__init__, acts))


def _noted(make: Callable[..., None], acts: Acts) -> Callable[..., None]:
    def made(self: Any, *given: Any, **named: Any) -> None:
        make(self, *given, **named)
        acts.made(self)

    return made
