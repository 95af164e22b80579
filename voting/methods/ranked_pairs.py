"""Ranked pairs (Tideman): majorities are locked in from the strongest down, unless they close a circle.

Definition: take the majorities i → j by falling strength (``margins`` difference or ``winning``
number); of equally strong ones the one with the smaller opposition goes first. Lock each that makes
no circle with those locked before. Whom no locked majority beats stands first; then the same among
the rest.
Source: T. N. Tideman, "Independence of clones as a criterion for voting rules", Social Choice and
Welfare 4 (1987).
Ties: majorities of one strength and opposition may be taken in any order, and no order of the paper
decides. First are all who are first in some order; whoever is first in every order is alone there
and wins. There may be more orders than anybody can try: where it would take more than ``PATIENCE``,
all count as first whom no majority beats that is locked in every order for certain. The tie may then
name somebody who could not win, but it hides nobody who could. A shared first place is narrowed by
the agreed rules (voting.ties). For the places after the first, those of equal majorities that lie on
a circle of locked ones and themselves are left out together.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Self, TypeAlias

from voting.beatpaths import Strength
from voting.duels import Duels, PairwiseRules, duels_of, ordered
from voting.outcome import Outcome
from voting.profile import Ballots

#: Row i beats row j.
Link: TypeAlias = tuple[int, int]

#: So many links are looked at while trying one order of equal majorities after the other: seconds.
PATIENCE = 500_000


@dataclass(frozen=True, slots=True)
class Reach:
    """Whom every row beats by a chain of links: bit j of ``below[i]``, bit i of ``above[j]``."""

    below: tuple[int, ...]
    above: tuple[int, ...]

    @classmethod
    def nothing(cls, size: int) -> Self:
        """Start without links."""
        return cls((0,) * size, (0,) * size)

    def has(self, link: Link) -> bool:
        """Say whether the link adds nothing: a chain leads there already."""
        return bool(self.below[link[0]] >> link[1] & 1)

    def forbids(self, link: Link) -> bool:
        """Say whether the link would close a circle."""
        return bool(self.below[link[1]] >> link[0] & 1)

    def joined(self, links: Iterable[Link]) -> "Reach":
        """Add links, and every chain that they complete."""
        fresh = [link for link in links if not self.has(link)]
        if not fresh:
            return self
        below, above = list(self.below), list(self.above)
        for i, j in fresh:
            if below[i] >> j & 1:
                continue
            ups, downs = above[i] | 1 << i, below[j] | 1 << j
            # Whoever reaches j reaches all that j reaches; whom i reaches, all reach that reach i.
            lacking, reached = ups & ~above[j], downs & ~below[i]
            for row in _bits(lacking):
                below[row] |= downs
            for row in _bits(reached):
                above[row] |= ups
        return Reach(tuple(below), tuple(above))

    def tops(self, rows: Iterable[int]) -> set[int]:
        """Name the rows that nobody beats."""
        return {row for row in rows if not self.above[row]}


def count_ranked_pairs(profile: Ballots, *, rules: PairwiseRules) -> Outcome:
    """Count by ranked pairs."""
    duels = duels_of(profile, rules=rules)
    groups = _by_strength(duels, strength=rules.strength)
    rows = tuple(duels.places.values())
    size = len(duels.candidates)
    locks = _locks(groups, size=size)
    first = _first(locks, groups, rows=rows, size=size)
    layers = _layers(first, locks.together, rows=rows)
    ranking = tuple(tuple(duels.candidates[row] for row in layer) for layer in layers)
    return ordered("ranked_pairs", profile=profile, rules=rules, duels=duels, ranking=ranking)


def _by_strength(duels: Duels, *, strength: Strength) -> list[list[Link]]:
    """Majorities of one strength together, the strongest first."""
    standing = duels.standing
    majorities: list[tuple[int, int, Link]] = []
    for i, row in enumerate(standing):
        for j, ahead in enumerate(row):
            behind = standing[j][i]
            if ahead > behind:
                force = behind - ahead if strength == "margins" else -ahead
                majorities.append((force, behind, (i, j)))
    majorities.sort()
    return [
        [link for *_, link in together]
        for _, together in groupby(majorities, key=lambda each: each[:2])
    ]


@dataclass(frozen=True, slots=True)
class _Locks:
    """What is locked in every order for certain, and what in some order perhaps.

    ``together``: where equal majorities that lie on a circle are left out together.
    """

    certain: Reach
    possible: Reach
    together: Reach


def _locks(groups: Sequence[Sequence[Link]], *, size: int) -> _Locks:
    certain = possible = together = Reach.nothing(size)
    for links in groups:
        everything = together.joined(links)
        kept = [each for each in links if not everything.forbids(each)]
        if len(kept) == len(links) and certain is possible is together:
            certain = possible = together = everything
            continue
        together = together.joined(kept)
        fresh = _open(links, certain)
        possible, before = possible.joined(fresh), possible
        sure = [each for each in fresh if not possible.forbids(each)]
        certain = possible if certain is before and sure == fresh else certain.joined(sure)
        together = certain if together == certain else together
    return _Locks(certain, possible, together)


def _first(
    locks: _Locks, groups: Sequence[Sequence[Link]], *, rows: Sequence[int], size: int
) -> set[int]:
    """Who is first in some order."""
    first = locks.certain.tops(rows)
    if locks.certain is locks.possible or len(first) == 1:
        return first
    ends = _ends(groups, size=size)
    return first if ends is None else set().union(*(each.tops(rows) for each in ends))


def _ends(groups: Sequence[Sequence[Link]], *, size: int) -> frozenset[Reach] | None:
    """Everything that may be locked in the end, one for each different order; None: too many."""
    states = frozenset({Reach.nothing(size)})
    looked_at = 0
    for together in groups:
        found: set[Reach] = set()
        for state in states:
            for step in _orders(state, together):
                looked_at += step.links * (1 + size // 10)
                if looked_at > PATIENCE:
                    return None
                if step.end is not None:
                    found.add(step.end)
        states = frozenset(found)
    return states


@dataclass(frozen=True, slots=True)
class _Step:
    """How many links were looked at, and what is locked in the end where an order came to it."""

    links: int
    end: Reach | None = None


def _orders(start: Reach, links: Sequence[Link]) -> Iterator[_Step]:
    """Lock links of one strength in every order that makes a difference."""
    waiting: list[tuple[Reach, Sequence[Link], tuple[Link, ...]]] = [(start, links, ())]
    while waiting:
        state, left, put_off = waiting.pop()
        left = _open(left, state)
        everything = state.joined(left)
        state = state.joined(each for each in left if not everything.forbids(each))
        # What remains lies on circles: one of it is locked next, or put off until it cannot be.
        left = _open(left, state)
        if left:
            one, *others = left
            waiting.append((state, others, (*put_off, one)))
            waiting.append((state.joined([one]), others, put_off))
        yield _Step(len(left), None if left or _open(put_off, state) else state)


def _open(links: Sequence[Link], state: Reach) -> list[Link]:
    """Leave out the links that are implied and those that would close a circle."""
    return [each for each in links if not state.has(each) and not state.forbids(each)]


def _layers(first: set[int], locked: Reach, *, rows: Sequence[int]) -> list[list[int]]:
    layers = [[row for row in rows if row in first]] if rows else []
    left = [row for row in rows if row not in first]
    while left:
        among = sum(1 << row for row in left)
        layer = [row for row in left if not locked.above[row] & among]
        layers.append(layer)
        gone = set(layer)
        left = [row for row in left if row not in gone]
    return layers


def _bits(number: int) -> Iterator[int]:
    """The places of the ones, lowest first."""
    while number:
        lowest = number & -number
        yield lowest.bit_length() - 1
        number ^= lowest
