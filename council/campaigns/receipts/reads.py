"""Receipts 实收 and refunds 退款 as the treasurer and the second signer see them."""

from typing import Any

from sqlalchemy import ColumnElement, Select, Table, func, or_, select

from council.campaigns.campaign import Campaign
from council.campaigns.pledges.rules import ACTIVE
from council.campaigns.receipts.commands import PledgeLine, ReceiptLine, SigningList
from council.campaigns.receipts.records import awaiting, on_time
from council.campaigns.records import by_number, same
from council.campaigns.refunds.commands import ConfirmingList, RequestLine, UnclaimedLine
from council.campaigns.refunds.records import asked, unreached
from council.campaigns.rules import SET_ASIDE, office_of, told_state
from council.campaigns.tables import campaigns, pledges, receipts, refund_requests, refunds
from council.kernel.database.rows import value_from
from council.kernel.database.sums import total
from council.kernel.database.transaction import Transaction
from council.kernel.directory import residents
from council.kernel.policy import check, may
from council.kernel.refusals import Refusal, refuse
from council.kernel.values import Person

#: So many lines fit one screen.
PAGE = 8
SHOWN = 20


def payable(
    tx: Transaction, campaign: Campaign, *, late: bool, searched: str = "", offset: int = 0
) -> tuple[tuple[PledgeLine, ...], int]:
    """Pledges still to be paid; with ``searched`` every active one of that person or unit.

    ``late``: after the deadline money may come for any of them, whatever became of it. Tells one
    page from ``offset`` and how many there are.
    """
    takes = pledges.c.state.in_((*ACTIVE, "lapsed", "refunded", "withdrawn") if late else ACTIVE)
    if searched:
        like = searched.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
        wanted = takes & or_(
            residents.c.ref == searched,
            residents.c.unit == searched,
            residents.c.name.like(f"%{like}%", escape="\\"),
        )
    else:
        unpaid = ("pledged", "lapsed", "withdrawn") if late else ("pledged",)
        wanted = pledges.c.state.in_(unpaid) & (_paid() == 0)
    query = _pledges(campaign).where(wanted)
    many = tx.connection.scalar(select(func.count()).select_from(query.subquery()))
    rows = tx.connection.execute(query.order_by(pledges.c.number).limit(PAGE).offset(offset))
    return tuple(value_from(PledgeLine, row) for row in rows), int(many or 0)


def pledge_line(tx: Transaction, campaign: Campaign, number: int) -> PledgeLine | None:
    """One pledge of a campaign by its number."""
    query = _pledges(campaign).where(pledges.c.number == number)
    row = tx.connection.execute(query).one_or_none()
    return None if row is None else value_from(PledgeLine, row)


def signing(tx: Transaction, who: Person, number: int, **done: int) -> SigningList | Refusal:
    """Cash receipts that wait for a second signer; only for second signers."""
    refusal = check(who, "receipt.sign")
    if refusal is not None:
        return refusal
    campaign = by_number(tx, who.community_id, number)
    if isinstance(campaign, Refusal):
        return campaign
    waiting = awaiting(tx, campaign)
    names = names_of(tx, who.community_id, {receipt.cashier for receipt in waiting})
    shown = tuple(
        value_from(
            ReceiptLine,
            receipt,
            pledge=receipt.pledge_number,
            cashier=names.get(receipt.cashier, receipt.cashier),
            own=receipt.cashier == who.id,
        )
        for receipt in waiting[:SHOWN]
    )
    mine = [line for line in shown if not line.own]
    return SigningList(
        campaign=number,
        title=campaign.title,
        shown=shown,
        total=len(waiting),
        signable=len(mine),
        signable_fen=sum(line.amount_fen for line in mine),
        last_serial=max((line.serial for line in mine), default=0),
        **done,
    )


def signing_next(tx: Transaction, who: Person, number: int | None = None) -> SigningList | Refusal:
    """The list of the campaign named, or of the first in which cash waits."""
    if number is None:
        r, c = receipts.c, campaigns.c
        number = tx.connection.scalar(
            select(func.min(c.number))
            .join(receipts, (r.community_id == c.community_id) & (r.campaign_id == c.id))
            .where(c.community_id == who.community_id, r.state == "awaiting_second")
        )
    if number is None:
        return refuse("receipt.nothing_to_sign")
    return signing(tx, who, number)


