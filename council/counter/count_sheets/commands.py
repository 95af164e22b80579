"""Count sheets 计票清册: who of the roll's keepers took one, unit by unit."""

from council.kernel.bus.command import Command, result
from council.kernel.values import value


@result
@value
class CountSheetTaken:
    """A count sheet was taken; its content is read apart and never kept with the update."""

    poll: int
    title: str
    units: int


@value
class TakeCountSheet(Command[CountSheetTaken]):
    """Take the count sheet of a counted ratification: every unit and what it said.

    Owners may inspect the record, so its keepers need it; taking it is an act in the log.
    """

    poll: int
