"""Turnout by building: nobody's taking part can be worked out from what is told."""

from collections.abc import Sequence
from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from council.roll.buildings import LEAST, BuildingTurnout, turnout_by_building
from voting.ballots import Choice
from voting.ratification import OwnerBallot, Ratification, count_ratification
from voting.roll import DEVELOPER, OwnerKey, Unit, UnitCode
from voting.thresholds import ORDINARY

#: A head: the buildings of its units, and whether it takes part.
Neighbour = tuple[frozenset[int], bool]


def counted(
    neighbours: Sequence[Neighbour], developer: Neighbour | None = None
) -> tuple[tuple[Unit, ...], Ratification]:
    """Put heads on a roll and let those who take part agree."""
    named = [(f"户{n}", *each) for n, each in enumerate(neighbours)]
    if developer is not None:
        named.append((DEVELOPER, *developer))
    units = tuple(
        Unit(
            code=UnitCode(f"{building}-{name}"),
            building=f"{building}号楼",
            area_x100=10_000,
            owners=(OwnerKey(name),),
        )
        for name, buildings, _ in named
        for building in sorted(buildings)
    )
    ballots = [
        OwnerBallot(
            unit=UnitCode(f"{min(buildings)}-{name}"),
            owner=OwnerKey(name),
            choice=Choice.AGREE,
            at=1,
        )
        for name, buildings, voted in named
        if voted
    ]
    return units, count_ratification(units, ballots, rule=ORDINARY)


def in_building(number: int, *, voted: int, silent: int) -> list[Neighbour]:
    """Heads of one building."""
    return [(frozenset({number}), n < voted) for n in range(voted + silent)]


def told(*groups: list[Neighbour], developer: Neighbour | None = None):
    units, result = counted([each for group in groups for each in group], developer)
    return turnout_by_building(units, result.heads)


def test_large_buildings_are_told_one_by_one_in_natural_order():
    found = told(in_building(10, voted=6, silent=5), in_building(2, voted=5, silent=9))

    assert found == (
        BuildingTurnout(buildings=("2号楼",), several=False, heads=14, participating=5),
        BuildingTurnout(buildings=("10号楼",), several=False, heads=11, participating=6),
    )


def test_a_small_building_takes_the_smallest_open_one_along():
    found = told(
        in_building(1, voted=20, silent=20),
        in_building(2, voted=10, silent=10),
        in_building(3, voted=4, silent=0),
    )

    assert found == (
        BuildingTurnout(buildings=("1号楼",), several=False, heads=40, participating=20),
        BuildingTurnout(buildings=("2号楼", "3号楼"), several=False, heads=24, participating=14),
    )


def test_small_buildings_that_are_enough_together_leave_the_others_open():
    found = told(
        in_building(1, voted=5, silent=5),
        in_building(2, voted=4, silent=3),
        in_building(3, voted=3, silent=4),
    )

    assert found == (
        BuildingTurnout(buildings=("1号楼",), several=False, heads=10, participating=5),
        BuildingTurnout(buildings=("2号楼", "3号楼"), several=False, heads=14, participating=7),
    )


def test_a_building_in_which_everybody_took_part_is_small_too():
    assert told(in_building(1, voted=30, silent=0), in_building(2, voted=9, silent=9)) == ()


def test_one_building_alone_would_only_repeat_the_totals():
    assert told(in_building(1, voted=30, silent=30)) == ()


def test_owners_in_several_buildings_stand_once_and_apart():
    both = [(frozenset({1, 2}), n < 6) for n in range(12)]

    found = told(in_building(1, voted=5, silent=5), both)

    assert found == (
        BuildingTurnout(buildings=("1号楼",), several=False, heads=10, participating=5),
        BuildingTurnout(buildings=(), several=True, heads=12, participating=6),
    )


def test_the_developer_hides_nobody():
    crowd = in_building(1, voted=9, silent=9)

    found = told(crowd, in_building(2, voted=4, silent=5), developer=(frozenset({2}), True))

    assert found == ()


neighbours = st.lists(
    st.tuples(st.frozensets(st.integers(1, 5), min_size=1, max_size=2), st.booleans()),
    min_size=1,
    max_size=120,
)


@given(
    neighbours, st.none() | st.tuples(st.frozensets(st.integers(1, 5), min_size=1), st.booleans())
)
def test_no_sum_and_no_difference_of_what_is_told_is_about_fewer_than_five(heads, developer):
    units, result = counted(heads, developer)
    found = turnout_by_building(units, result.heads)
    totals = result.reading.heads
    # Wherever the developer stands, somebody may know what it did and take it away.
    took_part = developer is not None and developer[1]
    silent = developer is not None and not developer[1]

    derived = [
        (sum(each.participating for each in some), sum(each.heads for each in some))
        for size in range(1, len(found))
        for some in combinations(found, size)
    ]
    rests = [(totals.participating - part, totals.total - n) for part, n in derived]

    assert sum(each.heads for each in found) in (0, totals.total)
    for part, n in (*derived, *rests):
        assert part >= LEAST
        assert n - part >= LEAST
    # The cell with the developer has one more: it is in one cell, and every cell is a sum.
    assert totals.participating - took_part >= LEAST * len(found)
    assert totals.total - totals.participating - silent >= LEAST * len(found)


@given(neighbours)
def test_every_building_stands_exactly_once(heads):
    units, result = counted(heads)

    found = turnout_by_building(units, result.heads)

    alone = {f"{min(where)}号楼" for where, _ in heads if len(where) == 1}
    named = [name for each in found for name in each.buildings]
    assert sorted(named) == (sorted(alone) if found else [])
    assert sum(each.several for each in found) == (
        any(len(where) > 1 for where, _ in heads) if found else 0
    )
