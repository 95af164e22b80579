"""Leading a campaign 众筹 from its draft to its close: one verb, one function."""

from sqlalchemy import insert, select

from council.campaigns import reads_desk as campaign_desk
from council.campaigns.commands import (
    ApproveCampaign,
    CampaignFile,
    CancelCampaign,
    CloseCampaign,
    DraftCampaign,
    OpenCampaign,
    PledgersReminded,
    RemindPledgers,
)
from council.campaigns.ending import tell_outcome
from council.campaigns.pledges.reads import unpaid
from council.campaigns.reads import view_of
from council.campaigns.records import by_number
from council.campaigns.refunds.asking import ask_all_back
from council.campaigns.rules import (
    BODY_MOST,
    HOLDER_MOST,
    LOST,
    MODES,
    REMIND_AHEAD,
    REMIND_LAST,
    SURPLUS_RULES,
    TITLE_MOST,
    read_last4,
    read_reason,
    read_text,
    terms_hold,
)
from council.campaigns.states import lapse, move, pledgers
from council.campaigns.tables import campaigns, pledges
from council.campaigns.terms import read_other_funds
from council.kernel.acts_log import record
from council.kernel.database.counters import next_number
from council.kernel.database.transaction import Transaction
from council.kernel.outbox import enqueueing as outbox
from council.kernel.refusals import Refusal, refuse
from council.kernel.tables import clock_marks
from council.kernel.values import Person
from council.motions.tables import motions

#: The notices before the deadline, and the clock's marks that they were sent.
REMINDER, LAST_REMINDER = "pledge_reminder", "pledge_last_reminder"


def draft(tx: Transaction, who: Person, command: DraftCampaign) -> CampaignFile | Refusal:
    """Draft a campaign for a motion; a second person must approve it."""
    texts = {
        "title": read_text("title", command.title, TITLE_MOST),
        "body": read_text("body", command.body, BODY_MOST) if command.body.strip() else "",
        "account_holder": read_text("account_holder", command.account_holder, HOLDER_MOST),
        "account_last4": read_last4(command.account_last4),
        "other_funds": read_other_funds(command.other_funds),
    }
    refusal = next((text for text in texts.values() if isinstance(text, Refusal)), None)
    if command.mode not in MODES or command.surplus_rule not in SURPLUS_RULES:
        refusal = refusal or refuse("campaign.unknown_rule")
    motion_id = motion(tx, who, command.motion)
    if isinstance(motion_id, Refusal):
        return motion_id
    refusal = refusal or terms_hold(
        target_fen=command.target_fen,
        minimum_fen=command.minimum_fen,
        needed_fen=command.needed_fen,
        mode=command.mode,
        deadline=command.deadline,
        now=tx.now,
    )
    if refusal is not None:
        return refusal
    campaign_id = tx.new_id()
    number = next_number(tx, who.community_id, "campaigns")
    row = {
        "community_id": who.community_id,
        "id": campaign_id,
        "number": number,
        **texts,
        "other_funds": texts["other_funds"] or None,
        "needed_fen": command.needed_fen or None,
        "motion_id": motion_id,
        "state": "draft",
        "target_fen": command.target_fen,
        "minimum_fen": command.minimum_fen,
        "mode": command.mode,
        "deadline": command.deadline,
        "surplus_rule": command.surplus_rule,
        "created_by": who.id,
        "created_at": tx.now,
    }
    tx.connection.execute(insert(campaigns), [row])
    record(tx, who, command.verb, "campaign", campaign_id, number=number)
    outbox.notify(
        tx,
        who.community_id,
        outbox.holders(who.community_id, "second_signer", "chair"),
        notice="campaign_drafted",
        subject=campaign_id,
        params={"number": number, "title": command.title, "drafter": who.name},
        buttons=(("button.campaign_file", "campaign.unopened", (number,)),),
        bot="staff",
    )
    return campaign_desk.file(tx, who, number, did="draft")


def motion(tx: Transaction, who: Person, number: int) -> str | Refusal:
    """Find the motion that a campaign is for; a lost or withdrawn one takes no money."""
    row = tx.connection.execute(
        select(motions.c.id, motions.c.state).where(
            motions.c.community_id == who.community_id, motions.c.number == number
        )
    ).one_or_none()
    if row is None:
        return refuse("campaign.unknown_motion", number=number)
    if row.state in LOST:
        return refuse("campaign.motion_lost", number=number)
    motion_id: str = row.id
    return motion_id


def approve(tx: Transaction, who: Person, command: ApproveCampaign) -> CampaignFile | Refusal:
    """Approve as a second person; the drafter cannot."""
    campaign = campaign_desk.movable(tx, who, command.campaign, "approve")
    if isinstance(campaign, Refusal):
        return campaign
    move(tx, who, campaign, "approve", approved_by=who.id)
    outbox.notify(
        tx,
        who.community_id,
        outbox.holders(who.community_id, "facilitator", "treasurer"),
        notice="campaign_approved",
        subject=campaign.id,
        params={"number": campaign.number, "title": campaign.title, "approver": who.name},
        buttons=(("button.campaign_file", "campaign.unopened", (campaign.number,)),),
        bot="staff",
    )
    return campaign_desk.file(tx, who, campaign.number, did="approve")


