"""The invariant that each series of numbers is held to the counter that gave them."""

from collections.abc import Iterable

from sqlalchemy import and_, func, select

from council.campaigns.payments.tables import contracts, payments
from council.campaigns.tables import (
    campaign_statements,
    campaigns,
    ledger_lines,
    ledger_transfers,
    pledges,
    receipts,
    refund_requests,
)
from council.counter.assisted.tables import assisted_acts
from council.counter.proxies.tables import proxies
from council.kernel.database.transaction import Transaction
from council.kernel.directory import communities, counters
from council.kernel.findings import Finding, finding
from council.kernel.tables import acts
from council.meetings.tables import meetings
from council.motions.tables import motions
from council.polls.tables import polls
from council.proposals.tables import proposals

_ONE_SERIES = {
    "acts": acts.c.number,
    "ledger": ledger_transfers.c.number,
    "ledger_lines": ledger_lines.c.line,
    "poll": polls.c.number,
    "motion": motions.c.number,
    "meeting": meetings.c.number,
    "proposals": proposals.c.number,
    "campaigns": campaigns.c.number,
    "assist": assisted_acts.c.number,
    "proxy": proxies.c.number,
}
_CAMPAIGN_SERIES = {
    "receipts": (receipts, receipts.c.serial),
    "pledges": (pledges, pledges.c.number),
    "requests": (refund_requests, refund_requests.c.number),
    "contracts": (contracts, contracts.c.number),
    "payments": (payments, payments.c.number),
    "publications": (campaign_statements, campaign_statements.c.number),
}
_SERIES = frozenset({*_ONE_SERIES, *_CAMPAIGN_SERIES})


def i24_numbers_run_on(tx: Transaction) -> Finding:
    """The last number given in each series is that of its last row: nothing was cut off its end."""
    broken, checked = [], 0
    for community in tx.connection.execute(select(communities.c.id, communities.c.slug)):
        c = counters.c
        given = {
            row.name: row.value
            for row in tx.connection.execute(
                select(c.name, c.value).where(c.community_id == community.id)
            )
        }
        last = dict(_last_numbers(tx, community.id))
        checked += len(last)
        broken += [
            f"{community.slug} {name}: last is {last.get(name, 0)}, {given.get(name, 0)} given"
            for name in sorted(last.keys() | {n for n in given if _series(n) in _SERIES})
            if last.get(name, 0) != given.get(name, 0)
        ]
    return finding("I24", "numbers run on from the last", checked=checked, broken=broken)


def _series(name: str) -> str:
    return name.partition(":")[0]


def _last_numbers(tx: Transaction, community_id: str) -> Iterable[tuple[str, int]]:
    """The highest number of each series that has any row, under its counter's name."""
    for name, column in _ONE_SERIES.items():
        mine = column.table.c.community_id == community_id
        last = tx.connection.scalar(select(func.max(column)).where(mine))
        if last is not None:
            yield name, last
    for name, (table, column) in _CAMPAIGN_SERIES.items():
        t, c = table.c, campaigns.c
        rows = tx.connection.execute(
            select(c.number, func.max(column).label("last"))
            .join(campaigns, and_(c.community_id == t.community_id, c.id == t.campaign_id))
            .where(t.community_id == community_id)
            .group_by(c.number)
        )
        for row in rows:
            yield f"{name}:{row.number}", row.last
