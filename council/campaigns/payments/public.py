"""Contracts 合同 and payments 付款 as anybody may see them: a person who is paid is shown as 张*.

Vouchers are told by their hash: whoever has the paper can compare it, and nobody reads it here.
"""

from sqlalchemy import select

from council.campaigns.campaign import Campaign
from council.campaigns.ledger import balances
from council.campaigns.ledger.accounts import held, payees
from council.campaigns.payments.contract import Contract, Payment
from council.campaigns.payments.records import contracts_of, payments_of
from council.campaigns.payments.rules import payee_shown
from council.campaigns.reads import progress
from council.campaigns.records import by_number
from council.kernel.database.rows import value_from
from council.kernel.database.transaction import Transaction
from council.kernel.refusals import Refusal
from council.kernel.values import value
from council.resolutions.tables import resolutions


@value
class PublicContract:
    """A contract; ``file`` is the SHA-256 of its photo or PDF. ``retention_until_at`` 0: none."""

    number: int
    payee: str
    resolution: str
    position: int
    task: str
    reference: str
    file: str
    amount_fen: int
    last_fen: int
    retention_fen: int
    retention_until_at: int
    accepted: bool
    paid_fen: int
    ended: bool


@value
class PublicPayment:
    """A payment or a reversal; ``signed_at`` 0: it waits. ``state`` may be ``reversed``."""

    number: int
    kind: str
    contract: int
    payee: str
    task: str
    amount_fen: int
    invoice: str
    file: str
    reason: str
    state: str
    proposed_at: int
    signed_at: int


@value
class Payments:
    """What a campaign paid for its works. ``approved_fen`` is 0 where no amount was approved."""

    campaign: int
    title: str
    held_fen: int
    paid_fen: int
    approved_fen: int
    contracts: tuple[PublicContract, ...]
    payments: tuple[PublicPayment, ...]


def payments(tx: Transaction, community_id: str, number: int) -> Payments | None:
    """Tell what a public campaign paid, the newest first; None for one that is not public."""
    if progress(tx, community_id, number) is None:
        return None
    campaign = by_number(tx, community_id, number)
    assert not isinstance(campaign, Refusal), "it is public"
    accounts = (held(number), payees(number))
    there = balances.posted(tx, community_id, accounts)
    return Payments(
        campaign=number,
        title=campaign.title,
        held_fen=there[held(number)],
        paid_fen=there[payees(number)],
        approved_fen=_approved(tx, campaign),
        contracts=tuple(_contract(each) for each in contracts_of(tx, campaign)),
        payments=tuple(_payment(each) for each in reversed(payments_of(tx, campaign))),
    )


def _approved(tx: Transaction, campaign: Campaign) -> int:
    r = resolutions.c
    found = tx.connection.scalars(
        select(r.approved_fen).where(
            r.community_id == campaign.community_id,
            r.motion_id == campaign.motion_id,
            r.published_at.is_not(None),
            r.state != "repealed",
        )
    )
    return sum(each or 0 for each in found)


def _contract(contract: Contract) -> PublicContract:
    return value_from(
        PublicContract,
        contract,
        payee=payee_shown(contract.payee),
        retention_until_at=contract.retention_until or 0,
        ended=contract.ended_at is not None,
    )


def _payment(payment: Payment) -> PublicPayment:
    return value_from(
        PublicPayment,
        payment,
        payee=payee_shown(payment.payee),
        state="reversed" if payment.is_reversed else payment.state,
        signed_at=payment.signed_at or 0,
    )
