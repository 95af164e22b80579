"""Strongest paths among many candidates: the same steps as in voting.beatpaths, rows at once.

Only the larger and the smaller of two numbers are taken, never a sum, so 64 bits that hold the
matrix hold every path.
"""

import numpy as np

from voting.pairwise import Matrix


def packed_paths(matrix: Matrix, *, strength: str) -> Matrix:
    """Find the strongest paths of a matrix whose numbers are below 2^63."""
    ahead = np.array(matrix, np.int64)
    behind = ahead.T
    links = ahead - behind if strength == "margins" else ahead
    paths = np.where(ahead > behind, links, 0)
    for via in range(len(matrix)):
        np.maximum(paths, np.minimum(paths[:, via, None], paths[via]), out=paths)
        # Nobody has a path to itself: it would say nothing, and the plain way writes 0.
        np.fill_diagonal(paths, 0)
    return tuple(map(tuple, paths.tolist()))
