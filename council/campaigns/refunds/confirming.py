"""Refunds 退款: asked for by the treasurer, confirmed by a second signer, posted to the ledger."""

from collections import defaultdict
from collections.abc import Sequence

from sqlalchemy import insert, select, update

from council.campaigns import reads_desk as campaign_desk
from council.campaigns.campaign import Campaign
from council.campaigns.ending import lead_on
from council.campaigns.ledger import posting as ledger
from council.campaigns.pledges.rules import PLEDGE
from council.campaigns.receipts.reads import confirming
from council.campaigns.receipts.receipt import Receipt
from council.campaigns.receipts.records import on_time, receipts_of
from council.campaigns.refunds import asking
from council.campaigns.refunds.commands import (
    AskRefund,
    ConfirmingList,
    ConfirmRefund,
    ConfirmRefunds,
    DeclineRefund,
    RefundAsked,
)
from council.campaigns.refunds.records import asked, requests_of
from council.campaigns.refunds.refund_request import RefundRequest
from council.campaigns.rules import DUE_BACK, REQUEST, reasons_now
from council.campaigns.tables import pledges, receipts, refund_requests, refunds
from council.kernel.acts_log import record
from council.kernel.database.sums import total
from council.kernel.database.transaction import Transaction
from council.kernel.outbox import enqueueing as outbox
from council.kernel.refusals import Refusal, refuse
from council.kernel.values import Person

#: What a payer is told of a refund whose reason is not that money goes back as it came.
_NOTICES = {"surplus": "surplus_refunded", "correction": "receipt_corrected"}


def ask(tx: Transaction, who: Person, command: AskRefund) -> RefundAsked | Refusal:
    """Ask for a refund; what is asked for and given never passes the receipt (invariant I11)."""
    campaign = refundable(tx, who, command.campaign)
    if isinstance(campaign, Refusal):
        return campaign
    receipt = posted(tx, campaign, command.serial)
    if isinstance(receipt, Refusal):
        return receipt
    if command.reason not in reasons_of(campaign, receipt):
        return refuse("refund.reason_wrong", state=campaign.state)
    if not 0 < command.amount_fen <= receipt.left_fen:
        return refuse("refund.more_than_left", serial=command.serial, left_fen=receipt.left_fen)
    count = asking.request(
        tx,
        campaign,
        asked_by=who.id,
        reason=command.reason,
        amounts={receipt.id: command.amount_fen},
        late=receipt.late,
    )
    if isinstance(count, Refusal):
        return count
    newest = asked(tx, campaign)[-1]
    record(tx, who, command.verb, "refund", newest.id, amount_fen=command.amount_fen)
    return RefundAsked(
        campaign=campaign.number,
        title=campaign.title,
        number=newest.number,
        serial=command.serial,
        name=receipt.name,
        unit=receipt.unit,
        amount_fen=command.amount_fen,
        reason=command.reason,
    )


def confirm_one(tx: Transaction, who: Person, command: ConfirmRefund) -> ConfirmingList | Refusal:
    """Confirm one request of somebody else."""
    campaign = campaign_desk.movable(tx, who, command.campaign, "confirm")
    if isinstance(campaign, Refusal):
        return campaign
    requests = _requests(tx, who, campaign, command.number, verb="confirm")
    return requests if isinstance(requests, Refusal) else _confirm(tx, who, campaign, requests)


def confirm_all(tx: Transaction, who: Person, command: ConfirmRefunds) -> ConfirmingList | Refusal:
    """Confirm every request of others; when the list has changed since, none."""
    campaign = campaign_desk.movable(tx, who, command.campaign, "confirm")
    if isinstance(campaign, Refusal):
        return campaign
    requests = [
        request
        for request in asked(tx, campaign, refund_requests.c.number <= command.last_number)
        if request.asked_by != who.id
    ]
    if not requests or sum(request.amount_fen for request in requests) != command.total_fen:
        return refuse("refund.list_changed", number=campaign.number)
    return _confirm(tx, who, campaign, requests)


