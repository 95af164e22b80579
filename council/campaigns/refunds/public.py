"""Refunds that could not be paid 待领款, as everybody may see them: building, amount, since when."""

from sqlalchemy import select

from council.campaigns.commands import Unclaimed
from council.campaigns.records import same
from council.campaigns.rules import LISTED_FOR, building
from council.campaigns.tables import campaigns, pledges, receipts, refund_requests
from council.kernel.database.transaction import Transaction
from council.kernel.directory import residents


def unclaimed(tx: Transaction, community_id: str, number: int) -> tuple[Unclaimed, ...]:
    """List what waits for its payee for at most ``LISTED_FOR`` seconds, the oldest first.

    Later it is kept all the same, and told in the sum only.
    """
    q = refund_requests.c
    rows = tx.connection.execute(
        select(q.amount_fen, q.unreached_at, residents.c.unit)
        .join(campaigns, same(refund_requests, campaigns, "campaign_id"))
        .join(receipts, same(refund_requests, receipts, "receipt_id"))
        .join(pledges, same(receipts, pledges, "pledge_id"))
        .join(residents, same(pledges, residents, "resident_id"))
        .where(
            q.community_id == community_id,
            campaigns.c.number == number,
            q.state == "unreached",
            q.unreached_at > tx.now - LISTED_FOR,
        )
        .order_by(q.unreached_at, q.amount_fen, residents.c.unit)
    )
    return tuple(
        Unclaimed(
            building=building(row.unit), amount_fen=row.amount_fen, since_at=row.unreached_at
        )
        for row in rows
    )
