"""What anybody may see of what is in suspense 待查款: the day, the sum, what became of it; no name."""

from typing import Literal

from sqlalchemy import select

from council.campaigns.bank_statements.tables import bank_lines
from council.kernel.database.transaction import Transaction
from council.kernel.values import value

Became = Literal["suspense", "known", "returned"]
_BECAME: dict[str, Became] = {
    "suspense": "suspense",
    "returning": "suspense",
    "returned": "returned",
    "receipt": "known",
    "ticked": "known",
}
#: So many of those that are known by now, or went back, are still shown.
SETTLED_SHOWN = 10


@value
class Suspended:
    """A sum that is, or was, in suspense: the days it came and was put there (UTC seconds), in fen."""

    came_at: int
    suspended_at: int
    amount_fen: int
    became: Became


def in_suspense(tx: Transaction, community_id: str) -> tuple[Suspended, ...]:
    """Tell what is in suspense, the oldest first, and after it the last that were."""
    b = bank_lines.c
    rows = tx.connection.execute(
        select(b.booked_at, b.suspended_at, b.amount_fen, b.state)
        .where(b.community_id == community_id, b.suspended_at.is_not(None))
        .order_by(b.suspended_at, b.booked_at, b.amount_fen)
    ).all()
    every = [
        Suspended(
            came_at=row.booked_at,
            suspended_at=row.suspended_at,
            amount_fen=row.amount_fen,
            became=_BECAME[row.state],
        )
        for row in rows
    ]
    waiting = [each for each in every if each.became == "suspense"]
    settled = [each for each in every if each.became != "suspense"]
    return (*waiting, *settled[::-1][:SETTLED_SHOWN])
