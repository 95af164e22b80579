"""Reading the roll: looking one unit up, taking the roll or a list made of it away.

What is read names people, so each reading is an act in the log. The names are read apart and
never kept with the update.
"""

from typing import ClassVar

from council.commands.message import Command, result
from council.domain.values import value


@result
@value
class RollRead:
    """The reading stands in the log."""


@value
class ReadUnit(Command[RollRead]):
    """Look one unit up, by its code."""

    verb: ClassVar[str] = "roll.read"
    unit: str


@value
class TakeRoll(Command[RollRead]):
    """Take the roll away as a file."""

    verb: ClassVar[str] = "roll.export"


@value
class TakeBallotsList(Command[RollRead]):
    """Take away the list of everybody who may vote in an owners' vote."""

    verb: ClassVar[str] = "ballot.import"
    poll: int
