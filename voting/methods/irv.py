"""IRV (instant runoff, 排序复选制): the last is eliminated until somebody has more than half.

Definition: each ballot counts for its best continuing candidate. Whoever has more than half is
elected: half of the ballots that still count (``majority="continuing"``) or of all valid ballots
(``"all"``). Nobody: the candidate with the lowest tally is eliminated, one a round, and the ballots
move on; one that names no continuing candidate is exhausted. ``count_to="two"`` goes on until two
are left, for the sake of the last comparison. The last one left is elected in any case.
A place shared by several continuing candidates follows ``overvote`` (voting.standing): our
council votes split the ballot into equal exact fractions.
Source: W. R. Ware 1871; options as in RCTab 2 (Bright Spots) and interfaces.md §4.
Ties: among the lowest, the agreed rules choose who fares worst and is eliminated (voting.ties).
"""

from collections import defaultdict
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal, TypeAlias, get_args

from voting.ballots import CandidateId, Group, Ranking
from voting.outcome import Option, Outcome, Round, Tie, ballot_count
from voting.profile import Count, Profile
from voting.standing import NOBODY, Overvote, standing, tallies
from voting.ties import COUNCIL_TIES, REFUSE, TieRules, narrow

Majority: TypeAlias = Literal["continuing", "all"]
CountTo: TypeAlias = Literal["majority", "two"]
MAJORITIES: tuple[Majority, ...] = get_args(Majority)
COUNT_TO: tuple[CountTo, ...] = get_args(CountTo)

LAST_PAIR = 2


@dataclass(slots=True)
class _Pile:
    """Ballots that support the same candidates, and their weight together."""

    ballots: list[tuple[Ranking, int]] = field(default_factory=list)
    weight: int = 0


Piles: TypeAlias = defaultdict[Group, _Pile]


@dataclass(frozen=True, slots=True, kw_only=True)
class IrvRules:
    """What was agreed before the vote."""

    overvote: Overvote = "split"
    majority: Majority = "continuing"
    count_to: CountTo = "majority"
    ties: TieRules = REFUSE


def council_irv(*, lot_seed: str | None) -> IrvRules:
    """Make the rules of a council vote: ties by Schulze, first preferences, then the public lot."""
    return IrvRules(ties=TieRules(rules=COUNCIL_TIES, lot_seed=lot_seed))


def count_irv(profile: Profile, *, rules: IrvRules) -> Outcome:
    """Count by instant runoff."""
    piles: Piles = defaultdict(_Pile)
    continuing = set(profile.ids)
    _hand_out(profile.groups, piles=piles, continuing=continuing, overvote=rules.overvote)
    spoiled = piles[NOBODY].weight
    rounds: list[Round] = []
    ties: list[Tie] = []
    while continuing:
        order = tuple(candidate for candidate in profile.ids if candidate in continuing)
        weights = ((holders, pile.weight) for holders, pile in piles.items())
        counts = tallies(weights, candidates=order)
        exhausted = piles[NOBODY].weight
        base = profile.ranked - (exhausted if rules.majority == "continuing" else spoiled)
        winners = _elected(counts, base=base, count_to=rules.count_to)
        eliminated: Group = ()
        if not winners:
            worst, steps = _last(counts, profile=profile, rounds=rounds, rules=rules)
            ties.extend(steps)
            if worst is not None:
                eliminated = (worst,)
                continuing.remove(worst)
                winners = tuple(continuing) if len(continuing) == 1 else ()
        rounds.append(
            Round(
                n=len(rounds) + 1,
                tallies=counts,
                exhausted=exhausted + profile.blank,
                threshold=base // 2 + 1,
                elected=winners,
                eliminated=eliminated,
            )
        )
        if winners or not eliminated:
            break
        _eliminate(eliminated[0], piles=piles, continuing=continuing, overvote=rules.overvote)
    return Outcome(
        method="irv",
        options=_options(rules),
        candidates=profile.candidates,
        ballots=ballot_count(profile, spoiled=spoiled),
        winners=rounds[-1].elected if rounds else (),
        rounds=tuple(rounds),
        ties=tuple(ties),
    )


def _elected(counts: Mapping[CandidateId, Count], *, base: int, count_to: CountTo) -> Group:
    """Name whoever has more than half of ``base``, or is alone; nobody while the count goes on."""
    if count_to == "two" and len(counts) > LAST_PAIR:
        return ()
    leader = max(counts, key=lambda candidate: counts[candidate])
    return (leader,) if 2 * counts[leader] > base or len(counts) == 1 else ()


def _last(
    counts: Mapping[CandidateId, Count],
    *,
    profile: Profile,
    rounds: Sequence[Round],
    rules: IrvRules,
) -> tuple[CandidateId | None, tuple[Tie, ...]]:
    lowest = min(counts.values())
    tied = tuple(candidate for candidate in counts if counts[candidate] == lowest)
    if len(tied) == 1:
        return tied[0], ()
    n = len(rounds) + 1
    return narrow(
        tied,
        side="worst",
        n=n,
        profile=profile,
        agreed=rules.ties,
        overvote=rules.overvote,
        rounds=rounds,
    )


def _eliminate(
    gone: CandidateId, *, piles: Piles, continuing: Container[CandidateId], overvote: Overvote
) -> None:
    """Hand on the piles that the eliminated candidate holds, alone or with others; only those."""
    for holders in [holders for holders in piles if gone in holders]:
        pile = piles.pop(holders)
        _hand_out(pile.ballots, piles=piles, continuing=continuing, overvote=overvote)


def _hand_out(
    ballots: Iterable[tuple[Ranking, int]],
    *,
    piles: Piles,
    continuing: Container[CandidateId],
    overvote: Overvote,
) -> None:
    for ranking, weight in ballots:
        holders = standing(ranking, continuing=continuing, overvote=overvote)
        pile = piles[holders]
        pile.ballots.append((ranking, weight))
        pile.weight += weight


def _options(rules: IrvRules) -> dict[str, Option]:
    return {
        "overvote": rules.overvote,
        "majority": rules.majority,
        "count_to": rules.count_to,
        **rules.ties.options(),
    }
