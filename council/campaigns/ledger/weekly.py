"""A campaign's money of one week, for the board in the street: what was held, what moved, what is held.

Like the ledger's page it names nobody: the number of the entry, its day, its kind and the amount.
Weeks begin on Monday in the community's zone.
"""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import and_, func, select

from council.campaigns.commands import CampaignView
from council.campaigns.ledger.public import KindSum, Transfer
from council.campaigns.reads import progress
from council.campaigns.tables import campaigns, ledger_entries, ledger_transfers
from council.kernel.database.rows import value_from
from council.kernel.database.transaction import Transaction
from council.kernel.values import value

DAYS = 7


@value
class WeekOfCampaign:
    """One week of a campaign: from ``since`` until before ``until`` (UTC seconds), amounts in fen.

    ``transfers`` in the order they were posted; ``opening_fen`` and ``closing_fen`` are what the
    campaign held before and after them. ``running``: the week is not over yet. ``before`` and
    ``after``: the Mondays of the weeks beside it (``2026-05-04``), empty where nothing can be told.
    """

    campaign: CampaignView
    since: int
    until: int
    opening_fen: int
    transfers: tuple[Transfer, ...]
    kinds: tuple[KindSum, ...]
    closing_fen: int
    running: bool
    before: str
    after: str


def week_of_campaign(
    tx: Transaction, community_id: str, *, number: int, monday: str, timezone: str
) -> WeekOfCampaign | None:
    """Tell a campaign's week; without ``monday`` (a date) the one that runs now.

    A date that is no Monday stands for its week. None for a campaign that is not public, a date
    that there is none of, and weeks ahead.
    """
    view = progress(tx, community_id, number)
    zone = ZoneInfo(timezone)
    day = _day(monday) if monday else datetime.fromtimestamp(tx.now, zone).date()
    if view is None or day is None:
        return None
    first = day - timedelta(days=day.weekday())
    since, until = _midnight(first, zone), _midnight(first + timedelta(days=DAYS), zone)
    if since > tx.now:
        return None
    every = _transfers(tx, community_id, number=number, until=until)
    moved = tuple(each for each in every if each.posted_at >= since)
    opening = sum(each.amount_fen for each in every if each.posted_at < since)
    return WeekOfCampaign(
        campaign=view,
        since=since,
        until=until,
        opening_fen=opening,
        transfers=moved,
        kinds=_sums(moved),
        closing_fen=opening + sum(each.amount_fen for each in moved),
        running=until > tx.now,
        before=(first - timedelta(days=DAYS)).isoformat() if len(every) > len(moved) else "",
        after=(first + timedelta(days=DAYS)).isoformat() if until <= tx.now else "",
    )


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _midnight(day: date, zone: ZoneInfo) -> int:
    return int(datetime.combine(day, time(), zone).astimezone(UTC).timestamp())


def _transfers(
    tx: Transaction, community_id: str, *, number: int, until: int
) -> tuple[Transfer, ...]:
    """Tell what moved a campaign's money before a moment, in the order it was posted."""
    t, e, c = ledger_transfers.c, ledger_entries.c, campaigns.c
    same = and_(e.community_id == t.community_id, e.transfer_id == t.id)
    rows = tx.connection.execute(
        select(
            t.number,
            t.posted_at,
            t.kind,
            c.number.label("campaign"),
            func.sum(e.amount_fen).label("amount_fen"),
        )
        .join(ledger_entries, same & e.account.like("held:%"))
        .join(campaigns, and_(c.community_id == t.community_id, c.id == t.campaign_id))
        .where(t.community_id == community_id, c.number == number, t.posted_at < until)
        .group_by(t.number, t.posted_at, t.kind, c.number)
        .order_by(t.number)
    )
    return tuple(value_from(Transfer, row, amount_fen=int(row.amount_fen)) for row in rows)


def _sums(moved: tuple[Transfer, ...]) -> tuple[KindSum, ...]:
    kinds = sorted({each.kind for each in moved})
    return tuple(
        KindSum(
            kind=kind,
            transfers=sum(1 for each in moved if each.kind == kind),
            amount_fen=sum(each.amount_fen for each in moved if each.kind == kind),
        )
        for kind in kinds
    )
