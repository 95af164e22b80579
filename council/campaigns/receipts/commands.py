"""Receipts 实收: the treasurer notes what came in; a second signer signs for cash."""

from council.kernel.bus.command import Command, result
from council.kernel.values import value


@value
class PledgeLine:
    """A pledge as the treasurer sees it. ``paid_fen`` counts receipts that are not void.

    ``kept_fen`` is what was posted and neither given back nor set aside for that. Late money is in
    neither: it pays no pledge.
    """

    number: int
    ref: str
    name: str
    unit: str
    amount_fen: int
    paid_fen: int
    state: str
    kept_fen: int = 0


@result
@value
class ReceiptRecorded:
    """A receipt with its serial number; cash waits for the second signer.

    ``late``: it counts for nothing and goes back; ``excess_fen`` of it is above the pledge, and goes
    back unless its giver adds it.
    """

    campaign: int
    title: str
    serial: int
    pledge: int
    name: str
    unit: str
    amount_fen: int
    method: str
    external_ref: str
    state: str
    received_fen: int
    target_fen: int
    late: bool = False
    excess_fen: int = 0


@value
class RecordReceipt(Command[ReceiptRecorded]):
    """Record a receipt in one go. ``over`` allows more than was pledged, knowingly."""

    campaign: int
    pledge: int
    amount_fen: int
    method: str
    external_ref: str = ""
    over: bool = False


@value
class RecordReceiptLine(Command[ReceiptRecorded]):
    """Record one typed line: ``CAMPAIGN PLEDGE AMOUNT METHOD [REF]``."""

    line: str


@value
class ReceiptLine:
    """A receipt in the second signer's list. ``own`` = this person took the money."""

    serial: int
    pledge: int
    name: str
    unit: str
    amount_fen: int
    received_at: int
    cashier: str
    own: bool


@result
@value
class SigningList:
    """Cash receipts that wait for a second signer; the first ``shown`` of ``total``.

    ``signable`` counts those shown that this person may sign, ``signable_fen`` their sum and
    ``last_serial`` the highest serial shown. ``signed`` and ``declined`` tell what was just done.
    """

    campaign: int
    title: str
    shown: tuple[ReceiptLine, ...]
    total: int
    signable: int
    signable_fen: int
    last_serial: int
    signed: int = 0
    signed_fen: int = 0
    declined: int = 0


@value
class SignReceipt(Command[SigningList]):
    """Sign for one cash receipt, which posts it."""

    campaign: int
    serial: int


@value
class SignReceipts(Command[SigningList]):
    """Sign for all that a list showed: up to ``last_serial``, together ``total_fen``."""

    campaign: int
    last_serial: int
    total_fen: int


@value
class DeclineReceipt(Command[SigningList]):
    """Not sign: the receipt is void, its serial stays used, the cash goes back to the payer."""

    campaign: int
    serial: int


@result
@value
class ReceiptPrinted:
    """A receipt's paper was made; ``copy``: how often before (0: this is the original)."""

    campaign: int
    serial: int
    copy: int


@value
class PrintReceipt(Command[ReceiptPrinted]):
    """Make out the paper of one's own receipt, or as a treasurer of anybody's."""

    campaign: int
    serial: int


@value
class ReceiptEntry:
    """A receipt in the list of a campaign's; ``printed``: how many papers of it were made."""

    serial: int
    pledge: int
    name: str
    unit: str
    amount_fen: int
    method: str
    state: str
    received_at: int
    late: bool
    printed: int


@result
@value
class ReceiptList:
    """A page of a campaign's receipts, the newest first, or of those that were ``sought``."""

    campaign: int
    title: str
    lines: tuple[ReceiptEntry, ...]
    page: int
    pages: int
    total: int
    sought: str = ""