def open_(tx: Transaction, who: Person, command: OpenCampaign) -> CampaignFile | Refusal:
    """Let pledges in, and tell everybody."""
    campaign = campaign_desk.movable(tx, who, command.campaign, "open")
    if isinstance(campaign, Refusal):
        return campaign
    move(tx, who, campaign, "open", opened_at=tx.now)
    told = outbox.notify(
        tx,
        who.community_id,
        outbox.everyone(who.community_id),
        public=True,
        notice="campaign_opened",
        subject=campaign.id,
        params={
            "number": campaign.number,
            "title": campaign.title,
            "target_fen": campaign.target_fen,
            "deadline_at": campaign.deadline,
        },
        buttons=(("button.pledge_look", "pledge.look", (campaign.number,)),),
    )
    return campaign_desk.file(tx, who, campaign.number, did="open", count=told)


def close(tx: Transaction, who: Person, command: CloseCampaign) -> CampaignFile | Refusal:
    """Close after the deadline. Only posted receipts count; what failed is asked back at once.

    Money that somebody has asked to have back does not count, whether or not that is confirmed
    yet: all or nothing must be met by what stays, a flexible campaign goes on with whatever that is. Cash that waits for a signature does not count;
    signed later, it joins the surplus, or is asked back with the rest.
    """
    campaign = campaign_desk.movable(tx, who, command.campaign, "close")
    if isinstance(campaign, Refusal):
        return campaign
    counted = view_of(tx, who.community_id, campaign.number).counted_fen
    enough = counted >= campaign.enough_fen
    refusal = move(tx, who, campaign, "succeed" if enough else "fail", closed_at=tx.now)
    if refusal is not None:
        return refusal
    lapse(tx, campaign)
    count = 0 if enough else ask_all_back(tx, who, campaign, reason="failed")
    tell_outcome(tx, campaign, enough=enough, counted_fen=counted, asked=count)
    return campaign_desk.file(tx, who, campaign.number, did="close", count=count)


def cancel(tx: Transaction, who: Person, command: CancelCampaign) -> CampaignFile | Refusal:
    """Cancel with a reason; everything received is asked back, everybody concerned is told."""
    reason = read_reason(command.reason)
    if isinstance(reason, Refusal):
        return reason
    campaign = campaign_desk.movable(tx, who, command.campaign, "cancel")
    if isinstance(campaign, Refusal):
        return campaign
    move(tx, who, campaign, "cancel", closed_at=tx.now, detail=reason)
    lapse(tx, campaign)
    count = ask_all_back(tx, who, campaign, reason="cancelled")
    outbox.notify(
        tx,
        who.community_id,
        pledgers(campaign),
        notice="campaign_cancelled",
        subject=campaign.id,
        params={"number": campaign.number, "title": campaign.title, "reason": reason},
        buttons=(("button.pledge_look", "pledge.look", (campaign.number,)),),
    )
    return campaign_desk.file(tx, who, campaign.number, did="cancel", count=count)


def remind(tx: Transaction, who: Person, command: RemindPledgers) -> PledgersReminded | Refusal:
    """Remind those who pledged and have not paid, twice, once each, when money may be taken."""
    campaign = by_number(tx, who.community_id, command.campaign, lock=True)
    if isinstance(campaign, Refusal):
        return campaign
    last = campaign.deadline - REMIND_LAST <= tx.now
    mark = LAST_REMINDER if last else REMINDER
    key = {"community_id": campaign.community_id, "mark": mark, "subject": campaign.id}
    done = tx.connection.execute(
        select(clock_marks.c.marked_at).where(*(clock_marks.c[k] == v for k, v in key.items()))
    ).one_or_none()
    near = campaign.deadline - REMIND_AHEAD <= tx.now < campaign.deadline
    view = view_of(tx, campaign.community_id, campaign.number)
    if campaign.state != "open" or done is not None or not near or not view.in_force:
        return PledgersReminded(campaign=campaign.number, reminded=0)
    tx.connection.execute(insert(clock_marks), [{**key, "marked_at": tx.now}])
    p = pledges.c
    told = outbox.notify(
        tx,
        campaign.community_id,
        select(p.resident_id).where(
            p.community_id == campaign.community_id, p.campaign_id == campaign.id, unpaid()
        ),
        notice=mark,
        subject=campaign.id,
        params={
            "number": campaign.number,
            "title": campaign.title,
            "deadline_at": campaign.deadline,
            "holder": campaign.account_holder,
            "last4": campaign.account_last4,
        },
        buttons=(("button.pledge_look", "pledge.look", (campaign.number,)),),
        needs_by=campaign.deadline,
    )
    return PledgersReminded(campaign=campaign.number, reminded=told)
