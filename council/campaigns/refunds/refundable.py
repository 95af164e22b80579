"""What a campaign could still give back: received, neither given back nor asked for yet."""

from sqlalchemy import ColumnElement, select

from council.campaigns.tables import campaigns, receipts, refund_requests, refunds
from council.kernel.database.sums import total


def left_fen() -> ColumnElement[int]:
    """What is left of a campaign's posted receipts, beside ``campaigns`` in a query."""
    c, r, f, q = campaigns.c, receipts.c, refunds.c, refund_requests.c
    received = select(total(r.amount_fen)).where(
        r.community_id == c.community_id, r.campaign_id == c.id, r.state == "posted"
    )
    given = select(total(f.amount_fen)).where(
        f.community_id == c.community_id, f.campaign_id == c.id
    )
    asked = select(total(q.amount_fen)).where(
        q.community_id == c.community_id,
        q.campaign_id == c.id,
        q.state == "asked",
        q.receipt_id.is_not(None),
    )
    left: ColumnElement[int] = (
        received.scalar_subquery() - given.scalar_subquery() - asked.scalar_subquery()
    )
    return left
