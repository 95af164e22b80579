"""Copeland: the winner wins the most duels.

Definition: a candidate's score is the number of others that it beats, less the number that beat it;
a drawn duel counts for neither. Unranked candidates are tied last on a ballot.
Source: A. H. Copeland, "A reasonable social welfare function", University of Michigan (1951).
Ties: equal scores share a place, which is common here; the first place is narrowed by the agreed
rules (voting.ties).
"""

from voting.duels import PairwiseRules, duels_of, ordered
from voting.outcome import Outcome
from voting.profile import Ballots
from voting.ties import levels


def count_copeland(profile: Ballots, *, rules: PairwiseRules) -> Outcome:
    """Count by Copeland's method."""
    duels = duels_of(profile, rules=rules)
    rows = duels.places

    def score(at: int) -> int:
        margins = [duels.margin(at, other) for other in rows.values()]
        return sum(margin > 0 for margin in margins) - sum(margin < 0 for margin in margins)

    ranking = levels(tuple(rows), {candidate: score(at) for candidate, at in rows.items()})
    return ordered(
        "copeland",
        profile=profile,
        rules=rules,
        duels=duels,
        ranking=ranking,
        uses_strength=False,
    )
