"""Whom a ranked ballot supports while some candidates are out of the race.

A place shared by several continuing candidates is the one hard case. The law of the ballot must
name what happens, so it is a parameter (``--overvote`` of ``yishi tally``):

``split``       the ballot counts for all of them in equal exact fractions (our council votes, where
                saying "equally good" is an offered answer and not a slip of the pen);
``exhaust``     a place that names several ends the ballot (US public elections);
``skip``        such a place is passed over;
``exhaust_if_multiple_continuing``  it ends the ballot only if several of them still run.
"""

from collections.abc import Container, Iterable
from fractions import Fraction
from typing import Literal, TypeAlias, get_args

from voting.ballots import CandidateId, Group, Ranking
from voting.counts import Count, whole

Overvote: TypeAlias = Literal["split", "exhaust", "skip", "exhaust_if_multiple_continuing"]
OVERVOTES: tuple[Overvote, ...] = get_args(Overvote)

NOBODY: Group = ()


def standing(ranking: Ranking, *, continuing: Container[CandidateId], overvote: Overvote) -> Group:
    """Name the continuing candidates that the ballot supports now; nobody = exhausted."""
    for group in ranking:
        if len(group) == 1:
            if group[0] in continuing:
                return group
            continue
        if overvote == "exhaust":
            return NOBODY
        if overvote == "skip":
            continue
        alive = tuple(candidate for candidate in group if candidate in continuing)
        if len(alive) > 1 and overvote == "exhaust_if_multiple_continuing":
            return NOBODY
        if alive:
            return alive
    return NOBODY


def share(weight: int, holders: Group) -> Count:
    """Say how much each of ``holders`` gets of ``weight`` ballots that support them all."""
    return whole(Fraction(weight, len(holders))) if len(holders) > 1 else weight


def tallies(
    piles: Iterable[tuple[Group, int]], *, candidates: Iterable[CandidateId]
) -> dict[CandidateId, Count]:
    """Add up piles of ballots, each with the candidates that it supports."""
    result: dict[CandidateId, Count] = dict.fromkeys(candidates, 0)
    for holders, weight in piles:
        for holder in holders:
            result[holder] = whole(result[holder] + share(weight, holders))
    return result
