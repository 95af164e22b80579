"""Asking for refunds 退款: what a second signer will have to confirm."""

from collections.abc import Mapping

from sqlalchemy import insert

from council.campaigns.campaign import Campaign
from council.campaigns.receipts.records import receipts_of
from council.campaigns.records import by_number
from council.campaigns.refunds.records import asked
from council.campaigns.states import move
from council.campaigns.tables import receipts, refund_requests
from council.kernel.database.counters import next_number
from council.kernel.database.transaction import Transaction
from council.kernel.outbox import enqueueing as outbox
from council.kernel.refusals import Refusal
from council.kernel.values import CLOCK, Person


def ask_all_back(tx: Transaction, who: Person, campaign: Campaign, *, reason: str) -> int:
    """Ask back what is left of every posted receipt of a failed or cancelled campaign.

    What was asked back before the close is on its way already, and asked for once.

    The rule asks, not the person whose act brought it about: any second signer may confirm.
    """
    left = receipts_of(tx, campaign, receipts.c.state == "posted")
    amounts: dict[str | None, int] = {r.id: r.left_fen for r in left if r.left_fen > 0}
    if amounts or asked(tx, campaign):
        failed = by_number(tx, campaign.community_id, campaign.number)
        assert not isinstance(failed, Refusal), "read before"
        move(tx, who, failed, "start_refunds")
    return request(tx, campaign, asked_by=CLOCK.id, reason=reason, amounts=amounts)


def request(
    tx: Transaction,
    campaign: Campaign,
    *,
    asked_by: str,
    reason: str,
    amounts: Mapping[str | None, int],
) -> int:
    """Write refund requests (receipt id, or None for the reserve → fen) and call a second signer."""
    if not amounts:
        return 0
    first = next_number(
        tx, campaign.community_id, f"requests:{campaign.number}", many=len(amounts)
    )
    tx.connection.execute(
        insert(refund_requests),
        [
            {
                "community_id": campaign.community_id,
                "id": tx.new_id(),
                "campaign_id": campaign.id,
                "number": first + place,
                "receipt_id": receipt_id,
                "reason": reason,
                "amount_fen": fen,
                "asked_by": asked_by,
                "asked_at": tx.now,
                "state": "asked",
            }
            for place, (receipt_id, fen) in enumerate(amounts.items())
        ],
    )
    outbox.notify(
        tx,
        campaign.community_id,
        outbox.holders(campaign.community_id, "second_signer"),
        notice="refunds_asked",
        subject=f"{campaign.id}:{first}",
        params={
            "number": campaign.number,
            "title": campaign.title,
            "n": len(amounts),
            "total_fen": sum(amounts.values()),
        },
        buttons=(("button.refund_confirming", "refund.confirming", (campaign.number,)),),
        bot="staff",
    )
    return len(amounts)
