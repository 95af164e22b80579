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
    poll = countable(tx, who, command.poll)
    if isinstance(poll, Refusal):
        return poll
    record(tx, who, "poll.inspect", "poll", poll.id, number=poll.number)
    return CountSheetTaken(poll=poll.number, title=poll.title, units=units_on(tx, poll))


COUNT_SHEETS: UseCases = {TakeCountSheet: take_count_sheet}
