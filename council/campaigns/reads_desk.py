"""Campaigns 众筹 on the staff desk: what can be done with each, and by whom."""

from functools import cache

from sqlalchemy import select, true

from council.campaigns.acts import CAMPAIGN_MOVES
from council.campaigns.campaign import Campaign
from council.campaigns.commands import CampaignDesk, CampaignFile
from council.campaigns.facts import CampaignFacts, RaisedFor
from council.campaigns.keepers.records import statements_of, sums_of
from council.campaigns.keepers.statement import Statement
from council.campaigns.payments.for_tasks import carried_out, tasks_of
from council.campaigns.payments.records import contracts_of, proposed, reversible
from council.campaigns.payments.tables import contracts
from council.campaigns.payments.unused import unused_fen
from council.campaigns.reads import in_force, view_of, views
from council.campaigns.receipts.reads import names_of
from council.campaigns.receipts.records import awaiting, receipts_in
from council.campaigns.records import by_number
from council.campaigns.refunds.records import asked, unreached
from council.campaigns.refunds.refund_request import RefundRequest
from council.campaigns.refunds.refundable import left_fen
from council.campaigns.tables import campaigns
from council.kernel.acts.facts import later
from council.kernel.database.records import read_one
from council.kernel.database.transaction import Transaction
from council.kernel.policy import STAFF, may
from council.kernel.refusals import Refusal, refuse
from council.kernel.values import Person
from council.motions.tables import motions


def desk(tx: Transaction, who: Person) -> CampaignDesk | Refusal:
    """Every campaign, drafts too; only for staff."""
    if not who.roles & STAFF:
        return refuse("people.not_staff", name=who.name)
    found = views(tx, who.community_id, true())
    return CampaignDesk(
        campaigns=found, may_draft=may(who, "campaign.draft"), may_bank=may(who, "bank.see")
    )


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
    facts = facts_of(tx, who, campaign)
    return CampaignFile(
        campaign=view,
        drafter=names_of(tx, who.community_id, {campaign.created_by}).get(campaign.created_by, ""),
        can=CAMPAIGN_MOVES.open_to(who, facts),
        signing=view.awaiting,
        confirming=facts.asked,
        paying=facts.proposed,
        papers=receipts_in(tx, campaign) if may(who, "receipt.record") else 0,
        did=did,
        count=count,
    )


def facts_of(tx: Transaction, who: Person, campaign: Campaign) -> CampaignFacts:
    """Gather what the moves of a campaign are judged by."""

    @cache
    def motion() -> RaisedFor:
        m = motions.c
        decided = m.id.in_(in_force(campaign.community_id)).label("decided")
        query = select(m.number, m.state, decided).where(
            m.community_id == campaign.community_id, m.id == campaign.motion_id
        )
        found = read_one(tx, RaisedFor, query)
        assert found is not None, "a campaign is raised for a motion"
        return found

    def left(*, late: bool) -> int:
        c = campaigns.c
        mine = (c.community_id == campaign.community_id, c.id == campaign.id)
        return tx.connection.scalar(select(left_fen(late=late)).where(*mine)) or 0

    @cache
    def waiting() -> list[RefundRequest]:
        return asked(tx, campaign)

    @cache
    def told() -> Statement | None:
        found = statements_of(tx, campaign)
        return found[-1] if found else None

    def final() -> str:
        last = told()
        if last is None or last.kind != "final" or last.sums != sums_of(tx, campaign):
            return ""
        return last.state

    def last_told() -> str:
        last = told()
        return "" if last is None else last.state

    return CampaignFacts(
        number=campaign.number,
        state=campaign.state,
        deadline=campaign.deadline,
        now=tx.now,
        person=who.id,
        drafted_by=campaign.created_by,
        motion=later(lambda: motion().number),
        motion_state=later(lambda: motion().state),
        decided=later(lambda: motion().decided),
        unsigned=later(lambda: len(awaiting(tx, campaign))),
        asked=later(lambda: len(waiting())),
        left_fen=later(lambda: left(late=False)),
        opened=campaign.opened_at is not None,
        late_left_fen=later(lambda: left(late=True)),
        asked_late=later(lambda: sum(each.late for each in waiting())),
        unreached=later(lambda: len(unreached(tx, campaign))),
        tasks=later(lambda: len(tasks_of(tx, campaign))),
        contracts=later(lambda: len(contracts_of(tx, campaign, contracts.c.ended_at.is_(None)))),
        proposed=later(lambda: len(proposed(tx, campaign))),
        reversible=later(lambda: len(reversible(tx, campaign))),
        cashier=campaign.cashier,
        bookkeeper=campaign.bookkeeper,
        auditor=campaign.auditor,
        works_over=later(lambda: not carried_out(tx, campaign)),
        unused_fen=later(lambda: unused_fen(tx, campaign)),
        told=later(last_told),
        final=later(final),
    )


def movable(tx: Transaction, who: Person, number: int, move: str) -> Campaign | Refusal:
    """Lock a campaign, and ask the guard of a move; the campaign, if the move is open."""
    campaign = by_number(tx, who.community_id, number, lock=True)
    if isinstance(campaign, Refusal):
        return campaign
    return CAMPAIGN_MOVES.refusal(move, facts_of(tx, who, campaign)) or campaign
