"""Whose matter a proposal 提案 is, as it was classified; and what it seems to be about."""

from collections.abc import Sequence

from council.kernel.database.transaction import Transaction
from council.proposals.proposal import Proposal
from council.rules.power_list.matching import Guess, proposed
from council.rules.power_list.matter import Matter, Ruled
from council.rules.power_list.records import in_force, ruled
from council.rules.power_list.rules import bare, usable
from council.rules.records import rules_of


def ruled_of(tx: Transaction, proposal: Proposal) -> Ruled | None:
    """Tell how a proposal was classified; None where it was not."""
    if proposal.matter_class is None:
        return None
    return ruled(
        tx,
        proposal.community_id,
        name=proposal.matter or "",
        legal_class=proposal.matter_class,
        version=proposal.power_list or 0,
    )


def guesses_for(tx: Transaction, community_id: str, text: str) -> tuple[Guess, ...]:
    """Tell the one or two kinds of matter that a text seems to be about, by the list in force."""
    rules = rules_of(tx, community_id)
    return proposed(text, usable(in_force(tx, community_id).matters, rules))


def choices(tx: Transaction, community_id: str) -> Sequence[Matter]:
    """Tell every matter that something can be classified by: the list, then bare legal classes."""
    rules = rules_of(tx, community_id)
    listed = usable(in_force(tx, community_id).matters, rules)
    return (*listed, *bare(rules.for_motions, rules))
