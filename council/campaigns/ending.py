"""How a campaign 众筹 ends: told to those concerned, and led on once its money is dealt with."""

from council.campaigns.campaign import Campaign
from council.campaigns.reads import view_of
from council.campaigns.receipts.reads import was_confirmed
from council.campaigns.records import by_number
from council.campaigns.refunds.asking import ask_all_back, drop_reserve
from council.campaigns.refunds.records import asked
from council.campaigns.rules import SETTLING
from council.campaigns.states import move, pledgers
from council.kernel.database.transaction import Transaction
from council.kernel.outbox import enqueueing as outbox
from council.kernel.refusals import Param, Refusal
from council.kernel.values import Person


def lead_on(tx: Transaction, who: Person, number: int) -> None:
    """Move a campaign on when nothing is left to do with its money, whatever act came last.

    What could not be paid waits for its payee and holds up nothing. All given back: refunded. Surplus
    dealt with: on to the works. Nothing to spend any more (paid for the works, what they left given
    back or kept): settled, until something is brought back. A correction that undoes the target after all: failed, and the
    rest is asked back.
    """
    campaign = by_number(tx, who.community_id, number)
    assert not isinstance(campaign, Refusal)
    view = view_of(tx, who.community_id, number)
    short = campaign.mode == "all_or_nothing" and view.received_fen < campaign.enough_fen
    if campaign.state == "target_met" and short:
        move(tx, who, campaign, "fall_short")
        drop_reserve(tx, campaign)
        count = ask_all_back(tx, who, campaign, reason="failed")
        tell_outcome(tx, campaign, enough=False, counted_fen=view.received_fen, asked=count)
        return
    if any(not each.late for each in asked(tx, campaign)) or view.awaiting:
        return
    if campaign.state == "disbursing" and view.to_spend_fen == 0:
        move(tx, who, campaign, "finish_works")
    if campaign.state == "settled" and view.to_spend_fen:
        move(tx, who, campaign, "reopen_works")
    if campaign.state == "refunding" and view.to_spend_fen == 0:
        move(tx, who, campaign, "finish_refunds")
    settled = campaign.state == "target_met" and was_confirmed(tx, campaign, *SETTLING)
    if settled and view.to_spend_fen <= campaign.target_fen:
        move(tx, who, campaign, "settle")


def _outcome(campaign: Campaign, *, enough: bool, counted_fen: int) -> str:
    """Tell by which of its terms a campaign succeeded or failed: the target is not always the measure."""
    if not enough:
        named = campaign.needed_fen not in {0, campaign.target_fen}
        return "campaign_short" if named else "campaign_failed"
    if counted_fen >= campaign.target_fen:
        return "campaign_succeeded"
    return "campaign_flexible" if campaign.mode == "flexible" else "campaign_enough"


def tell_outcome(
    tx: Transaction, campaign: Campaign, *, enough: bool, counted_fen: int, asked: int
) -> None:
    """Tell pledgers what became of a campaign, and the staff how many refunds wait."""
    outcome = _outcome(campaign, enough=enough, counted_fen=counted_fen)
    params: dict[str, Param] = {
        "number": campaign.number,
        "title": campaign.title,
        "received_fen": counted_fen,
        "target_fen": campaign.target_fen,
        "needed_fen": campaign.enough_fen,
    }
    outbox.notify(
        tx,
        campaign.community_id,
        pledgers(campaign),
        notice=outcome,
        subject=campaign.id,
        params=params,
        buttons=(("button.pledge_look", "pledge.look", (campaign.number,)),),
    )
    outbox.notify(
        tx,
        campaign.community_id,
        outbox.holders(campaign.community_id, "facilitator", "treasurer", "second_signer"),
        notice="campaign_closed",
        subject=f"{campaign.id}:{outcome}",
        params={**params, "n": asked},
        buttons=(("button.campaign_file", "campaign.file", (campaign.number,)),),
        bot="staff",
    )
