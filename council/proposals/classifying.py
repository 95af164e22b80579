"""Classifying a proposal 提案 by the power-and-duty list: whose matter it is, and who answers."""

from sqlalchemy import update

from council.kernel.acts_log import record
from council.kernel.bus.use_cases import UseCases
from council.kernel.database.transaction import Transaction
from council.kernel.refusals import Refusal, refuse
from council.kernel.values import Person
from council.proposals.commands import ClassifyProposal, ProposalActed
from council.proposals.moving import locked, screened
from council.proposals.proposal import Proposal
from council.proposals.tables import proposals
from council.rules.power_list.matter import Matter
from council.rules.power_list.records import (
    in_force,
    kept_in_force,
    matter_by_code,
)
from council.rules.records import rules_of


def classify(tx: Transaction, who: Person, command: ClassifyProposal) -> ProposalActed | Refusal:
    """Keep what a facilitator confirmed; it may be said anew until the proposal is decided."""
    proposal = screened(tx, who, command.number, "classify")
    if isinstance(proposal, Refusal):
        return proposal
    found = matter_by_code(
        in_force(tx, who.community_id), rules_of(tx, who.community_id), command.code
    )
    if found is None:
        return refuse("powers.unknown_matter")
    keep_matter(tx, who, proposal, found, verb=command.verb)
    return ProposalActed(
        what="classified", number=proposal.number, title=proposal.title, state=proposal.state
    )


def keep_matter(
    tx: Transaction, who: Person, proposal: Proposal, matter: Matter, *, verb: str
) -> None:
    """Write whose matter a proposal is, with the version of the list that says so."""
    version = kept_in_force(tx, who).version.number if matter.name else 0
    named: dict[str, str | int] = {
        "matter": matter.name,
        "matter_class": matter.legal_class,
        "power_list": version,
    }
    if (proposal.matter, proposal.matter_class, proposal.power_list) == tuple(named.values()):
        return
    t = proposals.c
    tx.connection.execute(
        update(proposals)
        .where(t.community_id == proposal.community_id, t.id == proposal.id)
        .values(**named, changed_at=tx.now)
    )
    record(tx, who, verb, "proposal", proposal.id, number=proposal.number, **named)


def classify_by_motion(tx: Transaction, who: Person, number: int, matter: Matter) -> None:
    """Keep whose matter a proposal is when the motion made of it says so, unless it was said."""
    proposal = locked(tx, who, number)
    assert not isinstance(proposal, Refusal), "the motion was made of it"
    if proposal.matter_class is None:
        keep_matter(tx, who, proposal, matter, verb=ClassifyProposal.verb)


CLASSIFYING: UseCases = {ClassifyProposal: classify}
