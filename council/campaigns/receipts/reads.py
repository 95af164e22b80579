"""Receipts 实收 and refunds 退款 as the treasurer and the second signer see them."""

from typing import Any

from sqlalchemy import Select, func, or_, select

from council.campaigns.campaign import Campaign
from council.campaigns.pledges.rules import ACTIVE
from council.campaigns.receipts.commands import PledgeLine, ReceiptLine, SigningList
from council.campaigns.receipts.records import awaiting
from council.campaigns.records import by_number, same
from council.campaigns.refunds.commands import ConfirmingList, RequestLine
from council.campaigns.refunds.records import asked
from council.campaigns.tables import campaigns, pledges, receipts, refund_requests, refunds
from council.kernel.database.rows import value_from
from council.kernel.database.sums import total
from council.kernel.database.transaction import Transaction
from council.kernel.directory import residents
from council.kernel.policy import check
from council.kernel.refusals import Refusal, refuse
from council.kernel.values import Person

#: So many lines fit one screen.
PAGE = 8
SHOWN = 20


def payable(
    tx: Transaction, campaign: Campaign, *, searched: str = "", offset: int = 0
) -> tuple[tuple[PledgeLine, ...], int]:
    """Pledges still to be paid; with ``searched`` every active one of that person or unit.

    Tells one page from ``offset`` and how many there are.
    """
    if searched:
        like = searched.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
        wanted = pledges.c.state.in_(ACTIVE) & or_(
            residents.c.ref == searched,
            residents.c.unit == searched,
            residents.c.name.like(f"%{like}%", escape="\\"),
        )
    else:
        wanted = (pledges.c.state == "pledged") & (_paid() == 0)
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
    """Refund requests that wait for a second signer; only for second signers."""
    refusal = check(who, "refund.confirm")
    if refusal is not None:
        return refusal
    campaign = by_number(tx, who.community_id, number)
    if isinstance(campaign, Refusal):
        return campaign
    requests = asked(tx, campaign)
    names = names_of(tx, who.community_id, {request.asked_by for request in requests})
    mine = [request for request in requests if request.asked_by != who.id]
    return ConfirmingList(
        campaign=number,
        title=campaign.title,
        state=campaign.state,
        shown=tuple(
            value_from(
                RequestLine,
                request,
                asked_by=names.get(request.asked_by, ""),
                own=request.asked_by == who.id,
                away=bool(request.serial) and not request.joined,
            )
            for request in requests[:SHOWN]
        ),
        total=len(requests),
        confirmable=len(mine),
        confirmable_fen=sum(request.amount_fen for request in mine),
        last_number=max((request.number for request in mine), default=0),
        **done,
    )


def was_confirmed(tx: Transaction, campaign: Campaign, *reasons: str) -> bool:
    """Tell whether anything was confirmed for one of these reasons."""
    q = refund_requests.c
    query = select(q.id).where(
        q.community_id == campaign.community_id,
        q.campaign_id == campaign.id,
        q.state == "confirmed",
        q.reason.in_(reasons),
    )
    return tx.connection.execute(query.limit(1)).one_or_none() is not None


def surplus_given(tx: Transaction, campaign: Campaign) -> dict[int, int]:
    """What each receipt, by serial, has had of the surplus already, in fen."""
    r, f = receipts.c, refunds.c
    rows = tx.connection.execute(
        select(r.serial, total(f.amount_fen).label("fen"))
        .join(receipts, same(refunds, receipts, "receipt_id"))
        .where(
            f.community_id == campaign.community_id,
            f.campaign_id == campaign.id,
            f.reason == "surplus",
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


def _paid() -> Any:
    """What receipts that are not void say was paid for a pledge."""
    return (
        select(total(receipts.c.amount_fen))
        .where(
            receipts.c.community_id == pledges.c.community_id,
            receipts.c.pledge_id == pledges.c.id,
            receipts.c.state != "void",
        )
        .correlate(pledges)
        .scalar_subquery()
    )


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
        )
        .join(residents, same(pledges, residents, "resident_id"))
        .where(p.community_id == campaign.community_id, p.campaign_id == campaign.id)
    )
