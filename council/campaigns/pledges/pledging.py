"""Pledges 认筹: made, changed, withdrawn until a receipt is made out."""

from sqlalchemy import func, insert, select, update

from council.campaigns.campaign import Campaign
from council.campaigns.commands import CampaignScreen
from council.campaigns.pledges.commands import MakePledge, NamePledge, WithdrawPledge
from council.campaigns.pledges.pledge import Pledge
from council.campaigns.reads import screen
from council.campaigns.records import by_number
from council.campaigns.rules import ACTIVE, check_pledging, check_unpaid
from council.campaigns.tables import pledges, receipts
from council.kernel.acts_log import record
from council.kernel.database.counters import next_number
from council.kernel.database.rows import value_from
from council.kernel.database.transaction import Transaction
from council.kernel.money import MOST_FEN
from council.kernel.refusals import Refusal, refuse
from council.kernel.values import Person


def make(tx: Transaction, who: Person, command: MakePledge) -> CampaignScreen | Refusal:
    """Pledge an amount: a first pledge, or a new amount for the standing one."""
    campaign = takes_pledges(tx, who, command.campaign)
    if isinstance(campaign, Refusal):
        return campaign
    before, amount = standing(tx, who, campaign), command.amount_fen
    if isinstance(before, Refusal):
        return before
    if amount < campaign.minimum_fen:
        return refuse("amount.too_small", least_fen=campaign.minimum_fen)
    if amount > MOST_FEN:
        return refuse("amount.too_large", most_fen=MOST_FEN)
    if before is None:
        pledge_id = _add(tx, who, campaign, amount)
    else:
        pledge_id = before.id
        _change(tx, who, pledge_id, amount_fen=amount)
    record(tx, who, command.verb, "pledge", pledge_id, amount_fen=amount)
    changed = "made" if before is None else "replaced"
    return screen(tx, who, command.campaign, changed=changed)


def withdraw(tx: Transaction, who: Person, command: WithdrawPledge) -> CampaignScreen | Refusal:
    """Take a pledge back; not once a receipt was made out."""
    campaign = by_number(tx, who.community_id, command.campaign, lock=True)
    if isinstance(campaign, Refusal):
        return campaign
    pledge = _active(tx, who, campaign)
    if pledge is None:
        return refuse("pledge.none", number=command.campaign)
    refusal = _unpaid(tx, who, campaign, pledge)
    if refusal is not None:
        return refusal
    _change(tx, who, pledge.id, state="withdrawn")
    record(tx, who, command.verb, "pledge", pledge.id)
    return screen(tx, who, command.campaign, changed="withdrawn")


def name(tx: Transaction, who: Person, command: NamePledge) -> CampaignScreen | Refusal:
    """Show a masked name beside the amount, or 匿名; at any time, whatever the campaign's state."""
    campaign = by_number(tx, who.community_id, command.campaign, lock=True)
    if isinstance(campaign, Refusal):
        return campaign
    p = pledges.c
    changed = tx.connection.execute(
        update(pledges)
        .where(
            p.community_id == who.community_id,
            p.campaign_id == campaign.id,
            p.resident_id == who.id,
            p.state != "withdrawn",
        )
        .values(anonymous=int(command.anonymous))
    )
    if changed.rowcount == 0:
        return refuse("pledge.none", number=command.campaign)
    how = "hidden" if command.anonymous else "named"
    return screen(tx, who, command.campaign, changed=how)


def takes_pledges(tx: Transaction, who: Person, number: int) -> Campaign | Refusal:
    """Lock the campaign and judge whether it takes pledges now, from this person."""
    campaign = by_number(tx, who.community_id, number, lock=True)
    if isinstance(campaign, Refusal):
        return campaign
    refusal = check_pledging(
        number=number,
        state=campaign.state,
        deadline=campaign.deadline,
        now=tx.now,
        adult=who.adult,
    )
    return refusal or campaign


def _active(tx: Transaction, who: Person, campaign: Campaign) -> Pledge | None:
    p = pledges.c
    row = tx.connection.execute(
        select(pledges)
        .where(
            p.community_id == who.community_id,
            p.campaign_id == campaign.id,
            p.resident_id == who.id,
            p.state.in_(ACTIVE),
        )
        .with_for_update()
    ).one_or_none()
    return None if row is None else value_from(Pledge, row)


def standing(tx: Transaction, who: Person, campaign: Campaign) -> Pledge | Refusal | None:
    """The pledge that a new amount would replace; with a receipt it can no longer change."""
    pledge = _active(tx, who, campaign)
    return pledge if pledge is None else _unpaid(tx, who, campaign, pledge) or pledge


def _unpaid(tx: Transaction, who: Person, campaign: Campaign, pledge: Pledge) -> Refusal | None:
    r = receipts.c
    many = tx.connection.scalar(
        select(func.count()).where(
            r.community_id == who.community_id, r.pledge_id == pledge.id, r.state != "void"
        )
    )
    return check_unpaid(number=campaign.number, state=pledge.state, receipts=many or 0)


def _add(tx: Transaction, who: Person, campaign: Campaign, amount: int) -> str:
    pledge_id = tx.new_id()
    row = {
        "community_id": who.community_id,
        "id": pledge_id,
        "campaign_id": campaign.id,
        "number": next_number(tx, who.community_id, f"pledges:{campaign.number}"),
        "resident_id": who.id,
        "amount_fen": amount,
        "anonymous": 1,
        "channel": "chat",
        "state": "pledged",
        "made_at": tx.now,
        "changed_at": tx.now,
    }
    tx.connection.execute(insert(pledges), [row])
    return pledge_id


def _change(tx: Transaction, who: Person, pledge_id: str, **columns: str | int) -> None:
    tx.connection.execute(
        update(pledges)
        .where(pledges.c.community_id == who.community_id, pledges.c.id == pledge_id)
        .values(**columns, changed_at=tx.now)
    )
