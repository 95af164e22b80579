"""The pairwise matrix of packed ballots, by comparing and counting bits.

For a block of groups every candidate gets its rank in each (who is not named: past the last). One
comparison says in which groups it stands before each other candidate, a bit a group. The weights
are laid out in bits as well, so a sum of weights is a count of common bits, plane by plane: integers
throughout, and none larger than the block.
"""

import numpy as np
from numpy.typing import NDArray

from voting.packed.keys import Keys, Words, codes_at, ranks_of
from voting.pairwise import Matrix

#: Groups a block: their ranks and bits stay in the cache. A multiple of 64.
BLOCK = 1 << 15


def packed_pairwise(keys: Keys, *, candidates: int) -> Matrix:
    """Count preferences as ``voting.pairwise`` does."""
    matrix = [[0] * candidates for _ in range(candidates)]
    for start in range(0, keys.weights.size, BLOCK):
        words = keys.words[:, start : start + BLOCK]
        ranks = _ranks(words, bits=keys.bits, candidates=candidates)
        planes = _planes(keys.weights[start : start + BLOCK])
        for i, row in enumerate(matrix):
            before = _bits(ranks[i] < ranks)
            for shift, plane in enumerate(planes):
                common = np.bitwise_count(before & plane).sum(axis=1, dtype=np.int64)
                for j, count in enumerate(common.tolist()):
                    row[j] += count << shift
    return tuple(tuple(row) for row in matrix)


def _ranks(words: Words, *, bits: int, candidates: int) -> NDArray[np.uint16] | NDArray[np.uint8]:
    """The rank of every candidate (rows) in every group (columns); the first naming counts."""
    groups = words.shape[1]
    most = ranks_of(words, bits=bits)
    kind = np.uint8 if most < 1 << 8 else np.uint16
    ranks = np.full((candidates + 1, groups), most, kind)
    flat = ranks.reshape(-1)
    column = np.arange(groups, dtype=np.int64)
    for rank in reversed(range(most)):
        codes = codes_at(words, rank, bits=bits)
        if codes.any():
            flat[codes.astype(np.int64) * groups + column] = rank
    return ranks[1:]


def _bits(flags: NDArray[np.bool_]) -> NDArray[np.uint64]:
    """Lay rows of flags out as bits, padded to whole words."""
    packed = np.packbits(flags, axis=-1)
    padding = [(0, 0)] * (packed.ndim - 1) + [(0, -packed.shape[-1] % 8)]
    return np.ascontiguousarray(np.pad(packed, padding)).view(np.uint64)


def _planes(weights: NDArray[np.int64]) -> list[NDArray[np.uint64]]:
    """The binary digits of the weights, lowest first."""
    digits = int(weights.max()).bit_length()
    return [_bits((weights >> digit & 1).astype(np.bool_)) for digit in range(digits)]
