"""How far a pairwise count was from another winner.

A changed ballot moves the difference between two candidates by at most 2. So a winner that beats
everybody goes on doing so until half of its smallest lead is changed, whatever the pairwise method;
and a winner that does not is safe while no majority turns and no two strengths that were compared
change places. The bound is ``exact`` where a vote with that many ballots changed was counted and
has another first: ballots that put the winner above the rival now put the rival first and the
winner last.
"""

from collections.abc import Mapping
from dataclasses import replace
from itertools import pairwise

from voting.ballots import CandidateId, Ranking
from voting.duels import rules_of
from voting.methods.copeland import count_copeland
from voting.methods.minimax import count_minimax
from voting.methods.ranked_pairs import count_ranked_pairs
from voting.methods.schulze import count_schulze
from voting.outcome import Outcome
from voting.pairwise import Matrix
from voting.profile import Profile

COUNTERS = {
    "schulze": count_schulze,
    "ranked_pairs": count_ranked_pairs,
    "minimax": count_minimax,
    "copeland": count_copeland,
}


def duel_margin(outcome: Outcome, ballots: Profile | None) -> tuple[int, bool]:
    """Tell a lower bound and whether it is exact; without ``ballots`` nothing is tried out."""
    if len(outcome.ranking[0]) > 1:
        return 0, True
    ids = [each.id for each in outcome.candidates]
    rows = [at for at, each in enumerate(ids) if each not in outcome.dropped]
    winner = ids.index(outcome.winners[0])
    leads = {
        at: outcome.pairwise[winner][at] - outcome.pairwise[at][winner]
        for at in rows
        if at != winner
    }
    if not leads:
        closest, bound = winner, _turned(outcome, ids)
    else:
        closest = min(leads, key=lambda at: leads[at])
        beats_all = leads[closest] > 0
        safe = _half(leads[closest]) if beats_all else _strengths(outcome, rows, winner)
        bound = min(safe, _turned(outcome, ids))
    bound = max(1, bound)
    if ballots is None or closest == winner:
        return bound, False
    return bound, _another_first(outcome, ballots, rival=ids[closest], changed=bound)


def _half(lead: int) -> int:
    return -(-lead // 2)


def _turned(outcome: Outcome, ids: list[CandidateId]) -> int:
    """The least that drops an option behind the default option, or lets one in again."""
    rules = rules_of(outcome.options)
    if rules.default_option is None:
        return outcome.ballots.total
    at = ids.index(rules.default_option)
    votes = outcome.pairwise
    ratios = {i: rules.ratio_of(each) for i, each in enumerate(ids) if i != at}
    apart = (
        -(-abs(votes[i][at] - ratio * votes[at][i]) // (1 + ratio)) for i, ratio in ratios.items()
    )
    return min((int(each) for each in apart), default=outcome.ballots.total)


def _strengths(outcome: Outcome, rows: list[int], winner: int) -> int:
    """The least that turns a majority or brings two strengths that decided level."""
    votes = outcome.pairwise
    margins = [votes[i][j] - votes[j][i] for i in rows for j in rows if i < j]
    turn = min(_half(abs(margin)) for margin in margins)
    winning = outcome.options.get("strength") == "winning"
    # Two margins move towards each other by 4 a ballot, two numbers of winning votes by 2.
    together = 2 if winning else 4
    if outcome.method == "schulze":
        paths = outcome.paths
        gap = min(paths[winner][at] - paths[at][winner] for at in rows if at != winner)
        level = -(-gap // together)
        return min(level, turn) if winning else level
    if outcome.method == "ranked_pairs":
        strengths = sorted(
            max(votes[i][j], votes[j][i]) if winning else abs(votes[i][j] - votes[j][i])
            for i in rows
            for j in rows
            if i < j
        )
        gap = min((b - a for a, b in pairwise(strengths)), default=0)
        return min(turn, -(-gap // together))
    if outcome.method == "minimax" and not winning:
        worst = sorted((_worst(votes, rows, at), at) for at in rows)
        return -(-(worst[1][0] - worst[0][0]) // together)
    return turn if outcome.method == "copeland" else 1


def _worst(votes: Matrix, rows: list[int], at: int) -> int:
    return max(votes[other][at] - votes[at][other] for other in rows if other != at)


def _another_first(
    outcome: Outcome, ballots: Profile, *, rival: CandidateId, changed: int
) -> bool:
    """Count a vote with so many ballots changed in the rival's favour; is the winner still alone?"""
    winner = outcome.winners[0]
    altered = _changed(ballots, winner=winner, rival=rival, changed=changed)
    if altered is None:
        return False
    again = COUNTERS[outcome.method](altered, rules=rules_of(outcome.options))
    return again.ranking[0] != (winner,)


def _changed(
    ballots: Profile, *, winner: CandidateId, rival: CandidateId, changed: int
) -> Profile | None:
    new: dict[Ranking, int] = {}
    for ranking, weight in ballots.groups:
        taken = min(changed, weight) if _above(ranking, winner, rival) else 0
        changed -= taken
        new[ranking] = new.get(ranking, 0) + weight - taken
        if taken:
            others = [each for each in ballots.ids if each not in (winner, rival)]
            place = {each: at for at, group in enumerate(ranking) for each in group}
            others.sort(key=lambda each: place.get(each, len(ranking)))
            instead = tuple((each,) for each in (rival, *others, winner))
            new[instead] = new.get(instead, 0) + taken
    if changed:
        return None
    kept = {ranking: weight for ranking, weight in new.items() if weight}
    return replace(ballots, groups=tuple(sorted(kept.items())))


def _above(ranking: Ranking, winner: CandidateId, rival: CandidateId) -> bool:
    place: Mapping[CandidateId, int] = {
        each: at for at, group in enumerate(ranking) for each in group
    }
    return place.get(winner, len(ranking)) < place.get(rival, len(ranking))