def confirming(tx: Transaction, who: Person, number: int, **done: int) -> ConfirmingList | Refusal:
    """Refund requests that wait for a second signer, or for their payee.

    For second signers, and for treasurers, who say who could not be paid and who claims.
    """
    refusal = check(who, "refund.unreached")
    if refusal is not None:
        return refusal
    campaign = by_number(tx, who.community_id, number)
    if isinstance(campaign, Refusal):
        return campaign
    requests, waiting = asked(tx, campaign), unreached(tx, campaign)
    names = names_of(tx, who.community_id, {request.asked_by for request in requests})
    signs = may(who, "refund.confirm") and not office_of(campaign, who.id, "cashier", "auditor")
    mine = [request for request in requests if signs and request.asked_by != who.id]
    return ConfirmingList(
        campaign=number,
        title=campaign.title,
        state=told_state(campaign.state, waits=bool(requests or waiting)),
        shown=tuple(
            value_from(
                RequestLine,
                request,
                asked_by=names.get(request.asked_by, ""),
                own=request.asked_by == who.id,
                away=bool(request.serial) and not request.joined,
                route=request.method,
            )
            for request in requests[:SHOWN]
        ),
        total=len(requests),
        confirmable=len(mine),
        confirmable_fen=sum(request.amount_fen for request in mine),
        last_number=max((request.number for request in mine), default=0),
        may_confirm=signs,
        may_claim=may(who, "refund.claim")
        and not office_of(campaign, who.id, "bookkeeper", "auditor"),
        may_mark=not office_of(campaign, who.id, "auditor"),
        unclaimed=tuple(
            value_from(UnclaimedLine, each, since_at=each.unreached_at) for each in waiting[:SHOWN]
        ),
        unclaimed_total=len(waiting),
        unclaimed_fen=sum(each.amount_fen for each in waiting),
        **done,
    )


def excess_asked(tx: Transaction, campaign: Campaign, receipt_id: str) -> int:
    """What of a receipt is above its pledge and waits to go back, in fen."""
    q = refund_requests.c
    query = select(total(q.amount_fen)).where(
        q.community_id == campaign.community_id,
        q.receipt_id == receipt_id,
        q.reason == "excess",
        q.state == "asked",
    )
    return int(tx.connection.scalar(query) or 0)


def was_confirmed(tx: Transaction, campaign: Campaign, *reasons: str) -> bool:
    """Tell whether anything was confirmed for one of these reasons, or waits for its payee."""
    q = refund_requests.c
    query = select(q.id).where(
        q.community_id == campaign.community_id,
        q.campaign_id == campaign.id,
        q.state.in_(("confirmed", "unreached")),
        q.reason.in_(reasons),
    )
    return tx.connection.execute(query.limit(1)).one_or_none() is not None


def surplus_given(tx: Transaction, campaign: Campaign) -> dict[int, int]:
    """What each receipt, by serial, has had of the surplus already or could not be paid, in fen."""
    r, q = receipts.c, refund_requests.c
    rows = tx.connection.execute(
        select(r.serial, total(q.amount_fen).label("fen"))
        .join(receipts, same(refund_requests, receipts, "receipt_id"))
        .where(
            q.community_id == campaign.community_id,
            q.campaign_id == campaign.id,
            q.reason == "surplus",
            q.state.in_(("confirmed", "unreached")),
        )
        .group_by(r.serial)
    )
    return {row.serial: int(row.fen) for row in rows}


def names_of(tx: Transaction, community_id: str, ids: set[str]) -> dict[str, str]:
    """The names of residents by id; the clock and the operator have none."""
    rows = tx.connection.execute(
        select(residents.c.id, residents.c.name).where(
            residents.c.community_id == community_id, residents.c.id.in_(ids)
        )
    )
    return {row.id: row.name for row in rows}


def _paid(*, state: str = "") -> Any:
    """What receipts that are not void (or in a ``state``) say was paid for a pledge in time."""
    return (
        select(total(receipts.c.amount_fen))
        .where(
            receipts.c.community_id == pledges.c.community_id,
            receipts.c.pledge_id == pledges.c.id,
            receipts.c.state == state if state else receipts.c.state != "void",
            on_time(),
        )
        .correlate(pledges)
        .scalar_subquery()
    )


def _gone() -> Any:
    """What of a pledge's receipts was given back, or is set aside for that."""

    def of(table: Table, *wanted: ColumnElement[bool]) -> Any:
        return (
            select(total(table.c.amount_fen))
            .join(receipts, same(table, receipts, "receipt_id"))
            .where(
                receipts.c.community_id == pledges.c.community_id,
                receipts.c.pledge_id == pledges.c.id,
                on_time(),
                *wanted,
            )
            .correlate(pledges)
            .scalar_subquery()
        )

    return of(refunds) + of(refund_requests, refund_requests.c.state.in_(SET_ASIDE))


def _pledges(campaign: Campaign) -> Select[Any]:
    p = pledges.c
    return (
        select(
            p.number,
            p.amount_fen,
            p.state,
            residents.c.ref,
            residents.c.name,
            residents.c.unit,
            _paid().label("paid_fen"),
            (_paid(state="posted") - _gone()).label("kept_fen"),
        )
        .join(residents, same(pledges, residents, "resident_id"))
        .where(p.community_id == campaign.community_id, p.campaign_id == campaign.id)
    )
