"""The ledger 台账 as a journal: every transfer with all its sides, as a bookkeeper writes it down.

No person stands in it: whoever was paid is masked as on the pages, and givers are not told at all.
"""

from collections import defaultdict

from sqlalchemy import ColumnElement, and_, case, func, select

from council.campaigns.ledger.accounts import contributors, held, late
from council.campaigns.ledger.told import gifts_told
from council.campaigns.payments.rules import payee_shown
from council.campaigns.payments.tables import contracts, payments
from council.campaigns.records import same
from council.campaigns.tables import (
    NO_GIFTS,
    campaigns,
    ledger_entries,
    ledger_transfers,
    receipts,
    refund_requests,
)
from council.kernel.database.transaction import Transaction
from council.kernel.values import value


@value
class Side:
    """What one account gets (positive) or gives (negative), in fen."""

    account: str
    amount_fen: int


@value
class JournalLine:
    """One posted transfer; its sides sum to zero.

    ``cause`` names what it is about, the same for all that is about it: ``receipt-1-12`` is receipt
    12 of campaign 1, also for what of it is given back; ``payment-1-3`` a payment, also where it is
    brought back. ``payee`` and ``voucher`` are empty but for payments. ``many`` transfers stand in
    it together, ``number`` is the last of them. Times are UTC seconds.
    """

    number: int
    many: int
    posted_at: int
    kind: str
    campaign: int
    cause: str
    payee: str
    voucher: str
    sides: tuple[Side, ...]


def journal(
    tx: Transaction, community_id: str, *wanted: ColumnElement[bool]
) -> tuple[JournalLine, ...]:
    """Read every transfer of a community, or those ``wanted``, in the order they were posted."""
    t, e = ledger_transfers.c, ledger_entries.c
    sides: defaultdict[str, list[Side]] = defaultdict(list)
    for row in tx.connection.execute(
        select(e.transfer_id, e.account, e.amount_fen)
        .join(ledger_transfers, same(ledger_entries, ledger_transfers, "transfer_id"))
        .where(e.community_id == community_id, *wanted)
        .order_by(e.transfer_id, e.line)
    ):
        sides[row.transfer_id].append(Side(account=row.account, amount_fen=row.amount_fen))
    asked, reversed_one = refund_requests.alias(), payments.alias()
    receipt_id = case((t.kind == "receipt", t.subject_id), else_=asked.c.receipt_id)
    rows = tx.connection.execute(
        select(
            t.id,
            t.number,
            t.posted_at,
            t.kind,
            func.coalesce(campaigns.c.number, 0).label("campaign"),
            receipts.c.serial,
            func.coalesce(reversed_one.c.number, payments.c.number).label("payment"),
            func.coalesce(contracts.c.payee, "").label("payee"),
            func.coalesce(payments.c.invoice, "").label("voucher"),
        )
        .outerjoin(campaigns, same(ledger_transfers, campaigns, "campaign_id"))
        .outerjoin(asked, and_(asked.c.community_id == t.community_id, asked.c.id == t.subject_id))
        .outerjoin(
            receipts, and_(receipts.c.community_id == t.community_id, receipts.c.id == receipt_id)
        )
        .outerjoin(
            payments,
            and_(payments.c.community_id == t.community_id, payments.c.id == t.subject_id),
        )
        .outerjoin(reversed_one, same(payments, reversed_one, "reverses"))
        .outerjoin(contracts, same(payments, contracts, "contract_id"))
        .where(t.community_id == community_id, *wanted)
        .order_by(t.number)
    )
    return tuple(
        JournalLine(
            number=row.number,
            many=1,
            posted_at=row.posted_at,
            kind=row.kind,
            campaign=row.campaign,
            cause=_cause(row.kind, row.campaign, row.serial, row.payment),
            payee=payee_shown(row.payee),
            voucher=row.voucher,
            sides=tuple(sides[row.id]),
        )
        for row in rows
    )


def _cause(kind: str, campaign: int, serial: int | None, payment: int | None) -> str:
    if serial is not None:
        return f"receipt-{campaign}-{serial}"
    if payment is not None:
        return f"payment-{campaign}-{payment}"
    return f"{kind}-{campaign}" if campaign else "suspense"


def told_journal(tx: Transaction, community_id: str) -> tuple[JournalLine, ...]:
    """Read the journal as anybody may: gifts in groups (``grouping``), all else line by line."""
    groups = [
        JournalLine(
            number=group.number,
            many=group.many,
            posted_at=group.at,
            kind=group.kind,
            campaign=each.campaign,
            cause=f"{group.kind}s-{each.campaign}",
            payee="",
            voucher="",
            sides=(
                Side(
                    account=(late if group.late else held)(each.campaign),
                    amount_fen=group.amount_fen,
                ),
                Side(account=contributors(each.campaign), amount_fen=-group.amount_fen),
            ),
        )
        for each in gifts_told(tx, community_id).values()
        for group in each.groups
        if group.amount_fen
    ]
    others = journal(tx, community_id, ledger_transfers.c.kind.in_(NO_GIFTS))
    return tuple(sorted((*groups, *others), key=lambda each: (each.posted_at, each.number)))
