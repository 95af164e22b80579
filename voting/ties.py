r"""A tie is a result, not an accident.

A tie is broken only by rules that were named before the vote, tried in their order; each narrows
the tie to those it cannot tell apart. When none is left the tie stands and is reported as such.

``schulze``            the Schulze order of the whole profile
``first_preferences``  more first preferences with everybody in the race
``previous_rounds``    a higher tally in the last earlier round in which the tied ones differ; those
                       it cannot tell apart, in the round before, and so on back to the first
``order``              the lower id, that is the earlier on the ballot paper, fares better
``lot``                a public lot: candidates are drawn in ascending order of
                       SHA-256("yishi-lot-1\n" + seed + "\n" + id) as UTF-8; drawn earlier = better.
                       One drawing serves the whole count, so anyone can print it beforehand.

Where no ballot is valid there is nothing to break: no rule elects anybody then.
"""

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, partial
from typing import Literal, TypeAlias, get_args

from voting.ballots import CandidateId, Group, strict
from voting.beatpaths import Strength, schulze_order, strongest_paths
from voting.counts import Count
from voting.outcome import Option, Round, Tie
from voting.profile import Ballots
from voting.standing import Overvote, tallies

TieRule: TypeAlias = Literal["schulze", "first_preferences", "previous_rounds", "order", "lot"]
TIE_RULES: tuple[TieRule, ...] = get_args(TieRule)
COUNCIL_TIES: tuple[TieRule, ...] = ("schulze", "first_preferences", "lot")

Side: TypeAlias = Literal["best", "worst"]
#: Sorts candidates into tie groups, best first.
Teller: TypeAlias = Callable[[Group], tuple[Group, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class TieRules:
    """What was agreed before the vote: rules in their order, and the seed of the lot.

    Without a seed the rule ``lot`` decides nothing: the tie stands until a seed is published.
    """

    rules: tuple[TieRule, ...] = ()
    lot_seed: str | None = None
    strength: Strength = "margins"

    def options(self) -> dict[str, Option]:
        """Write the values used, as every outcome repeats them."""
        used: dict[str, Option] = {"ties": self.rules or "refuse"}
        if "schulze" in self.rules:
            used["strength"] = self.strength
        if "lot" in self.rules:
            used["lot_seed"] = self.lot_seed
        return used


REFUSE = TieRules()


def lot_order(candidates: Iterable[CandidateId], *, seed: str) -> Group:
    """Draw candidates in the public order that the seed fixes."""
    return tuple(
        sorted(
            candidates,
            key=lambda c: hashlib.sha256(f"yishi-lot-1\n{seed}\n{c}".encode()).digest(),
        )
    )


def first_preferences(ballots: Ballots, *, overvote: Overvote) -> dict[CandidateId, Count]:
    """Count, with everybody in the race, how many ballots put each candidate first."""
    ids = ballots.ids
    handed = ballots.parcel().hand_out(continuing=frozenset(ids), overvote=overvote)
    piles = ((holders, parcel.weight) for holders, parcel in handed.items())
    return tallies(piles, candidates=ids)


class Breaker:
    """The agreed rules at work in one count; the Schulze order is found once and only if asked for.

    ``overvote`` is the count's own, so that first preferences here are those of its first round.
    """

    def __init__(self, profile: Ballots, *, agreed: TieRules, overvote: Overvote) -> None:
        self.profile = profile
        self.agreed = agreed
        self.overvote = overvote

    def narrow(
        self, among: Group, *, side: Side, n: int, rounds: Sequence[Round] = ()
    ) -> tuple[Group, tuple[Tie, ...]]:
        """Find who of ``among`` fares best or worst, and the steps that told.

        Several are left where the agreed rules do not tell; the last step then has no rule.
        """
        steps: list[Tie] = []
        left = tuple(sorted(among))
        for rule in self.agreed.rules:
            for levels_of in self._tellers(rule, rounds):
                if len(left) == 1:
                    break
                order = levels_of(left)
                if len(order) > 1:
                    steps.append(Tie(n=n, among=left, rule=rule, order=order))
                    left = order[0] if side == "best" else order[-1]
        if len(left) > 1:
            steps.append(Tie(n=n, among=left, rule=None))
        return left, tuple(steps)

    def _tellers(self, rule: TieRule, rounds: Sequence[Round]) -> Iterator[Teller]:
        """Everything that a rule looks at, in its order."""
        if rule == "schulze":
            yield lambda among: _within(self._schulze, among)
        elif rule == "first_preferences":
            yield lambda among: levels(among, self._firsts)
        elif rule == "previous_rounds":
            for earlier in reversed(rounds):
                yield partial(levels, counts=earlier.tallies)
        elif rule == "order":
            yield strict
        elif self.agreed.lot_seed is not None:
            yield partial(_drawn, seed=self.agreed.lot_seed)

    @cached_property
    def _schulze(self) -> tuple[Group, ...]:
        paths = strongest_paths(self.profile.pairwise(), strength=self.agreed.strength)
        return schulze_order(paths, candidates=self.profile.ids)

    @cached_property
    def _firsts(self) -> Mapping[CandidateId, Count]:
        return first_preferences(self.profile, overvote=self.overvote)


def best_of(
    ranking: tuple[Group, ...],
    *,
    profile: Ballots,
    agreed: TieRules,
    n: int = 0,
    overvote: Overvote = "split",
) -> tuple[Group, tuple[Tie, ...]]:
    """Find the one winner of a ranking: its first, narrowed by the agreed rules where it is shared.

    Nobody wins where the tie stands, where there is nobody, or where no ballot names anybody.
    """
    first = ranking[0] if ranking and profile.ranked else ()
    if len(first) < 2:  # noqa: PLR2004 - alone is no tie
        return first, ()
    best, steps = Breaker(profile, agreed=agreed, overvote=overvote).narrow(
        first, side="best", n=n
    )
    return best if len(best) == 1 else (), steps


def levels(among: Group, counts: Mapping[CandidateId, Count]) -> tuple[Group, ...]:
    """Sort candidates into tie groups by their counts, the highest first."""
    heights = sorted({counts[candidate] for candidate in among}, reverse=True)
    return tuple(tuple(c for c in among if counts[c] == height) for height in heights)


def _within(order: tuple[Group, ...], among: Group) -> tuple[Group, ...]:
    tied = frozenset(among)
    groups = (tuple(c for c in group if c in tied) for group in order)
    return tuple(group for group in groups if group)


def _drawn(among: Group, *, seed: str) -> tuple[Group, ...]:
    return strict(lot_order(among, seed=seed))
