"""Parcels: ballots that lie together, and how they are handed on when somebody leaves the race.

Sorting papers into parcels by the candidate they support is how a hall counts by hand, and why a
count is fast: a round moves the parcels of those who leave and looks at no other ballot.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from itertools import chain
from typing import Protocol, Self, TypeAlias

from typing_extensions import override

from voting.ballots import CandidateId, Group, Ranking
from voting.standing import Overvote, standing

Continuing: TypeAlias = Collection[CandidateId]


class Parcel(Protocol):
    """Ballots that move together."""

    @property
    def weight(self) -> int:
        """How many ballots lie here."""
        ...

    def joined(self, others: Iterable[Self]) -> Self:
        """Lay this parcel and others of the same profile together."""
        ...

    def hand_out(self, *, continuing: Continuing, overvote: Overvote) -> Mapping[Group, Self]:
        """Sort the ballots by whom they support among ``continuing``; ``()`` supports nobody."""
        ...


@dataclass(frozen=True, slots=True)
class GroupParcel(Parcel):
    """A parcel of rankings with their weights, in plain Python: any ranking, any weight."""

    groups: tuple[tuple[Ranking, int], ...]

    @property
    @override
    def weight(self) -> int:
        return sum(weight for _, weight in self.groups)

    @override
    def joined(self, others: Iterable["GroupParcel"]) -> "GroupParcel":
        return GroupParcel((*self.groups, *chain.from_iterable(each.groups for each in others)))

    @override
    def hand_out(
        self, *, continuing: Continuing, overvote: Overvote
    ) -> Mapping[Group, "GroupParcel"]:
        sorted_out: dict[Group, list[tuple[Ranking, int]]] = {}
        for each in self.groups:
            holders = standing(each[0], continuing=continuing, overvote=overvote)
            sorted_out.setdefault(holders, []).append(each)
        return {holders: GroupParcel(tuple(groups)) for holders, groups in sorted_out.items()}
