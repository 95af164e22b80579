"""Minimax (Simpson, Kramer): the winner's worst defeat is the mildest.

Definition: a candidate's worst duel counts: with ``margins`` the most by which another is ahead of
it (negative where it beats all), with ``winning`` the most ballots that prefer another who beats it
(0 where nobody does). Who has the smallest stands first. Unranked candidates are tied last on a
ballot.
Source: P. B. Simpson, "On defining areas of voter choice", Quarterly Journal of Economics 83
(1969); G. H. Kramer, "A dynamical model of political equilibrium", Journal of Economic Theory 16
(1977).
Ties: equal worst duels share a place; the first place is narrowed by the agreed rules
(voting.ties).
"""

from voting.duels import Duels, PairwiseRules, duels_of, ordered
from voting.outcome import Outcome
from voting.profile import Ballots
from voting.ties import levels


def count_minimax(profile: Ballots, *, rules: PairwiseRules) -> Outcome:
    """Count by minimax."""
    duels = duels_of(profile, rules=rules)
    worst = _worst_margin if rules.strength == "margins" else _worst_defeat
    ranking = levels(tuple(duels.places), {c: -worst(duels, at) for c, at in duels.places.items()})
    return ordered("minimax", profile=profile, rules=rules, duels=duels, ranking=ranking)


def _worst_margin(duels: Duels, at: int) -> int:
    others = (other for other in duels.places.values() if other != at)
    return max((duels.margin(other, at) for other in others), default=0)


def _worst_defeat(duels: Duels, at: int) -> int:
    beaten_by = (other for other in duels.places.values() if duels.margin(other, at) > 0)
    return max((duels.standing[other][at] for other in beaten_by), default=0)
