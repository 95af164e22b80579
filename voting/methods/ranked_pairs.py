"""Ranked pairs (Tideman): majorities are locked in from the strongest down, unless they close a circle.

Definition: take the majorities i → j by falling strength (``margins`` difference or ``winning``
number). Lock each that makes no circle with those locked before. Those whom no locked majority
beats stand first; then the same among the rest.
Source: T. N. Tideman, "Independence of clones as a criterion for voting rules", Social Choice and
Welfare 4 (1987).
Ties: majorities of one strength are taken together, and of these all that lie on a circle of
locked ones and themselves are left out: no order of the paper decides. Of equal strengths the one
with the smaller opposition goes first. Who is then tied for first place is narrowed by the
agreed rules (voting.ties).
"""

from itertools import groupby

from voting.ballots import Group
from voting.beatpaths import Strength
from voting.duels import Duels, PairwiseRules, duels_of, ordered
from voting.outcome import Outcome
from voting.profile import Ballots

Links = list[set[int]]


def count_ranked_pairs(profile: Ballots, *, rules: PairwiseRules) -> Outcome:
    """Count by ranked pairs."""
    duels = duels_of(profile, rules=rules)
    ranking = _layers(duels, _locked(duels, strength=rules.strength))
    return ordered("ranked_pairs", profile=profile, rules=rules, duels=duels, ranking=ranking)


def _locked(duels: Duels, *, strength: Strength) -> Links:
    """For every row, the rows that it beats by a locked majority."""
    size = len(duels.candidates)

    def force(pair: tuple[int, int]) -> tuple[int, int]:
        i, j = pair
        ahead, behind = duels.standing[i][j], duels.standing[j][i]
        return (ahead - behind if strength == "margins" else ahead, -behind)

    majorities = [(i, j) for i in range(size) for j in range(size) if duels.margin(i, j) > 0]
    majorities.sort(key=force, reverse=True)
    locked: Links = [set() for _ in range(size)]
    reach = [0] * size
    for _, together in groupby(majorities, key=force):
        fresh = list(together)
        trial = _reaching(reach, fresh)
        kept = [(i, j) for i, j in fresh if not trial[j] >> i & 1]
        reach = trial if len(kept) == len(fresh) else _reaching(reach, kept)
        for i, j in kept:
            locked[i].add(j)
    return locked


def _reaching(reach: list[int], links: list[tuple[int, int]]) -> list[int]:
    """Whom every row reaches by a chain once links are added; bit j of row i: i reaches j."""
    reach = list(reach)
    for i, j in links:
        more = reach[j] | 1 << j
        if more & ~reach[i]:
            for row, known in enumerate(reach):
                if row == i or known >> i & 1:
                    reach[row] = known | more
    return reach


def _layers(duels: Duels, locked: Links) -> tuple[Group, ...]:
    left = list(duels.places.values())
    groups: list[Group] = []
    while left:
        beaten = set().union(*(locked[i] for i in left))
        layer = [i for i in left if i not in beaten]
        groups.append(tuple(duels.candidates[i] for i in layer))
        left = [i for i in left if i in beaten]
    return tuple(groups)
