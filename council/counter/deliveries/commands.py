"""Delivery 送达 of an owners' vote: commands and results. Nothing here tells a choice."""

from council.kernel.bus.command import Command, result
from council.kernel.values import value


@value
class UnitStands:
    """One unit of a building and how it stands."""

    code: str
    state: str


@value
class BuildingStands:
    """How many units of a building stand how; ``place`` is its place in the list, from 0."""

    place: int
    name: str
    counts: dict[str, int]


@value
class DeliveryEntry:
    """One entry of the log."""

    unit: str
    state: str
    method: str
    receiver: str
    note: str
    noted_by: str
    noted_at: int


@result
@value
class DeliveryLists:
    """All buildings of a poll with their progress."""

    number: int
    title: str
    buildings: tuple[BuildingStands, ...]
    takes_entries: bool


@result
@value
class BuildingList:
    """The door-to-door list of one building, what is still to be done first."""

    number: int
    title: str
    building: BuildingStands
    units: tuple[UnitStands, ...]


@result
@value
class DeliveryLog:
    """The newest entries of a poll's log."""

    number: int
    title: str
    entries: tuple[DeliveryEntry, ...]


@result
@value
class DeliveryNoted:
    """Entries were written: the units as they stand now, and the progress of their buildings.

    ``first`` and ``last`` number the entries; ``others`` are the running votes on the same roll,
    whose ballots may have come in the same envelope.
    """

    number: int
    title: str
    units: tuple[UnitStands, ...]
    buildings: tuple[BuildingStands, ...]
    first: int
    last: int
    others: tuple[int, ...]


@value
class NoteDelivery(Command[DeliveryNoted]):
    """Write down one visit or sending: to which units, what came of it, how, who took it."""

    poll: int
    units: tuple[str, ...]
    state: str
    method: str
    receiver: str = ""
    note: str = ""


@value
class RepeatDelivery(Command[DeliveryNoted]):
    """Write the entries ``first`` to ``last`` of poll ``of`` down for another poll too."""

    poll: int
    of: int
    first: int
    last: int
