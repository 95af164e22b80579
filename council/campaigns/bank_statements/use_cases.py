"""Bank statements 对账单: which function answers which command."""

from council.campaigns.bank_statements import booking, commands, importing, returning
from council.kernel.bus.use_cases import UseCases

BANK: UseCases = {
    commands.StartBank: importing.start,
    commands.ImportStatement: importing.take,
    commands.BookLine: booking.book,
    commands.TickLine: booking.tick,
    commands.TickKnown: booking.tick_known,
    commands.SuspendLine: booking.suspend,
    commands.LeaveLine: booking.leave,
    commands.LeaveRest: booking.leave_rest,
    commands.ReopenLine: booking.reopen,
    commands.AskBack: returning.ask_back,
    commands.GiveBack: returning.give_back,
    commands.HoldOn: returning.hold_on,
}
