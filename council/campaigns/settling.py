"""The surplus of a campaign 众筹, and what its works left: given back pro rata, or kept as a reserve."""

from council.campaigns import reads_desk as campaign_desk
from council.campaigns.commands import CampaignFile, SettleCampaign
from council.campaigns.payments.unused import unused_fen
from council.campaigns.reads import view_of
from council.campaigns.receipts.reads import surplus_given
from council.campaigns.receipts.records import on_time, receipts_of
from council.campaigns.refunds.asking import request
from council.campaigns.rules import surplus_shares
from council.campaigns.states import move
from council.campaigns.tables import receipts
from council.kernel.acts_log import record
from council.kernel.database.transaction import Transaction
from council.kernel.refusals import Refusal
from council.kernel.values import Person


def settle(tx: Transaction, who: Person, command: SettleCampaign) -> CampaignFile | Refusal:
    """Divide the surplus pro rata, or ask to keep it, as the campaign says; a second confirms.

    What the works left unused goes the same way, once they are over: in all, each has their share
    of both.
    Shares that a second signer did not confirm are asked for anew, and only those.
    """
    campaign = campaign_desk.movable(tx, who, command.campaign, "settle")
    if isinstance(campaign, Refusal):
        return campaign
    if campaign.state == "disbursing":
        surplus = unused_fen(tx, campaign)
    else:
        view = view_of(tx, who.community_id, campaign.number)
        surplus = max(0, view.to_spend_fen - campaign.target_fen)
    if surplus == 0:
        move(tx, who, campaign, "settle")
        return campaign_desk.file(tx, who, campaign.number, did="settle")
    record(tx, who, command.verb, "campaign", campaign.id, surplus_fen=surplus)
    if campaign.surplus_rule == "maintenance_reserve":
        count = request(tx, campaign, asked_by=who.id, reason="reserve", amounts={None: surplus})
    else:
        came = (receipts.c.state == "posted") & on_time()
        paid = {r.serial: r for r in receipts_of(tx, campaign, came)}
        left = {serial: r.left_fen for serial, r in paid.items()}
        shares = surplus_shares(surplus, left, surplus_given(tx, campaign))
        amounts: dict[str | None, int] = {paid[serial].id: fen for serial, fen in shares.items()}
        count = request(tx, campaign, asked_by=who.id, reason="surplus", amounts=amounts)
    if isinstance(count, Refusal):
        return count
    return campaign_desk.file(tx, who, campaign.number, did="settle", count=count)
