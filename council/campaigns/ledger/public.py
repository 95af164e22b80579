"""The public ledger 台账: every transfer that was posted, the sums of each kind, the balances.

Payers and cashiers are not told; the campaign, the day and the amount are, and who was paid for what.
"""

from collections.abc import Mapping

from sqlalchemy import ColumnElement, and_, exists, func, select

from council.campaigns.bank_statements.public import Suspended, in_suspense
from council.campaigns.ledger.accounts import SUSPENSE
from council.campaigns.ledger.lines import last_hash
from council.campaigns.payments.rules import payee_shown
from council.campaigns.payments.tables import contracts, payments
from council.campaigns.tables import (
    campaigns,
    ledger_entries,
    ledger_lines,
    ledger_transfers,
)
from council.kernel.database.rows import value_from
from council.kernel.database.transaction import Transaction
from council.kernel.findings import count
from council.kernel.months import FIRST, Asked, Stretch, stretch
from council.kernel.paging import ROWS, Paging
from council.kernel.values import value


@value
class Transfer:
    """One posted transfer. ``amount_fen`` is what it brought to (or took from) what is held.

    Of a payment, or what brings one back, ``payee`` (a person masked) and ``voucher``: the invoice.
    """

    number: int
    posted_at: int
    kind: str
    campaign: int
    amount_fen: int
    payee: str
    voucher: str


@value
class KindSum:
    """All transfers of one kind together."""

    kind: str
    transfers: int
    amount_fen: int


@value
class MonthOfLedger:
    """What was held when a month began and when it ended (or is now), and what moved it."""

    opening_fen: int
    kinds: tuple[KindSum, ...]
    closing_fen: int


@value
class Ledger:
    """The ledger, a part of one month's transfers (newest first), and the sums of all.

    ``month``: how the balance of the month shown came about, None where nothing moved yet.

    ``held_fen`` and ``reserve_fen`` are the balances, ``check_fen`` is the sum of all entries of
    all accounts: nothing but 0 is right. ``lines`` of the chain there are (also those that set
    money aside or let it go), and ``last_hash`` is that of the last: whoever notes it today can
    tell tomorrow whether anything before it was changed. ``suspense_fen`` came in and nobody knows
    yet what for, ``suspense`` are those sums.
    """

    total: int
    paging: Paging
    month: MonthOfLedger | None
    transfers: tuple[Transfer, ...]
    kinds: tuple[KindSum, ...]
    held_fen: int
    reserve_fen: int
    check_fen: int
    lines: int
    last_hash: str
    suspense_fen: int = 0
    suspense: tuple[Suspended, ...] = ()


def ledger(tx: Transaction, community_id: str, *, asked: Asked = FIRST) -> Ledger | None:
    """Gather the ledger, one month's transfers at a time; None where it has no such part."""
    t, e = ledger_transfers.c, ledger_entries.c
    held = e.account.like("held:%")
    same = and_(e.community_id == t.community_id, e.transfer_id == t.id)
    kinds = _kinds(tx, community_id)
    shown = (
        t.community_id == community_id,
        exists().where(same, held).correlate(ledger_transfers),
    )
    where = stretch(tx, t.posted_at, *shown, asked=asked, size=ROWS, always=True)
    if where is None:
        return None
    within = and_(t.posted_at >= where.since, t.posted_at < where.until)
    here = (
        select(t.id)
        .where(*shown, within)
        .order_by(t.number.desc())
        .limit(ROWS)
        .offset(where.offset)
    )
    balances: dict[str, int] = {
        account: int(amount)
        for account, amount in tx.connection.execute(
            select(e.account, func.sum(e.amount_fen))
            .where(e.community_id == community_id)
            .group_by(e.account)
        )
    }
    return Ledger(
        total=sum(kind.transfers for kind in kinds),
        paging=where.paging,
        month=_month(tx, community_id, where) if where.paging.month else None,
        transfers=transfers_of(tx, community_id, ledger_transfers.c.id.in_(here))[::-1],
        kinds=kinds,
        held_fen=_of(balances, "held:"),
        reserve_fen=_of(balances, "reserve:"),
        check_fen=_of(balances, ""),
        suspense_fen=_of(balances, SUSPENSE),
        suspense=in_suspense(tx, community_id),
        lines=count(tx, ledger_lines, ledger_lines.c.community_id == community_id),
        last_hash=last_hash(tx, community_id),
    )


def transfers_of(
    tx: Transaction, community_id: str, *within: ColumnElement[bool]
) -> tuple[Transfer, ...]:
    """Tell transfers with what each moved in ``held``, in the order they were posted."""
    t, e, c = ledger_transfers.c, ledger_entries.c, campaigns.c
    held = and_(e.community_id == t.community_id, e.transfer_id == t.id, e.account.like("held:%"))
    rows = tx.connection.execute(
        select(
            t.number,
            t.posted_at,
            t.kind,
            c.number.label("campaign"),
            func.sum(e.amount_fen).label("amount_fen"),
            func.coalesce(contracts.c.payee, "").label("payee"),
            func.coalesce(payments.c.invoice, "").label("voucher"),
        )
        .join(ledger_entries, held)
        .outerjoin(
            payments,
            and_(payments.c.community_id == t.community_id, payments.c.id == t.subject_id),
        )
        .outerjoin(
            contracts,
            and_(
                contracts.c.community_id == payments.c.community_id,
                contracts.c.id == payments.c.contract_id,
            ),
        )
        .outerjoin(campaigns, and_(c.community_id == t.community_id, c.id == t.campaign_id))
        .where(t.community_id == community_id, *within)
        .group_by(t.number, t.posted_at, t.kind, c.number, contracts.c.payee, payments.c.invoice)
        .order_by(t.number)
    )
    return tuple(
        value_from(Transfer, row, amount_fen=int(row.amount_fen), payee=payee_shown(row.payee))
        for row in rows
    )


def _of(balances: Mapping[str, int], prefix: str) -> int:
    return sum(fen for account, fen in balances.items() if account.startswith(prefix))


def _kinds(
    tx: Transaction, community_id: str, *within: ColumnElement[bool]
) -> tuple[KindSum, ...]:
    """Sum the transfers of each kind."""
    t, e = ledger_transfers.c, ledger_entries.c
    same = and_(e.community_id == t.community_id, e.transfer_id == t.id)
    rows = tx.connection.execute(
        select(t.kind, func.count(), func.sum(e.amount_fen))
        .join(ledger_entries, same & e.account.like("held:%"))
        .where(t.community_id == community_id, *within)
        .group_by(t.kind)
        .order_by(t.kind)
    )
    return tuple(
        KindSum(kind=kind, transfers=number, amount_fen=int(amount))
        for kind, number, amount in rows
    )


def _month(tx: Transaction, community_id: str, where: Stretch) -> MonthOfLedger:
    at = ledger_transfers.c.posted_at
    before = _kinds(tx, community_id, at < where.since)
    moved = _kinds(tx, community_id, at >= where.since, at < where.until)
    opening = sum(kind.amount_fen for kind in before)
    return MonthOfLedger(
        opening_fen=opening,
        kinds=moved,
        closing_fen=opening + sum(kind.amount_fen for kind in moved),
    )
