"""Proposals 提案: one verb, one function."""

from typing import Any

from sqlalchemy import delete, insert, select

from council.kernel.acts_log import record
from council.kernel.bus.use_cases import UseCases
from council.kernel.database.transaction import Transaction
from council.kernel.refusals import Refusal
from council.kernel.values import Person
from council.proposals.classifying import CLASSIFYING
from council.proposals.commands import (
    FollowProposal,
    ProposalView,
    SecondProposal,
    UnfollowProposal,
    WithdrawProposal,
)
from council.proposals.merging import MERGING
from council.proposals.moving import (
    advance,
    close,
    decide,
    locked,
    movable,
    put_on_agenda,
    tell_followers,
)
from council.proposals.proposal import Proposal
from council.proposals.reads import proposal_view
from council.proposals.screening import SCREENING, reach
from council.proposals.tables import follows, seconds

__all__ = ["PROPOSALS", "close", "decide", "put_on_agenda"]


def _add(tx: Transaction, table: Any, at: str, who: Person, proposal: Proposal) -> bool:
    """Enter the person once; tells whether they were new."""
    t = table.c
    known = tx.connection.execute(
        select(t.resident_id).where(
            t.community_id == proposal.community_id,
            t.proposal_id == proposal.id,
            t.resident_id == who.id,
        )
    ).one_or_none()
    if known is not None:
        return False
    entry = {
        "community_id": proposal.community_id,
        "proposal_id": proposal.id,
        "resident_id": who.id,
        at: tx.now,
    }
    tx.connection.execute(insert(table), [entry])
    return True


def second(tx: Transaction, who: Person, command: SecondProposal) -> ProposalView | Refusal:
    """Second a neighbour's proposal; the one that makes enough moves it on by itself."""
    proposal = movable(tx, who, command.number, "second")
    if isinstance(proposal, Refusal):
        return proposal
    if not _add(tx, seconds, "seconded_at", who, proposal):
        return proposal_view(tx, who, proposal, "already_seconded")
    _add(tx, follows, "followed_at", who, proposal)
    record(tx, who, command.verb, "proposal", proposal.id, number=proposal.number)
    reached = reach(tx, who, proposal.id)
    return _now(tx, who, proposal, "reached" if reached else "seconded")


def _now(tx: Transaction, who: Person, proposal: Proposal, note: str) -> ProposalView:
    fresh = locked(tx, who, proposal.number)
    assert not isinstance(fresh, Refusal), "read above"
    return proposal_view(tx, who, fresh, note)


def follow(tx: Transaction, who: Person, command: FollowProposal) -> ProposalView | Refusal:
    """Be told of what becomes of it; twice changes nothing."""
    proposal = movable(tx, who, command.number, "follow")
    if isinstance(proposal, Refusal):
        return proposal
    if proposal.author_id != who.id:
        _add(tx, follows, "followed_at", who, proposal)
    return proposal_view(tx, who, proposal, "followed")


def unfollow(tx: Transaction, who: Person, command: UnfollowProposal) -> ProposalView | Refusal:
    """Be told no more; a second given stays."""
    proposal = movable(tx, who, command.number, "unfollow")
    if isinstance(proposal, Refusal):
        return proposal
    t = follows.c
    tx.connection.execute(
        delete(follows).where(
            t.community_id == proposal.community_id,
            t.proposal_id == proposal.id,
            t.resident_id == who.id,
        )
    )
    return proposal_view(tx, who, proposal, "unfollowed")


def withdraw(tx: Transaction, who: Person, command: WithdrawProposal) -> ProposalView | Refusal:
    """The author takes it back; followers are told."""
    proposal = movable(tx, who, command.number, "withdraw")
    if isinstance(proposal, Refusal):
        return proposal
    state = advance(tx, who, proposal, "withdraw", verb=command.verb)
    if isinstance(state, Refusal):
        return state
    tell_followers(tx, proposal, "proposal_withdrawn_news")
    return _now(tx, who, proposal, "withdrawn")


PROPOSALS: UseCases = {
    **SCREENING,
    **CLASSIFYING,
    **MERGING,
    SecondProposal: second,
    FollowProposal: follow,
    UnfollowProposal: unfollow,
    WithdrawProposal: withdraw,
}
