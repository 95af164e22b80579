"""The final statement 决算公示 of a campaign: all that came in and went out, so that anybody can add it up."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, datetime
from itertools import groupby
from zoneinfo import ZoneInfo

from council.campaigns.commands import CampaignView
from council.campaigns.ledger.public import KindSum, Transfer, movements_of, sums
from council.campaigns.reads import progress
from council.campaigns.records import by_number
from council.campaigns.tables import GIFTS
from council.kernel.database.transaction import Transaction
from council.kernel.refusals import Refusal
from council.kernel.values import value

#: Nothing moves any more.
_SETTLED = ("settled", "archived", "refunded")


@value
class FinalStatement:
    """A campaign's money from beginning to end, amounts in fen.

    ``lines`` in the order they were told; gifts of one day, and what of them was given back, stand
    in one line. ``in_fen`` less ``out_fen`` is ``closing_fen``, as the campaign began with nothing.
    ``settled``: nothing is left to do with its money; until then it is an interim statement.
    """

    campaign: CampaignView
    lines: tuple[Transfer, ...]
    kinds: tuple[KindSum, ...]
    in_fen: int
    out_fen: int
    closing_fen: int
    settled: bool


def final_statement(
    tx: Transaction, community_id: str, *, number: int, timezone: str
) -> FinalStatement | None:
    """Tell a campaign's final statement; None while it still takes gifts, and for what is unknown."""
    view = progress(tx, community_id, number)
    if view is None or view.state == "open":
        return None
    campaign = by_number(tx, community_id, number)
    assert not isinstance(campaign, Refusal), "it is public"
    moved = movements_of(tx, campaign)
    return FinalStatement(
        campaign=view,
        lines=tuple(_by_day(moved, ZoneInfo(timezone))),
        kinds=sums(moved),
        in_fen=sum(each.amount_fen for each in moved if each.amount_fen > 0),
        out_fen=-sum(each.amount_fen for each in moved if each.amount_fen < 0),
        closing_fen=sum(each.amount_fen for each in moved),
        settled=view.state in _SETTLED,
    )


def _by_day(moved: Sequence[Transfer], zone: ZoneInfo) -> Iterable[Transfer]:
    """Put gifts that follow one another on one day into one line."""

    def place(each: Transfer) -> tuple[date, str, int]:
        day = datetime.fromtimestamp(each.posted_at, zone).date()
        return day, each.kind, 0 if each.kind in GIFTS else each.number

    for _, found in groupby(moved, key=place):
        lines = list(found)
        yield replace(
            lines[-1],
            many=sum(each.many for each in lines),
            amount_fen=sum(each.amount_fen for each in lines),
        )
