"""Parcels: ballots that lie together, and how they are handed on when somebody leaves the race.

Sorting papers into parcels by the candidate they support is how a hall counts by hand, and why a
count is fast: a round moves the parcels of those who leave and looks at no other ballot.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Protocol, TypeAlias

from typing_extensions import override

from voting.ballots import CandidateId, Group, Ranking
from voting.standing import Overvote, standing

Continuing: TypeAlias = Collection[CandidateId]


class Parcel(Protocol):
    """Ballots that move together; ``weight`` is how many they are."""

    @property
    def weight(self) -> int:
        """How many ballots lie here."""
        ...

    def hand_out(self, *, continuing: Continuing, overvote: Overvote) -> Mapping[Group, "Parcel"]:
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
    def hand_out(self, *, continuing: Continuing, overvote: Overvote) -> Mapping[Group, Parcel]:
        sorted_out: dict[Group, list[tuple[Ranking, int]]] = {}
        for each in self.groups:
            holders = standing(each[0], continuing=continuing, overvote=overvote)
            sorted_out.setdefault(holders, []).append(each)
        return {holders: GroupParcel(tuple(groups)) for holders, groups in sorted_out.items()}


@dataclass(frozen=True, slots=True)
class JoinedParcel(Parcel):
    """Several parcels that are one: each hands out its ballots in its own way."""

    parts: tuple[Parcel, ...]

    @property
    @override
    def weight(self) -> int:
        return sum(part.weight for part in self.parts)

    @override
    def hand_out(self, *, continuing: Continuing, overvote: Overvote) -> Mapping[Group, Parcel]:
        sorted_out: dict[Group, list[Parcel]] = {}
        for part in self.parts:
            handed = part.hand_out(continuing=continuing, overvote=overvote)
            for holders, parcel in handed.items():
                sorted_out.setdefault(holders, []).append(parcel)
        return {holders: joined(parcels) for holders, parcels in sorted_out.items()}


def joined(parcels: Iterable[Parcel]) -> Parcel:
    """Lay parcels together."""
    parts = tuple(parcels)
    return parts[0] if len(parts) == 1 else JoinedParcel(parts)
