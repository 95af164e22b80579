"""Rows of codes to words, and words to groups.

Work goes in blocks that stay in the processor's cache: the memory beyond the words themselves does
not grow with the ballots.
"""

from dataclasses import dataclass
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

Words: TypeAlias = NDArray[np.uint64]
Weights: TypeAlias = NDArray[np.int64]
Codes: TypeAlias = NDArray[np.integer[Any]]
Column: TypeAlias = NDArray[np.uint8] | NDArray[np.uint16]

WORD = 64
HALF = 4
BYTE = 8
BLOCK = 1 << 14

#: Squeezes the low halves of eight bytes into four: each step closes one gap.
SQUEEZE = (
    (np.uint64(4), np.uint64(0x00FF_00FF_00FF_00FF)),
    (np.uint64(8), np.uint64(0x0000_FFFF_0000_FFFF)),
    (np.uint64(16), np.uint64(0x0000_0000_FFFF_FFFF)),
)


@dataclass(frozen=True, slots=True, eq=False)
class Keys:
    """Groups of ballots: ``words`` (words of a ballot × groups) in ascending order, ``weights``.

    ``bits`` is the width of a rank's code; code 0 is no candidate, and nothing follows it.
    """

    words: Words
    weights: Weights
    bits: int


def bits_for(candidates: int) -> int:
    """Choose the width of a code."""
    return 4 if candidates < 1 << 4 else 8 if candidates < 1 << 8 else 16


def pack_rows(rows: Codes, *, bits: int) -> Words:
    """Pack rows of codes (ballots × ranks; below 1 counts as no candidate) into words."""
    ballots, ranks = rows.shape
    in_word = WORD // bits
    words = np.empty((max(1, -(-ranks // in_word)), ballots), np.uint64)
    cell = np.dtype(np.uint8) if bits <= BYTE else np.dtype(">u2")
    for start in range(0, ballots, BLOCK):
        block = rows[start : start + BLOCK]
        if block.dtype.kind == "i" and block.min(initial=0) < 0:
            block = np.maximum(block, 0)
        # One byte or a big-endian pair a rank, so that memory order is the order of the ranks.
        packed = np.ascontiguousarray(block.astype(cell, copy=False)).view(np.uint8)
        for at, word in enumerate(words):
            out = word[start : start + BLOCK]
            if bits == HALF:
                half = _squeezed(_eight(packed, at * 16))
                half <<= np.uint64(32)
                if at * 16 + BYTE < packed.shape[1]:
                    half |= _squeezed(_eight(packed, at * 16 + BYTE))
                out[:] = half
            else:
                out[:] = _eight(packed, at * BYTE)
    return words


def _eight(packed: NDArray[np.uint8], at: int) -> Words:
    """Read eight bytes of each row from ``at`` on as one number; bytes past the end are 0."""
    rows, width = packed.shape
    value = np.zeros(rows, np.uint64)
    left = BYTE
    for size in (8, 4, 2, 1):
        if size <= left and at + size <= width:
            part = np.ndarray(
                (rows,), f">u{size}", packed.data, offset=at, strides=(packed.strides[0],)
            ).astype(np.uint64)
            left -= size
            if left:
                part <<= np.uint64(8 * left)
            if size == BYTE:
                return part
            value |= part
            at += size
    return value


def _squeezed(value: Words) -> Words:
    """Squeeze numbers where they lie."""
    shifted = np.empty_like(value)
    for shift, mask in SQUEEZE:
        np.right_shift(value, shift, out=shifted)
        value |= shifted
        value &= mask
    return value


def group(
    words: Words, weights: Weights | None, *, bits: int, closed: bool = True
) -> tuple[Keys, int]:
    """Sort ballots and keep identical ones once; gives the groups and the weight of the blank.

    ``weights`` ``None``: every ballot counts once; ``words`` is then sorted where it lies.
    ``closed``: blank ranks are closed up, so that ballots that differ in them alone are identical.
    """
    keys = _grouped(words, weights, bits=bits)
    if closed and _has_gaps(keys):
        keys = _grouped(_closed_up(keys.words, bits=bits), keys.weights, bits=bits)
    blank = 0
    if keys.weights.size and not keys.words[:, 0].any():
        blank = int(keys.weights[0])
        keys = Keys(keys.words[:, 1:], keys.weights[1:], bits)
    return keys, blank


def _grouped(words: Words, weights: Weights | None, *, bits: int) -> Keys:
    if weights is None and len(words) == 1:
        words[0].sort()
    else:
        order = np.argsort(words[0], kind="stable") if len(words) == 1 else np.lexsort(words[::-1])
        words = np.take(words, order, axis=1)
        weights = None if weights is None else weights[order]
    ballots = words.shape[1]
    new = np.empty(ballots, np.bool_)
    new[:1] = True
    np.not_equal(words[0, 1:], words[0, :-1], out=new[1:])
    for word in words[1:]:
        new[1:] |= word[1:] != word[:-1]
    starts = np.flatnonzero(new)
    if weights is None:
        sizes = np.diff(starts, append=ballots)
    else:
        sizes = np.add.reduceat(weights, starts) if ballots else weights
    return Keys(np.take(words, starts, axis=1), sizes.astype(np.int64, copy=False), bits)


def codes_at(words: Words, rank: int, *, bits: int) -> Column:
    """Read the codes of one rank (from 0) of all groups."""
    in_word = WORD // bits
    word, place = divmod(rank, in_word)
    shifted: Words = words[word] >> np.uint64(WORD - bits * (place + 1))
    if bits == HALF:
        half: Column = shifted.astype(np.uint8) & np.uint8(15)
        return half
    return shifted.astype(np.uint8) if bits == BYTE else shifted.astype(np.uint16)


def ranks_of(words: Words, *, bits: int) -> int:
    """How many ranks the words hold."""
    return len(words) * (WORD // bits)


def advanced(words: Words, *, bits: int) -> Words:
    """Strike the first rank of every group."""
    moved = words << np.uint64(bits)
    if len(words) > 1:
        moved[:-1] |= words[1:] >> np.uint64(WORD - bits)
    return moved


def _has_gaps(keys: Keys) -> bool:
    """Say whether any group has a rank without a candidate right before one with."""
    groups = keys.weights.size
    blocks = (keys.words[:, start : start + BLOCK] for start in range(0, groups, BLOCK))
    return any(_gap_in(block, bits=keys.bits) for block in blocks)


def _gap_in(words: Words, *, bits: int) -> bool:
    mask = np.uint64(sum(1 << at for at in range(0, WORD, bits)))
    last: Words | None = None
    for word in words:
        # The lowest bit of each rank's code: whether it names anybody.
        named = word.copy()
        for fold in (1, 2, 4, 8):
            if fold < bits:
                named |= named >> np.uint64(fold)
        named &= mask
        if ((named << np.uint64(bits)) & ~named & mask).any():
            return True
        if last is not None and ((named >> np.uint64(WORD - bits)) & ~last).any():
            return True
        last = named & np.uint64(1)
    return False


def _closed_up(words: Words, *, bits: int) -> Words:
    """Move all candidates to the front, over the blank ranks."""
    closed = np.empty_like(words)
    for start in range(0, words.shape[1], BLOCK):
        block = words[:, start : start + BLOCK]
        ranks = range(ranks_of(block, bits=bits))
        rows: Codes = np.stack([codes_at(block, rank, bits=bits) for rank in ranks], axis=1)
        order = np.argsort(rows == 0, axis=1, kind="stable")
        moved = np.take_along_axis(rows, order, axis=1)
        closed[:, start : start + BLOCK] = pack_rows(moved, bits=bits)
    return closed
