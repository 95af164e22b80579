"""Strongest paths through a pairwise matrix, and the order they give (Schulze).

Separate from ``methods.schulze`` because the order also breaks ties of other methods.
"""

from collections.abc import Sequence
from typing import Literal, TypeAlias, get_args

from voting.ballots import CandidateId, Group
from voting.pairwise import Matrix

Strength: TypeAlias = Literal["margins", "winning"]
STRENGTHS: tuple[Strength, ...] = get_args(Strength)

#: From more candidates on, whole rows are compared at once.
MANY = 60


def strongest_paths(matrix: Matrix, *, strength: Strength) -> Matrix:
    """Find the strength of the strongest path between any two candidates.

    A link from i to j exists where more ballots prefer i to j than j to i; it is as strong as the
    difference (``margins``) or as the number that prefer i (``winning``). A path is as strong as
    its weakest link; 0 = there is none. Floyd and Warshall's algorithm, as in Schulze 2011 §2.3.
    """
    if len(matrix) > MANY and max(map(max, matrix)) < 1 << 63:
        # Imported here: few votes have so many candidates, and they need not wait for numpy.
        from voting.packed.paths import packed_paths  # noqa: PLC0415

        return packed_paths(matrix, strength=strength)
    size = range(len(matrix))
    paths = [
        [_link(matrix[i][j], matrix[j][i], strength=strength) if i != j else 0 for j in size]
        for i in size
    ]
    for via in size:
        onward = paths[via]
        for start in size:
            row = paths[start]
            reach = row[via]
            if not reach:
                continue
            for end in size:
                bottleneck = min(reach, onward[end])
                if end != start and bottleneck > row[end]:
                    row[end] = bottleneck
    return tuple(tuple(row) for row in paths)


def schulze_order(paths: Matrix, *, candidates: Sequence[CandidateId]) -> tuple[Group, ...]:
    """Order candidates into tie groups, best first, by strongest paths.

    i ranks above j where the path from i to j is stronger than the path back. That relation is
    transitive, but "neither above the other" is not, so groups are taken layer by layer: those
    whom nobody left ranks above, then the same among the rest.
    """
    left = list(range(len(candidates)))
    groups: list[Group] = []
    while left:
        layer = [i for i in left if all(paths[j][i] <= paths[i][j] for j in left)]
        groups.append(tuple(candidates[i] for i in layer))
        left = [i for i in left if i not in layer]
    return tuple(groups)


def _link(ahead: int, behind: int, *, strength: Strength) -> int:
    if ahead <= behind:
        return 0
    return ahead - behind if strength == "margins" else ahead
