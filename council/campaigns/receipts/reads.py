"""Receipts 实收 and refunds 退款 as the treasurer and the second signer see them."""

from typing import Any

from sqlalchemy import ColumnElement, Row, Select, and_, exists, func, or_, select

from council.campaigns.reads import by_number
from council.campaigns.receipts.commands import PledgeLine, ReceiptLine, SigningList
from council.campaigns.refunds.commands import ConfirmingList, RequestLine
from council.campaigns.rules import ACTIVE
from council.campaigns.tables import campaigns, pledges, receipts, refund_requests, refunds
from council.kernel.database.sums import total
from council.kernel.database.transaction import Transaction
from council.kernel.directory import accounts, residents
from council.kernel.policy import check
from council.kernel.refusals import Refusal, refuse
from council.kernel.values import Person

#: So many lines fit one screen.
PAGE = 8
SHOWN = 20


def payable(
    tx: Transaction, campaign: Any, *, searched: str = "", offset: int = 0
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
    return tuple(_pledge(row) for row in rows), int(many or 0)


def pledge_line(tx: Transaction, campaign: Any, number: int) -> PledgeLine | None:
    """One pledge of a campaign by its number."""
    query = _pledges(campaign).where(pledges.c.number == number)
    row = tx.connection.execute(query).one_or_none()
    return None if row is None else _pledge(row)


def signing(tx: Transaction, who: Person, number: int, **done: int) -> SigningList | Refusal:
    """Cash receipts that wait for a second signer; only for second signers."""
    refusal = check(who, "receipt.sign")
    if refusal is not None:
        return refusal
    campaign = by_number(tx, who.community_id, number)
    if isinstance(campaign, Refusal):
        return campaign
    rows = awaiting(tx, campaign)
    names = names_of(tx, who.community_id, {row.cashier for row in rows})
    shown = tuple(
        ReceiptLine(
            serial=row.serial,
            pledge=row.pledge_number,
            name=row.name,
            unit=row.unit,
            amount_fen=row.amount_fen,
            received_at=row.received_at,
            cashier=names.get(row.cashier, row.cashier),
            own=row.cashier == who.id,
        )
        for row in rows[:SHOWN]
    )
    mine = [line for line in shown if not line.own]
    return SigningList(
        campaign=number,
        title=campaign.title,
        shown=shown,
        total=len(rows),
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


def awaiting(
    tx: Transaction, campaign: Any, wanted: ColumnElement[bool] | None = None
) -> list[Row[Any]]:
    """The receipts that wait for a signature, with pledge number and payer, by serial."""
    return receipt_rows(
        tx,
        campaign,
        (receipts.c.state == "awaiting_second")
        & (wanted if wanted is not None else receipts.c.serial > 0),
    )


def recorded_payment(tx: Transaction, community_id: str, key: str) -> Row[Any] | None:
    """The receipt of a payment by the key of its reference, under whatever campaign it is.

    ``corrected_fen``: how much of it was taken back as booked by mistake.
    """
    return tx.connection.execute(
        select(
            receipts,
            campaigns.c.number.label("campaign_number"),
            pledges.c.number.label("pledge_number"),
            _given_back(
                (refunds.c.receipt_id == receipts.c.id) & (refunds.c.reason == "correction")
            ).label("corrected_fen"),
        )
        .join(campaigns, _same(receipts, campaigns, "campaign_id"))
        .join(pledges, _same(receipts, pledges, "pledge_id"))
        .where(receipts.c.community_id == community_id, receipts.c.ref_key == key)
    ).one_or_none()


def receipt_rows(tx: Transaction, campaign: Any, wanted: ColumnElement[bool]) -> list[Row[Any]]:
    """Receipts of a campaign with their payers.

    ``left_fen`` is what was neither given back nor asked back of each yet.
    """
    r = receipts.c
    query = (
        select(
            receipts,
            pledges.c.number.label("pledge_number"),
            pledges.c.amount_fen.label("pledged_fen"),
            pledges.c.resident_id,
            residents.c.ref,
            residents.c.name,
            residents.c.unit,
            (
                r.amount_fen
                - _given_back(refunds.c.receipt_id == r.id)
                - _asked_back(refund_requests.c.receipt_id == r.id)
            ).label("left_fen"),
        )
        .join(pledges, _same(receipts, pledges, "pledge_id"))
        .join(residents, _same(pledges, residents, "resident_id"))
        .where(r.community_id == campaign.community_id, r.campaign_id == campaign.id, wanted)
        .order_by(r.serial)
    )
    return list(tx.connection.execute(query))


def confirming(tx: Transaction, who: Person, number: int, **done: int) -> ConfirmingList | Refusal:
    """Refund requests that wait for a second signer; only for second signers."""
    refusal = check(who, "refund.confirm")
    if refusal is not None:
        return refusal
    campaign = by_number(tx, who.community_id, number)
    if isinstance(campaign, Refusal):
        return campaign
    rows = asked(tx, campaign)
    names = names_of(tx, who.community_id, {row.asked_by for row in rows})
    mine = [row for row in rows if row.asked_by != who.id]
    return ConfirmingList(
        campaign=number,
        title=campaign.title,
        state=campaign.state,
        shown=tuple(
            RequestLine(
                number=row.number,
                serial=row.serial or 0,
                name=row.name or "",
                unit=row.unit or "",
                amount_fen=row.amount_fen,
                reason=row.reason,
                asked_by=names.get(row.asked_by, ""),
                own=row.asked_by == who.id,
                away=bool(row.serial) and not row.joined,
            )
            for row in rows[:SHOWN]
        ),
        total=len(rows),
        confirmable=len(mine),
        confirmable_fen=sum(row.amount_fen for row in mine),
        last_number=max((row.number for row in mine), default=0),
        **done,
    )


def asked(
    tx: Transaction, campaign: Any, wanted: ColumnElement[bool] | None = None
) -> list[Row[Any]]:
    """The refund requests that nobody has confirmed or declined, by number."""
    q = refund_requests.c
    query = (
        select(
            refund_requests,
            receipts.c.serial,
            receipts.c.method,
            receipts.c.pledge_id,
            pledges.c.resident_id,
            residents.c.name,
            residents.c.unit,
            _has_account().label("joined"),
        )
        .outerjoin(receipts, _same(refund_requests, receipts, "receipt_id"))
        .outerjoin(pledges, _same(receipts, pledges, "pledge_id"))
        .outerjoin(residents, _same(pledges, residents, "resident_id"))
        .where(
            q.community_id == campaign.community_id,
            q.campaign_id == campaign.id,
            q.state == "asked",
        )
        .order_by(q.number)
    )
    return list(tx.connection.execute(query if wanted is None else query.where(wanted)))


def _has_account() -> ColumnElement[bool]:
    a = accounts.c
    return exists().where(
        a.community_id == pledges.c.community_id, a.resident_id == pledges.c.resident_id
    )


def was_confirmed(tx: Transaction, campaign: Any, *reasons: str) -> bool:
    """Tell whether anything was confirmed for one of these reasons."""
    q = refund_requests.c
    query = select(q.id).where(
        q.community_id == campaign.community_id,
        q.campaign_id == campaign.id,
        q.state == "confirmed",
        q.reason.in_(reasons),
    )
    return tx.connection.execute(query.limit(1)).one_or_none() is not None


def surplus_given(tx: Transaction, campaign: Any) -> dict[int, int]:
    """What each receipt, by serial, has had of the surplus already, in fen."""
    r, f = receipts.c, refunds.c
    rows = tx.connection.execute(
        select(r.serial, total(f.amount_fen).label("fen"))
        .join(receipts, _same(refunds, receipts, "receipt_id"))
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


def _same(child: Any, parent: Any, column: str) -> ColumnElement[bool]:
    return and_(child.c.community_id == parent.c.community_id, child.c[column] == parent.c.id)


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
        .where(q.community_id == receipts.c.community_id, q.state == "asked", wanted)
        .correlate(receipts)
        .scalar_subquery()
    )


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


def _pledges(campaign: Any) -> Select[Any]:
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
        .join(residents, _same(pledges, residents, "resident_id"))
        .where(p.community_id == campaign.community_id, p.campaign_id == campaign.id)
    )


def _pledge(row: Row[Any]) -> PledgeLine:
    return PledgeLine(
        number=row.number,
        ref=row.ref,
        name=row.name,
        unit=row.unit,
        amount_fen=row.amount_fen,
        paid_fen=int(row.paid_fen),
        state=row.state,
    )
