"""Readings of the roll, noted: who looked at which unit, who took which list away."""

from council.kernel.acts_log import record
from council.kernel.bus.use_cases import UseCases
from council.kernel.database.transaction import Transaction
from council.kernel.refusals import Refusal
from council.kernel.values import Person
from council.roll.reading_commands import ReadUnit, RollRead, TakeRoll
from council.roll.reads import roll_file, view_unit


def read_unit(tx: Transaction, who: Person, command: ReadUnit) -> RollRead | Refusal:
    """Note that somebody looked a unit up."""
    seen = view_unit(tx, who, command.unit)
    if isinstance(seen, Refusal):
        return seen
    record(tx, who, "roll.read", "unit", seen.unit)
    return RollRead()


def take_roll(tx: Transaction, who: Person, command: TakeRoll) -> RollRead | Refusal:
    """Note that somebody took the roll."""
    file = roll_file(tx, who)
    if isinstance(file, Refusal):
        return file
    record(tx, who, "roll.export", "roll", who.community_id, units=file.figures.units)
    return RollRead()


ROLL_READS: UseCases = {
    ReadUnit: read_unit,
    TakeRoll: take_roll,
}
