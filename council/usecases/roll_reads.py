"""Readings of the roll, noted: who looked at which unit, who took which list away."""

from council.commands.roll_reads import ReadUnit, RollRead, TakeBallotsList, TakeRoll
from council.domain.refusals import Refusal
from council.domain.values import Person
from council.reads.ballots_file import ballots_template
from council.reads.roll import roll_file, view_unit
from council.storage.acts import record
from council.storage.transaction import Transaction
from council.usecases.table import UseCases


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


def take_ballots_list(
    tx: Transaction, who: Person, command: TakeBallotsList
) -> RollRead | Refusal:
    """Note that somebody took the list of a vote's voters."""
    made = ballots_template(tx, who, command.poll)
    if isinstance(made, Refusal):
        return made
    record(tx, who, "roll.export", "poll", str(command.poll), lines=made.lines)
    return RollRead()


ROLL_READS: UseCases = {
    ReadUnit: read_unit,
    TakeRoll: take_roll,
    TakeBallotsList: take_ballots_list,
}
