"""The roll (产权清册): units, and the heads that own them.

Several units of the same set of owners are one head; everything unsold or undelivered is the
developer's one head (建筑物区分所有权解释 9; docs/rules.md#heads). A head exists only through a unit that
counts, so an owner of nothing but parking spaces is none. Areas are never merged away: a head
speaks for the area of all its counted units.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import NewType, TypeAlias

UnitCode = NewType("UnitCode", str)
OwnerKey = NewType("OwnerKey", str)
HeadKey: TypeAlias = tuple[OwnerKey, ...]

DEVELOPER = OwnerKey("developer")


class Kind(StrEnum):
    """What a unit is."""

    FLAT = "flat"
    SHOP = "shop"
    PARKING = "parking"
    STORAGE = "storage"


class AreaSource(StrEnum):
    """Where a unit's area is from, the first that exists (建筑物区分所有权解释 8)."""

    REGISTERED = "registered"
    SURVEYED = "surveyed"
    CONTRACT = "contract"


COUNTED_KINDS = frozenset({Kind.FLAT, Kind.SHOP})


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """One exclusive unit; ``area_x100`` in hundredths of a square metre.

    ``owners`` are the registered or buying owners; empty = the developer's. ``counts`` says
    whether its area and its owners' head count in the vote.
    """

    code: UnitCode
    owners: tuple[OwnerKey, ...]
    area_x100: int
    building: str = ""
    kind: Kind = Kind.FLAT
    area_source: AreaSource = AreaSource.REGISTERED
    nominee: OwnerKey | None = None
    delivered: bool = True
    counts: bool = True

    @property
    def voters(self) -> HeadKey:
        """Who may vote for the unit: its owners in sorted order, or the developer alone."""
        if not self.delivered or not self.owners:
            return (DEVELOPER,)
        return tuple(sorted(set(self.owners)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """One head (一个业主人数): a set of owners with the counted units it holds.

    With a ``nominee`` only that owner's ballots count for the head.
    """

    owners: HeadKey
    units: tuple[UnitCode, ...]
    area_x100: int
    nominee: OwnerKey | None = None

    @property
    def is_developer(self) -> bool:
        """Whether this is the developer's one head."""
        return self.owners == (DEVELOPER,)


class RollProblem(StrEnum):
    """Why units do not make a roll."""

    NO_HEADS = "no_heads"
    SAME_CODE = "same_code"
    STRANGER_NOMINATED = "stranger_nominated"
    TWO_NOMINEES = "two_nominees"


@dataclass(frozen=True, slots=True, kw_only=True)
class RollFault:
    """A problem, the position of the unit where it shows, and of the one it conflicts with."""

    problem: RollProblem
    index: int | None = None
    other: int | None = None


def faults_of(units: Iterable[Unit]) -> tuple[RollFault, ...]:
    """List everything that keeps units from being a roll."""
    faults: list[RollFault] = []
    seen: dict[UnitCode, int] = {}
    nominated: dict[HeadKey, tuple[int, OwnerKey]] = {}
    any_counts = False
    for index, unit in enumerate(units):
        any_counts = any_counts or unit.counts
        first = seen.setdefault(unit.code, index)
        if first != index:
            faults.append(RollFault(problem=RollProblem.SAME_CODE, index=index, other=first))
        if unit.nominee is None:
            continue
        if unit.nominee not in (unit.owners or (DEVELOPER,)):
            faults.append(RollFault(problem=RollProblem.STRANGER_NOMINATED, index=index))
        # The buyers of an undelivered unit hold no head there, so they nominate nobody yet.
        elif unit.delivered:
            other, nominee = nominated.setdefault(unit.voters, (index, unit.nominee))
            if nominee != unit.nominee:
                faults.append(
                    RollFault(problem=RollProblem.TWO_NOMINEES, index=index, other=other)
                )
    if not any_counts:
        faults.append(RollFault(problem=RollProblem.NO_HEADS))
    return tuple(faults)


def heads_of(units: Iterable[Unit]) -> tuple[Head, ...]:
    """Gather units into heads, in the order in which the heads first appear."""
    counted: defaultdict[HeadKey, list[Unit]] = defaultdict(list)
    nominees: dict[HeadKey, OwnerKey] = {}
    for unit in units:
        if unit.counts:
            counted[unit.voters].append(unit)
        if unit.nominee is not None and unit.delivered:
            nominees[unit.voters] = unit.nominee
    return tuple(
        Head(
            owners=owners,
            units=tuple(unit.code for unit in held),
            area_x100=sum(unit.area_x100 for unit in held),
            nominee=nominees.get(owners),
        )
        for owners, held in counted.items()
    )


def owners_of_several(units: Iterable[Unit]) -> dict[OwnerKey, tuple[UnitCode, ...]]:
    """List owners of more than one unit, for namesakes merged by mistake change the headcount.

    Units of any kind; the developer is left out: nobody is mistaken for it.
    """
    held: defaultdict[OwnerKey, list[UnitCode]] = defaultdict(list)
    for unit in units:
        for owner in unit.voters:
            held[owner].append(unit.code)
    return {
        owner: tuple(codes)
        for owner, codes in held.items()
        if owner != DEVELOPER and len(codes) > 1
    }
