"""Campaigns 众筹, as pages, bots and the story read them.

``progress``, ``listed``, ``running``, ``over`` and ``part_of`` are public: their sums tell no
household alone (``reads_told``). Staff have ``view_of`` and ``views``.
"""

from dataclasses import replace
from typing import Any

from sqlalchemy import ColumnElement, Select, case, func, or_, select

from council.campaigns.acts import PLEDGE_MOVES
from council.campaigns.campaign import Campaign
from council.campaigns.commands import (
    CampaignList,
    CampaignScreen,
    CampaignView,
    Keeper,
    MethodSum,
)
from council.campaigns.keepers.rules import OFFICES, publish_by
from council.campaigns.pledges.reads import facts_of, own
from council.campaigns.reads_told import ALL_BACK, as_told
from council.campaigns.receipts.records import on_time
from council.campaigns.receipts.rules import METHODS
from council.campaigns.records import same
from council.campaigns.refunds.public import unclaimed
from council.campaigns.rules import IN_FORCE, UNCOUNTED, masked
from council.campaigns.sums import Sums
from council.campaigns.tables import (
    campaigns,
    receipts,
    refunds,
)
from council.campaigns.terms import other_funds
from council.kernel.database.rows import value_from
from council.kernel.database.sums import total
from council.kernel.database.transaction import Transaction
from council.kernel.paging import CARDS, Part, part
from council.kernel.refusals import Refusal, refuse
from council.kernel.values import Person
from council.motions.tables import motions
from council.resolutions.tables import resolutions

__all__ = ["listed", "open_list", "progress", "screen"]

#: What residents and visitors may see: not drafts, nor what waits to be opened.
PUBLIC = (
    "open",
    "target_met",
    "disbursing",
    "failed",
    "cancelled",
    "refunding",
    "refunded",
    "settled",
    "archived",
)
DAY = 86_400


def listed(tx: Transaction, community_id: str) -> tuple[CampaignView, ...]:
    """Every public campaign, open ones first, then the newest."""
    return as_told(tx, community_id, views(tx, community_id, _is_public()))


def running(tx: Transaction, community_id: str, *, limit: int) -> tuple[CampaignView, ...]:
    """The newest of the campaigns that take pledges now."""
    c = campaigns.c
    found = views(tx, community_id, (c.state == "open") & (c.deadline > tx.now), limit=limit)
    return as_told(tx, community_id, found)


def over(tx: Transaction, community_id: str, *, limit: int) -> tuple[CampaignView, ...]:
    """The newest of the public campaigns that take no pledges any more."""
    c = campaigns.c
    ended = (c.state != "open") | (c.deadline <= tx.now)
    found = views(tx, community_id, _is_public() & ended, limit=limit) if limit else ()
    return as_told(tx, community_id, found)


def part_of(tx: Transaction, community_id: str, *, page: int = 1) -> Part[CampaignView] | None:
    """A part of the public campaigns, open ones first, then the newest."""
    told = (campaigns.c.community_id == community_id, _is_public())
    many = tx.connection.scalar(select(func.count()).select_from(campaigns).where(*told))
    return part(
        page,
        total=many or 0,
        size=CARDS,
        lines=lambda limit, offset: as_told(
            tx, community_id, views(tx, community_id, _is_public(), limit=limit, offset=offset)
        ),
    )


def _is_public() -> ColumnElement[bool]:
    c = campaigns.c
    return c.state.in_(PUBLIC) & or_(c.opened_at.is_not(None), c.state != "cancelled")


def progress(tx: Transaction, community_id: str, number: int) -> CampaignView | None:
    """One public campaign with its sums and the refunds that wait for their payees, or None."""
    found = views(tx, community_id, (campaigns.c.number == number) & _is_public())
    if not found:
        return None
    waiting = unclaimed(tx, community_id, number) if found[0].unreached else ()
    return replace(as_told(tx, community_id, found)[0], unclaimed=waiting)


def open_list(tx: Transaction, who: Person) -> CampaignList | CampaignScreen:
    """The campaigns a resident may pledge to; a single one is shown at once."""
    found = listed(tx, who.community_id)
    open_now = [view for view in found if view.state == "open"]
    if len(open_now) == 1:
        return _screen(tx, who, open_now[0])
    return CampaignList(campaigns=found)


def every(tx: Transaction, who: Person) -> CampaignList:
    """All public campaigns, past ones too."""
    return CampaignList(campaigns=listed(tx, who.community_id))


def screen(
    tx: Transaction, who: Person, number: int, *, changed: str = ""
) -> CampaignScreen | Refusal:
    """A campaign with the reader's own pledge; refuses what is not public or not theirs."""
    view = progress(tx, who.community_id, number)
    if view is None:
        return refuse("campaign.unknown", number=number)
    return _screen(tx, who, view, changed=changed)


def _screen(
    tx: Transaction, who: Person, view: CampaignView, *, changed: str = ""
) -> CampaignScreen:
    mine = own(tx, who, view.number)
    moves = PLEDGE_MOVES.open_to(who, facts_of(tx, who, view, mine))
    return CampaignScreen(campaign=view, mine=mine, changed=changed, moves=moves)


def view_of(tx: Transaction, community_id: str, number: int) -> CampaignView:
    """One campaign that is known to exist, whatever its state."""
    (view,) = views(tx, community_id, campaigns.c.number == number)
    return view


