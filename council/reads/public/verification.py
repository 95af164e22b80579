"""What anybody can check today: the rolls that were frozen, and whether the ledger adds up."""

from sqlalchemy import func, select

from council.domain.values import value
from council.storage.tables.money import ledger_entries
from council.storage.tables.polls import polls
from council.storage.transaction import Transaction

LIMIT = 50


@value
class FrozenRoll:
    """The roll of one poll: how many ballots may be cast, and the hash of who may cast them."""

    poll: int
    title: str
    roll_size: int
    fingerprint: str


@value
class Verification:
    """``check_fen`` is the sum of all ledger entries of all accounts: it must be 0."""

    rolls: tuple[FrozenRoll, ...]
    entries: int
    check_fen: int


def verification(tx: Transaction, community_id: str) -> Verification:
    """Gather the page."""
    p, e = polls.c, ledger_entries.c
    rolls = tx.connection.execute(
        select(p.number, p.title, p.roll_size, p.roll_fingerprint)
        .where(p.community_id == community_id, p.roll_fingerprint.is_not(None), p.state != "draft")
        .order_by(p.number.desc())
        .limit(LIMIT)
    )
    entries, total = tx.connection.execute(
        select(func.count(), func.sum(e.amount_fen)).where(e.community_id == community_id)
    ).one()
    return Verification(
        rolls=tuple(
            FrozenRoll(
                poll=row.number,
                title=row.title,
                roll_size=row.roll_size,
                fingerprint=row.roll_fingerprint,
            )
            for row in rolls
        ),
        entries=entries,
        check_fen=int(total or 0),
    )
