"""Count sheets: taking one is allowed once the vote is counted, and is logged."""

from council.commands.count_sheets import CountSheetTaken, TakeCountSheet
from council.domain.refusals import Refusal
from council.domain.values import Person
from council.reads.count_sheets import countable, units_on
from council.storage.acts import record
from council.storage.transaction import Transaction
from council.usecases.table import UseCases


def take_count_sheet(
    tx: Transaction, who: Person, command: TakeCountSheet
) -> CountSheetTaken | Refusal:
    """Log that somebody took the sheet; the sheet itself is read."""
    row = countable(tx, who, command.poll)
    if isinstance(row, Refusal):
        return row
    record(tx, who, "poll.inspect", "poll", row.id, number=row.number)
    return CountSheetTaken(poll=row.number, title=row.title, units=units_on(tx, row))


COUNT_SHEETS: UseCases = {TakeCountSheet: take_count_sheet}
