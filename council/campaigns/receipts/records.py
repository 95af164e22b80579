"""Reading receipts 实收 that several verbs need."""

from typing import Any

from sqlalchemy import ColumnElement, func, select

from council.campaigns.campaign import Campaign
from council.campaigns.receipts.receipt import Receipt
from council.campaigns.receipts.rules import ref_key
from council.campaigns.records import same
from council.campaigns.rules import SET_ASIDE
from council.campaigns.tables import campaigns, pledges, receipts, refund_requests, refunds
from council.kernel.database.rows import value_from
from council.kernel.database.sums import total
from council.kernel.database.transaction import Transaction
from council.kernel.directory import residents
from council.kernel.refusals import Refusal, refuse


def on_time() -> ColumnElement[bool]:
    """Whether a receipt came before the deadline; only such a one counts for anything."""
    return func.coalesce(receipts.c.late, 0) == 0


def receipts_of(tx: Transaction, campaign: Campaign, wanted: ColumnElement[bool]) -> list[Receipt]:
    """Receipts of a campaign with their payers, by serial."""
    r = receipts.c
    query = (
        select(
            receipts,
            pledges.c.number.label("pledge_number"),
            pledges.c.resident_id,
            residents.c.name,
            residents.c.unit,
            (
                r.amount_fen
                - _given_back(refunds.c.receipt_id == r.id)
                - _asked_back(refund_requests.c.receipt_id == r.id)
            ).label("left_fen"),
        )
        .join(pledges, same(receipts, pledges, "pledge_id"))
        .join(residents, same(pledges, residents, "resident_id"))
        .where(r.community_id == campaign.community_id, r.campaign_id == campaign.id, wanted)
        .order_by(r.serial)
    )
    return [value_from(Receipt, row) for row in tx.connection.execute(query)]


def receipts_in(tx: Transaction, campaign: Campaign) -> int:
    """How many receipts a campaign has, of whatever state."""
    r = receipts.c
    query = select(func.count()).where(
        r.community_id == campaign.community_id, r.campaign_id == campaign.id
    )
    return int(tx.connection.scalar(query) or 0)


def awaiting(
    tx: Transaction, campaign: Campaign, wanted: ColumnElement[bool] | None = None
) -> list[Receipt]:
    """The receipts that wait for a signature, by serial."""
    waiting = receipts.c.state == "awaiting_second"
    return receipts_of(tx, campaign, waiting if wanted is None else waiting & wanted)


def recorded_before(tx: Transaction, community_id: str, ref: str) -> Refusal | None:
    """The same payment is recorded once, under whatever campaign and spelling (invariant I10)."""
    before = tx.connection.execute(
        select(
            receipts,
            campaigns.c.number.label("campaign_number"),
            pledges.c.number.label("pledge_number"),
            _given_back(
                (refunds.c.receipt_id == receipts.c.id) & (refunds.c.reason == "correction")
            ).label("corrected_fen"),
        )
        .join(campaigns, same(receipts, campaigns, "campaign_id"))
        .join(pledges, same(receipts, pledges, "pledge_id"))
        .where(receipts.c.community_id == community_id, receipts.c.ref_key == ref_key(ref))
    ).one_or_none()
    if before is None:
        return None
    corrected = before.corrected_fen == before.amount_fen
    return refuse(
        "receipt.ref_corrected" if corrected else "receipt.ref_used",
        ref=before.external_ref,
        number=before.campaign_number,
        serial=before.serial,
        pledge=before.pledge_number,
        amount_fen=before.amount_fen,
    )


def _given_back(wanted: ColumnElement[bool]) -> Any:
    return (
        select(total(refunds.c.amount_fen))
        .where(refunds.c.community_id == receipts.c.community_id, wanted)
        .correlate(receipts)
        .scalar_subquery()
    )


def _asked_back(wanted: ColumnElement[bool]) -> Any:
    q = refund_requests.c
    return (
        select(total(q.amount_fen))
        .where(q.community_id == receipts.c.community_id, q.state.in_(SET_ASIDE), wanted)
        .correlate(receipts)
        .scalar_subquery()
    )
