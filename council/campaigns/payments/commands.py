"""Payments 付款: what can be asked of contracts, payments and reversals, and the answers."""

from typing import ClassVar

from council.kernel.bus.command import Command, result
from council.kernel.values import value


@value
class ContractLine:
    """A contract as the staff see it; ``payable_fen`` is what may be paid on it now."""

    number: int
    resolution: str
    position: int
    task: str
    payee: str
    account_last4: str
    reference: str
    file: str
    amount_fen: int
    last_fen: int
    retention_fen: int
    retention_until_at: int
    accepted: bool
    paid_fen: int
    proposed_fen: int
    payable_fen: int
    ended: bool
    may_end: bool = False


@value
class PaymentLine:
    """A payment or a reversal; ``own`` = this person proposed it; ``state`` may be reversed too."""

    number: int
    kind: str
    contract: int
    payee: str
    account_last4: str
    resolution: str
    position: int
    task: str
    amount_fen: int
    invoice: str
    file: str
    reason: str
    state: str
    proposed_by: str
    proposed_at: int
    signer: str
    signed_at: int
    own: bool


@result
@value
class PaymentDesk:
    """Contracts and payments of a campaign; ``free_fen`` is held and not set aside.

    ``did`` names what was just done about the contract or payment ``which``. ``may_approve``: this
    person may answer those of others.
    """

    campaign: int
    title: str
    state: str
    held_fen: int
    free_fen: int
    contracts: tuple[ContractLine, ...]
    payments: tuple[PaymentLine, ...]
    may_approve: bool
    did: str = ""
    which: int = 0


@value
class RecordContract(Command[PaymentDesk]):
    """Record a contract for a task. ``retention_until`` is UTC seconds; ``file`` a kept file's hash."""

    campaign: int
    resolution: str
    position: int
    payee: str
    account_last4: str
    reference: str
    file: str
    amount_fen: int
    last_fen: int
    retention_fen: int = 0
    retention_until: int = 0


@value
class EndContract(Command[PaymentDesk]):
    """End a contract on which nothing was paid."""

    campaign: int
    number: int


@value
class ProposePayment(Command[PaymentDesk]):
    """Propose to pay an instalment. ``file`` is the hash of the invoice's photo or PDF."""

    campaign: int
    contract: int
    amount_fen: int
    invoice: str
    file: str


@value
class ReversePayment(Command[PaymentDesk]):
    """Propose a reversal, with its reason: the money came back, or never went."""

    public: ClassVar[tuple[str, ...]] = ("reason",)
    campaign: int
    payment: int
    reason: str


@value
class ApprovePayment(Command[PaymentDesk]):
    """Approve a payment or a reversal of somebody else, which posts it."""

    campaign: int
    number: int


@value
class DeclinePayment(Command[PaymentDesk]):
    """Not approve: nothing is paid, the money is free again."""

    campaign: int
    number: int


@result
@value
class PaymentsReminded:
    """How many were reminded that payments wait for a second person."""

    campaign: int
    reminded: int


@value
class RemindPayments(Command[PaymentsReminded]):
    """Remind the second signers, once a day, of payments that wait."""

    campaign: int
