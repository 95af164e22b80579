"""Taking the list of a vote's voters away is noted."""

from council.counter.ballot_files.commands import TakeBallotsList
from council.counter.ballot_files.reads import ballots_template
from council.kernel.acts_log import record
from council.kernel.database.transaction import Transaction
from council.kernel.refusals import Refusal
from council.kernel.values import Person
from council.roll.reading_commands import RollRead


def take_ballots_list(
    tx: Transaction, who: Person, command: TakeBallotsList
) -> RollRead | Refusal:
    """Note that somebody took the list of a vote's voters."""
    made = ballots_template(tx, who, command.poll)
    if isinstance(made, Refusal):
        return made
    record(tx, who, "roll.export", "poll", str(command.poll), lines=made.lines)
    return RollRead()
