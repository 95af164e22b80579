"""A profile: all ballots of one vote, identical ones kept once with an integer weight.

The groups are sorted, so the order in which ballots arrived cannot reach any method. This one is
plain Python and takes any ranking and any weight; ``voting.packed`` holds millions of strict
rankings in a few bytes each. Methods know both as ``Ballots``.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import chain
from typing import Protocol, Self

from typing_extensions import override

from voting.ballots import BLANK, CandidateId, Ranking, canonical, problem_of
from voting.pairwise import Matrix, preferences
from voting.parcels import GroupParcel, Parcel


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """An option that can be ranked: its number on the ballot and its name."""

    id: CandidateId
    name: str


class Ballots(Protocol):
    """All ballots of one vote, as the methods need them."""

    @property
    def candidates(self) -> tuple[Candidate, ...]:
        """The candidates in the order of the ballot paper."""
        ...

    @property
    def ids(self) -> tuple[CandidateId, ...]:
        """The candidates' numbers in the order of the ballot paper."""
        ...

    @property
    def distinct(self) -> int:
        """How many different rankings name at least one candidate."""
        ...

    @property
    def ranked(self) -> int:
        """How many ballots name at least one candidate."""
        ...

    @property
    def blank(self) -> int:
        """How many papers name nobody."""
        ...

    @property
    def spoiled(self) -> int:
        """How many papers name somebody but may not be counted at all."""
        ...

    @property
    def total(self) -> int:
        """How many papers there are, blank and spoiled ones included."""
        ...

    def parcel(self) -> Parcel:
        """All ballots that name somebody, in one parcel."""
        ...

    def pairwise(self) -> Matrix:
        """Count preferences: see ``voting.pairwise.preferences``."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile(Ballots):
    """Grouped ballots: ``groups`` holds every non-blank ranking once with its weight (> 0)."""

    candidates: tuple[Candidate, ...]
    groups: tuple[tuple[Ranking, int], ...]
    blank: int = 0
    spoiled: int = 0

    @classmethod
    def of(
        cls,
        ballots: Iterable[Ranking] | Mapping[Ranking, int],
        *,
        candidates: Iterable[Candidate],
        spoiled: int = 0,
    ) -> Self:
        """Group ballots, given one by one or as ranking → weight.

        Raises ``ValueError`` for a ranking that ``problem_of`` objects to and for a negative
        weight: whoever lets ballots in checks them first.
        """
        known = tuple(candidates)
        ids = frozenset(candidate.id for candidate in known)
        if len(ids) != len(known):
            raise ValueError("two candidates share an id")
        grouped: dict[Ranking, int] = {}
        counted = ballots if isinstance(ballots, Mapping) else Counter(ballots)
        for ranking, weight in counted.items():
            written = _canonical(ranking, ids)
            if weight < 0:
                raise ValueError(f"negative weight {weight} for {ranking}")
            grouped[written] = grouped.get(written, 0) + weight
        blank = grouped.pop(BLANK, 0)
        groups = tuple(sorted((ranking, weight) for ranking, weight in grouped.items() if weight))
        return cls(candidates=known, groups=groups, blank=blank, spoiled=spoiled)

    @property
    @override
    def ids(self) -> tuple[CandidateId, ...]:
        return tuple(candidate.id for candidate in self.candidates)

    @property
    @override
    def distinct(self) -> int:
        return len(self.groups)

    @property
    @override
    def ranked(self) -> int:
        return sum(weight for _, weight in self.groups)

    @property
    @override
    def total(self) -> int:
        return self.ranked + self.blank + self.spoiled

    @override
    def parcel(self) -> GroupParcel:
        return GroupParcel(self.groups)

    @override
    def pairwise(self) -> Matrix:
        return preferences(self.groups, candidates=self.ids)


def _canonical(ranking: Ranking, ids: frozenset[CandidateId]) -> Ranking:
    """Check a ranking and write it in its one form."""
    named = tuple(chain.from_iterable(ranking))
    # A strict ranking of known candidates, the usual case, is in its one form already.
    strict = len(named) == len(ranking) and all(ranking)
    if strict and len(set(named)) == len(named) and ids.issuperset(named):
        return ranking
    problem = problem_of(ranking, ids)
    if problem is not None:
        raise ValueError(f"{problem}: {ranking}")
    return canonical(ranking)
