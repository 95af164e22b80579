"""What the works of a campaign left: free, and asked for by no contract."""

from council.campaigns.campaign import Campaign
from council.campaigns.ledger import balances
from council.campaigns.ledger.accounts import held
from council.campaigns.payments.records import contracts_of
from council.campaigns.payments.tables import contracts
from council.kernel.database.transaction import Transaction


def unused_fen(tx: Transaction, campaign: Campaign) -> int:
    """Tell what is free and not still to be paid on a contract that runs, in fen: never below 0."""
    account = held(campaign.number)
    free = balances.available(tx, campaign.community_id, (account,))[account]
    owed = sum(
        each.amount_fen - each.paid_fen - each.proposed_fen
        for each in contracts_of(tx, campaign, contracts.c.ended_at.is_(None))
        if each.in_force
    )
    return max(0, free - owed)
