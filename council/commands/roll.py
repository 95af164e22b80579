"""The ownership roll: its import."""

from typing import ClassVar

from council.commands.message import Command, result
from council.domain.values import value
from voting.roll import Unit


@result
@value
class RollImported:
    """What an import changed, and the figures of the roll that now stands."""

    added: int
    changed: int
    removed: int
    unchanged: int
    units: int
    heads: int
    area_x100: int
    dry_run: bool


@value
class ImportRoll(Command[RollImported]):
    """Replace the roll by a file's units. ``same_owner`` names units confirmed as one person's.

    With ``dry_run`` nothing is kept: the result is the preview.
    """

    verb: ClassVar[str] = "roll.import"
    units: tuple[Unit, ...]
    same_owner: frozenset[str] = frozenset()
    dry_run: bool = False
