"""Reading the roll: looking one unit up, taking the roll or a list made of it away.

What is read names people, so each reading is an act in the log. The names are read apart and
never kept with the update.
"""

from council.kernel.bus.command import Command, result
from council.kernel.values import value


@result
@value
class RollRead:
    """The reading stands in the log."""


@value
class ReadUnit(Command[RollRead]):
    """Look one unit up, by its code."""

    unit: str


@value
class TakeRoll(Command[RollRead]):
    """Take the roll away as a file."""
