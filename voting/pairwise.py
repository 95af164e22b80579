"""The pairwise matrix: for every two options, how many ballots prefer the one to the other."""

from collections.abc import Iterable, Sequence
from typing import TypeAlias

from voting.ballots import CandidateId, Ranking

Matrix: TypeAlias = tuple[tuple[int, ...], ...]


def preferences(
    groups: Iterable[tuple[Ranking, int]], *, candidates: Sequence[CandidateId]
) -> Matrix:
    """Count preferences: cell [i][j] = ballots that put candidate i strictly above candidate j.

    An unranked candidate is below every ranked one and tied with the other unranked. Two in one
    tie group prefer neither. Rows and columns follow ``candidates``.

    Whoever names i prefers it to everybody but those placed above or beside it, so only pairs that
    stand together on a ballot are looked at: most ballots are short.
    """
    place = {candidate: index for index, candidate in enumerate(candidates)}
    size = len(place)
    naming = [0] * size
    not_below = [[0] * size for _ in place]
    for ranking, weight in groups:
        above: list[int] = []
        for group in ranking:
            if len(group) == 1:
                member = place[group[0]]
                naming[member] += weight
                row = not_below[member]
                for other in above:
                    row[other] += weight
                above.append(member)
                continue
            above += [place[candidate] for candidate in group]
            for candidate in group:
                member = place[candidate]
                naming[member] += weight
                row = not_below[member]
                for other in above:
                    row[other] += weight
    return tuple(
        tuple(0 if i == j else naming[i] - not_below[i][j] for j in range(size))
        for i in range(size)
    )


def without(matrix: Matrix, gone: Iterable[int]) -> Matrix:
    """Take the places ``gone`` out of the comparison: their rows and columns become 0."""
    out = frozenset(gone)
    return tuple(
        tuple(0 if i in out or j in out else votes for j, votes in enumerate(row))
        for i, row in enumerate(matrix)
    )
