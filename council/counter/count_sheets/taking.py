"""Count sheets: taking one is allowed once the vote is counted, and is logged."""

from council.counter.count_sheets.commands import CountSheetTaken, TakeCountSheet
from council.counter.count_sheets.reads import countable, units_on
from council.kernel.acts_log import record
from council.kernel.bus.use_cases import UseCases
from council.kernel.database.transaction import Transaction
from council.kernel.refusals import Refusal
from council.kernel.values import Person


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