def views(
    tx: Transaction,
    community_id: str,
    wanted: ColumnElement[bool],
    *,
    limit: int | None = None,
    offset: int = 0,
) -> tuple[CampaignView, ...]:
    """The campaigns that fit, with every sum, in nine statements however many they are.

    Open ones first, then the newest.
    """
    c = campaigns.c
    query = _campaigns(community_id).where(wanted)
    query = query.order_by(case((c.state == "open", 0), else_=1), c.number.desc())
    rows = tx.connection.execute(query.limit(limit).offset(offset)).all()
    if not rows:
        return ()
    found = [value_from(Campaign, row) for row in rows]
    sums = Sums(tx, community_id, found)
    return tuple(
        _view(
            tx,
            campaign,
            sums,
            motion=row.motion_number,
            motion_title=row.motion_title,
            motion_state=row.motion_state,
            resolution=row.resolution or "",
            in_force=bool(row.is_in_force),
        )
        for campaign, row in zip(found, rows, strict=True)
    )


def received_fen(tx: Transaction, campaign: Campaign) -> int:
    """What counts towards the target of one campaign, in one statement."""
    r, f = receipts.c, refunds.c
    came = receipts.alias()
    back = (
        select(total(f.amount_fen))
        .join(came, same(refunds, came, "receipt_id"))
        .where(
            f.community_id == campaign.community_id,
            f.campaign_id == campaign.id,
            f.reason.in_(UNCOUNTED),
            func.coalesce(came.c.late, 0) == 0,
        )
        .scalar_subquery()
    )
    counted = select(total(r.amount_fen) - back).where(
        r.community_id == campaign.community_id,
        r.campaign_id == campaign.id,
        r.state == "posted",
        on_time(),
    )
    return int(tx.connection.scalar(counted) or 0)


def in_force(community_id: str) -> Select[tuple[str]]:
    """The ids of motions that have a resolution in force."""
    return select(resolutions.c.motion_id).where(
        resolutions.c.community_id == community_id, resolutions.c.state.in_(IN_FORCE)
    )


def _campaigns(community_id: str) -> Select[Any]:
    resolution = (
        select(func.max(resolutions.c.number))
        .where(
            resolutions.c.community_id == community_id,
            resolutions.c.motion_id == campaigns.c.motion_id,
            resolutions.c.state != "repealed",
        )
        .scalar_subquery()
    )
    return (
        select(
            campaigns,
            motions.c.number.label("motion_number"),
            motions.c.title.label("motion_title"),
            motions.c.state.label("motion_state"),
            resolution.label("resolution"),
            campaigns.c.motion_id.in_(in_force(community_id)).label("is_in_force"),
        )
        .join(motions, same(campaigns, motions, "motion_id"))
        .where(campaigns.c.community_id == community_id)
    )


def _view(
    tx: Transaction,
    campaign: Campaign,
    sums: Sums,
    *,
    motion: int,
    motion_title: str,
    motion_state: str,
    resolution: str,
    in_force: bool,
) -> CampaignView:
    pledged = sums.pledged.get(campaign.id)
    posted = [r for r in sums.received[campaign.id] if r.state == "posted"]
    waiting = [r for r in sums.received[campaign.id] if r.state == "awaiting_second"]
    received = sum(r.fen for r in posted) - sums.uncounted[campaign.id]
    asked_back = sums.asked_back[campaign.id]
    counted = received - asked_back
    by_method = {r.method: r for r in posted}
    statements = tuple(sums.statements[campaign.id])
    told_at = statements[0].published_at if statements else 0
    due = publish_by(campaign.state, campaign.rhythm, last=told_at or campaign.opened_at or 0)
    return CampaignView(
        number=campaign.number,
        title=campaign.title,
        body=campaign.body,
        state=campaign.state,
        mode=campaign.mode,
        target_fen=campaign.target_fen,
        minimum_fen=campaign.minimum_fen,
        deadline_at=campaign.deadline,
        account_holder=campaign.account_holder,
        account_last4=campaign.account_last4,
        surplus_rule=campaign.surplus_rule,
        motion=motion,
        motion_title=motion_title,
        resolution=resolution,
        in_force=in_force,
        opened_at=campaign.opened_at or 0,
        closed_at=campaign.closed_at or 0,
        days_left=max(0, -(-(campaign.deadline - tx.now) // DAY))
        if campaign.state == "open"
        else 0,
        pledged_fen=int(pledged.fen) if pledged else 0,
        pledges=int(pledged.n) if pledged else 0,
        households=int(pledged.households) if pledged else 0,
        received_fen=received,
        asked_back_fen=asked_back,
        receipts=sum(r.n for r in posted),
        methods=tuple(
            MethodSum(method=m, receipts=by_method[m].n, amount_fen=by_method[m].fen)
            for m in METHODS
            if m in by_method
        ),
        awaiting_fen=sum(r.fen for r in waiting),
        awaiting=sum(r.n for r in waiting),
        refunded_fen=sums.refunded[campaign.id],
        reserve_fen=sums.balance.get((campaign.id, "reserve"), 0),
        held_fen=sums.balance.get((campaign.id, "held"), 0),
        surplus_fen=0 if campaign.state in ALL_BACK else max(0, counted - campaign.target_fen),
        motion_state=motion_state,
        paid_fen=sums.balance.get((campaign.id, "paid"), 0),
        needed_fen=0 if campaign.mode == "flexible" else campaign.enough_fen,
        other_funds=other_funds(campaign.other_funds),
        keepers=tuple(
            Keeper(office=office, name=masked(sums.names.get(getattr(campaign, office), "")))
            for office in OFFICES
            if getattr(campaign, office)
        ),
        rhythm=campaign.rhythm,
        published_at=told_at,
        statements=statements,
        publish_by=due,
        publish_late=0 < due <= tx.now,
        late_fen=sums.balance.get((campaign.id, "late"), 0),
        late_back_fen=sums.late_back[campaign.id],
        unreached_fen=sums.unreached_fen[campaign.id],
        late_unreached_fen=sums.late_unreached_fen[campaign.id],
        unreached=sums.unreached[campaign.id],
    )
