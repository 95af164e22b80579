"""Schulze: the winner beats every other by a chain of majorities that is never weaker than the way back.

Definition: link i → j where more ballots prefer i to j; its strength is the ``margins`` difference
or the ``winning`` number. A path is as strong as its weakest link. i ranks above j where its
strongest path to j is stronger than j's to i. Unranked candidates are tied last.
Source: M. Schulze, "A new monotonic, clone-independent, reversal symmetric, and
Condorcet-consistent single-winner election method", Social Choice and Welfare 36 (2011); the default
option (voting.duels): Debian constitution A.5.
Ties: the order keeps its tie groups. A shared first place is narrowed by the agreed rules of
voting.ties (rule ``schulze`` says nothing here); ``previous_rounds`` neither: there are no rounds.
"""

from voting.beatpaths import schulze_order, strongest_paths
from voting.duels import PairwiseRules, duels_of, ordered
from voting.outcome import Outcome
from voting.profile import Ballots

SchulzeRules = PairwiseRules


def count_schulze(profile: Ballots, *, rules: PairwiseRules) -> Outcome:
    """Count by the Schulze method."""
    duels = duels_of(profile, rules=rules)
    paths = strongest_paths(duels.standing, strength=rules.strength)
    out = frozenset(duels.dropped)
    everyone = schulze_order(paths, candidates=profile.ids)
    groups = (tuple(c for c in group if c not in out) for group in everyone)
    ranking = tuple(group for group in groups if group)
    return ordered(
        "schulze", profile=profile, rules=rules, duels=duels, ranking=ranking, paths=paths
    )
