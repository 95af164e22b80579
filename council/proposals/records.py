"""Reading proposals that several verbs need."""

from council.kernel.database.records import record_by
from council.kernel.database.transaction import Transaction
from council.proposals.proposal import MergeRequest, Proposal
from council.proposals.tables import merge_requests, proposals


def proposal_by(
    tx: Transaction, community_id: str, *, lock: bool = False, **column: str | int | None
) -> Proposal | None:
    """Find a proposal by one column: ``id=…`` or ``number=…``; ``lock`` keeps others waiting."""
    return record_by(tx, Proposal, proposals, community_id, lock=lock, **column)


def merge_request_of(tx: Transaction, proposal: Proposal) -> MergeRequest | None:
    """Find the request to merge a proposal that its author has not answered yet."""
    return record_by(
        tx,
        MergeRequest,
        merge_requests,
        proposal.community_id,
        proposal_id=proposal.id,
        state="asked",
    )
