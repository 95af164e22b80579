"""Borda: the winner stands highest on the average ballot.

Definition: on a ballot among m candidates the first gets m − 1 points, the next one less, and so on
to 0; who shares a place, or is left out and so shares the last, gets the average of the places
taken up. That is a point for everybody ranked below and half a point for everybody beside. Most
points win.
Source: J.-C. de Borda, "Mémoire sur les élections au scrutin", Paris (1781); shared places as in
M. Dummett, "The Borda count and agenda manipulation", Social Choice and Welfare 15 (1998).
Ties: equal points share a place; the first place is narrowed by the agreed rules (voting.ties).
"""

from dataclasses import dataclass
from fractions import Fraction

from voting.ballots import CandidateId
from voting.counts import Count, whole
from voting.outcome import Outcome, Round, ballot_count
from voting.profile import Ballots
from voting.ties import REFUSE, TieRules, best_of, levels


@dataclass(frozen=True, slots=True, kw_only=True)
class BordaRules:
    """What was agreed before the vote."""

    ties: TieRules = REFUSE


def count_borda(profile: Ballots, *, rules: BordaRules) -> Outcome:
    """Count by the Borda count; the one round holds points, not ballots."""
    ids = profile.ids
    matrix = profile.pairwise()
    voters = profile.ranked
    points: dict[CandidateId, Count] = {}
    for at, candidate in enumerate(ids):
        above = sum(matrix[at])
        below = sum(row[at] for row in matrix)
        beside = voters * (len(ids) - 1) - above - below
        points[candidate] = whole(above + Fraction(beside, 2))
    ranking = levels(ids, points)
    winners, ties = best_of(ranking, n=1, profile=profile, agreed=rules.ties)
    only = Round(n=1, tallies=points, exhausted=profile.blank + profile.spoiled, elected=winners)
    return Outcome(
        method="borda",
        options=rules.ties.options(),
        candidates=profile.candidates,
        ballots=ballot_count(profile),
        winners=winners,
        rounds=(only,),
        ranking=ranking,
        pairwise=matrix,
        ties=ties,
    )
