"""What a campaign could still give back: received, neither given back nor asked for yet."""

from sqlalchemy import ColumnElement, select

from council.campaigns.campaign import Campaign
from council.campaigns.rules import check_refundable
from council.campaigns.tables import campaigns, receipts, refund_requests, refunds
from council.kernel.database.sums import total
from council.kernel.database.transaction import Transaction
from council.kernel.refusals import Refusal


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


def check_asking_back(tx: Transaction, campaign: Campaign) -> Refusal | None:
    """Judge whether anything of a campaign may be asked back now."""
    c = campaigns.c
    left = tx.connection.scalar(
        select(left_fen()).where(c.community_id == campaign.community_id, c.id == campaign.id)
    )
    return check_refundable(number=campaign.number, state=campaign.state, left_fen=left or 0)
