"""How far an instant runoff was from another winner: a proved lower and a proved upper bound.

Lower: to be eliminated among the candidates S, one must be level with or behind each of the others,
and a changed ballot moves two tallies towards each other by at most 2. So an order of elimination
needs, at each of its steps, at least half of the largest lead of the eliminated over another. The
bound is that need for the order that needs least and does not end with the winner; orders are
tried from the least need up, and a search that grows too long ends with what it has proved.

Where the order found asks for changes at one step only, they are made, in ballots that count for
the one to be eliminated there, and the vote is counted again: if another can win it, the lower
bound is the margin.

Upper: in the last pair, half of the winner's lead over the other. Ballots that then count for the
winner put the other into the winner's place: no tally but these two changes in any round, so either
the winner is eliminated on the way, or the same two meet and the lead is gone.

Source: the same lead argument as in T. Magrino, R. Rivest, E. Shen, D. Wagner, "Computing the
Margin of Victory in IRV Elections", EVT/WOTE 2011, without its linear programs.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace
from heapq import heappop, heappush
from typing import TypeAlias, cast

from voting.ballots import CandidateId, Ranking
from voting.counts import Count
from voting.outcome import Outcome, Round
from voting.profile import Ballots, Profile
from voting.standing import Overvote, standing, tallies

Tallies: TypeAlias = Mapping[CandidateId, Count]
Among: TypeAlias = frozenset[CandidateId]
#: Who was in the race at each step of an order of elimination, and who left.
Path: TypeAlias = tuple[tuple[Among, CandidateId], ...]

PAIR = 2


def runoff_bounds(
    outcome: Outcome, ballots: Ballots, *, visits: int, to_change: Profile | None
) -> tuple[int, int]:
    """Bound the margin from below and above; all ballots may be looked at ``visits`` times.

    ``to_change``: the same ballots, where a changed vote may be tried out.
    """
    barred = frozenset(cast("tuple[int, ...]", outcome.options.get("cannot_win", ())))
    overvote = cast("Overvote", outcome.options["overvote"])
    winner = outcome.winners[0]
    seen: dict[Among, Tallies] = {each: round_.tallies for each, round_ in _known(outcome)}

    def tallied(among: Among) -> Tallies:
        if among not in seen:
            handed = ballots.parcel().hand_out(continuing=among, overvote=overvote)
            piles = ((holders, parcel.weight) for holders, parcel in handed.items())
            seen[among] = tallies(piles, candidates=among)
        return seen[among]

    everybody = frozenset(ballots.ids) - barred
    told = max(_lower_from_rounds(outcome, barred=barred), 0 if outcome.ties else 1)
    if visits < len(everybody):
        return told, ballots.total
    upper = _upper(frozenset(outcome.rounds[-1].tallies) - barred, winner, tallied)
    searched, path = _lower(everybody, winner, tallied, enough=upper, visits=visits)
    lower = max(told, searched)
    if searched == lower < upper and to_change is not None:
        altered = _altered(to_change, path, tallied, overvote=overvote)
        if altered is not None and _another_can_win(
            altered, everybody, winner, overvote=overvote, visits=visits
        ):
            return lower, lower
    return lower, upper


def _known(outcome: Outcome) -> list[tuple[Among, Round]]:
    return [(frozenset(each.tallies), each) for each in outcome.rounds]


def half(lead: Count) -> int:
    """How many ballots close a lead, two votes a ballot."""
    return max(0, int(-(-lead // 2)))


def _lower_from_rounds(outcome: Outcome, *, barred: frozenset[CandidateId]) -> int:
    """The least that changes any elimination, or takes the majority of the last round away."""
    needs: list[int] = []
    *earlier, last = outcome.rounds
    for each in earlier:
        gone = frozenset(each.eliminated)
        if not gone <= barred:
            stay = [votes for candidate, votes in each.tallies.items() if candidate not in gone]
            out: Count = sum((each.tallies[candidate] for candidate in gone), start=0)
            needs.append(half(min(stay) - out))
    votes = last.tallies[outcome.winners[0]]
    rest: Count = sum(last.tallies.values(), start=0) - votes
    rivals = [each for each in last.tallies if each not in outcome.winners]
    needs.append(half(votes - rest) if votes > rest or len(rivals) == 1 else 0)
    return min(needs)


def _upper(among: Among, winner: CandidateId, tallied: Callable[[Among], Tallies]) -> int:
    while len(among) > PAIR:
        votes = tallied(among)
        among -= {min(sorted(among - {winner}), key=lambda each: votes[each])}
    votes = tallied(among)
    return half(votes[winner] - min(votes[each] for each in among if each != winner))


def _lower(
    everybody: Among,
    winner: CandidateId,
    tallied: Callable[[Among], Tallies],
    *,
    enough: int,
    visits: int,
) -> tuple[int, Path]:
    """Search orders of elimination from the least need up; ``enough`` is known to suffice.

    Tells the least need, and the steps of the order that needs it.
    """
    queue: list[tuple[int, int, tuple[CandidateId, ...], Path]] = []
    heappush(queue, (0, len(everybody), tuple(sorted(everybody)), ()))
    done: set[Among] = set()
    while queue:
        need, _, listed, path = heappop(queue)
        among = frozenset(listed)
        if need >= enough or winner not in among or len(done) >= visits:
            return min(need, enough), path
        if among in done or len(among) == 1:
            continue
        done.add(among)
        votes = tallied(among)
        lowest = min(votes.values())
        for gone in listed:
            step = max(need, half(votes[gone] - lowest))
            left = tuple(each for each in listed if each != gone)
            heappush(queue, (step, len(left), left, (*path, (among, gone))))
    return enough, ()


def _altered(
    ballots: Profile, path: Path, tallied: Callable[[Among], Tallies], *, overvote: Overvote
) -> Profile | None:
    """Change as few ballots as the path asks for, where it asks at one step only.

    A ballot that counts there for the one to be eliminated names the lowest just before.
    """
    asked = [
        (among, gone, half(votes[gone] - min(votes.values())))
        for among, gone, votes in ((among, gone, tallied(among)) for among, gone in path)
    ]
    asked = [each for each in asked if each[2]]
    if len(asked) != 1:
        return None
    among, gone, changed = asked[0]
    votes = tallied(among)
    lowest = min(sorted(among), key=lambda each: votes[each])
    new: dict[Ranking, int] = {}
    for ranking, weight in ballots.groups:
        held = standing(ranking, continuing=among, overvote=overvote) == (gone,)
        taken = min(changed, weight) if held and (gone,) in ranking else 0
        changed -= taken
        new[ranking] = new.get(ranking, 0) + weight - taken
        if taken:
            others = (tuple(c for c in group if c != lowest) for group in ranking)
            kept = [group for group in others if group]
            kept.insert(kept.index((gone,)), (lowest,))
            new[tuple(kept)] = new.get(tuple(kept), 0) + taken
    groups = tuple(sorted((ranking, weight) for ranking, weight in new.items() if weight))
    return None if changed else replace(ballots, groups=groups)


def _another_can_win(
    ballots: Profile, everybody: Among, winner: CandidateId, *, overvote: Overvote, visits: int
) -> bool:
    """Whether somebody else is left at the end, if ties for the last place fall as they may."""
    ahead, seen = [everybody], {everybody}
    while ahead and len(seen) <= visits:
        among = ahead.pop()
        if winner not in among:
            return True
        handed = ballots.parcel().hand_out(continuing=among, overvote=overvote)
        votes = tallies(((who, parcel.weight) for who, parcel in handed.items()), candidates=among)
        lowest = min(votes.values())
        for gone in among:
            left = among - {gone}
            if votes[gone] == lowest and left and left not in seen:
                seen.add(left)
                ahead.append(left)
    return False
