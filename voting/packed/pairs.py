"""The pairwise matrix of packed ballots, by comparing and counting bits.

For a block of groups every candidate gets its rank in each (who is not named: past the last). One
comparison says in which groups it stands before each other candidate, a bit a group. The weights
are laid out in bits as well, so a sum of weights is a count of common bits, plane by plane: integers
throughout, and no sum larger than all weights together.
"""

from collections.abc import Mapping, Sequence
from operator import itemgetter
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from voting.ballots import Group, Ranking
from voting.packed.keys import Column, Keys, codes_at, ranks_of

#: How many ballots prefer row to column.
Sums: TypeAlias = NDArray[np.int64]

#: Groups a block: their ranks and bits stay in the cache. A multiple of 64.
BLOCK = 1 << 15

#: Up to this many candidates ranks are found by comparing with each, beyond by writing them down.
FEW = 16


def packed_pairwise(keys: Keys, *, candidates: int) -> Sums:
    """Count preferences as ``voting.pairwise`` does, of weights that add up to less than 2^63."""
    sums = np.zeros((candidates, candidates), np.int64)
    named = _ranks_in_use(keys)
    # Groups of one ballot first; heavy ones last, so that long weights stand in few blocks.
    single = keys.weights == 1
    heavy = np.flatnonzero(~single)
    heavy = heavy[np.argsort(keys.weights[heavy])]
    for chosen in (np.flatnonzero(single), heavy):
        for start in range(0, chosen.size, BLOCK):
            block = chosen[start : start + BLOCK]
            words = np.take(keys.words, block, axis=1)
            columns = {rank: codes_at(words, rank, bits=keys.bits) for rank in named}
            ranks = _ranks(columns, groups=block.size, candidates=candidates)
            _add(sums, ranks, keys.weights[block])
    return sums


def weak_pairwise(groups: Sequence[tuple[Ranking, int]], *, candidates: Group) -> Sums:
    """Count the preferences of rankings with shared places, likewise."""
    row = {candidate: at for at, candidate in enumerate(candidates)}
    sums = np.zeros((len(row), len(row)), np.int64)
    for start in range(0, len(groups), BLOCK):
        block = groups[start : start + BLOCK]
        ranks = np.full((len(row), len(block)), (1 << 16) - 1, np.uint16)
        for at, (ranking, _) in enumerate(block):
            for rank, group in enumerate(ranking):
                ranks[[row[candidate] for candidate in group], at] = rank
        _add(sums, ranks, np.array([weight for _, weight in block], np.int64))
    return sums


def _add(
    sums: Sums, ranks: NDArray[np.uint8] | NDArray[np.uint16], weights: NDArray[np.int64]
) -> None:
    planes = _planes(weights)
    for i in range(len(sums)):
        before = _bits(ranks[i] < ranks)
        for shift, plane in enumerate(planes):
            sums[i] += np.bitwise_count(before & plane).sum(axis=1, dtype=np.int64) << shift


def _ranks_in_use(keys: Keys) -> list[int]:
    """The ranks at which any ballot names anybody."""
    used = np.bitwise_or.reduce(keys.words, axis=1, keepdims=True)
    ranks = range(ranks_of(keys.words, bits=keys.bits))
    return [rank for rank in ranks if codes_at(used, rank, bits=keys.bits).any()]


def _ranks(
    columns: Mapping[int, Column], *, groups: int, candidates: int
) -> NDArray[np.uint8] | NDArray[np.uint16]:
    """The rank of every candidate (rows) in every group (columns); the first naming counts."""
    if candidates < FEW:
        return _compared(columns, groups=groups, candidates=candidates)
    return _written(columns, groups=groups, candidates=candidates)


def _compared(named: Mapping[int, Column], *, groups: int, candidates: int) -> NDArray[np.uint8]:
    codes = np.arange(1, candidates + 1, dtype=np.uint8)[:, None]
    ranks = np.full((candidates, groups), 255, np.uint8)
    found = np.empty_like(ranks)
    for rank, column in named.items():
        # 1 where the candidate stands here; less 1 that is 0, elsewhere 255: the rank, or past all.
        np.equal(column, codes, out=found.view(np.bool_))
        found -= np.uint8(1)
        found |= np.uint8(rank)
        np.minimum(ranks, found, out=ranks)
    return ranks


def _written(named: Mapping[int, Column], *, groups: int, candidates: int) -> NDArray[np.uint16]:
    ranks = np.full((candidates + 1, groups), (1 << 16) - 1, np.uint16)
    flat = ranks.reshape(-1)
    place = np.arange(groups, dtype=np.int64)
    for rank, column in sorted(named.items(), reverse=True, key=itemgetter(0)):
        flat[column.astype(np.int64) * groups + place] = rank
    # Row 0 took the ranks that name nobody.
    return ranks[1:]


def _bits(flags: NDArray[np.bool_]) -> NDArray[np.uint64]:
    """Lay rows of flags out as bits, padded to whole words."""
    packed = np.packbits(flags, axis=-1)
    padding = -packed.shape[-1] % 8
    if padding:
        packed = np.pad(packed, [(0, 0)] * (packed.ndim - 1) + [(0, padding)])
    return packed.view(np.uint64)


def _planes(weights: NDArray[np.int64]) -> list[NDArray[np.uint64]]:
    """The binary digits of the weights, lowest first."""
    digits = int(weights.max()).bit_length()
    return [_bits((weights >> digit & 1).astype(np.bool_)) for digit in range(digits)]
