"""A resident's own pledge 认筹, and whether its money is still waited for."""

from typing import Any

from sqlalchemy import ColumnElement, exists, select

from council.campaigns.commands import CampaignView, MyPledge
from council.campaigns.pledges.pledge import Pledge
from council.campaigns.rules import ACTIVE, check_pledging, check_unpaid
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
        r.community_id == p.community_id, r.pledge_id == p.id, r.state != "void"
    )
    return (p.state == "pledged") & ~handed_over


def own(tx: Transaction, who: Person, number: int) -> MyPledge | None:
    """The reader's latest pledge to a campaign that was not withdrawn."""
    p, c, r = pledges.c, campaigns.c, receipts.c
    query = (
        select(pledges)
        .join(campaigns, (p.community_id == c.community_id) & (p.campaign_id == c.id))
        .where(
            p.community_id == who.community_id,
            c.number == number,
            p.resident_id == who.id,
            p.state != "withdrawn",
        )
        .order_by(p.number.desc())
        .limit(1)
    )
    pledge = read_one(tx, Pledge, query)
    if pledge is None:
        return None
    given = tx.connection.execute(
        select(r.serial, r.amount_fen, r.state)
        .where(r.community_id == who.community_id, r.pledge_id == pledge.id, r.state != "void")
        .order_by(r.serial)
    ).all()
    posted = [each for each in given if each.state == "posted"]
    return value_from(
        MyPledge,
        pledge,
        received_fen=sum(each.amount_fen for each in posted),
        refunded_fen=_sum(tx, who, pledge.id, refunds),
        serials=tuple(each.serial for each in posted),
        unsigned_fen=sum(each.amount_fen for each in given) - sum(e.amount_fen for e in posted),
        asked_back_fen=_sum(
            tx, who, pledge.id, refund_requests, refund_requests.c.state == "asked"
        ),
    )


def own_moves(
    tx: Transaction, who: Person, view: CampaignView, mine: MyPledge | None
) -> tuple[str, ...]:
    """What a resident may do about a campaign now."""
    takes = check_pledging(
        number=view.number,
        state=view.state,
        deadline=view.deadline_at,
        now=tx.now,
        adult=who.adult,
    )
    active = mine is not None and mine.state in ACTIVE
    free = mine is not None and active and _is_free(view, mine)
    possible = {
        "make": takes is None and not active,
        "change": takes is None and free,
        "withdraw": free,
        "name": mine is not None,
    }
    return tuple(move for move, now in possible.items() if now)


def _is_free(view: CampaignView, mine: MyPledge) -> bool:
    given = len(mine.serials) + (mine.unsigned_fen > 0)
    return check_unpaid(number=view.number, state=mine.state, receipts=given) is None


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
