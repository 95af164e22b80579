"""Merging one proposal into another, with its author's consent."""

from typing import Any

from sqlalchemy import insert, literal, select, update

from council.kernel.acts_log import record
from council.kernel.bus.use_cases import UseCases
from council.kernel.database.transaction import Transaction
from council.kernel.outbox.enqueueing import NoticeButton, holders, notify, these
from council.kernel.refusals import Refusal, refuse
from council.kernel.values import Person
from council.proposals.acts import DESK_MOVES, READER_MOVES
from council.proposals.commands import AnswerMerge, AskMerge, ProposalActed, ProposalView
from council.proposals.moving import advance, locked, tell_author, tell_followers
from council.proposals.proposal import Proposal
from council.proposals.reads import proposal_view, reader_facts
from council.proposals.reads_desk import desk_facts
from council.proposals.records import merge_request_of
from council.proposals.rules import MERGE_TARGETS
from council.proposals.screening import reach
from council.proposals.tables import follows, merge_requests, seconds

OPEN_OTHER = "proposal.button.open_other"


def _both(
    tx: Transaction, who: Person, number: int, into: int
) -> tuple[Proposal, Proposal] | Refusal:
    """Lock both proposals, the smaller number first, whichever is merged into which."""
    rows = {}
    for wanted in sorted({number, into}):
        proposal = locked(tx, who, wanted)
        if isinstance(proposal, Refusal):
            return proposal
        rows[wanted] = proposal
    if number == into:
        return refuse("proposal.merge_itself")
    return rows[number], rows[into]


def ask(tx: Transaction, who: Person, command: AskMerge) -> ProposalActed | Refusal:
    """Ask the author; one question at a time."""
    both = _both(tx, who, command.number, command.into)
    if isinstance(both, Refusal):
        return both
    proposal, into = both
    refusal = DESK_MOVES.refusal("merge_pick", desk_facts(tx, proposal))
    if refusal is not None:
        return refusal
    if into.state not in MERGE_TARGETS:
        return refuse("proposal.merge_target", number=into.number, state=into.state)
    request = {
        "community_id": who.community_id,
        "id": tx.new_id(),
        "proposal_id": proposal.id,
        "into_id": into.id,
        "asked_by": who.id,
        "asked_at": tx.now,
        "state": "asked",
    }
    tx.connection.execute(insert(merge_requests), [request])
    record(
        tx, who, command.verb, "proposal", proposal.id, number=proposal.number, into=into.number
    )
    answers: tuple[NoticeButton, ...] = (
        ("proposal.button.agree", "proposal.merge", (proposal.number, into.number, 1)),
        ("proposal.button.decline", "proposal.merge", (proposal.number, into.number, 0)),
        (OPEN_OTHER, "proposal.show", (into.number,)),
    )
    notify(
        tx,
        who.community_id,
        these(who.community_id, [proposal.author_id]),
        notice="proposal_merge_asked",
        subject=str(request["id"]),
        params=_pair(proposal, into),
        buttons=answers[:2] if into.state == "submitted" else answers,
        needs_by=0,
    )
    return ProposalActed(
        what="merge_asked",
        number=proposal.number,
        title=proposal.title,
        state=proposal.state,
        into=into.number,
        into_title=into.title,
    )


def _pair(proposal: Proposal, into: Proposal) -> dict[str, str | int]:
    return {
        "number": proposal.number,
        "title": proposal.title,
        "into": into.number,
        "into_title": into.title,
    }


def answer(tx: Transaction, who: Person, command: AnswerMerge) -> ProposalView | Refusal:
    """The author's answer to the very question that their button belongs to."""
    both = _both(tx, who, command.number, command.into)
    if isinstance(both, Refusal):
        return both
    proposal, into = both
    refusal = READER_MOVES.refusal("agree", reader_facts(tx, who, proposal))
    if refusal is not None:
        return refusal
    request = merge_request_of(tx, proposal)
    if request is None or request.into_id != into.id:
        return refuse("proposal.merge_settled", number=proposal.number)
    t = merge_requests.c
    tx.connection.execute(
        update(merge_requests)
        .where(t.community_id == proposal.community_id, t.id == request.id)
        .values(state="agreed" if command.agree else "declined", answered_at=tx.now)
    )
    note = "merge_agreed" if command.agree else "merge_declined"
    if command.agree:
        refusal = _merge(tx, who, proposal, into)
        if refusal is not None:
            return refusal
    else:
        record(
            tx,
            who,
            command.verb,
            "proposal",
            proposal.id,
            number=proposal.number,
            into=into.number,
        )
    notify(
        tx,
        who.community_id,
        holders(who.community_id, "facilitator"),
        notice=f"proposal_{note}",
        subject=request.id,
        params=_pair(proposal, into),
        buttons=((OPEN_OTHER, "proposal.desk", (into.number,)),),
        bot="staff",
    )
    fresh = locked(tx, who, proposal.number)
    assert not isinstance(fresh, Refusal), "read above"
    return proposal_view(tx, who, fresh, note)


def _merge(tx: Transaction, who: Person, proposal: Proposal, into: Proposal) -> Refusal | None:
    state = advance(tx, who, proposal, "merge", verb="proposal.answer_merge", merged_into=into.id)
    if isinstance(state, Refusal):
        return state
    tell_followers(tx, proposal, "proposal_merged_news", into=into.number, into_title=into.title)
    tell_author(tx, into, "proposal_joined", other=proposal.number, other_title=proposal.title)
    _carry_over(tx, seconds, "seconded_at", proposal, into)
    _carry_over(tx, follows, "followed_at", proposal, into)
    if proposal.author_id != into.author_id:
        _follow(tx, into, proposal.author_id)
    reach(tx, who, into.id)
    return None


def _carry_over(tx: Transaction, table: Any, at: str, proposal: Proposal, into: Proposal) -> None:
    """Copy seconds or followers to the other proposal: each person once, never its author."""
    t, there = table.c, table.alias()
    known = select(there.c.resident_id).where(
        there.c.community_id == into.community_id, there.c.proposal_id == into.id
    )
    carried = select(t.community_id, literal(into.id), t.resident_id, t[at]).where(
        t.community_id == proposal.community_id,
        t.proposal_id == proposal.id,
        t.resident_id != into.author_id,
        t.resident_id.not_in(known),
    )
    tx.connection.execute(
        insert(table).from_select(["community_id", "proposal_id", "resident_id", at], carried)
    )


def _follow(tx: Transaction, into: Proposal, resident_id: str) -> None:
    t = follows.c
    known = tx.connection.execute(
        select(t.resident_id).where(
            t.community_id == into.community_id,
            t.proposal_id == into.id,
            t.resident_id == resident_id,
        )
    ).one_or_none()
    if known is None:
        row = {
            "community_id": into.community_id,
            "proposal_id": into.id,
            "resident_id": resident_id,
            "followed_at": tx.now,
        }
        tx.connection.execute(insert(follows), [row])


MERGING: UseCases = {AskMerge: ask, AnswerMerge: answer}
