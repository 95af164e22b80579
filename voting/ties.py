r"""A tie is a result, not an accident.

A tie is broken only by rules that were named before the vote, tried in their order; each narrows
the tie to those it cannot tell apart. When none is left the tie stands and is reported as such.

``schulze``            the Schulze order of the whole profile
``first_preferences``  more first preferences with everybody in the race
``previous_rounds``    a higher tally in the last earlier round in which the tied ones differ
``order``              the lower id, that is the earlier on the ballot paper, fares better
``lot``                a public lot: candidates are drawn in ascending order of
                       SHA-256("yishi-lot-1\n" + seed + "\n" + id) as UTF-8; drawn earlier = better.
                       One drawing serves the whole count, so anyone can print it beforehand.
"""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias, get_args

from voting.ballots import CandidateId, Group
from voting.beatpaths import Strength, schulze_order, strongest_paths
from voting.outcome import Option, Round, Tie
from voting.profile import Ballots, Count
from voting.standing import Overvote, first_preferences

TieRule: TypeAlias = Literal["schulze", "first_preferences", "previous_rounds", "order", "lot"]
TIE_RULES: tuple[TieRule, ...] = get_args(TieRule)
COUNCIL_TIES: tuple[TieRule, ...] = ("schulze", "first_preferences", "lot")

Side: TypeAlias = Literal["best", "worst"]


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


def narrow(
    among: Group,
    *,
    side: Side,
    n: int,
    profile: Ballots,
    agreed: TieRules,
    overvote: Overvote = "split",
    rounds: Sequence[Round] = (),
) -> tuple[CandidateId | None, tuple[Tie, ...]]:
    """Find the one of ``among`` that fares best or worst, and the steps that told.

    ``overvote`` is the count's own, so that first preferences here are those of its first round.
    ``None`` = the agreed rules do not tell; the last step then has no rule.
    """
    steps: list[Tie] = []
    left = tuple(sorted(among))
    for rule in agreed.rules:
        if len(left) == 1:
            break
        order = _order_by(
            rule, left, profile=profile, agreed=agreed, overvote=overvote, rounds=rounds
        )
        if len(order) > 1:
            steps.append(Tie(n=n, among=left, rule=rule, order=order))
            left = order[0] if side == "best" else order[-1]
    if len(left) == 1:
        return left[0], tuple(steps)
    return None, (*steps, Tie(n=n, among=left, rule=None))


def _order_by(
    rule: TieRule,
    among: Group,
    *,
    profile: Ballots,
    agreed: TieRules,
    overvote: Overvote,
    rounds: Sequence[Round],
) -> tuple[Group, ...]:
    if rule == "schulze":
        paths = strongest_paths(profile.pairwise(), strength=agreed.strength)
        everyone = schulze_order(paths, candidates=profile.ids)
        tied = frozenset(among)
        groups = (tuple(c for c in group if c in tied) for group in everyone)
        return tuple(group for group in groups if group)
    if rule == "first_preferences":
        return levels(among, first_preferences(profile, overvote=overvote))
    if rule == "previous_rounds":
        orders = (levels(among, earlier.tallies) for earlier in reversed(rounds))
        return next((order for order in orders if len(order) > 1), (among,))
    if rule == "order":
        return tuple((candidate,) for candidate in among)
    if agreed.lot_seed is None:
        return (among,)
    return tuple((candidate,) for candidate in lot_order(among, seed=agreed.lot_seed))


def best_of(
    ranking: tuple[Group, ...],
    *,
    profile: Ballots,
    agreed: TieRules,
    n: int = 0,
    overvote: Overvote = "split",
) -> tuple[Group, tuple[Tie, ...]]:
    """Find the one winner of a ranking: its first, narrowed by the agreed rules where it is shared.

    Nobody wins where the tie stands, or where there is nobody.
    """
    first = ranking[0] if ranking else ()
    if len(first) < 2:  # noqa: PLR2004 - alone is no tie
        return first, ()
    best, steps = narrow(
        first, side="best", n=n, profile=profile, agreed=agreed, overvote=overvote
    )
    return (() if best is None else (best,)), steps


def levels(among: Group, counts: Mapping[CandidateId, Count]) -> tuple[Group, ...]:
    """Sort candidates into tie groups by their counts, the highest first."""
    heights = sorted({counts[candidate] for candidate in among}, reverse=True)
    return tuple(tuple(c for c in among if counts[c] == height) for height in heights)
