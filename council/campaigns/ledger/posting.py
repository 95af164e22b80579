"""Posting to the ledger 台账: transfers of two entries that sum to zero, never changed afterwards."""

from collections.abc import Sequence

from sqlalchemy import insert

from council.campaigns.campaign import Campaign
from council.campaigns.tables import ledger_entries, ledger_transfers
from council.kernel.database.counters import next_number
from council.kernel.database.transaction import Transaction
from council.kernel.values import value


@value
class Posting:
    """One transfer of ``amount_fen`` between two accounts of a campaign.

    ``subject_id`` is the receipt or request that it is for: each is posted once.
    """

    kind: str
    subject_id: str
    amount_fen: int
    source: str
    destination: str
    posted_by: str
    second_by: str | None = None


def post(tx: Transaction, campaign: Campaign, postings: Sequence[Posting]) -> dict[str, str]:
    """Post transfers in order; tells each subject's transfer id."""
    if not postings:
        return {}
    community_id = campaign.community_id
    first = next_number(tx, community_id, "ledger", many=len(postings))
    ids = [tx.new_id() for _ in postings]
    numbered = list(zip(ids, postings, strict=True))
    tx.connection.execute(
        insert(ledger_transfers),
        [
            {
                "community_id": community_id,
                "id": transfer_id,
                "number": first + place,
                "campaign_id": campaign.id,
                "kind": posting.kind,
                "subject_id": posting.subject_id,
                "posted_at": tx.now,
                "posted_by": posting.posted_by,
                "second_by": posting.second_by,
            }
            for place, (transfer_id, posting) in enumerate(numbered)
        ],
    )
    tx.connection.execute(
        insert(ledger_entries),
        [
            {
                "community_id": community_id,
                "transfer_id": transfer_id,
                "line": line,
                "account": account,
                "amount_fen": amount_fen,
            }
            for transfer_id, posting in numbered
            for line, account, amount_fen in (
                (1, posting.destination, posting.amount_fen),
                (2, posting.source, -posting.amount_fen),
            )
        ],
    )
    return {posting.subject_id: transfer_id for transfer_id, posting in numbered}
