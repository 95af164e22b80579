"""Campaigns 众筹 on the staff desk: what can be done with each, and by whom."""

from typing import Any

from sqlalchemy import func, select, true

from council.campaigns.campaign import Campaign
from council.campaigns.commands import CampaignDesk, CampaignFile, CampaignView
from council.campaigns.reads import view_of, views
from council.campaigns.receipts.reads import names_of
from council.campaigns.records import by_number
from council.campaigns.refunds.refundable import check_asking_back
from council.campaigns.rules import (
    check_approving,
    check_cancelling,
    check_closing,
    check_opening,
    check_receiving,
    check_settling,
)
from council.campaigns.tables import refund_requests
from council.kernel.database.transaction import Transaction
from council.kernel.policy import STAFF, may
from council.kernel.refusals import Refusal, refuse
from council.kernel.values import Person

#: The acts about a campaign, in the order of their buttons.
_ORDER = (
    "campaign.approve",
    "campaign.open",
    "receipt.record",
    "receipt.sign",
    "campaign.close",
    "campaign.settle",
    "refund.ask",
    "refund.confirm",
    "campaign.cancel",
)


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
    campaign = by_number(tx, who.community_id, number)
    if isinstance(campaign, Refusal):
        return campaign
    view = view_of(tx, who.community_id, number)
    confirming = tx.connection.scalar(
        select(func.count())
        .select_from(refund_requests)
        .where(
            refund_requests.c.community_id == who.community_id,
            refund_requests.c.campaign_id == campaign.id,
            refund_requests.c.state == "asked",
        )
    )
    return CampaignFile(
        campaign=view,
        drafter=names_of(tx, who.community_id, {campaign.created_by}).get(campaign.created_by, ""),
        can=_can(tx, who, campaign, view, asked=int(confirming or 0)),
        signing=view.awaiting,
        confirming=int(confirming or 0),
        did=did,
        count=count,
    )


def _can(
    tx: Transaction, who: Person, campaign: Campaign, view: CampaignView, *, asked: int
) -> tuple[str, ...]:
    """The acts that are accepted now, for the roles that this person holds."""
    number, state = view.number, view.state
    until: dict[str, Any] = {"state": state, "deadline": view.deadline_at, "now": tx.now}
    judged = {
        "campaign.approve": check_approving(
            who.id, number=number, state=state, drafted_by=campaign.created_by
        ),
        "campaign.open": check_opening(number=number, motion_state=view.motion_state, **until),
        "receipt.record": check_receiving(
            number=number, decided=view.in_force, motion=view.motion, **until
        ),
        "campaign.close": check_closing(**until),
        "campaign.settle": check_settling(state=state, unsigned=view.awaiting, asked=asked),
        "refund.ask": check_asking_back(tx, campaign),
        "campaign.cancel": check_cancelling(number=number, **until),
    }
    waiting = {"receipt.sign": view.awaiting > 0, "refund.confirm": asked > 0}
    fits = {verb: refusal is None for verb, refusal in judged.items()} | waiting
    return tuple(verb for verb in _ORDER if fits[verb] and may(who, verb))
