"""Campaigns 众筹, as pages, bots and the story read them. ``progress`` and ``listed`` are public."""

from collections import defaultdict
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, and_, func, or_, select

from council.commands.campaigns import (
    CampaignList,
    CampaignScreen,
    CampaignView,
    MethodSum,
    MyPledge,
)
from council.domain.campaigns import ACTIVE, IN_FORCE, METHODS, UNCOUNTED
from council.domain.refusals import Refusal, refuse
from council.domain.values import Person
from council.reads.campaign_needs import due, needs
from council.storage.sums import total
from council.storage.tables.meetings import motions
from council.storage.tables.money import (
    campaigns,
    ledger_entries,
    ledger_transfers,
    pledges,
    receipts,
    refund_requests,
    refunds,
)
from council.storage.tables.people import residents
from council.storage.tables.polls import resolutions
from council.storage.transaction import Transaction

__all__ = ["by_number", "due", "listed", "needs", "open_list", "progress", "screen"]

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
    c = campaigns.c
    return views(
        tx,
        community_id,
        c.state.in_(PUBLIC) & or_(c.opened_at.is_not(None), c.state != "cancelled"),
    )


def progress(tx: Transaction, community_id: str, number: int) -> CampaignView | None:
    """One public campaign with its sums, or None."""
    return next((view for view in listed(tx, community_id) if view.number == number), None)


def open_list(tx: Transaction, who: Person) -> CampaignList | CampaignScreen:
    """The campaigns a resident may pledge to; a single one is shown at once."""
    found = listed(tx, who.community_id)
    open_now = [view for view in found if view.state == "open"]
    if len(open_now) == 1:
        return CampaignScreen(campaign=open_now[0], mine=own(tx, who, open_now[0].number))
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
    return CampaignScreen(campaign=view, mine=own(tx, who, number), changed=changed)


def own(tx: Transaction, who: Person, number: int) -> MyPledge | None:
    """The reader's latest pledge to a campaign that was not withdrawn."""
    row = tx.connection.execute(
        select(pledges)
        .join(campaigns, _same(pledges, campaigns, "campaign_id"))
        .where(
            pledges.c.community_id == who.community_id,
            campaigns.c.number == number,
            pledges.c.resident_id == who.id,
            pledges.c.state != "withdrawn",
        )
        .order_by(pledges.c.number.desc())
        .limit(1)
    ).one_or_none()
    if row is None:
        return None
    given = tx.connection.execute(
        select(receipts.c.serial, receipts.c.amount_fen, receipts.c.state)
        .where(
            receipts.c.community_id == who.community_id,
            receipts.c.pledge_id == row.id,
            receipts.c.state != "void",
        )
        .order_by(receipts.c.serial)
    ).all()
    returned = tx.connection.scalar(
        select(total(refunds.c.amount_fen))
        .join(receipts, _same(refunds, receipts, "receipt_id"))
        .where(refunds.c.community_id == who.community_id, receipts.c.pledge_id == row.id)
    )
    return MyPledge(
        number=row.number,
        amount_fen=row.amount_fen,
        state=row.state,
        anonymous=bool(row.anonymous),
        received_fen=sum(r.amount_fen for r in given if r.state == "posted"),
        refunded_fen=int(returned or 0),
        serials=tuple(r.serial for r in given if r.state == "posted"),
    )


def by_number(
    tx: Transaction, community_id: str, number: int, *, lock: bool = False
) -> Row[Any] | Refusal:
    """One campaign's row, whatever its state; ``lock`` before it is judged and changed."""
    query = select(campaigns).where(
        campaigns.c.community_id == community_id, campaigns.c.number == number
    )
    row = tx.connection.execute(query.with_for_update() if lock else query).one_or_none()
    return row or refuse("campaign.unknown", number=number)


def view_of(tx: Transaction, community_id: str, number: int) -> CampaignView:
    """One campaign that is known to exist, whatever its state."""
    (view,) = views(tx, community_id, campaigns.c.number == number)
    return view


def views(
    tx: Transaction, community_id: str, wanted: ColumnElement[bool]
) -> tuple[CampaignView, ...]:
    """The campaigns that fit, with every sum, in seven statements however many they are."""
    found = tx.connection.execute(_campaigns(community_id).where(wanted)).all()
    if not found:
        return ()
    sums = _Sums(tx, community_id, [row.id for row in found])
    made = [_view(tx, row, sums) for row in found]
    return tuple(sorted(made, key=lambda view: (view.state != "open", -view.number)))


def received_fen(tx: Transaction, campaign: Any) -> int:
    """What counts towards the target of one campaign, in one statement."""
    r, f = receipts.c, refunds.c
    back = (
        select(total(f.amount_fen))
        .where(
            f.community_id == campaign.community_id,
            f.campaign_id == campaign.id,
            f.reason.in_(UNCOUNTED),
        )
        .scalar_subquery()
    )
    counted = select(total(r.amount_fen) - back).where(
        r.community_id == campaign.community_id,
        r.campaign_id == campaign.id,
        r.state == "posted",
    )
    return int(tx.connection.scalar(counted) or 0)


def in_force(community_id: str) -> Select[tuple[str]]:
    """The ids of motions that have a resolution in force."""
    return select(resolutions.c.motion_id).where(
        resolutions.c.community_id == community_id, resolutions.c.state.in_(IN_FORCE)
    )


