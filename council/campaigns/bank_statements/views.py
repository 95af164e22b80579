"""Bank statements 对账单: the desk, a line, what is in suspense."""

from council.campaigns.bank_statements.reads import desk, next_line, suspense
from council.kernel.acts.views import Shown, Typed, View

VIEWS: tuple[Shown, ...] = (
    View("bank.desk", desk, bots="staff"),
    View("bank.line", next_line, "number line", bots="staff"),
    View("bank.show", next_line, "number", bots="staff"),
    View("bank.suspense", suspense, bots="staff"),
)
TYPED: tuple[Typed, ...] = (Typed("bank", bare="bank.desk", number="bank.show", bots="staff"),)
