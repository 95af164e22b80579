"""Screening proposals: admit, return with a reason, write down a voice message."""

from sqlalchemy import update

from council.kernel.acts_log import record
from council.kernel.bus.use_cases import UseCases
from council.kernel.database.transaction import Transaction
from council.kernel.outbox.enqueueing import holders, notify
from council.kernel.refusals import Refusal
from council.kernel.shortening import shortened
from council.kernel.values import Person
from council.proposals.commands import AdmitProposal, ProposalActed, ReturnProposal, WriteDown
from council.proposals.moving import (
    OPEN_BUTTON,
    advance,
    locked_by_id,
    screened,
    tell_author,
    tell_state,
)
from council.proposals.proposal import Proposal
from council.proposals.reads import second_count
from council.proposals.rules import (
    BODY_LENGTH,
    REASON_LENGTH,
    check_length,
    is_seconded_enough,
    tidy_body,
)
from council.proposals.tables import proposals
from council.rules.records import rules_of

BOT = "staff"


def acted(proposal: Proposal, what: str, state: str) -> ProposalActed:
    """Tell what was done to a proposal."""
    return ProposalActed(what=what, number=proposal.number, title=proposal.title, state=state)


def admit(tx: Transaction, who: Person, command: AdmitProposal) -> ProposalActed | Refusal:
    """Let all read and second it; seconds carried over by a merge may suffice at once."""
    proposal = screened(tx, who, command.number, "admit")
    if isinstance(proposal, Refusal):
        return proposal
    state = advance(tx, who, proposal, "admit", verb=command.verb)
    if isinstance(state, Refusal):
        return state
    tell_state(tx, proposal, state)
    return acted(proposal, "admitted", reach(tx, who, proposal.id) or state)


def reach(tx: Transaction, who: Person, proposal_id: str, *, verb: str = "proposal.second") -> str:
    """Move an admitted proposal on when enough others second it, by the rules of today.

    ``verb`` is the act that brought enough; tells the new state or ''.
    """
    proposal = locked_by_id(tx, who, proposal_id)
    count = second_count(tx, proposal.community_id, proposal.id)
    needed = rules_of(tx, proposal.community_id).floor.seconds
    if proposal.state != "admitted" or not is_seconded_enough(count, needed=needed):
        return ""
    state = advance(tx, who, proposal, "reach", verb=verb)
    assert isinstance(state, str), "admitted, as judged above"
    tell_state(tx, proposal, state, seconds=count)
    notify(
        tx,
        proposal.community_id,
        holders(proposal.community_id, "facilitator"),
        notice="proposal_ready",
        subject=proposal.id,
        params={"number": proposal.number, "title": proposal.title, "seconds": count},
        buttons=((OPEN_BUTTON, "proposal.desk", (proposal.number,)),),
        bot=BOT,
    )
    return state


def return_(tx: Transaction, who: Person, command: ReturnProposal) -> ProposalActed | Refusal:
    """Send it back with the reason; the author may correct and file it again."""
    proposal = screened(tx, who, command.number, "return")
    if isinstance(proposal, Refusal):
        return proposal
    reason = tidy_body(command.reason)
    refusal = check_length("reason", reason, REASON_LENGTH)
    if refusal is not None:
        return refusal
    state = advance(tx, who, proposal, "return", verb=command.verb, return_reason=reason)
    if isinstance(state, Refusal):
        return state
    tell_author(tx, proposal, "proposal_returned", reason=reason)
    return acted(proposal, "returned", state)


def write_down(tx: Transaction, who: Person, command: WriteDown) -> ProposalActed | Refusal:
    """Keep the written words as the proposal's text; its author is shown them."""
    proposal = screened(tx, who, command.number, "write_down")
    if isinstance(proposal, Refusal):
        return proposal
    body = tidy_body(command.text)
    refusal = check_length("body", body, BODY_LENGTH)
    if refusal is not None:
        return refusal
    t = proposals.c
    tx.connection.execute(
        update(proposals)
        .where(t.community_id == proposal.community_id, t.id == proposal.id)
        .values(body=body, changed_at=tx.now)
    )
    record(tx, who, command.verb, "proposal", proposal.id, number=proposal.number)
    tell_author(tx, proposal, "proposal_written_down", text=_excerpt(body))
    return acted(proposal, "written_down", proposal.state)


def _excerpt(body: str, limit: int = 600) -> str:
    return shortened(body, limit)


SCREENING: UseCases = {
    AdmitProposal: admit,
    ReturnProposal: return_,
    WriteDown: write_down,
}
