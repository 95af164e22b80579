"""Votes in transfer: parcels of ballots, each ballot of a parcel worth the same part of a vote.

Values are whole numbers of the smallest unit, 10^-decimals of a vote: exact, truncated where the
rule says so, never rounded by a machine. Weights times values are Python integers, so nothing
overflows.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Literal, TypeAlias, get_args

from voting.ballots import CandidateId, Group
from voting.counts import Count, whole
from voting.parcels import Parcel
from voting.standing import Overvote

Quota: TypeAlias = Literal["droop", "hare"]
Threshold: TypeAlias = Literal["whole", "exact"]
QUOTAS: tuple[Quota, ...] = get_args(Quota)
THRESHOLDS: tuple[Threshold, ...] = get_args(Threshold)


def quota_units(valid: int, *, seats: int, quota: Quota, threshold: Threshold, unit: int) -> int:
    """Compute the quota in units (``unit`` = one vote).

    ``droop``: the least number of votes, or of units, that no more than ``seats`` can reach: above
    votes / (seats + 1). ``hare``: votes / seats, rounded up so that it is really reached.
    """
    step = unit if threshold == "whole" else 1
    votes = valid * unit // step
    least = votes // (seats + 1) + 1 if quota == "droop" else -(-votes // seats)
    return least * step


@dataclass(slots=True, kw_only=True)
class Hands:
    """Who holds which parcels at what value, in units; everything adds up to all votes."""

    unit: int
    overvote: Overvote
    held: dict[CandidateId, dict[int, list[Parcel]]] = field(default_factory=dict)
    votes: dict[CandidateId, int] = field(default_factory=dict)
    exhausted: int = 0
    lost: int = 0

    def deal(self, parcel: Parcel, *, value: int, continuing: Collection[CandidateId]) -> int:
        """Hand a parcel on at a value a ballot; says how many units found somebody or nobody."""
        moved = 0
        for holders, part in parcel.hand_out(
            continuing=continuing, overvote=self.overvote
        ).items():
            worth = part.weight * value
            moved += worth
            if not holders:
                self.exhausted += worth
                continue
            holder = holders[0]
            self.votes[holder] += worth
            self.held[holder].setdefault(value, []).append(part)
        return moved

    def take_up(self, candidate: CandidateId) -> list[tuple[int, Parcel]]:
        """Take a candidate's parcels out of their hands, those of one value together."""
        parcels = self.held.pop(candidate)
        return [(value, parts[0].joined(parts[1:])) for value, parts in parcels.items()]

    def strike(self, gone: Group, *, continuing: Collection[CandidateId]) -> None:
        """Hand on all that the excluded hold, every ballot at its value."""
        struck = [parcel for each in gone for parcel in self.take_up(each)]
        for each in gone:
            del self.votes[each]
        for value, parcel in struck:
            self.deal(parcel, value=value, continuing=continuing)

    def pass_surplus(
        self,
        winner: CandidateId,
        *,
        quota: int,
        continuing: Collection[CandidateId],
        twice: bool,
    ) -> None:
        """Hand on what a winner has above the quota, every ballot in the same proportion.

        A ballot's new value is value · surplus / votes, truncated. ``twice``: the factor surplus /
        votes is truncated first, as RCTab does; the Scottish rule truncates the product only.
        """
        votes = self.votes[winner]
        surplus = votes - quota
        moved = 0
        for value, parcel in self.take_up(winner):
            if twice:
                new = value * (surplus * self.unit // votes) // self.unit
            else:
                new = value * surplus // votes
            moved += self.deal(parcel, value=new, continuing=continuing)
        self.lost += surplus - moved
        self.votes[winner] = quota

    def count(self, units: int) -> Count:
        """Write units as votes."""
        return whole(Fraction(units, self.unit))

    def tallies(self, among: Iterable[CandidateId]) -> dict[CandidateId, Count]:
        """The votes of some candidates."""
        return {each: self.count(self.votes[each]) for each in among}
