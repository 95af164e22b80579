"""Drawing the picture of a matrix: groups, what they share, what divides them.

Imports numpy, so it is imported where a picture is drawn and nowhere else.
"""

from collections.abc import Sequence
from fractions import Fraction
from math import prod

import numpy as np

from council.statements.opinion_groups.clusters import grouped
from council.statements.opinion_groups.matrix import AGREE, DISAGREE, UNSURE, Matrix, one_sided
from council.statements.opinion_groups.picture import (
    Answers,
    Dividing,
    Group,
    Picture,
    Shared,
    StatementAnswers,
)
from council.statements.opinion_groups.projection import places
from council.statements.opinion_groups.representative import SIDES, Tally, standing
from council.statements.opinion_groups.structure import is_more_than_chance

#: Who answered fewer than so many (or all there are) is in no group.
ENOUGH_ANSWERS = 7
#: What nearly all share: every group takes the side with at least this probability.
NEARLY_ALL = Fraction(6, 10)
#: How many statements are told of each kind, and of each group.
TOLD = 5
#: Without groups: undecided where either side has at least this probability and none nearly all.
MANY = Fraction(3, 10)
_HALF = Fraction(1, 2)


def draw(matrix: Matrix, *, smallest_group: int, shown_from: int) -> Picture:
    """Draw the picture.

    ``smallest_group``: a grouping with a smaller group is none, and fewer answers are no figure.
    ``shown_from``: with fewer participants nothing is shown but how many they are.
    """
    participants = len(matrix.rows)
    enough = min(ENOUGH_ANSWERS, len(matrix.statements))
    inside = [
        place
        for place, row in enumerate(matrix.rows)
        if sum(cell is not None for cell in row) >= enough
    ]
    if participants < max(1, shown_from):
        return Picture(participants=participants, in_groups=len(inside), shown=False)
    groups = _groups(matrix, inside, least=smallest_group)
    everybody = _tallies(matrix, range(participants))
    by_group = [_tallies(matrix, members) for members in groups]
    # Without groups what is told is told of all together.
    told = by_group or [everybody]
    shared = _shared(matrix, told, least=smallest_group)
    stands_for = [_stands_for(matrix, by_group, group) for group in range(len(groups))]
    divides = (
        _dividing(matrix, by_group, stands_for, shared, least=smallest_group)
        if groups
        else _undecided(matrix, everybody, least=smallest_group)
    )
    return Picture(
        participants=participants,
        in_groups=len(inside),
        shown=True,
        groups=tuple(
            Group(
                size=len(members),
                stands_for=tuple((number, side) for _, number, side in found[:TOLD]),
            )
            for members, found in zip(groups, stands_for, strict=True)
        ),
        shared=shared[:TOLD],
        divides=divides[:TOLD],
        statements=tuple(
            StatementAnswers(
                number=number,
                answers=_figure(everybody[column], least=smallest_group),
                groups=tuple(_figure(each[column], least=smallest_group) for each in by_group),
            )
            for column, number in enumerate(matrix.statements)
        ),
    )


def _groups(matrix: Matrix, inside: Sequence[int], *, least: int) -> list[list[int]]:
    """Find the groups among those who answered enough; none where the answers are as by chance."""
    if len(inside) < 2 * max(1, least):
        return []
    # Groups do not depend on which way the statements are put.
    turned, was = one_sided(matrix)
    if not is_more_than_chance(turned):
        return []
    of_them = frozenset(inside)
    here = [place for place, before in enumerate(was) if before in of_them]
    found = grouped(places(turned)[np.array(here)], least=least)
    if found is None:
        return []
    members: list[list[int]] = [[] for _ in range(max(found) + 1)]
    for place, group in zip(here, found, strict=True):
        members[group].append(was[place])
    return members


def _tallies(matrix: Matrix, members: Sequence[int]) -> list[Tally]:
    columns = [
        [matrix.rows[place][column] for place in members]
        for column in range(len(matrix.statements))
    ]
    return [
        Tally(agree=each.count(AGREE), disagree=each.count(DISAGREE), unsure=each.count(UNSURE))
        for each in columns
    ]


def _shared(matrix: Matrix, told: Sequence[Sequence[Tally]], *, least: int) -> tuple[Shared, ...]:
    """Tell what every group takes the same side on, the surest first."""
    found = []
    for column, number in enumerate(matrix.statements):
        here = [each[column] for each in told]
        if any(each.seen < max(1, least) for each in here):
            continue
        for side in SIDES:
            chances = [each.chance(side) for each in here]
            if min(chances) >= NEARLY_ALL:
                shared = Shared(
                    number=number,
                    side=side,
                    per_mille=_per_mille(prod(chances, start=Fraction(1))),
                    groups=tuple(_per_mille(each) for each in chances),
                )
                found.append((-prod(chances, start=Fraction(1)), number, shared))
    return tuple(shared for _, _, shared in sorted(found, key=lambda each: each[:2]))


def _stands_for(
    matrix: Matrix, by_group: Sequence[Sequence[Tally]], group: int
) -> list[tuple[float, int, str]]:
    """Tell which statements stand for a group: (metric, number, side), best first."""
    found = []
    for column, number in enumerate(matrix.statements):
        rest = Tally()
        for other, tallies in enumerate(by_group):
            rest += tallies[column] if other != group else Tally()
        stands = standing(by_group[group][column], rest)
        if stands is not None:
            found.append((stands.metric, number, stands.side))
    return sorted(found, key=lambda each: (-each[0], each[1]))


def _dividing(
    matrix: Matrix,
    by_group: Sequence[Sequence[Tally]],
    stands_for: Sequence[Sequence[tuple[float, int, str]]],
    shared: Sequence[Shared],
    *,
    least: int,
) -> tuple[Dividing, ...]:
    """Tell what stands for a group and has another on the other side of the middle."""
    best: dict[int, float] = {}
    for metric, number, _ in (each for found in stands_for for each in found):
        best[number] = max(metric, best.get(number, metric))
    common = {each.number for each in shared}
    found = []
    for column, number in enumerate(matrix.statements):
        here = [each[column] for each in by_group]
        chances = [each.chance("agree") for each in here]
        parts = min(chances) < _HALF < max(chances)
        seen = all(each.seen >= max(1, least) for each in here)
        if number in best and number not in common and parts and seen:
            told = Dividing(number=number, groups=tuple(_per_mille(each) for each in chances))
            found.append((-best[number], number, told))
    return tuple(told for _, _, told in sorted(found, key=lambda each: each[:2]))


def _undecided(matrix: Matrix, everybody: Sequence[Tally], *, least: int) -> tuple[Dividing, ...]:
    """Tell where neither side is nearly all and both are many, the most even first."""
    found = []
    for column, number in enumerate(matrix.statements):
        here = everybody[column]
        chances = [here.chance(side) for side in SIDES]
        if here.seen >= max(1, least) and min(chances) >= MANY and max(chances) < NEARLY_ALL:
            told = Dividing(number=number, groups=(_per_mille(chances[0]),))
            found.append((abs(chances[0] - chances[1]), number, told))
    return tuple(told for _, _, told in sorted(found, key=lambda each: each[:2]))


def _figure(tally: Tally, *, least: int) -> Answers | None:
    if tally.seen < max(1, least):
        return None
    return Answers(agree=tally.agree, disagree=tally.disagree, unsure=tally.unsure)


def _per_mille(share: Fraction) -> int:
    return share.numerator * 1000 // share.denominator
