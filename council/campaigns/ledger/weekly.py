"""A campaign's money of one week, for the board in the street: what was held, what moved, what is held.

Like the ledger's page it names nobody and tells gifts in groups: number, day, kind and amount.
Weeks begin on Monday in the community's zone.
"""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from council.campaigns.commands import CampaignView
from council.campaigns.ledger.public import KindSum, Transfer, movements_of, sums
from council.campaigns.reads import progress
from council.campaigns.records import by_number
from council.kernel.database.transaction import Transaction
from council.kernel.refusals import Refusal
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
    campaign = by_number(tx, community_id, number)
    assert not isinstance(campaign, Refusal), "it is public"
    every = [each for each in movements_of(tx, campaign) if each.posted_at < until]
    moved = tuple(each for each in every if each.posted_at >= since)
    opening = sum(each.amount_fen for each in every if each.posted_at < since)
    return WeekOfCampaign(
        campaign=view,
        since=since,
        until=until,
        opening_fen=opening,
        transfers=moved,
        kinds=sums(moved),
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
