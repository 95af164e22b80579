"""The public ledger 台账, and the standing invariants I8-I11 of everything that was posted.

Totals are for everybody; a person is shown only by consent, and then as 张*、3栋.
"""

from typing import Any

from sqlalchemy import ColumnElement, and_, case, func, select

from council.domain.campaigns import building, masked, ref_key
from council.domain.values import value
from council.storage.sums import total
from council.storage.tables.money import (
    campaigns,
    ledger_entries,
    ledger_transfers,
    pledges,
    receipts,
    refund_requests,
    refunds,
)
from council.storage.tables.people import residents
from council.storage.transaction import Transaction


@value
class LedgerLine:
    """One transfer. ``name`` is masked and empty without consent (匿名); ``building`` with it.

    ``serial`` is the receipt's within its campaign, 0 where there is none. ``amount_fen`` is
    positive for what came in, negative for what went out; ``balance_fen`` is what the campaign
    held after it.
    """

    number: int
    posted_at: int
    kind: str
    campaign: int
    serial: int
    method: str
    reason: str
    name: str
    building: str
    amount_fen: int
    balance_fen: int


@value
class LedgerPage:
    """Newest first: ``total`` lines in all, these from ``offset``."""

    lines: tuple[LedgerLine, ...]
    offset: int
    total: int


@value
class Finding:
    """An invariant that does not hold, and where."""

    invariant: str
    what: str
    subject: str
    expected: int
    found: int


def public(
    tx: Transaction,
    community_id: str,
    *,
    campaign: int = 0,
    offset: int = 0,
    limit: int = 50,
) -> LedgerPage:
    """One page of the ledger, of all campaigns or of one."""
    lines = _lines(community_id).subquery()
    wanted = [lines.c.campaign == campaign] if campaign else []
    query = select(lines).where(*wanted).order_by(lines.c.number.desc())
    many = tx.connection.scalar(select(func.count()).select_from(lines).where(*wanted))
    rows = tx.connection.execute(query.limit(limit).offset(offset))
    return LedgerPage(lines=tuple(_line(row) for row in rows), offset=offset, total=int(many or 0))


def check(tx: Transaction, community_id: str) -> tuple[Finding, ...]:
    """Test I8 to I11 on everything that was posted; nothing found means that all hold.

    I8 every transfer sums to zero. I9 no account that holds money is ever below zero, in order.
    I10 a payment is recorded once and serials have no gaps. I11 refunds do not pass receipts.
    Besides, what is posted and what is in the ledger are the same.
    """
    return (
        *_unbalanced(tx, community_id),
        *_overdrawn(tx, community_id),
        *_twice(tx, community_id),
        *_gaps(tx, community_id),
        *_over_refunded(tx, community_id),
        *_unposted(tx, community_id),
    )


def _same(child: Any, parent: Any, column: str) -> ColumnElement[bool]:
    return and_(child.c.community_id == parent.c.community_id, child.c[column] == parent.c.id)


def _lines(community_id: str) -> Any:
    """Every transfer with what it moved in ``held``, its campaign, receipt and payer."""
    t, e = ledger_transfers.c, ledger_entries.c
    asked = refund_requests.alias()
    receipt_id = case((t.kind == "receipt", t.subject_id), else_=asked.c.receipt_id)
    return (
        select(
            t.number,
            t.posted_at,
            t.kind,
            campaigns.c.number.label("campaign"),
            func.coalesce(receipts.c.serial, 0).label("serial"),
            func.coalesce(receipts.c.method, "").label("method"),
            func.coalesce(asked.c.reason, "").label("reason"),
            pledges.c.anonymous,
            residents.c.name,
            residents.c.unit,
            e.amount_fen,
            func.sum(e.amount_fen)
            .over(partition_by=t.campaign_id, order_by=t.number)
            .label("balance_fen"),
        )
        .join(ledger_entries, _same(ledger_entries, ledger_transfers, "transfer_id"))
        .join(campaigns, _same(ledger_transfers, campaigns, "campaign_id"))
        .outerjoin(asked, and_(asked.c.community_id == t.community_id, asked.c.id == t.subject_id))
        .outerjoin(
            receipts,
            and_(receipts.c.community_id == t.community_id, receipts.c.id == receipt_id),
        )
        .outerjoin(pledges, _same(receipts, pledges, "pledge_id"))
        .outerjoin(residents, _same(pledges, residents, "resident_id"))
        .where(t.community_id == community_id, e.account.like("held:%"))
    )


def _line(row: Any) -> LedgerLine:
    consents = row.anonymous == 0
    return LedgerLine(
        number=row.number,
        posted_at=row.posted_at,
        kind=row.kind,
        campaign=row.campaign,
        serial=row.serial,
        method=row.method,
        reason=row.reason,
        name=masked(row.name) if consents else "",
        building=building(row.unit) if consents else "",
        amount_fen=int(row.amount_fen),
        balance_fen=int(row.balance_fen),
    )