def decline(tx: Transaction, who: Person, command: DeclineRefund) -> ConfirmingList | Refusal:
    """Not confirm one request; who asked is told, and the treasurer may ask anew.

    A claim of what could not be paid once is not confirmed: it waits for its payee as before.
    """
    campaign = campaign_desk.movable(tx, who, command.campaign, "confirm")
    if isinstance(campaign, Refusal):
        return campaign
    requests = _requests(tx, who, campaign, command.number, verb="decline")
    if isinstance(requests, Refusal):
        return requests
    (request,) = requests
    claimed = request.unreached_at > 0
    asking.answer(tx, campaign, requests, "unreached" if claimed else "declined", by=who.id)
    verb = "refund.unreached" if claimed else command.verb
    record(tx, who, verb, "refund", request.id, declined=command.number)
    _tell_declined(tx, who, campaign, request)
    lead_on(tx, who, campaign.number)
    return confirming(tx, who, campaign.number, declined=command.number)


def refundable(tx: Transaction, who: Person, number: int) -> Campaign | Refusal:
    """Lock a campaign and judge whether refunds may be asked for now, or say why not."""
    return campaign_desk.movable(tx, who, number, "ask")


def reasons_of(campaign: Campaign, receipt: Receipt) -> tuple[str, ...]:
    """Tell which reasons fit a receipt, with the campaign as it stands."""
    return reasons_now(
        state=campaign.state,
        closed_at=campaign.closed_at,
        deadline=campaign.deadline,
        late=receipt.late,
    )


def posted(tx: Transaction, campaign: Campaign, serial: int) -> Receipt | Refusal:
    """Find a receipt of which something can still be given back."""
    found = receipts_of(tx, campaign, receipts.c.serial == serial)
    if not found or found[0].state != "posted":
        return refuse("receipt.unknown", number=campaign.number, serial=serial)
    if found[0].left_fen <= 0:
        return refuse("refund.nothing_left", serial=serial)
    if not reasons_of(campaign, found[0]):
        return refuse("refund.not_now", verb="ask", state=campaign.state)
    return found[0]


def _requests(
    tx: Transaction, who: Person, campaign: Campaign, number: int, *, verb: str
) -> list[RefundRequest] | Refusal:
    """The one request of that number, if this person may answer it."""
    request = requested(tx, campaign, number, verb=verb)
    if isinstance(request, Refusal):
        return request
    return refuse("refund.own_request") if request.asked_by == who.id else [request]


def requested(
    tx: Transaction, campaign: Campaign, number: int, *, verb: str
) -> RefundRequest | Refusal:
    """Find the request of a number, if it stands where a verb of its lifecycle begins."""
    q = refund_requests.c
    state = tx.connection.scalar(
        select(q.state).where(
            q.community_id == campaign.community_id,
            q.campaign_id == campaign.id,
            q.number == number,
        )
    )
    if state is None:
        return refuse("refund.unknown", number=campaign.number, request=number)
    after = REQUEST.after(verb, state)
    if isinstance(after, Refusal):
        return after
    (request,) = requests_of(tx, campaign, state, q.number == number)
    return request


