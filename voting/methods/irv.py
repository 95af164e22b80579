"""IRV (instant runoff, 排序复选制): the last is eliminated until somebody has more than half.

Definition: each ballot counts for its best continuing candidate. Whoever has more than half is
elected: half of the ballots that still count (``majority="continuing"``) or of all valid ballots
(``"all"``). Nobody: the candidate with the lowest tally is eliminated, one a round, and the ballots
move on; one that names no continuing candidate is exhausted. ``count_to="two"`` goes on until two
are left, for the sake of the last comparison. The last one left is elected in any case.
``batch`` eliminates together all whose tallies added up stay below the next one: none of them can
catch up, so all of them leave before anybody else, in whatever order. The winner is the same with it
and without it. Where the order has a say in what follows (``overvote="exhaust_if_multiple_continuing"``
and ties by ``previous_rounds``), ``batch`` is not to be used. ``cannot_win`` (write-ins that nobody
declared) leave in a first round that elects nobody.
A place shared by several continuing candidates follows ``overvote`` (voting.standing): our
council votes split the ballot into equal exact fractions.
Source: W. R. Ware 1871; options as in RCTab 2 (Bright Spots), by the names of ``yishi tally``.
Ties: among the lowest, the agreed rules choose who fares worst and is eliminated (voting.ties). Where
they do not tell, those leave together whose order cannot matter: who have no vote while others have,
and who all belong to such a batch. Any other tie stands. Nobody is elected without a valid ballot.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal, TypeAlias, get_args

from voting.ballots import CandidateId, Group
from voting.counts import Count
from voting.outcome import Option, Outcome, Round, Tie, ballot_count
from voting.parcels import Parcel
from voting.profile import Ballots
from voting.standing import NOBODY, Overvote, tallies
from voting.ties import COUNCIL_TIES, REFUSE, Breaker, TieRules

Majority: TypeAlias = Literal["continuing", "all"]
CountTo: TypeAlias = Literal["majority", "two"]
MAJORITIES: tuple[Majority, ...] = get_args(Majority)
COUNT_TO: tuple[CountTo, ...] = get_args(CountTo)

LAST_PAIR = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class IrvRules:
    """What was agreed before the vote."""

    overvote: Overvote = "split"
    majority: Majority = "continuing"
    count_to: CountTo = "majority"
    batch: bool = False
    cannot_win: Group = ()
    ties: TieRules = REFUSE

    @property
    def order_matters(self) -> bool:
        """Whether it can make a difference in what order candidates leave who all leave."""
        return (
            self.overvote == "exhaust_if_multiple_continuing"
            or "previous_rounds" in self.ties.rules
        )

    def options(self) -> dict[str, Option]:
        """Write the values used, as every outcome repeats them."""
        used: dict[str, Option] = {
            "overvote": self.overvote,
            "majority": self.majority,
            "count_to": self.count_to,
        }
        if self.batch:
            used["batch"] = True
        if self.cannot_win:
            used["cannot_win"] = self.cannot_win
        return {**used, **self.ties.options()}


@dataclass(frozen=True, slots=True, kw_only=True)
class Runoff:
    """One run of the method among some candidates: who won, and how it went."""

    winners: Group
    rounds: tuple[Round, ...]
    ties: tuple[Tie, ...]
    spoiled: int


@dataclass(slots=True)
class _Piles:
    """All ballots, sorted by whom they support now."""

    piles: dict[Group, list[Parcel]] = field(default_factory=dict)
    weights: dict[Group, int] = field(default_factory=dict)

    def take(self, handed: Mapping[Group, Parcel]) -> None:
        for holders, parcel in handed.items():
            self.piles.setdefault(holders, []).append(parcel)
            self.weights[holders] = self.weights.get(holders, 0) + parcel.weight

    def strike(self, gone: Iterable[CandidateId]) -> Iterator[Parcel]:
        """Take up what ``gone`` hold, alone or with others, and no other ballot."""
        out = frozenset(gone)
        for holders in [holders for holders in self.piles if not out.isdisjoint(holders)]:
            del self.weights[holders]
            first, *others = self.piles.pop(holders)
            yield first.joined(others)


def council_irv(*, lot_seed: str | None) -> IrvRules:
    """Make the rules of a council vote: ties by Schulze, first preferences, then the public lot."""
    return IrvRules(ties=TieRules(rules=COUNCIL_TIES, lot_seed=lot_seed))


def count_irv(profile: Ballots, *, rules: IrvRules) -> Outcome:
    """Count by instant runoff."""
    run = runoff(profile, among=profile.ids, rules=rules)
    return Outcome(
        method="irv",
        options=rules.options(),
        candidates=profile.candidates,
        ballots=ballot_count(profile, spoiled=run.spoiled),
        winners=run.winners,
        rounds=run.rounds,
        ties=run.ties,
    )


def runoff(profile: Ballots, *, among: Group, rules: IrvRules, n: int = 0) -> Runoff:
    """Run the method among some of the candidates; rounds are numbered from ``n`` + 1."""
    continuing = set(among)
    breaker = Breaker(profile, agreed=rules.ties, overvote=rules.overvote)
    piles = _Piles()
    piles.take(profile.parcel().hand_out(continuing=continuing, overvote=rules.overvote))
    spoiled = piles.weights.get(NOBODY, 0)
    rounds: list[Round] = []
    ties: list[Tie] = []
    while continuing:
        order = tuple(candidate for candidate in among if candidate in continuing)
        counts = tallies(piles.weights.items(), candidates=order)
        exhausted = piles.weights.get(NOBODY, 0)
        base = profile.ranked - (exhausted if rules.majority == "continuing" else spoiled)
        nobody = not rounds and not any(counts.values())
        gone = () if rounds or nobody else tuple(c for c in order if c in rules.cannot_win)
        winners = () if gone or nobody else _elected(counts, base=base, count_to=rules.count_to)
        if not winners and not nobody:
            if not gone:
                gone, steps = _last(
                    counts, n=n + len(rounds) + 1, breaker=breaker, rounds=rounds, rules=rules
                )
                ties.extend(steps)
            continuing.difference_update(gone)
            winners = tuple(continuing) if len(continuing) == 1 else ()
        rounds.append(
            Round(
                n=n + len(rounds) + 1,
                tallies=counts,
                exhausted=exhausted + profile.blank + profile.spoiled,
                threshold=base // 2 + 1,
                elected=winners,
                eliminated=gone,
            )
        )
        if winners or not gone:
            break
        for parcel in tuple(piles.strike(gone)):
            piles.take(parcel.hand_out(continuing=continuing, overvote=rules.overvote))
    return Runoff(
        winners=rounds[-1].elected if rounds else (),
        rounds=tuple(rounds),
        ties=tuple(ties),
        spoiled=spoiled,
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
    n: int,
    breaker: Breaker,
    rounds: Sequence[Round],
    rules: IrvRules,
) -> tuple[Group, tuple[Tie, ...]]:
    """Name who leaves; nobody where a tie stands."""
    together = () if rules.order_matters else _hopeless(counts, count_to=rules.count_to)
    if rules.batch and len(together) > 1:
        return together, ()
    lowest = min(counts.values())
    tied = tuple(candidate for candidate in counts if counts[candidate] == lowest)
    if len(tied) == 1:
        return tied, ()
    worst, steps = breaker.narrow(tied, side="worst", n=n, rounds=rounds)
    if len(worst) == 1:
        return worst, steps
    if set(worst) <= set(together) or (not lowest and any(counts.values())):
        return worst, steps[:-1]
    return (), steps


def _hopeless(counts: Mapping[CandidateId, Count], *, count_to: CountTo) -> Group:
    """Name the most candidates, from the last up, who together stay below the next one."""
    upwards = sorted(counts, key=lambda candidate: counts[candidate])
    left = LAST_PAIR if count_to == "two" else 1
    together: Count = 0
    most = 0
    for place in range(len(upwards) - left):
        together += counts[upwards[place]]
        if together < counts[upwards[place + 1]]:
            most = place + 1
    out = frozenset(upwards[:most])
    return tuple(candidate for candidate in counts if candidate in out)
