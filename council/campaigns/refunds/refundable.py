"""What a campaign could still give back: received, neither given back nor set aside for that yet."""

from sqlalchemy import ColumnElement, select

from council.campaigns.receipts.records import on_time
from council.campaigns.records import same
from council.campaigns.rules import SET_ASIDE
from council.campaigns.tables import campaigns, receipts, refund_requests, refunds
from council.kernel.database.sums import total


def left_fen(*, late: bool = False) -> ColumnElement[int]:
    """What is left of a campaign's posted receipts, beside ``campaigns`` in a query.

    Of those that came in time, or of the ``late`` ones.
    """
    c, r, f, q = campaigns.c, receipts.c, refunds.c, refund_requests.c
    wanted = ~on_time() if late else on_time()
    received = select(total(r.amount_fen)).where(
        r.community_id == c.community_id, r.campaign_id == c.id, r.state == "posted", wanted
    )
    given = (
        select(total(f.amount_fen))
        .join(receipts, same(refunds, receipts, "receipt_id"))
        .where(f.community_id == c.community_id, f.campaign_id == c.id, wanted)
    )
    asked = (
        select(total(q.amount_fen))
        .join(receipts, same(refund_requests, receipts, "receipt_id"))
        .where(
            q.community_id == c.community_id,
            q.campaign_id == c.id,
            q.state.in_(SET_ASIDE),
            wanted,
        )
    )
    left: ColumnElement[int] = (
        received.correlate(campaigns).scalar_subquery()
        - given.correlate(campaigns).scalar_subquery()
        - asked.correlate(campaigns).scalar_subquery()
    )
    return left
