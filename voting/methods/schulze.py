"""Schulze: the winner beats every other by a chain of majorities that is never weaker than the way back.

Definition: link i → j where more ballots prefer i to j; its strength is the ``margins`` difference
or the ``winning`` number. A path is as strong as its weakest link. i ranks above j where its
strongest path to j is stronger than j's to i. Unranked candidates are tied last.
Source: M. Schulze, "A new monotonic, clone-independent, reversal symmetric, and
Condorcet-consistent single-winner election method", Social Choice and Welfare 36 (2011).
Ties: the order keeps its tie groups. A shared first place is narrowed by the agreed rules of
voting.ties (rule ``schulze`` says nothing here); ``previous_rounds`` neither: there are no rounds.
"""

from dataclasses import dataclass

from voting.beatpaths import Strength, schulze_order, strongest_paths
from voting.outcome import Outcome, Tie, ballot_count
from voting.pairwise import pairwise
from voting.profile import Profile
from voting.ties import REFUSE, TieRules, narrow


@dataclass(frozen=True, slots=True, kw_only=True)
class SchulzeRules:
    """What was agreed before the vote."""

    strength: Strength = "margins"
    ties: TieRules = REFUSE


def count_schulze(profile: Profile, *, rules: SchulzeRules) -> Outcome:
    """Count by the Schulze method."""
    matrix = pairwise(profile)
    paths = strongest_paths(matrix, strength=rules.strength)
    ranking = schulze_order(paths, candidates=profile.ids)
    winners = ranking[0] if ranking else ()
    ties: tuple[Tie, ...] = ()
    if len(winners) > 1:
        best, ties = narrow(winners, side="best", n=0, profile=profile, agreed=rules.ties)
        winners = () if best is None else (best,)
    return Outcome(
        method="schulze",
        options={**rules.ties.options(), "strength": rules.strength},
        candidates=profile.candidates,
        ballots=ballot_count(profile),
        winners=winners,
        ranking=ranking,
        pairwise=matrix,
        paths=paths,
        ties=ties,
    )
