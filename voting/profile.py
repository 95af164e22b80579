"""A profile: all ballots of one vote, identical ones kept once with an integer weight.

The groups are sorted, so the order in which ballots arrived cannot reach any method.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Self, TypeAlias

from voting.ballots import BLANK, CandidateId, Ranking, canonical, problem_of

Count: TypeAlias = int | Fraction


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """An option that can be ranked: its number on the ballot and its name."""

    id: CandidateId
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """Grouped ballots: ``groups`` holds every non-blank ranking once with its weight (> 0)."""

    candidates: tuple[Candidate, ...]
    groups: tuple[tuple[Ranking, int], ...]
    blank: int = 0

    @classmethod
    def of(
        cls, ballots: Iterable[Ranking] | Mapping[Ranking, int], *, candidates: Iterable[Candidate]
    ) -> Self:
        """Group ballots, given one by one or as ranking → weight.

        Raises ``ValueError`` for a ranking that ``problem_of`` objects to and for a negative
        weight: whoever lets ballots in checks them first.
        """
        known = tuple(candidates)
        ids = frozenset(candidate.id for candidate in known)
        if len(ids) != len(known):
            raise ValueError("two candidates share an id")
        grouped: Counter[Ranking] = Counter()
        counted = ballots if isinstance(ballots, Mapping) else Counter(ballots)
        for ranking, weight in counted.items():
            problem = problem_of(ranking, ids)
            if problem is not None:
                raise ValueError(f"{problem}: {ranking}")
            if weight < 0:
                raise ValueError(f"negative weight {weight} for {ranking}")
            grouped[canonical(ranking)] += weight
        blank = grouped.pop(BLANK, 0)
        groups = tuple(sorted((ranking, weight) for ranking, weight in grouped.items() if weight))
        return cls(candidates=known, groups=groups, blank=blank)

    @property
    def ids(self) -> tuple[CandidateId, ...]:
        """The candidates' numbers in the order of the ballot paper."""
        return tuple(candidate.id for candidate in self.candidates)

    @property
    def ranked(self) -> int:
        """How many ballots name at least one candidate."""
        return sum(weight for _, weight in self.groups)

    @property
    def total(self) -> int:
        """How many ballots there are, blank ones included."""
        return self.ranked + self.blank


def whole(count: Count) -> Count:
    """Write a fraction that is a whole number as an integer."""
    return count.numerator if isinstance(count, Fraction) and count.denominator == 1 else count
