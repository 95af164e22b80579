"""Reading statements 公布 of a campaign's money, and the sums that they are made of."""

from typing import Any

from sqlalchemy import ColumnElement, and_, case, func, select

from council.campaigns.campaign import Campaign
from council.campaigns.keepers.rules import RHYTHMS
from council.campaigns.keepers.statement import Statement, Sums
from council.campaigns.records import same
from council.campaigns.tables import (
    campaign_statements,
    campaigns,
    ledger_entries,
    ledger_transfers,
)
from council.kernel.database.records import read_all
from council.kernel.database.sums import total
from council.kernel.database.transaction import Transaction


def statements_of(tx: Transaction, campaign: Campaign) -> tuple[Statement, ...]:
    """Read what was published of a campaign, in order."""
    t = campaign_statements.c
    query = (
        select(campaign_statements)
        .where(t.community_id == campaign.community_id, t.campaign_id == campaign.id)
        .order_by(t.number)
    )
    return read_all(tx, Statement, query)


def sums_of(tx: Transaction, campaign: Campaign, *, upto: int | None = None) -> Sums:
    """Add up a campaign's transfers, or those to a number; a correction is a refund here."""
    t, e = ledger_transfers.c, ledger_entries.c
    query = (
        select(t.kind, func.max(t.number).label("last"), total(e.amount_fen).label("fen"))
        .join(ledger_entries, same(ledger_entries, ledger_transfers, "transfer_id"))
        .where(
            t.community_id == campaign.community_id,
            t.campaign_id == campaign.id,
            e.amount_fen > 0,
        )
        .group_by(t.kind)
    )
    if upto is not None:
        query = query.where(t.number <= upto)
    rows = {row.kind: row for row in tx.connection.execute(query)}
    fen = {kind: int(row.fen) for kind, row in rows.items()}
    received, refunded = fen.get("receipt", 0), fen.get("refund", 0)
    kept, paid = fen.get("reserve", 0), fen.get("payment", 0) - fen.get("reversal", 0)
    return Sums(
        upto=max((int(row.last) for row in rows.values()), default=0),
        received_fen=received,
        refunded_fen=refunded,
        reserve_fen=kept,
        paid_fen=paid,
        held_fen=received - refunded - kept - paid,
    )


def last_told_at() -> ColumnElement[Any]:
    """When a campaign's money was last published, beside ``campaigns`` in a query."""
    c, t = campaigns.c, campaign_statements.c
    return (
        select(func.max(t.published_at))
        .where(t.community_id == c.community_id, t.campaign_id == c.id)
        .scalar_subquery()
    )


def due_at() -> ColumnElement[Any]:
    """When a campaign's money is to be published next; NULL where no rhythm was agreed."""
    c = campaigns.c
    period = case(*((c.rhythm == name, seconds) for name, seconds in RHYTHMS.items()))
    return func.coalesce(last_told_at(), c.opened_at) + period


def keeps_no(who_id: str, *offices: str) -> ColumnElement[bool]:
    """Whether somebody holds none of these offices in a campaign."""
    return and_(*(func.coalesce(campaigns.c[office], "") != who_id for office in offices))
