"""What anybody can check today: the rolls that were frozen, and whether the ledger adds up."""

from sqlalchemy import func, select

from council.campaigns.tables import ledger_entries
from council.kernel.database.transaction import Transaction
from council.kernel.paging import CARDS, Paging, paging
from council.kernel.values import value
from council.polls.tables import polls


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
    paging: Paging
    entries: int
    check_fen: int


def verification(tx: Transaction, community_id: str, *, page: int = 1) -> Verification | None:
    """Gather the page with a part of the rolls, newest first; None where there is no such part."""
    p, e = polls.c, ledger_entries.c
    frozen = (
        p.community_id == community_id,
        p.roll_fingerprint.is_not(None),
        p.state != "draft",
    )
    total = tx.connection.scalar(select(func.count()).select_from(polls).where(*frozen))
    where = paging(page, total=total or 0, size=CARDS)
    if where is None:
        return None
    rolls = tx.connection.execute(
        select(p.number, p.title, p.roll_size, p.roll_fingerprint)
        .where(*frozen)
        .order_by(p.number.desc())
        .limit(CARDS)
        .offset((page - 1) * CARDS)
    )
    entries, balance = tx.connection.execute(
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
        paging=where,
        entries=entries,
        check_fen=int(balance or 0),
    )
