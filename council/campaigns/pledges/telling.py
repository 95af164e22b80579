"""Which pledges 认筹 the public total tells: never a change of fewer than three households.

``told_fen`` of a pledge is what of it the total tells. When enough households have pledged, changed
or withdrawn since, the earlier ones are told together, and the newest wait for the next.
"""

from typing import Any

from sqlalchemy import Select, bindparam, case, select, update

from council.campaigns.campaign import Campaign
from council.campaigns.ledger.grouping import HOUSEHOLDS
from council.campaigns.ledger.told import household
from council.campaigns.records import same
from council.campaigns.tables import pledges
from council.kernel.database.transaction import Transaction
from council.kernel.directory import residents


def promised() -> Any:
    """What a pledge promises now: nothing once it was withdrawn."""
    return case((pledges.c.state == "withdrawn", 0), else_=pledges.c.amount_fen)


def untold(community_id: str, *wanted: Any) -> Select[Any]:
    """Choose pledges of which the total tells something else than they promise."""
    p = pledges.c
    return (
        select(p.id, p.campaign_id, household().label("household"), promised().label("fen"))
        .join(residents, same(pledges, residents, "resident_id"))
        .where(p.community_id == community_id, p.told_fen != promised(), *wanted)
        .order_by(p.changed_at.desc(), p.number.desc())
    )


def tell(tx: Transaction, campaign: Campaign) -> None:
    """Let the total tell the earlier pledges, if as many households as it takes wait behind them."""
    p = pledges.c
    waiting = tx.connection.execute(
        untold(campaign.community_id, p.campaign_id == campaign.id)
    ).all()
    newest: set[str] = set()
    for row in waiting:
        if len(newest) < HOUSEHOLDS:
            newest.add(row.household)
    earlier = [row for row in waiting if row.household not in newest]
    if len({row.household for row in earlier}) < HOUSEHOLDS:
        return
    tx.connection.execute(
        update(pledges)
        .where(p.community_id == campaign.community_id, p.id == bindparam("pledge_id"))
        .values(told_fen=bindparam("fen")),
        [{"pledge_id": row.id, "fen": row.fen} for row in earlier],
    )
