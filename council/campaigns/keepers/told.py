"""What a running statement 公布 says of a campaign's money: as everything public, gifts in groups."""

from council.campaigns.campaign import Campaign
from council.campaigns.keepers.statement import Sums
from council.campaigns.ledger.public import movements_of
from council.kernel.database.transaction import Transaction


def told_sums(tx: Transaction, campaign: Campaign, *, before: int) -> Sums:
    """Add up what had been told of a campaign ``before`` a moment (UTC seconds).

    The difference of two statements must tell no neighbour's gift (docs/rules.md#what-is-told). What
    is told in the very second of a statement is in the next one, so that each can be drawn up again.
    """
    moved = [each for each in movements_of(tx, campaign) if each.posted_at < before]

    def came(*kinds: str) -> int:
        return sum(each.amount_fen for each in moved if each.kind in kinds)

    return Sums(
        upto=max((each.number for each in moved), default=0),
        received_fen=came("receipt"),
        refunded_fen=-came("refund"),
        reserve_fen=-came("reserve"),
        paid_fen=-came("payment", "reversal"),
        held_fen=sum(each.amount_fen for each in moved),
    )
