"""Lines of ranked ballots (``3: 2,1,4``) to arrays, many at a time.

Only what stands exactly in the usual form is taken; every other line is handed back to be read, or
refused, one by one (voting.formats.ranked). So nothing here has to explain what is wrong.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from voting.packed.keys import Codes, Weights

#: So many bytes are looked at together: they stay in the processor's cache.
BLOCK = 1 << 18
MOST_DIGITS = 15
MOST_DIGITS_OF_CANDIDATE = 4

OTHER, DIGIT, COMMA, COLON, END, BLANK, MARK = range(7)
_KINDS = np.zeros(256, np.uint8)
_KINDS[list(b"0123456789")] = DIGIT
_KINDS[ord(",")] = COMMA
_KINDS[ord(":")] = COLON
_KINDS[ord("\n")] = END
_KINDS[list(b" \t")] = BLANK

#: What may stand after what; a line begins after the end of another.
_NEXT = {
    END: (DIGIT, END),
    DIGIT: (DIGIT, COMMA, COLON, END),
    COLON: (DIGIT, MARK, END),
    COMMA: (DIGIT, MARK),
    MARK: (COMMA, END),
}
_WRONG = np.ones((7, 7), np.bool_)
for _before, _after in _NEXT.items():
    _WRONG[_before, _after] = False


@dataclass(frozen=True, slots=True, eq=False)
class Taken:
    """What one block of lines gave.

    ``rows`` (ballots × candidates) hold a candidate's number, 0 for nobody, −1 for an overvote
    without marks. ``left`` are the lines that were not taken: their number in the block, from 0,
    and their bytes. ``lines`` is how many the block has.
    """

    rows: Codes
    weights: Weights
    left: list[tuple[int, bytes]]
    lines: int


def take_lines(body: bytes, *, candidates: int, marks: bool, complete: bool) -> Iterator[Taken]:
    """Take the lines of ballots; ``marks``: ranks may be ``-`` or ``x``.

    Of ``complete`` rankings those that leave somebody out are not taken; nor is any that names
    somebody twice or ends with a blank rank.
    """
    kinds = _KINDS
    if marks:
        kinds = kinds.copy()
        kinds[list(b"-x")] = MARK
    at = 0
    while at < len(body):
        end = body.rfind(b"\n", at, at + BLOCK) + 1
        if not end:
            end = body.find(b"\n", at) + 1 or len(body)
        block = body[at:end]
        at = end
        if not block.endswith(b"\n"):
            block += b"\n"
        yield _take(block, kinds=kinds, candidates=candidates, complete=complete)


def _take(block: bytes, *, kinds: NDArray[np.uint8], candidates: int, complete: bool) -> Taken:
    written = np.frombuffer(block, np.uint8)
    kind = kinds[written]
    ends_written = np.flatnonzero(kind == END)
    lines = ends_written.size
    wrong = np.zeros(lines, np.bool_)
    if (kind == BLANK).any():
        kept = np.flatnonzero(kind != BLANK)
        written, kind = written[kept], kind[kept]
        # Two numbers with only a blank between them are not one.
        split = (np.diff(kept) > 1) & (kind[1:] == DIGIT) & (kind[:-1] == DIGIT)
    else:
        split = np.zeros(max(0, kind.size - 1), np.bool_)
    ends = np.flatnonzero(kind == END)
    starts = np.concatenate([[0], ends[:-1] + 1])
    before = np.concatenate([np.array([END], np.uint8), kind[:-1]])
    bad = _WRONG[before, kind]
    bad[1:] |= split
    wrong |= np.logical_or.reduceat(bad, starts)

    line_of = np.cumsum(kind == END, dtype=np.int32)
    first, lengths, values = _tokens(written, kind, before)
    numbers = kind[first] == DIGIT
    line = line_of[first]
    counts = np.bincount(line, minlength=lines)
    heads = np.cumsum(counts) - counts
    blank = ends == starts
    filled = np.flatnonzero(counts > 0)
    wrong |= (counts == 0) & ~blank
    head = heads[filled]
    after_head = kind[np.minimum(first[head] + lengths[head], kind.size - 1)]
    colons = np.add.reduceat((kind == COLON).astype(np.int32), starts)
    wrong[filled] |= (after_head != COLON) | (lengths[head] > MOST_DIGITS) | (values[head] == 0)
    wrong |= (colons != 1) & ~blank

    rank = np.arange(first.size) - heads[line] - 1
    named = rank >= 0
    outside = named & (
        (values > candidates)
        | (lengths > MOST_DIGITS_OF_CANDIDATE)
        | (numbers & (values == 0))
        | (rank >= candidates)
    )
    wrong[line[outside]] = True
    # A last rank that is blank would be lost in a row.
    last = (heads + counts - 1)[filled]
    wrong[filled] |= (rank[last] >= 0) & ~numbers[last] & (values[last] == 0)

    rows = np.zeros((lines, candidates), np.int16)
    put = named & ~wrong[line]
    rows[line[put], rank[put]] = values[put]
    ordered = np.sort(rows, axis=1)
    wrong |= ((ordered[:, 1:] == ordered[:, :-1]) & (ordered[:, 1:] > 0)).any(axis=1)
    if complete:
        wrong |= (rows > 0).sum(axis=1) < candidates
    taken = ~wrong & ~blank
    weights = np.zeros(lines, np.int64)
    weights[filled] = values[head]
    left = []
    for number in np.flatnonzero(wrong & ~blank).tolist():
        begin = int(ends_written[number - 1]) + 1 if number else 0
        left.append((number, block[begin : int(ends_written[number])]))
    return Taken(rows[taken], weights[taken], left, lines)


def _tokens(
    written: NDArray[np.uint8], kind: NDArray[np.uint8], before: NDArray[np.uint8]
) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]:
    """Find the numbers and marks: where each begins, how many digits it has, what it says."""
    first = np.flatnonzero((kind == MARK) | ((kind == DIGIT) & (before != DIGIT)))
    numbers = kind[first] == DIGIT
    stops = np.flatnonzero((kind != DIGIT) & (before == DIGIT))
    lengths = np.zeros(first.size, np.int64)
    lengths[numbers] = stops - first[numbers]
    values = np.zeros(first.size, np.int64)
    for place in range(min(int(lengths.max(initial=0)), MOST_DIGITS)):
        has = lengths > place
        values[has] = values[has] * 10 + (written[first[has] + place] - ord("0"))
    values[~numbers] = np.where(written[first[~numbers]] == ord("x"), -1, 0)
    return first, lengths, values
