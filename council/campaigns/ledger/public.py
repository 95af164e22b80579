"""The public ledger 台账: every transfer that was posted, the sums of each kind, the balances.

Payers and cashiers are not told; the campaign, the day and the amount are.
"""

from collections.abc import Mapping

from sqlalchemy import and_, exists, func, select

from council.campaigns.tables import campaigns, ledger_entries, ledger_transfers
from council.kernel.database.rows import value_from
from council.kernel.database.transaction import Transaction
from council.kernel.paging import ROWS, Paging, paging
from council.kernel.values import value


@value
class Transfer:
    """One posted transfer. ``amount_fen`` is what it brought to (or took from) what is held."""

    number: int
    posted_at: int
    kind: str
    campaign: int
    amount_fen: int


@value
class KindSum:
    """All transfers of one kind together."""

    kind: str
    transfers: int
    amount_fen: int


@value
class Ledger:
    """The ledger, a part of its transfers (newest first), and the sums of all.

    ``held_fen`` and ``reserve_fen`` are the balances, ``check_fen`` is the sum of all entries of
    all accounts: nothing but 0 is right.
    """

    total: int
    paging: Paging
    transfers: tuple[Transfer, ...]
    kinds: tuple[KindSum, ...]
    held_fen: int
    reserve_fen: int
    check_fen: int


def ledger(tx: Transaction, community_id: str, *, page: int = 1) -> Ledger | None:
    """Gather the ledger in three statements; None where it has no such page."""
    t, e, c = ledger_transfers.c, ledger_entries.c, campaigns.c
    held = e.account.like("held:%")
    same = and_(e.community_id == t.community_id, e.transfer_id == t.id)
    kinds = tx.connection.execute(
        select(t.kind, func.count(), func.sum(e.amount_fen))
        .join(ledger_entries, same & held)
        .where(t.community_id == community_id)
        .group_by(t.kind)
        .order_by(t.kind)
    ).all()
    total = sum(number for _, number, _ in kinds)
    where = paging(page, total=total, size=ROWS)
    if where is None:
        return None
    here = (
        select(t.id)
        .where(
            t.community_id == community_id, exists().where(same, held).correlate(ledger_transfers)
        )
        .order_by(t.number.desc())
        .limit(ROWS)
        .offset((page - 1) * ROWS)
    )
    rows = tx.connection.execute(
        select(
            t.number,
            t.posted_at,
            t.kind,
            c.number.label("campaign"),
            func.sum(e.amount_fen).label("amount_fen"),
        )
        .join(ledger_entries, same & held)
        .outerjoin(campaigns, and_(c.community_id == t.community_id, c.id == t.campaign_id))
        .where(t.community_id == community_id, t.id.in_(here))
        .group_by(t.number, t.posted_at, t.kind, c.number)
        .order_by(t.number.desc())
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
        total=total,
        paging=where,
        transfers=tuple(value_from(Transfer, row) for row in rows),
        kinds=tuple(
            KindSum(kind=kind, transfers=number, amount_fen=int(amount))
            for kind, number, amount in kinds
        ),
        held_fen=_of(balances, "held:"),
        reserve_fen=_of(balances, "reserve:"),
        check_fen=_of(balances, ""),
    )


def _of(balances: Mapping[str, int], prefix: str) -> int:
    return sum(fen for account, fen in balances.items() if account.startswith(prefix))
