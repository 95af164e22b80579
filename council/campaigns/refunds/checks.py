"""The standing invariant I37: late money is marked late, and who could not be paid is waited for."""

from sqlalchemy import and_, func, not_, or_, select

from council.campaigns.records import same
from council.campaigns.tables import campaigns, receipts, refund_requests, refunds
from council.kernel.database.transaction import Transaction
from council.kernel.directory import communities
from council.kernel.findings import Finding, count, finding
from council.kernel.tables import acts

#: The acts by which a refund begins or ends to wait for its payee.
_CLAIMS = ("refund.claim", "pledge.claim")


def i37_late_money_and_unclaimed_refunds(tx: Transaction) -> Finding:
    """A receipt is late if and only if it came after the deadline or the close.

    What waits for its payee was put aside by an act about it that no claim has followed, and is
    never the reserve's; a refund went the way its receipt came, or the way that its payee named in
    a claim.
    """
    broken = [*_wrongly_late(tx), *_waiting_without_an_act(tx), *_by_another_route(tx)]
    checked = count(tx, receipts, receipts.c.serial > 0)
    return finding("I37", "late money and unclaimed refunds", checked=checked, broken=broken)


def _wrongly_late(tx: Transaction) -> list[str]:
    r, c, m = receipts.c, campaigns.c, communities.c
    late = func.coalesce(r.late, 0) == 1
    # The second of the close itself is either's.
    after = or_(
        r.received_at >= c.deadline, r.received_at >= func.coalesce(c.closed_at, c.deadline)
    )
    before = and_(
        r.received_at < c.deadline, r.received_at <= func.coalesce(c.closed_at, c.deadline)
    )
    rows = tx.connection.execute(
        select(m.slug, c.number, r.serial, r.late)
        .join_from(receipts, campaigns, same(receipts, campaigns, "campaign_id"))
        .join(communities, m.id == r.community_id)
        .where(or_(and_(late, not_(after)), and_(~late, not_(before))))
        .order_by(m.slug, c.number, r.serial)
    )
    return [
        f"{row.slug} campaign {row.number} receipt {row.serial}: "
        f"{'called late' if row.late else 'came late and counts'}"
        for row in rows
    ]


def _waiting_without_an_act(tx: Transaction) -> list[str]:
    q, c, m, a = refund_requests.c, campaigns.c, communities.c, acts.c
    newest = (
        select(func.max(a.number))
        .where(
            a.community_id == q.community_id,
            a.subject_id == q.id,
            a.verb.in_(("refund.unreached", *_CLAIMS)),
        )
        .correlate(refund_requests)
        .scalar_subquery()
    )
    said = (
        select(a.verb)
        .where(a.community_id == q.community_id, a.number == newest)
        .correlate(refund_requests)
        .scalar_subquery()
    )
    waits = q.state == "unreached"
    put_aside = func.coalesce(said, "") == "refund.unreached"
    claimed = func.coalesce(said, "").in_(_CLAIMS)
    rows = tx.connection.execute(
        select(m.slug, c.number, q.number.label("request"))
        .join_from(refund_requests, campaigns, same(refund_requests, campaigns, "campaign_id"))
        .join(communities, m.id == q.community_id)
        .where(
            or_(
                and_(waits, or_(~put_aside, q.receipt_id.is_(None))),
                and_(~waits, put_aside),
                and_(q.method.is_not(None), ~waits, ~claimed),
            )
        )
        .order_by(m.slug, c.number, q.number)
    )
    return [
        f"{row.slug} campaign {row.number} refund {row.request}: "
        "put aside or claimed without an act that says so"
        for row in rows
    ]


def _by_another_route(tx: Transaction) -> list[str]:
    f, q, r, c, m = refunds.c, refund_requests.c, receipts.c, campaigns.c, communities.c
    rows = tx.connection.execute(
        select(m.slug, c.number, q.number.label("request"))
        .join_from(refunds, refund_requests, and_(q.community_id == f.community_id, q.id == f.id))
        .join(receipts, same(refunds, receipts, "receipt_id"))
        .join(campaigns, same(refunds, campaigns, "campaign_id"))
        .join(communities, m.id == f.community_id)
        .where(f.method != func.coalesce(q.method, r.method))
        .order_by(m.slug, c.number, q.number)
    )
    return [
        f"{row.slug} campaign {row.number} refund {row.request}: went another way than it came"
        for row in rows
    ]
