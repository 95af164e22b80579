"""Campaigns 众筹 as anybody may see them: their sums tell no household alone (``ledger/grouping``)."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from sqlalchemy import func, select

from council.campaigns.campaign import Campaign
from council.campaigns.commands import CampaignView, MethodSum
from council.campaigns.ledger.grouping import HOUSEHOLDS
from council.campaigns.ledger.told import Told, gifts_told, household
from council.campaigns.pledges.telling import untold
from council.campaigns.receipts.records import on_time
from council.campaigns.receipts.rules import METHODS
from council.campaigns.records import same
from council.campaigns.rules import UNCOUNTED
from council.campaigns.tables import campaigns, pledges, receipts, refunds
from council.kernel.database.records import read_all
from council.kernel.database.sums import total
from council.kernel.database.transaction import Transaction
from council.kernel.directory import residents
from council.kernel.values import value

#: Where everything is given back: there is no surplus, whatever had come in.
ALL_BACK = ("failed", "cancelled", "refunding", "refunded")


@value
class _Pledged:
    """What the total of pledges tells."""

    fen: int = 0
    pledges: int = 0
    households: int = 0


@value
class _ByMethod:
    """What came in by one method: from so many households, of which ``some`` are all if they are two."""

    receipts: int
    fen: int
    homes: int = 0
    some: frozenset[str] = frozenset()


def as_told(
    tx: Transaction, community_id: str, found: Sequence[CampaignView]
) -> tuple[CampaignView, ...]:
    """Put what may be told in the place of what is known, in every sum that somebody gave to."""
    if not found:
        return ()
    c = campaigns.c
    numbers = [view.number for view in found]
    of = select(campaigns).where(c.community_id == community_id, c.number.in_(numbers))
    kept = {campaign.number: campaign for campaign in read_all(tx, Campaign, of)}
    gifts = gifts_told(tx, community_id, tuple(kept.values()))
    pledged = _pledged(tx, community_id, tuple(kept.values()))
    methods = _methods(tx, community_id, [each for each in kept.values() if not _is_taking(each)])
    return tuple(
        _one(view, gifts[(it := kept[view.number]).id], pledged[it.id], methods[it.id])
        for view in found
    )


def _one(
    view: CampaignView, gifts: Told, pledged: _Pledged, methods: tuple[MethodSum, ...]
) -> CampaignView:
    received = gifts.received_fen()
    kept = view.reserve_fen + view.paid_fen
    return replace(
        view,
        pledged_fen=pledged.fen,
        pledges=pledged.pledges,
        households=pledged.households,
        received_fen=received,
        receipts=sum(
            each.many for each in gifts.groups if each.kind == "receipt" and not each.late
        ),
        methods=methods,
        awaiting=0,
        awaiting_fen=0,
        asked_back_fen=0,
        refunded_fen=gifts.refunded_fen(),
        held_fen=sum(each.amount_fen for each in gifts.groups if not each.late) - kept,
        late_fen=gifts.late_fen("receipt", "refund"),
        late_back_fen=-gifts.late_fen("refund"),
        surplus_fen=0 if view.state in ALL_BACK else max(0, received - view.target_fen),
        grouped=True,
    )


def _is_taking(campaign: Campaign) -> bool:
    return campaign.state in ("draft", "approved", "open")


def _pledged(
    tx: Transaction, community_id: str, found: Sequence[Campaign]
) -> defaultdict[str, _Pledged]:
    """Sum what is told of the pledges; of a campaign that is over all of it, unless few are untold."""
    p = pledges.c
    ids = [campaign.id for campaign in found]
    waiting: defaultdict[str, set[str]] = defaultdict(set)
    for row in tx.connection.execute(untold(community_id, p.campaign_id.in_(ids))):
        waiting[row.campaign_id].add(row.household)
    whole = [
        campaign.id
        for campaign in found
        if not _is_taking(campaign) and len(waiting[campaign.id]) >= HOUSEHOLDS
    ]
    sums: defaultdict[str, _Pledged] = defaultdict(_Pledged)
    for chosen, fen, counts in (
        (p.campaign_id.in_(whole), p.amount_fen, p.state != "withdrawn"),
        (p.campaign_id.in_(ids) & p.campaign_id.not_in(whole), p.told_fen, p.told_fen > 0),
    ):
        rows = tx.connection.execute(
            select(
                p.campaign_id,
                total(fen).label("fen"),
                func.count().label("pledges"),
                func.count(func.distinct(household())).label("households"),
            )
            .join(residents, same(pledges, residents, "resident_id"))
            .where(p.community_id == community_id, chosen, counts)
            .group_by(p.campaign_id)
        )
        for row in rows:
            sums[row.campaign_id] = _Pledged(
                fen=int(row.fen), pledges=row.pledges, households=row.households
            )
    return sums


def _methods(
    tx: Transaction, community_id: str, found: Sequence[Campaign]
) -> defaultdict[str, tuple[MethodSum, ...]]:
    """Sum by method what had come in when a campaign ended; methods of few are told as “other”."""
    c, r, f = campaigns.c, receipts.c, refunds.c
    until = func.coalesce(c.closed_at, tx.now)
    back = (
        select(total(f.amount_fen))
        .where(
            f.community_id == r.community_id,
            f.receipt_id == r.id,
            f.reason.in_(UNCOUNTED),
            f.refunded_at <= until,
        )
        .correlate(receipts, campaigns)
        .scalar_subquery()
    )
    home = household()
    gave = (
        select(
            r.campaign_id,
            r.method,
            home.label("home"),
            func.count().label("receipts"),
            total(r.amount_fen - back).label("fen"),
            func.min(r.serial).label("first"),
        )
        .join(campaigns, same(receipts, campaigns, "campaign_id"))
        .join(pledges, same(receipts, pledges, "pledge_id"))
        .join(residents, same(pledges, residents, "resident_id"))
        .where(
            r.community_id == community_id,
            r.campaign_id.in_([campaign.id for campaign in found]),
            r.state == "posted",
            on_time(),
            func.coalesce(r.signed_at, r.received_at) <= until,
        )
        .group_by(r.campaign_id, r.method, home)
        .subquery()
    )
    g = gave.c
    rows = tx.connection.execute(
        select(
            g.campaign_id,
            g.method,
            total(g.receipts).label("receipts"),
            total(g.fen).label("fen"),
            func.count().label("homes"),
            func.min(g.home).label("one"),
            func.max(g.home).label("other"),
        )
        .group_by(g.campaign_id, g.method)
        .order_by(func.min(g.first))
    )
    parts: defaultdict[str, dict[str, _ByMethod]] = defaultdict(dict)
    for row in rows:
        parts[row.campaign_id][row.method] = _ByMethod(
            receipts=int(row.receipts),
            fen=int(row.fen),
            homes=row.homes,
            some=frozenset({row.one, row.other}),
        )
    return defaultdict(tuple, {its: _merged(each) for its, each in parts.items()})


def _merged(parts: dict[str, _ByMethod]) -> tuple[MethodSum, ...]:
    """Tell methods of at least three households; the others, and if need be the next, together."""
    kept: dict[str, _ByMethod] = {}
    other: list[_ByMethod] = []
    for method, part in sorted(parts.items(), key=lambda each: each[1].homes):
        small = method == "other" or part.homes < HOUSEHOLDS
        if small or (other and not _are_enough(other)):
            other.append(part)
        else:
            kept[method] = part
    if other:
        kept["other"] = _ByMethod(
            receipts=sum(part.receipts for part in other),
            fen=sum(part.fen for part in other),
        )
    return tuple(
        MethodSum(method=method, receipts=kept[method].receipts, amount_fen=kept[method].fen)
        for method in METHODS
        if method in kept
    )


def _are_enough(parts: Sequence[_ByMethod]) -> bool:
    """Tell whether as many households as it takes gave by some of these methods."""
    some = frozenset[str]().union(*(part.some for part in parts))
    return max(len(some), *(part.homes for part in parts)) >= HOUSEHOLDS
