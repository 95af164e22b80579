"""Moving a campaign 众筹 and its pledges along their lifecycles."""

from sqlalchemy import Select, func, select, update

from council.campaigns.campaign import Campaign
from council.campaigns.pledges.reads import unpaid
from council.campaigns.rules import CAMPAIGN
from council.campaigns.tables import campaigns, ledger_transfers, pledges
from council.kernel.acts_log import record
from council.kernel.database.transaction import Transaction
from council.kernel.refusals import Refusal
from council.kernel.values import Person


def move(
    tx: Transaction,
    who: Person,
    campaign: Campaign,
    verb: str,
    *,
    detail: str = "",
    **columns: str | int,
) -> Refusal | None:
    """Move a campaign along its lifecycle and record the act; refuses when it is not its time.

    The act says ``upto`` which transfer the ledger was by then: of those of its second some come later.
    """
    after = CAMPAIGN.after(verb, campaign.state)
    if isinstance(after, Refusal):
        return after
    tx.connection.execute(
        update(campaigns)
        .where(campaigns.c.community_id == campaign.community_id, campaigns.c.id == campaign.id)
        .values(state=after, **columns)
    )
    why = {"why": detail} if detail else {}
    t = ledger_transfers.c
    newest = select(func.max(t.number)).where(t.community_id == campaign.community_id)
    upto = tx.connection.scalar(newest) or 0
    record(tx, who, _POLICY[verb], "campaign", campaign.id, to=after, upto=upto, **why)
    return None


#: Under which verb of the permission matrix a move is recorded.
_POLICY = {
    "approve": "campaign.approve",
    "open": "campaign.open",
    "succeed": "campaign.close",
    "fail": "campaign.close",
    "fall_short": "refund.confirm",
    "cancel": "campaign.cancel",
    "start_refunds": "campaign.close",
    "finish_refunds": "refund.confirm",
    "settle": "campaign.settle",
    "finish_works": "payment.approve",
    "reopen_works": "payment.approve",
    "archive": "campaign.audit",
}


def pledgers(campaign: Campaign) -> Select[tuple[str]]:
    """Everyone who pledged and did not withdraw."""
    p = pledges.c
    return select(p.resident_id).where(
        p.community_id == campaign.community_id,
        p.campaign_id == campaign.id,
        p.state != "withdrawn",
    )


def lapse(tx: Transaction, campaign: Campaign) -> None:
    """Let pledges without any receipt lapse; cash that waits for a signature keeps its pledge."""
    p = pledges.c
    tx.connection.execute(
        update(pledges)
        .where(
            p.community_id == campaign.community_id,
            p.campaign_id == campaign.id,
            unpaid(),
        )
        .values(state="lapsed", changed_at=tx.now)
    )
