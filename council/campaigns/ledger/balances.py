"""What accounts of the ledger 台账 hold: posted, and of that what is not set aside for anything."""

from collections.abc import Collection

from sqlalchemy import and_, exists, select

from council.campaigns.tables import ledger_entries, ledger_holds, ledger_lines
from council.kernel.database.sums import total
from council.kernel.database.transaction import Transaction


def posted(tx: Transaction, community_id: str, accounts: Collection[str]) -> dict[str, int]:
    """Tell what each account holds, in fen."""
    e = ledger_entries.c
    rows = tx.connection.execute(
        select(e.account, total(e.amount_fen))
        .where(e.community_id == community_id, e.account.in_(accounts))
        .group_by(e.account)
    )
    return dict.fromkeys(accounts, 0) | {account: int(fen) for account, fen in rows}


def set_aside(tx: Transaction, community_id: str, accounts: Collection[str]) -> dict[str, int]:
    """Tell what is set aside to leave each account, neither posted nor voided, in fen."""
    h, t = ledger_holds.c, ledger_lines.c
    ended = exists().where(
        t.community_id == h.community_id,
        t.kind == h.kind,
        t.subject_id == h.subject_id,
        t.ends == 1,
    )
    rows = tx.connection.execute(
        select(h.source, total(h.amount_fen))
        .where(and_(h.community_id == community_id, h.source.in_(accounts), ~ended))
        .group_by(h.source)
    )
    return dict.fromkeys(accounts, 0) | {account: int(fen) for account, fen in rows}


def available(tx: Transaction, community_id: str, accounts: Collection[str]) -> dict[str, int]:
    """Tell what of each account is there and not set aside for anything, in fen."""
    there = posted(tx, community_id, accounts)
    gone = set_aside(tx, community_id, accounts)
    return {account: there[account] - gone[account] for account in accounts}
