"""Plurality: most first preferences wins.

Definition: every ballot counts for the candidate it puts first; the highest tally wins, whether or
not it is a majority. A first place shared by several follows ``overvote`` (voting.standing).
Source: the rule of old; also called first-past-the-post (简单多数).
Ties: for first place only; the agreed rules choose the best of the tied (voting.ties).
"""

from dataclasses import dataclass

from voting.outcome import Outcome, Round, ballot_count
from voting.profile import Ballots
from voting.standing import NOBODY, Overvote, tallies
from voting.ties import REFUSE, TieRules, best_of, levels


@dataclass(frozen=True, slots=True, kw_only=True)
class PluralityRules:
    """What was agreed before the vote."""

    overvote: Overvote = "split"
    ties: TieRules = REFUSE


def count_plurality(profile: Ballots, *, rules: PluralityRules) -> Outcome:
    """Count by plurality."""
    ids = profile.ids
    handed = profile.parcel().hand_out(continuing=frozenset(ids), overvote=rules.overvote)
    piles = {holders: parcel.weight for holders, parcel in handed.items()}
    spoiled = piles.get(NOBODY, 0)
    counts = tallies(piles.items(), candidates=ids)
    ranking = levels(ids, counts)
    anybody = ranking if any(counts.values()) else ()
    winners, ties = best_of(
        anybody, n=1, profile=profile, agreed=rules.ties, overvote=rules.overvote
    )
    only = Round(
        n=1,
        tallies=counts,
        exhausted=spoiled + profile.blank + profile.spoiled,
        elected=winners,
    )
    return Outcome(
        method="plurality",
        options={"overvote": rules.overvote, **rules.ties.options()},
        candidates=profile.candidates,
        ballots=ballot_count(profile, spoiled=spoiled),
        winners=winners,
        rounds=(only,),
        ranking=ranking,
        ties=ties,
    )
