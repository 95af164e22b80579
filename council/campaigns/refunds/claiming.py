"""Refunds that could not be paid 待领款: set aside for their payees, and claimed by them later."""

from collections.abc import Sequence

from sqlalchemy import update

from council.campaigns.campaign import Campaign
from council.campaigns.ending import lead_on
from council.campaigns.reads_desk import facts_of
from council.campaigns.receipts.reads import confirming
from council.campaigns.records import by_number
from council.campaigns.refunds.commands import ConfirmingList, MarkUnreached
from council.campaigns.refunds.confirming import requested
from council.campaigns.refunds.records import unreached
from council.campaigns.refunds.refund_request import RefundRequest
from council.campaigns.rules import check_unpayable
from council.campaigns.tables import refund_requests
from council.kernel.acts_log import newest_act, record
from council.kernel.database.transaction import Transaction
from council.kernel.outbox import enqueueing as outbox
from council.kernel.refusals import Param, Refusal, refuse
from council.kernel.values import Person


def mark_unreached(
    tx: Transaction, who: Person, command: MarkUnreached
) -> ConfirmingList | Refusal:
    """Let a refund wait for its payee: no money moves, and nobody else gets it."""
    campaign = by_number(tx, who.community_id, command.campaign, lock=True)
    if isinstance(campaign, Refusal):
        return campaign
    refusal = check_unpayable(facts_of(tx, who, campaign))
    if refusal is not None:
        return refusal
    request = requested(tx, campaign, command.number, verb="unreached")
    if isinstance(request, Refusal):
        return request
    if request.receipt_id is None:
        return refuse("refund.no_payee", request=command.number)
    _write(tx, campaign, request, state="unreached", unreached_at=tx.now)
    record(tx, who, command.verb, "refund", request.id)
    said = _said(campaign, request.amount_fen)
    subject = f"{request.id}:{newest_act(tx, campaign.community_id)}"
    outbox.notify(
        tx,
        campaign.community_id,
        outbox.these(campaign.community_id, (request.resident_id,)),
        notice="refund_unreached",
        subject=subject,
        params=said,
        buttons=(("button.pledge_look", "pledge.look", (campaign.number,)),),
    )
    outbox.notify(
        tx,
        campaign.community_id,
        outbox.holders(campaign.community_id, "treasurer", besides=(who.id,)),
        notice="refund_to_be_claimed",
        subject=subject,
        params={**said, "request": request.number, "signer": who.name},
        buttons=(("button.refund_list", "refund.confirming", (campaign.number,)),),
        bot="staff",
    )
    lead_on(tx, who, campaign.number)
    return confirming(tx, who, campaign.number, unreached=command.number)


def claim(
    tx: Transaction,
    who: Person,
    campaign: Campaign,
    requests: Sequence[RefundRequest],
    *,
    method: str,
    verb: str,
) -> int:
    """Ask anew for refunds that waited for their payee, by the route that they named; in fen.

    Whoever claims, or notes a claim, has asked, and another person confirms. The campaign is locked,
    and the requests were read since.
    """
    for request in requests:
        _write(tx, campaign, request, state="asked", method=method, asked_by=who.id)
        record(tx, who, verb, "refund", request.id, method=method)
    amount = sum(request.amount_fen for request in requests)
    outbox.notify(
        tx,
        campaign.community_id,
        outbox.holders(campaign.community_id, "treasurer", "second_signer", besides=(who.id,)),
        notice="refund_claimed",
        subject=f"{requests[0].id}:{newest_act(tx, campaign.community_id)}",
        params={
            **_said(campaign, amount),
            "name": requests[0].name,
            "unit": requests[0].unit,
            "method_key": f"method.{method}",
        },
        buttons=(("button.refund_list", "refund.confirming", (campaign.number,)),),
        bot="staff",
    )
    return amount


def waiting_for(tx: Transaction, campaign: Campaign, resident_id: str) -> list[RefundRequest]:
    """Tell what waits for one payee, by number."""
    return [each for each in unreached(tx, campaign) if each.resident_id == resident_id]


def _write(
    tx: Transaction, campaign: Campaign, request: RefundRequest, **columns: str | int
) -> None:
    q = refund_requests.c
    tx.connection.execute(
        update(refund_requests)
        .where(q.community_id == campaign.community_id, q.id == request.id)
        .values(**columns)
    )


def _said(campaign: Campaign, amount_fen: int) -> dict[str, Param]:
    return {"number": campaign.number, "title": campaign.title, "amount_fen": amount_fen}
