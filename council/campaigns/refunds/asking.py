"""Asking for refunds 退款: what a second signer will have to confirm."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import insert, update

from council.campaigns.campaign import Campaign
from council.campaigns.ledger import accounts
from council.campaigns.ledger import posting as ledger
from council.campaigns.receipts.records import on_time, receipts_of
from council.campaigns.records import by_number
from council.campaigns.refunds.records import asked
from council.campaigns.refunds.refund_request import RefundRequest
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
    left = receipts_of(tx, campaign, (receipts.c.state == "posted") & on_time())
    amounts: dict[str | None, int] = {r.id: r.left_fen for r in left if r.left_fen > 0}
    if amounts or any(not each.late for each in asked(tx, campaign)):
        failed = by_number(tx, campaign.community_id, campaign.number)
        assert not isinstance(failed, Refusal), "read before"
        move(tx, who, failed, "start_refunds")
    count = request(tx, campaign, asked_by=CLOCK.id, reason=reason, amounts=amounts)
    assert not isinstance(count, Refusal), "what is left of receipts is there"
    return count


def drop_reserve(tx: Transaction, campaign: Campaign) -> None:
    """Take back what asks to keep a surplus: a target that was not met leaves none."""
    reserve = [each for each in asked(tx, campaign) if each.receipt_id is None]
    answer(tx, campaign, reserve, "declined", by=CLOCK.id)


def answer(
    tx: Transaction, campaign: Campaign, requests: Sequence[RefundRequest], state: str, *, by: str
) -> None:
    """Write what became of requests; of those that are declined the money is let go."""
    tx.connection.execute(
        update(refund_requests)
        .where(
            refund_requests.c.community_id == campaign.community_id,
            refund_requests.c.id.in_([request.id for request in requests]),
        )
        .values(state=state)
    )
    if state == "declined":
        for each in requests:
            ledger.void(tx, campaign.community_id, kind_of(each.receipt_id), [each.id], by=by)


def kind_of(receipt_id: str | None) -> str:
    """Tell by what kind of transfer a request is posted; without a receipt it is kept."""
    return "reserve" if receipt_id is None else "refund"


def posting(
    campaign: Campaign,
    request_id: str,
    receipt_id: str | None,
    amount_fen: int,
    *,
    late: bool,
    asked_by: str,
    second_by: str | None = None,
) -> ledger.Posting:
    """Tell what a request moves: back to who gave it, from where that lies, or into the reserve."""
    number = campaign.number
    back = accounts.contributors(number)
    return ledger.Posting(
        kind=kind_of(receipt_id),
        subject_id=request_id,
        amount_fen=amount_fen,
        source=accounts.late(number) if late else accounts.held(number),
        destination=accounts.reserve(number) if receipt_id is None else back,
        posted_by=asked_by,
        second_by=second_by,
    )


def request(
    tx: Transaction,
    campaign: Campaign,
    *,
    asked_by: str,
    reason: str,
    amounts: Mapping[str | None, int],
    late: bool = False,
) -> int | Refusal:
    """Write refund requests (receipt id, or None for the reserve → fen) and call a second signer.

    The money is set aside; refuses when there is not enough that is free. Gives how many. ``late``:
    the receipts are.
    """
    if not amounts:
        return 0
    first = next_number(
        tx, campaign.community_id, f"requests:{campaign.number}", many=len(amounts)
    )
    rows: list[dict[str, Any]] = [
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
    ]
    tx.connection.execute(insert(refund_requests), rows)
    refusal = ledger.hold(
        tx,
        campaign,
        [
            posting(
                campaign,
                row["id"],
                row["receipt_id"],
                row["amount_fen"],
                late=late,
                asked_by=asked_by,
            )
            for row in rows
        ],
    )
    if refusal is not None:
        return refusal
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
