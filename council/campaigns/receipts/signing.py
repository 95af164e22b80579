"""Signing for cash 现金: a second person counts it and posts it, or leaves the receipt void."""

from collections.abc import Sequence

from sqlalchemy import update

from council.campaigns import reads_desk as campaign_desk
from council.campaigns.campaign import Campaign
from council.campaigns.ending import lead_on
from council.campaigns.ledger import posting as ledger
from council.campaigns.receipts.commands import (
    DeclineReceipt,
    SigningList,
    SignReceipt,
    SignReceipts,
)
from council.campaigns.receipts.posting import post, tell_payer
from council.campaigns.receipts.reads import names_of, signing
from council.campaigns.receipts.receipt import Receipt
from council.campaigns.receipts.records import awaiting, receipts_of
from council.campaigns.receipts.rules import RECEIPT
from council.campaigns.refunds.asking import ask_all_back
from council.campaigns.rules import why_all_back
from council.campaigns.tables import receipts
from council.kernel.acts_log import record
from council.kernel.database.transaction import Transaction
from council.kernel.outbox import enqueueing as outbox
from council.kernel.refusals import Refusal, refuse
from council.kernel.values import Person


def sign_one(tx: Transaction, who: Person, command: SignReceipt) -> SigningList | Refusal:
    """Sign for one cash receipt of somebody else."""
    campaign = campaign_desk.movable(tx, who, command.campaign, "sign")
    if isinstance(campaign, Refusal):
        return campaign
    receipt = _to_sign(tx, who, campaign, command.serial, verb="sign")
    if isinstance(receipt, Refusal):
        return receipt
    return _sign(tx, who, campaign, [receipt])


def sign_all(tx: Transaction, who: Person, command: SignReceipts) -> SigningList | Refusal:
    """Sign for everything a list showed; when the list has changed since, for nothing."""
    campaign = campaign_desk.movable(tx, who, command.campaign, "sign")
    if isinstance(campaign, Refusal):
        return campaign
    made = [
        receipt
        for receipt in awaiting(tx, campaign, receipts.c.serial <= command.last_serial)
        if receipt.cashier != who.id
    ]
    if not made or sum(receipt.amount_fen for receipt in made) != command.total_fen:
        return refuse("receipt.list_changed", number=campaign.number)
    return _sign(tx, who, campaign, made)


def _sign(
    tx: Transaction, who: Person, campaign: Campaign, made: Sequence[Receipt]
) -> SigningList | Refusal:
    total = sum(receipt.amount_fen for receipt in made)
    post(tx, campaign, made, second=who)
    record(tx, who, "receipt.sign", "campaign", campaign.id, n=len(made), total_fen=total)
    if campaign.state in {"failed", "cancelled", "refunding"}:
        # Cash that was signed for too late to count goes back like all the rest.
        reason = why_all_back(closed_at=campaign.closed_at, deadline=campaign.deadline)
        ask_all_back(tx, who, campaign, reason=reason)
    return signing(tx, who, campaign.number, signed=len(made), signed_fen=total)


def decline(tx: Transaction, who: Person, command: DeclineReceipt) -> SigningList | Refusal:
    """Not sign: the receipt is void and keeps its serial, so that no number is missing."""
    campaign = campaign_desk.movable(tx, who, command.campaign, "sign")
    if isinstance(campaign, Refusal):
        return campaign
    receipt = _to_sign(tx, who, campaign, command.serial, verb="decline")
    if isinstance(receipt, Refusal):
        return receipt
    tx.connection.execute(
        update(receipts)
        .where(receipts.c.community_id == who.community_id, receipts.c.id == receipt.id)
        .values(state="void", second_signer=who.id, signed_at=tx.now)
    )
    ledger.void(tx, who.community_id, "receipt", [receipt.id], by=who.id)
    record(tx, who, command.verb, "receipt", receipt.id, declined=receipt.serial)
    outbox.notify(
        tx,
        who.community_id,
        outbox.these(who.community_id, (receipt.cashier,)),
        notice="cash_declined",
        subject=receipt.id,
        params={
            "number": campaign.number,
            "serial": receipt.serial,
            "amount_fen": receipt.amount_fen,
            "signer": who.name,
        },
        bot="staff",
    )
    cashier = names_of(tx, who.community_id, {receipt.cashier}).get(receipt.cashier, "")
    tell_payer(tx, campaign, receipt, "cash_void", cashier=cashier)
    lead_on(tx, who, campaign.number)
    return signing(tx, who, campaign.number, declined=receipt.serial)


def _to_sign(
    tx: Transaction, who: Person, campaign: Campaign, serial: int, *, verb: str
) -> Receipt | Refusal:
    found = receipts_of(tx, campaign, receipts.c.serial == serial)
    if not found:
        return refuse("receipt.unknown", number=campaign.number, serial=serial)
    after = RECEIPT.after(verb, found[0].state)
    if isinstance(after, Refusal):
        return after
    if found[0].cashier == who.id:
        return refuse("receipt.own_cash", serial=serial)
    return found[0]
