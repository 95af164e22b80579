"""Campaigns 众筹 on the staff desk: what can be done with each, and by whom."""

from sqlalchemy import func, select, true

from council.commands.campaigns import CampaignDesk, CampaignFile, CampaignView
from council.domain.campaigns import REASONS
from council.domain.policy import STAFF, may
from council.domain.refusals import Refusal, refuse
from council.domain.values import Person
from council.reads.campaigns import by_number, view_of, views
from council.reads.receipts import names_of
from council.storage.tables.money import refund_requests
from council.storage.transaction import Transaction


def desk(tx: Transaction, who: Person) -> CampaignDesk | Refusal:
    """Every campaign, drafts too; only for staff."""
    if not who.roles & STAFF:
        return refuse("people.not_staff", name=who.name)
    found = views(tx, who.community_id, true())
    return CampaignDesk(campaigns=found, may_draft=may(who, "campaign.draft"))


def file(
    tx: Transaction, who: Person, number: int, *, did: str = "", count: int = 0
) -> CampaignFile | Refusal:
    """One campaign with what this person can do with it now."""
    if not who.roles & STAFF and who.id not in who.roles:
        return refuse("people.not_staff", name=who.name)
    row = by_number(tx, who.community_id, number)
    if isinstance(row, Refusal):
        return row
    view = view_of(tx, who.community_id, number)
    confirming = tx.connection.scalar(
        select(func.count())
        .select_from(refund_requests)
        .where(
            refund_requests.c.community_id == who.community_id,
            refund_requests.c.campaign_id == row.id,
            refund_requests.c.state == "asked",
        )
    )
    return CampaignFile(
        campaign=view,
        drafter=names_of(tx, who.community_id, {row.created_by}).get(row.created_by, ""),
        can=_can(tx, who, view, drafted_by=row.created_by, asked=int(confirming or 0)),
        signing=view.awaiting,
        confirming=int(confirming or 0),
        did=did,
        count=count,
    )


def _can(
    tx: Transaction, who: Person, view: CampaignView, *, drafted_by: str, asked: int
) -> tuple[str, ...]:
    """The acts that make sense now, for the roles that this person holds."""
    running = view.state == "open" and tx.now < view.deadline_at
    sensible = {
        "campaign.approve": view.state == "draft" and drafted_by != who.id,
        "campaign.open": view.state == "approved" and tx.now < view.deadline_at,
        "receipt.record": running and view.in_force,
        "receipt.sign": view.awaiting > 0,
        "campaign.close": view.state == "open" and not running,
        "campaign.settle": view.state == "target_met" and not asked and not view.awaiting,
        "refund.ask": view.state in REASONS and view.held_fen > 0,
        "refund.confirm": asked > 0,
        "campaign.cancel": running or view.state in {"draft", "approved"},
    }
    return tuple(verb for verb, fits in sensible.items() if fits and may(who, verb))
