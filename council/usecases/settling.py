"""The surplus of a campaign 众筹 that met its target: given back pro rata, or kept as a reserve."""

from council.commands.campaigns import CampaignFile, SettleCampaign
from council.domain.campaigns import check_settling, surplus_shares
from council.domain.refusals import Refusal
from council.domain.values import Person
from council.reads import campaign_desk
from council.reads.campaigns import by_number, view_of
from council.reads.receipts import asked, awaiting, receipt_rows, surplus_given
from council.storage.acts import record
from council.storage.tables.money import receipts
from council.storage.transaction import Transaction
from council.usecases.campaign_states import move
from council.usecases.refund_requests import request


def settle(tx: Transaction, who: Person, command: SettleCampaign) -> CampaignFile | Refusal:
    """Divide the surplus pro rata, or ask to keep it, as the campaign says; a second confirms.

    Shares that a second signer did not confirm are asked for anew, and only those.
    """
    row = by_number(tx, who.community_id, command.campaign, lock=True)
    if isinstance(row, Refusal):
        return row
    refusal = check_settling(
        state=row.state, unsigned=len(awaiting(tx, row)), asked=len(asked(tx, row))
    )
    if refusal is not None:
        return refusal
    surplus = max(0, view_of(tx, who.community_id, row.number).held_fen - row.target_fen)
    if surplus == 0:
        move(tx, who, row, "settle")
        return campaign_desk.file(tx, who, row.number, did="settle")
    record(tx, who, command.verb, "campaign", row.id, surplus_fen=surplus)
    if row.surplus_rule == "maintenance_reserve":
        count = request(tx, row, asked_by=who.id, reason="reserve", amounts={None: surplus})
    else:
        paid = {r.serial: r for r in receipt_rows(tx, row, receipts.c.state == "posted")}
        left = {serial: r.left_fen for serial, r in paid.items()}
        shares = surplus_shares(surplus, left, surplus_given(tx, row))
        amounts: dict[str | None, int] = {paid[serial].id: fen for serial, fen in shares.items()}
        count = request(tx, row, asked_by=who.id, reason="surplus", amounts=amounts)
    return campaign_desk.file(tx, who, row.number, did="settle", count=count)