def _confirm(
    tx: Transaction, who: Person, campaign: Campaign, requests: Sequence[RefundRequest]
) -> ConfirmingList | Refusal:
    """Post the refunds and tell the payers; lead the campaign on when nothing is left to do."""
    amount = sum(request.amount_fen for request in requests)
    transfers = ledger.post(
        tx,
        campaign,
        [
            asking.posting(
                campaign,
                request.id,
                request.receipt_id,
                request.amount_fen,
                late=request.late,
                asked_by=request.asked_by,
                second_by=who.id,
            )
            for request in requests
        ],
    )
    if isinstance(transfers, Refusal):
        return transfers
    given = [request for request in requests if request.receipt_id is not None]
    if given:
        tx.connection.execute(
            insert(refunds),
            [
                {
                    "community_id": who.community_id,
                    "id": request.id,
                    "campaign_id": campaign.id,
                    "receipt_id": request.receipt_id,
                    "amount_fen": request.amount_fen,
                    "reason": request.reason,
                    "method": request.method,
                    "refunded_at": tx.now,
                    "operator": request.asked_by,
                    "second_signer": who.id,
                    "transfer_id": transfers[request.id],
                }
                for request in given
            ],
        )
    asking.answer(tx, campaign, requests, "confirmed", by=who.id)
    _close_pledges(tx, campaign, {request.pledge_id for request in given})
    record(tx, who, "refund.confirm", "campaign", campaign.id, n=len(requests), total_fen=amount)
    _tell(tx, campaign, given)
    lead_on(tx, who, campaign.number)
    return confirming(tx, who, campaign.number, confirmed=len(requests), confirmed_fen=amount)


def _close_pledges(tx: Transaction, campaign: Campaign, ids: set[str]) -> None:
    """A pledge whose every receipt was given back in full is refunded; late ones are none of its."""
    r, p, refund = receipts.c, pledges.c, PLEDGE.moves["refund"]
    paid = (
        select(total(r.amount_fen))
        .where(r.community_id == p.community_id, r.pledge_id == p.id, r.state != "void", on_time())
        .correlate(pledges)
        .scalar_subquery()
    )
    back = (
        select(total(refunds.c.amount_fen))
        .join(
            receipts,
            (refunds.c.community_id == r.community_id) & (refunds.c.receipt_id == r.id),
        )
        .where(r.community_id == p.community_id, r.pledge_id == p.id, on_time())
        .correlate(pledges)
        .scalar_subquery()
    )
    tx.connection.execute(
        update(pledges)
        .where(
            p.community_id == campaign.community_id,
            p.id.in_(ids),
            p.state.in_(refund.before),
            paid == back,
        )
        .values(state=refund.after, changed_at=tx.now)
    )


def _tell(tx: Transaction, campaign: Campaign, requests: Sequence[RefundRequest]) -> None:
    """One notice for each payer, with the sum of what is paid back now, or was booked by mistake."""
    sums: dict[tuple[str, str], list[RefundRequest]] = defaultdict(list)
    for request in requests:
        sums[request.resident_id, _NOTICES.get(request.reason, "refund_done")].append(request)
    for (resident_id, notice), own in sums.items():
        outbox.notify(
            tx,
            campaign.community_id,
            outbox.these(campaign.community_id, (resident_id,)),
            notice=notice,
            subject=own[0].id,
            params={
                "number": campaign.number,
                "title": campaign.title,
                "amount_fen": sum(request.amount_fen for request in own),
            },
            buttons=(("button.pledge_look", "pledge.look", (campaign.number,)),),
        )


def _tell_declined(
    tx: Transaction, who: Person, campaign: Campaign, request: RefundRequest
) -> None:
    """Whose act it was to ask learns that the money still waits, and so does its payer."""
    # Who claims in their own chat is told there, as a payer.
    asker = () if request.asked_by == request.resident_id else (request.asked_by,)
    outbox.notify(
        tx,
        campaign.community_id,
        outbox.holders(campaign.community_id, "treasurer", besides=asker),
        notice="refund_declined",
        subject=request.id,
        params={
            "number": campaign.number,
            "title": campaign.title,
            "request": request.number,
            "amount_fen": request.amount_fen,
            "signer": who.name,
        },
        buttons=(("button.campaign_file", "campaign.file", (campaign.number,)),),
        bot="staff",
    )
    if request.reason in DUE_BACK:
        outbox.notify(
            tx,
            campaign.community_id,
            outbox.these(campaign.community_id, (request.resident_id,)),
            notice="refund_not_yet",
            subject=request.id,
            params={
                "number": campaign.number,
                "title": campaign.title,
                "amount_fen": request.amount_fen,
            },
            buttons=(("button.pledge_look", "pledge.look", (campaign.number,)),),
        )
