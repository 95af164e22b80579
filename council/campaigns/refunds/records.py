"""Reading refund requests 退款 that several verbs need."""

from sqlalchemy import ColumnElement, exists, func, select

from council.campaigns.campaign import Campaign
from council.campaigns.records import same
from council.campaigns.refunds.refund_request import RefundRequest
from council.campaigns.tables import pledges, receipts, refund_requests
from council.kernel.database.rows import value_from
from council.kernel.database.transaction import Transaction
from council.kernel.directory import accounts, residents


def asked(
    tx: Transaction, campaign: Campaign, wanted: ColumnElement[bool] | None = None
) -> list[RefundRequest]:
    """The refund requests that nobody has confirmed or declined, by number."""
    return requests_of(tx, campaign, "asked", wanted)


def unreached(
    tx: Transaction, campaign: Campaign, wanted: ColumnElement[bool] | None = None
) -> list[RefundRequest]:
    """The refunds that could not be paid and wait for their payees 待领款, by number."""
    return requests_of(tx, campaign, "unreached", wanted)


def requests_of(
    tx: Transaction, campaign: Campaign, state: str, wanted: ColumnElement[bool] | None = None
) -> list[RefundRequest]:
    """The refund requests in a state, by number."""
    q = refund_requests.c
    query = (
        select(
            refund_requests,
            func.coalesce(receipts.c.serial, 0).label("serial"),
            func.coalesce(receipts.c.late, 0).label("late"),
            func.coalesce(receipts.c.method, "").label("came_by"),
            func.coalesce(refund_requests.c.method, receipts.c.method, "").label("route"),
            func.coalesce(receipts.c.pledge_id, "").label("pledge_id"),
            func.coalesce(pledges.c.resident_id, "").label("resident_id"),
            func.coalesce(residents.c.name, "").label("name"),
            func.coalesce(residents.c.unit, "").label("unit"),
            _has_account().label("joined"),
        )
        .outerjoin(receipts, same(refund_requests, receipts, "receipt_id"))
        .outerjoin(pledges, same(receipts, pledges, "pledge_id"))
        .outerjoin(residents, same(pledges, residents, "resident_id"))
        .where(
            q.community_id == campaign.community_id,
            q.campaign_id == campaign.id,
            q.state == state,
        )
        .order_by(q.number)
    )
    rows = tx.connection.execute(query if wanted is None else query.where(wanted))
    return [value_from(RefundRequest, row, method=row.route) for row in rows]


def _has_account() -> ColumnElement[bool]:
    a = accounts.c
    return exists().where(
        a.community_id == pledges.c.community_id, a.resident_id == pledges.c.resident_id
    )
