"""The pairwise matrix: for every two options, how many ballots prefer the one to the other."""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, TypeAlias

from voting.ballots import CandidateId, Ranking

if TYPE_CHECKING:
    from voting.profile import Ballots

Matrix: TypeAlias = tuple[tuple[int, ...], ...]


def pairwise(ballots: "Ballots") -> Matrix:
    """Count preferences: cell [i][j] = ballots that put candidate i strictly above candidate j.

    An unranked candidate is below every ranked one and tied with the other unranked. Two in one
    tie group prefer neither. Rows and columns follow ``ballots.candidates``.
    """
    return ballots.pairwise()


def preferences(
    groups: Iterable[tuple[Ranking, int]], *, candidates: Sequence[CandidateId]
) -> Matrix:
    """Count the preferences of rankings with their weights, as ``pairwise`` does."""
    place = {candidate: index for index, candidate in enumerate(candidates)}
    everyone = frozenset(place.values())
    matrix = [[0] * len(place) for _ in place]
    for ranking, weight in groups:
        below = set(everyone)
        for group in ranking:
            members = [place[candidate] for candidate in group]
            below.difference_update(members)
            for member in members:
                row = matrix[member]
                for other in below:
                    row[other] += weight
    return tuple(tuple(row) for row in matrix)


def without(matrix: Matrix, gone: Iterable[int]) -> Matrix:
    """Take the places ``gone`` out of the comparison: their rows and columns become 0."""
    out = frozenset(gone)
    return tuple(
        tuple(0 if i in out or j in out else votes for j, votes in enumerate(row))
        for i, row in enumerate(matrix)
    )