def _same(child: Any, parent: Any, column: str) -> ColumnElement[bool]:
    return and_(child.c.community_id == parent.c.community_id, child.c[column] == parent.c.id)


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
            resolution.label("resolution"),
            campaigns.c.motion_id.in_(in_force(community_id)).label("is_in_force"),
        )
        .join(motions, _same(campaigns, motions, "motion_id"))
        .where(campaigns.c.community_id == community_id)
    )


class _Sums:
    """Sums of several campaigns by campaign id."""

    def __init__(self, tx: Transaction, community_id: str, ids: list[str]) -> None:
        """Ask once for each kind of sum."""
        execute, p, r, f = tx.connection.execute, pledges.c, receipts.c, refunds.c
        self.pledged = {
            row.campaign_id: row
            for row in execute(
                select(
                    p.campaign_id,
                    func.count().label("n"),
                    total(p.amount_fen).label("fen"),
                    func.count(
                        func.distinct(func.coalesce(func.nullif(residents.c.unit, ""), p.id))
                    ).label("households"),
                )
                .join(residents, _same(pledges, residents, "resident_id"))
                .where(
                    p.community_id == community_id,
                    p.campaign_id.in_(ids),
                    p.state != "withdrawn",
                )
                .group_by(p.campaign_id)
            )
        }
        self.received: dict[str, list[Row[Any]]] = defaultdict(list)
        for row in execute(
            select(
                r.campaign_id,
                r.state,
                r.method,
                func.count().label("n"),
                total(r.amount_fen).label("fen"),
            )
            .where(r.community_id == community_id, r.campaign_id.in_(ids), r.state != "void")
            .group_by(r.campaign_id, r.state, r.method)
        ):
            self.received[row.campaign_id].append(row)
        self.refunded: dict[str, int] = defaultdict(int)
        self.uncounted: dict[str, int] = defaultdict(int)
        for row in execute(
            select(f.campaign_id, f.reason, total(f.amount_fen).label("fen"))
            .where(f.community_id == community_id, f.campaign_id.in_(ids))
            .group_by(f.campaign_id, f.reason)
        ):
            self.refunded[row.campaign_id] += int(row.fen)
            if row.reason in UNCOUNTED:
                self.uncounted[row.campaign_id] += int(row.fen)
        q = refund_requests.c
        self.asked_back = {
            row.campaign_id: int(row.fen)
            for row in execute(
                select(q.campaign_id, total(q.amount_fen).label("fen"))
                .where(
                    q.community_id == community_id,
                    q.campaign_id.in_(ids),
                    q.state == "asked",
                    q.reason.in_(UNCOUNTED),
                )
                .group_by(q.campaign_id)
            )
        }
        balances = (
            select(
                ledger_transfers.c.campaign_id,
                ledger_entries.c.account,
                total(ledger_entries.c.amount_fen).label("fen"),
            )
            .join(ledger_transfers, _same(ledger_entries, ledger_transfers, "transfer_id"))
            .where(
                ledger_entries.c.community_id == community_id,
                ledger_transfers.c.campaign_id.in_(ids),
            )
            .group_by(ledger_transfers.c.campaign_id, ledger_entries.c.account)
        )
        self.balance = {
            (row.campaign_id, row.account.partition(":")[0]): int(row.fen)
            for row in execute(balances)
        }


def _view(tx: Transaction, row: Row[Any], sums: _Sums) -> CampaignView:
    pledged = sums.pledged.get(row.id)
    posted = [r for r in sums.received[row.id] if r.state == "posted"]
    waiting = [r for r in sums.received[row.id] if r.state == "awaiting_second"]
    received = sum(int(r.fen) for r in posted) - sums.uncounted[row.id]
    by_method = {r.method: r for r in posted}
    return CampaignView(
        number=row.number,
        title=row.title,
        body=row.body,
        state=row.state,
        mode=row.mode,
        target_fen=row.target_fen,
        minimum_fen=row.minimum_fen,
        deadline_at=row.deadline,
        account_holder=row.account_holder,
        account_last4=row.account_last4,
        surplus_rule=row.surplus_rule,
        motion=row.motion_number,
        motion_title=row.motion_title,
        resolution=row.resolution or "",
        in_force=bool(row.is_in_force),
        opened_at=row.opened_at or 0,
        closed_at=row.closed_at or 0,
        days_left=max(0, -(-(row.deadline - tx.now) // DAY)) if row.state == "open" else 0,
        pledged_fen=int(pledged.fen) if pledged else 0,
        pledges=int(pledged.n) if pledged else 0,
        households=int(pledged.households) if pledged else 0,
        received_fen=received,
        asked_back_fen=sums.asked_back.get(row.id, 0),
        receipts=sum(int(r.n) for r in posted),
        methods=tuple(
            MethodSum(method=m, receipts=int(by_method[m].n), amount_fen=int(by_method[m].fen))
            for m in METHODS
            if m in by_method
        ),
        awaiting_fen=sum(int(r.fen) for r in waiting),
        awaiting=sum(int(r.n) for r in waiting),
        refunded_fen=sums.refunded[row.id],
        reserve_fen=sums.balance.get((row.id, "reserve"), 0),
        held_fen=sums.balance.get((row.id, "held"), 0),
        surplus_fen=max(0, received - row.target_fen),
    )


def active(community_id: str, campaign_id: str) -> Select[tuple[str]]:
    """The residents with a pledge that still stands."""
    return select(pledges.c.resident_id).where(
        pledges.c.community_id == community_id,
        pledges.c.campaign_id == campaign_id,
        pledges.c.state.in_(ACTIVE),
    )
