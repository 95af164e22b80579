"""Bank statements 对账单: what can be asked, and what is told of them."""

from typing import Literal

from council.campaigns.bank_statements.statement import Source, Statement
from council.kernel.bus.command import Command, result
from council.kernel.screens.file_faults_result import FileFault, told
from council.kernel.values import value
from voting.formats.faults import BadInput

Advice = Literal[
    "closed", "known", "differs", "named", "payer", "booked", "amount", "none", "outgoing"
]


@result
@value
class BankAwaited:
    """The desk waits for an export."""


@result
@value
class BankFaults:
    """Everything wrong with an export; nothing of it was kept."""

    file: str
    faults: tuple[FileFault, ...]


def faults_in(error: BadInput, *, file: str) -> BankFaults:
    """Tell what the reader of an export found wrong."""
    return BankFaults(file=file, faults=told(error.faults))


@result
@value
class BankTaken:
    """What a file brought. ``again_at``: the same file was sent then, and nothing changed (else 0).

    ``lines`` are new, ``known`` stood in an earlier statement, ``left_out`` moved nothing.
    ``matched`` of the new ones may be a pledge's, ``booked`` stand in the books already.
    """

    number: int
    source: Source
    file: str
    lines: int
    known: int
    left_out: int
    came_in_fen: int
    went_out_fen: int
    waiting: int
    matched: int
    booked: int
    again_at: int = 0


@value
class StatementSummary:
    """A statement in the list of the desk; ``waiting`` of its lines nobody has looked at."""

    number: int
    source: Source
    file: str
    sent_at: int
    lines: int
    waiting: int


@value
class SuspendedLine:
    """A line in suspense, as staff see it; ``own``: this person asked to send it back."""

    statement: int
    line: int
    booked_at: int
    amount_fen: int
    party: str
    memo: str
    asked: bool
    own: bool


@result
@value
class BankDesk:
    """The statements, the newest first, and what is in suspense."""

    statements: tuple[StatementSummary, ...]
    suspended: int
    suspended_fen: int
    may_import: bool


@result
@value
class SuspenseDesk:
    """What is in suspense, the oldest first; ``did`` says what was just done."""

    lines: tuple[SuspendedLine, ...]
    suspended_fen: int
    may_book: bool
    may_give_back: bool
    did: str = ""
    did_fen: int = 0


@value
class Target:
    """A pledge, or what stands in the books: what a line may be, or is.

    ``kind`` is pledge, receipt, refund or payment; ``number`` the pledge's, the receipt's serial,
    or the payment's.
    """

    kind: str
    campaign: int
    number: int
    name: str
    amount_fen: int
    id: str = ""


@result
@value
class BankLineView:
    """One line with what it may be; ``waiting`` lines of the statement are still to be looked at.

    ``advice`` says why, ``is_`` what it was booked as. ``after`` is the next line that waits (0:
    none), ``ticking`` how many surely stand in the books. ``did`` says what was just done, and
    about which line (``did_line``, ``did_fen``); it can be undone where ``did_undo``.
    """

    number: int
    source: Source
    waiting: int
    total: int
    line: int
    booked_at: int
    amount_fen: int
    party: str
    memo: str
    reference: str
    state: str
    advice: Advice
    target: Target | None
    after: int
    ticking: int
    did: str = ""
    did_line: int = 0
    did_fen: int = 0
    did_undo: bool = False
    did_serial: int = 0


@value
class StateSum:
    """The lines of a statement that became the same."""

    state: str
    lines: int
    amount_fen: int


@result
@value
class BankDone:
    """Nothing of a statement waits any more: what became of its lines."""

    number: int
    source: Source
    sums: tuple[StateSum, ...]
    did: str = ""
    did_line: int = 0
    did_fen: int = 0
    did_undo: bool = False
    did_serial: int = 0


Queue = BankLineView | BankDone


@value
class StartBank(Command[BankAwaited]):
    """Wait for an export."""


@value
class ImportStatement(Command[BankTaken]):
    """Keep an export that was read, and each of its lines that no earlier one had."""

    file: str
    content: bytes
    statement: Statement


@value
class BookLine(Command[Queue]):
    """Say that a line pays a pledge: a receipt is recorded, as by hand.

    ``paid_fen`` is what had come in for the pledge when it was shown.
    """

    number: int
    line: int
    campaign: int
    pledge: int
    paid_fen: int = 0


@value
class TickLine(Command[Queue]):
    """Say that a line is what stands in the books already; nothing is posted."""

    number: int
    line: int
    target: str


@value
class TickKnown(Command[Queue]):
    """Tick all lines of a statement whose reference and amount a receipt has."""

    number: int
    many: int


@value
class SuspendLine(Command[Queue]):
    """Put what came in, and nobody knows what for, into suspense."""

    number: int
    line: int


@value
class LeaveLine(Command[Queue]):
    """Say that a line is none of our business: a fee, somebody's own money."""

    number: int
    line: int


@value
class LeaveRest(Command[Queue]):
    """Leave the lines of a statement that wait, some hundred at once: another account, an old year."""

    number: int


@value
class ReopenLine(Command[Queue]):
    """Look at a line again that was left or only ticked."""

    number: int
    line: int


@value
class AskBack(Command[SuspenseDesk]):
    """Ask to send what is in suspense back to where it came from."""

    number: int
    line: int


@value
class GiveBack(Command[SuspenseDesk]):
    """Sign, as a second person, that it was sent back."""

    number: int
    line: int


@value
class HoldOn(Command[SuspenseDesk]):
    """Not sign: it stays in suspense."""

    number: int
    line: int
