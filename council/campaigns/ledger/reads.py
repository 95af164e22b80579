"""The public ledger 台账: every transfer, newest first.

Totals are for everybody; a person is shown only by consent, and then as 张*、3栋.
"""

from typing import Any

from sqlalchemy import and_, case, func, select

from council.campaigns.records import same
from council.campaigns.rules import building, masked
from council.campaigns.tables import (
    campaigns,
    ledger_entries,
    ledger_transfers,
    pledges,
    receipts,
    refund_requests,
)
from council.kernel.database.rows import value_from
from council.kernel.database.transaction import Transaction
from council.kernel.directory import residents
from council.kernel.values import value


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
            receipts.c.serial,
            receipts.c.method,
            asked.c.reason,
            pledges.c.anonymous,
            residents.c.name,
            residents.c.unit,
            e.amount_fen,
            func.sum(e.amount_fen)
            .over(partition_by=t.campaign_id, order_by=t.number)
            .label("balance_fen"),
        )
        .join(ledger_entries, same(ledger_entries, ledger_transfers, "transfer_id"))
        .join(campaigns, same(ledger_transfers, campaigns, "campaign_id"))
        .outerjoin(asked, and_(asked.c.community_id == t.community_id, asked.c.id == t.subject_id))
        .outerjoin(
            receipts,
            and_(receipts.c.community_id == t.community_id, receipts.c.id == receipt_id),
        )
        .outerjoin(pledges, same(receipts, pledges, "pledge_id"))
        .outerjoin(residents, same(pledges, residents, "resident_id"))
        .where(t.community_id == community_id, e.account.like("held:%"))
    )


def _line(row: Any) -> LedgerLine:
    consents = row.anonymous == 0
    return value_from(
        LedgerLine,
        row,
        name=masked(row.name) if consents else "",
        building=building(row.unit) if consents else "",
    )
