"""Reading campaigns 众筹 that several verbs need."""

from typing import Any

from sqlalchemy import ColumnElement, and_

from council.campaigns.campaign import Campaign
from council.campaigns.tables import campaigns
from council.kernel.database.records import record_by
from council.kernel.database.transaction import Transaction
from council.kernel.refusals import Refusal, refuse


def by_number(
    tx: Transaction, community_id: str, number: int, *, lock: bool = False
) -> Campaign | Refusal:
    """One campaign, whatever its state; ``lock`` before it is judged and changed."""
    found = record_by(tx, Campaign, campaigns, community_id, lock=lock, number=number)
    return found or refuse("campaign.unknown", number=number)


def same(child: Any, parent: Any, column: str) -> ColumnElement[bool]:
    """Join a table to the one that its column names."""
    return and_(child.c.community_id == parent.c.community_id, child.c[column] == parent.c.id)