def _unbalanced(tx: Transaction, community_id: str) -> list[Finding]:
    t, e = ledger_transfers.c, ledger_entries.c
    rows = tx.connection.execute(
        select(t.number, total(e.amount_fen).label("fen"), func.count(e.line).label("n"))
        .outerjoin(ledger_entries, _same(ledger_entries, ledger_transfers, "transfer_id"))
        .where(t.community_id == community_id)
        .group_by(t.number)
        .having((total(e.amount_fen) != 0) | (func.count(e.line) < len(("in", "out"))))
    )
    return [_found("I8", "transfer_unbalanced", row.number, 0, row.fen) for row in rows]


def _overdrawn(tx: Transaction, community_id: str) -> list[Finding]:
    t, e = ledger_transfers.c, ledger_entries.c
    running = (
        select(
            t.number,
            e.account,
            func.sum(e.amount_fen)
            .over(partition_by=e.account, order_by=(t.number, e.line))
            .label("fen"),
        )
        .join(ledger_entries, _same(ledger_entries, ledger_transfers, "transfer_id"))
        .where(
            t.community_id == community_id,
            e.account.like("held:%") | e.account.like("reserve:%"),
        )
        .subquery()
    )
    rows = tx.connection.execute(select(running).where(running.c.fen < 0))
    return [
        _found("I9", "account_below_zero", f"{row.account}@{row.number}", 0, int(row.fen))
        for row in rows
    ]


def _twice(tx: Transaction, community_id: str) -> list[Finding]:
    """References that stand twice in the community; their keys are made anew, not believed."""
    r = receipts.c
    rows = tx.connection.execute(
        select(campaigns.c.number, r.serial, r.external_ref)
        .join(campaigns, _same(receipts, campaigns, "campaign_id"))
        .where(r.community_id == community_id, r.external_ref != "")
        .order_by(campaigns.c.number, r.serial)
    )
    seen: dict[str, list[str]] = {}
    for row in rows:
        seen.setdefault(ref_key(row.external_ref), []).append(f"{row.number}/{row.serial}")
    return [
        _found("I10", "payment_recorded_twice", " ".join(places), 1, len(places))
        for places in seen.values()
        if len(places) > 1
    ]


def _gaps(tx: Transaction, community_id: str) -> list[Finding]:
    r = receipts.c
    rows = tx.connection.execute(
        select(campaigns.c.number, func.max(r.serial).label("last"), func.count().label("n"))
        .join(campaigns, _same(receipts, campaigns, "campaign_id"))
        .where(r.community_id == community_id)
        .group_by(campaigns.c.number)
        .having(func.max(r.serial) != func.count())
    )
    return [_found("I10", "serials_with_gaps", row.number, row.last, row.n) for row in rows]


def _over_refunded(tx: Transaction, community_id: str) -> list[Finding]:
    r, f = receipts.c, refunds.c
    rows = tx.connection.execute(
        select(campaigns.c.number, r.serial, r.amount_fen, total(f.amount_fen).label("fen"))
        .join(receipts, _same(refunds, receipts, "receipt_id"))
        .join(campaigns, _same(receipts, campaigns, "campaign_id"))
        .where(f.community_id == community_id)
        .group_by(campaigns.c.number, r.serial, r.amount_fen, r.state)
        .having((total(f.amount_fen) > r.amount_fen) | (r.state != "posted"))
    )
    return [
        _found("I11", "refunds_pass_receipt", f"{r.number}/{r.serial}", r.amount_fen, r.fen)
        for r in rows
    ]


def _unposted(tx: Transaction, community_id: str) -> list[Finding]:
    """Receipts and refunds against the ledger, both ways, by amount."""
    found = []
    for kind, table, wanted in (
        ("receipt", receipts, receipts.c.state == "posted"),
        ("refund", refunds, refunds.c.amount_fen > 0),
    ):
        t, e = ledger_transfers.c, ledger_entries.c
        moved = (
            select(t.subject_id, func.max(e.amount_fen).label("fen"))
            .join(ledger_entries, _same(ledger_entries, ledger_transfers, "transfer_id"))
            .where(t.community_id == community_id, t.kind == kind)
            .group_by(t.subject_id)
            .subquery()
        )
        posted = (
            select(table.c.id, table.c.amount_fen)
            .where(table.c.community_id == community_id, wanted)
            .subquery()
        )
        rows = tx.connection.execute(
            select(
                func.coalesce(posted.c.id, moved.c.subject_id).label("id"),
                func.coalesce(posted.c.amount_fen, 0).label("expected"),
                func.coalesce(moved.c.fen, 0).label("found"),
            )
            .join_from(posted, moved, posted.c.id == moved.c.subject_id, full=True)
            .where(func.coalesce(posted.c.amount_fen, 0) != func.coalesce(moved.c.fen, 0))
        )
        found += [
            _found("I8", f"{kind}_not_as_posted", row.id, row.expected, row.found) for row in rows
        ]
    return found


def _found(invariant: str, what: str, subject: str | int, expected: int, found: int) -> Finding:
    return Finding(
        invariant=invariant, what=what, subject=str(subject), expected=expected, found=found
    )
