"""Pledges 认筹: made, changed, withdrawn until a receipt is made out."""

from sqlalchemy import insert, select, update

from council.campaigns.acts import PLEDGE_MOVES
from council.campaigns.campaign import Campaign
from council.campaigns.commands import CampaignScreen
from council.campaigns.pledges.commands import (
    AddExcess,
    MakePledge,
    NamePledge,
    UndoPledge,
    WithdrawPledge,
)
from council.campaigns.pledges.pledge import Pledge
from council.campaigns.pledges.reads import facts_of, own
from council.campaigns.pledges.rules import ACTIVE, UNDO
from council.campaigns.pledges.telling import tell
from council.campaigns.reads import screen
from council.campaigns.records import by_number
from council.campaigns.refunds.asking import answer
from council.campaigns.refunds.records import asked
from council.campaigns.tables import pledges, refund_requests
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
    if amount < campaign.minimum_fen:
        return refuse("amount.too_small", least_fen=campaign.minimum_fen)
    if amount > MOST_FEN:
        return refuse("amount.too_large", most_fen=MOST_FEN)
    if before is None:
        pledge_id = _add(tx, who, campaign, amount)
    else:
        pledge_id = before.id
        undo: dict[str, int | None] = {
            "before_fen": before.amount_fen,
            "undo_until": tx.now + UNDO,
        }
        if amount == before.amount_fen:
            undo = {}  # pledged once more: what can be undone is what was
        _change(tx, who, pledge_id, amount_fen=amount, **undo)
    tell(tx, campaign)
    record(tx, who, command.verb, "pledge", pledge_id, amount_fen=amount)
    changed = "made" if before is None else "replaced"
    return screen(tx, who, command.campaign, changed=changed)


def add_excess(tx: Transaction, who: Person, command: AddExcess) -> CampaignScreen | Refusal:
    """Raise one's pledge by what came in above it; that is not given back then."""
    campaign = _movable(tx, who, command.campaign, "add")
    if isinstance(campaign, Refusal):
        return campaign
    pledge = standing(tx, who, campaign)
    assert pledge is not None, "judged above"
    over = [
        request
        for request in asked(tx, campaign, refund_requests.c.reason == "excess")
        if request.pledge_id == pledge.id
    ]
    amount = pledge.amount_fen + sum(request.amount_fen for request in over)
    if amount > MOST_FEN:
        return refuse("amount.too_large", most_fen=MOST_FEN)
    answer(tx, campaign, over, "declined", by=who.id)
    _change(tx, who, pledge.id, amount_fen=amount)
    record(tx, who, command.verb, "pledge", pledge.id, amount_fen=amount)
    return screen(tx, who, command.campaign, changed="added")


def withdraw(tx: Transaction, who: Person, command: WithdrawPledge) -> CampaignScreen | Refusal:
    """Take a pledge back; not once a receipt was made out."""
    campaign = _movable(tx, who, command.campaign, "withdraw")
    if isinstance(campaign, Refusal):
        return campaign
    pledge = standing(tx, who, campaign)
    assert pledge is not None, "judged above"
    _change(tx, who, pledge.id, state="withdrawn", before_fen=None, undo_until=None)
    tell(tx, campaign)
    record(tx, who, command.verb, "pledge", pledge.id)
    return screen(tx, who, command.campaign, changed="withdrawn")


def undo(tx: Transaction, who: Person, command: UndoPledge) -> CampaignScreen | Refusal:
    """Go back to what was pledged before, or to nothing; what was received of it stays pledged."""
    campaign = _movable(tx, who, command.campaign, "undo")
    if isinstance(campaign, Refusal):
        return campaign
    pledge, mine = standing(tx, who, campaign), own(tx, who, command.campaign)
    assert pledge is not None, "judged above"
    assert mine is not None, "it stands"
    amount = max(pledge.before_fen, mine.received_fen + mine.unsigned_fen)
    back: dict[str, str | int | None] = {"before_fen": None, "undo_until": None}
    back |= {"amount_fen": amount} if amount else {"state": "withdrawn"}
    _change(tx, who, pledge.id, **back)
    tell(tx, campaign)
    record(tx, who, command.verb, "pledge", pledge.id, amount_fen=amount)
    return screen(tx, who, command.campaign, changed="back" if amount else "undone")


def name(tx: Transaction, who: Person, command: NamePledge) -> CampaignScreen | Refusal:
    """Show a masked name beside the amount, or 匿名; at any time, whatever the campaign's state."""
    campaign = _movable(tx, who, command.campaign, "hide_name")
    if isinstance(campaign, Refusal):
        return campaign
    p = pledges.c
    tx.connection.execute(
        update(pledges)
        .where(
            p.community_id == who.community_id,
            p.campaign_id == campaign.id,
            p.resident_id == who.id,
            p.state != "withdrawn",
        )
        .values(anonymous=int(command.anonymous))
    )
    how = "hidden" if command.anonymous else "named"
    return screen(tx, who, command.campaign, changed=how)


def takes_pledges(tx: Transaction, who: Person, number: int) -> Campaign | Refusal:
    """Lock the campaign and judge whether it takes pledges now, from this person."""
    return _movable(tx, who, number, "make")


def claims_refunds(tx: Transaction, who: Person, number: int) -> Campaign | Refusal:
    """Lock the campaign and judge whether this person may claim what could not be paid back."""
    return _movable(tx, who, number, "claim")


def _movable(tx: Transaction, who: Person, number: int, move: str) -> Campaign | Refusal:
    """Lock a campaign, and ask the guard of a resident's move; the campaign, if it is open."""
    campaign = by_number(tx, who.community_id, number, lock=True)
    if isinstance(campaign, Refusal):
        return campaign
    facts = facts_of(tx, who, campaign, own(tx, who, number))
    return PLEDGE_MOVES.refusal(move, facts) or campaign


def standing(tx: Transaction, who: Person, campaign: Campaign) -> Pledge | None:
    """The pledge that a new amount would replace."""
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
        "undo_until": tx.now + UNDO,
    }
    tx.connection.execute(insert(pledges), [row])
    return pledge_id


def _change(tx: Transaction, who: Person, pledge_id: str, **columns: str | int | None) -> None:
    tx.connection.execute(
        update(pledges)
        .where(pledges.c.community_id == who.community_id, pledges.c.id == pledge_id)
        .values(**columns, changed_at=tx.now)
    )
