"""The standing invariant I32: payments 付款 stay within what was agreed, approved and accepted."""

from sqlalchemy import select

from council.campaigns.campaign import Campaign
from council.campaigns.payments.contract import Contract
from council.campaigns.payments.records import contracts_of, limits_of, payments_of
from council.campaigns.tables import campaigns
from council.kernel.database.records import read_all
from council.kernel.database.transaction import Transaction
from council.kernel.directory import communities
from council.kernel.findings import Finding, finding
from council.kernel.tables import files


def i32_payments_within_what_was_approved(tx: Transaction) -> Finding:
    """Payments pass neither contract nor approved amount, nor the last instalment its acceptance.

    Each payment and contract has its voucher, and a reversal brings back its payment, whole.
    """
    broken: list[str] = []
    checked = 0
    for community in tx.connection.execute(
        select(communities.c.id, communities.c.slug).order_by(communities.c.slug)
    ):
        f, c = files.c, campaigns.c
        kept = set(tx.connection.scalars(select(f.sha256).where(f.community_id == community.id)))
        mine = select(campaigns).where(c.community_id == community.id).order_by(c.number)
        for campaign in read_all(tx, Campaign, mine):
            where = f"{community.slug} campaign {campaign.number}"
            made = payments_of(tx, campaign)
            checked += len(made)
            by_id = {each.id: each for each in made}
            for payment in made:
                of = by_id.get(payment.reverses or "")
                unlike = of is not None and (of.amount_fen, of.contract_id, of.state) != (
                    payment.amount_fen,
                    payment.contract_id,
                    "paid",
                )
                if payment.file not in kept or unlike:
                    what = "reverses something else" if unlike else "has no voucher"
                    broken.append(f"{where} payment {payment.number}: {what}")
            broken += [
                f"{where} contract {contract.number}: {wrong}"
                for contract in contracts_of(tx, campaign)
                for wrong in _wrong(tx, contract, kept)
            ]
    return finding("I32", "payments within what was approved", checked=checked, broken=broken)


def _wrong(tx: Transaction, contract: Contract, kept: set[str]) -> list[str]:
    limits = limits_of(tx, contract)
    over = (limits.approved_left_fen or 0) < 0
    early = contract.amount_fen - contract.last_fen - contract.retention_fen
    found = {
        "has no voucher": contract.file not in kept,
        "more is paid than agreed": limits.paid_fen > contract.amount_fen,
        "more is paid than the resolution approved": over,
        "paid before the acceptance": not contract.accepted and limits.paid_fen > early,
    }
    return [wrong for wrong, holds in found.items() if holds]
