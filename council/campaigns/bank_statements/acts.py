"""What can be done with bank statements 对账单: by whom, how."""

from council.campaigns.bank_statements.commands import (
    AskBack,
    BookLine,
    GiveBack,
    HoldOn,
    ImportStatement,
    LeaveLine,
    LeaveRest,
    ReopenLine,
    StartBank,
    SuspendLine,
    TickKnown,
    TickLine,
)
from council.kernel.acts.act import Button, act

BANK = (
    act("bank.see", "treasurer second_signer auditor"),
    act(
        "bank.import",
        "treasurer",
        ImportStatement,
        Button(StartBank, press="bank.start"),
    ),
    act(
        "bank.book",
        "treasurer",
        Button(BookLine, "number line campaign pledge", press="bank.receipt"),
        Button(TickLine, "number line target", press="bank.tick"),
        Button(TickKnown, "number many", press="bank.tick_all"),
        Button(SuspendLine, "number line", press="bank.suspend"),
        Button(LeaveLine, "number line", press="bank.leave"),
        Button(LeaveRest, "number", press="bank.leave_rest", sure=True),
        Button(ReopenLine, "number line", press="bank.reopen"),
    ),
    act("bank.ask_back", "treasurer", Button(AskBack, "number line")),
    act(
        "bank.give_back",
        "second_signer",
        Button(GiveBack, "number line"),
        Button(HoldOn, "number line", press="bank.hold_on"),
    ),
)
