"""A resident's own pledge 认筹, and whether its money is still waited for."""

from typing import Any

from sqlalchemy import ColumnElement, exists, select

from council.campaigns.campaign import Campaign
from council.campaigns.commands import CampaignView, MyPledge
from council.campaigns.facts import PledgeFacts
from council.campaigns.pledges.pledge import Pledge
from council.campaigns.receipts.records import on_time
from council.campaigns.records import same
from council.campaigns.tables import campaigns, pledges, receipts, refund_requests, refunds
from council.kernel.database.records import read_one
from council.kernel.database.rows import value_from
from council.kernel.database.sums import total
from council.kernel.database.transaction import Transaction
from council.kernel.values import Person


def unpaid() -> ColumnElement[bool]:
    """Whether nothing came in for a pledge yet; cash that waits for its second signature did."""
    p, r = pledges.c, receipts.c
    handed_over = exists().where(
        r.community_id == p.community_id, r.pledge_id == p.id, r.state != "void", on_time()
    )
    return (p.state == "pledged") & ~handed_over


def own(tx: Transaction, who: Person, number: int) -> MyPledge | None:
    """The reader's latest pledge to a campaign that was not withdrawn, or for which money came."""
    p, c, r = pledges.c, campaigns.c, receipts.c
    came = exists().where(r.community_id == p.community_id, r.pledge_id == p.id, r.state != "void")
    query = (
        select(pledges)
        .join(campaigns, (p.community_id == c.community_id) & (p.campaign_id == c.id))
        .where(
            p.community_id == who.community_id,
            c.number == number,
            p.resident_id == who.id,
            (p.state != "withdrawn") | came,
        )
        .order_by(p.number.desc())
        .limit(1)
    )
    pledge = read_one(tx, Pledge, query)
    if pledge is None:
        return None
    given = tx.connection.execute(
        select(r.serial, r.amount_fen, r.state, r.late)
        .where(r.community_id == who.community_id, r.pledge_id == pledge.id, r.state != "void")
        .order_by(r.serial)
    ).all()
    posted = [each for each in given if each.state == "posted"]
    q = refund_requests.c
    waits = q.state == "asked"
    return value_from(
        MyPledge,
        pledge,
        received_fen=sum(each.amount_fen for each in posted if not each.late),
        refunded_fen=_sum(tx, who, pledge.id, refunds, on_time()),
        serials=tuple(each.serial for each in posted),
        unsigned_fen=sum(each.amount_fen for each in given) - sum(e.amount_fen for e in posted),
        asked_back_fen=_sum(tx, who, pledge.id, refund_requests, waits),
        excess_fen=_sum(tx, who, pledge.id, refund_requests, waits, q.reason == "excess"),
        unreached_fen=_unreached(tx, who, pledge.campaign_id),
        late_fen=sum(each.amount_fen for each in posted if each.late),
        late_back_fen=_sum(tx, who, pledge.id, refunds, ~on_time()),
    )


def facts_of(
    tx: Transaction, who: Person, campaign: Campaign | CampaignView, mine: MyPledge | None
) -> PledgeFacts:
    """Gather what a resident's moves are judged by."""
    deadline = campaign.deadline if isinstance(campaign, Campaign) else campaign.deadline_at
    return PledgeFacts(
        number=campaign.number,
        state=campaign.state,
        deadline=deadline,
        now=tx.now,
        adult=who.adult,
        pledge="" if mine is None else mine.state,
        paid=mine is not None and (len(mine.serials) > 0 or mine.unsigned_fen > 0),
        amount_fen=0 if mine is None else mine.amount_fen,
        paid_fen=0 if mine is None else mine.received_fen + mine.unsigned_fen,
        undo_until=0 if mine is None else mine.undo_until,
        anonymous=mine is None or mine.anonymous,
        excess_fen=0 if mine is None else mine.excess_fen,
        unreached_fen=0 if mine is None else mine.unreached_fen,
    )


def _sum(
    tx: Transaction, who: Person, pledge_id: str, table: Any, *wanted: ColumnElement[bool]
) -> int:
    """What was given back, or is asked back, of the receipts of one pledge."""
    r = receipts.c
    query = (
        select(total(table.c.amount_fen))
        .join(receipts, (table.c.community_id == r.community_id) & (table.c.receipt_id == r.id))
        .where(table.c.community_id == who.community_id, r.pledge_id == pledge_id, *wanted)
    )
    return int(tx.connection.scalar(query) or 0)


def _unreached(tx: Transaction, who: Person, campaign_id: str) -> int:
    """What could not be paid back to somebody, of whichever of their pledges to a campaign."""
    q, p = refund_requests.c, pledges.c
    query = (
        select(total(q.amount_fen))
        .join(receipts, same(refund_requests, receipts, "receipt_id"))
        .join(pledges, same(receipts, pledges, "pledge_id"))
        .where(
            q.community_id == who.community_id,
            q.campaign_id == campaign_id,
            q.state == "unreached",
            p.resident_id == who.id,
        )
    )
    return int(tx.connection.scalar(query) or 0)
