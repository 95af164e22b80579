"""The lines of a table of ballots below its header, one by one or a block at a time."""

import re
from array import array
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from operator import itemgetter
from typing import TypeAlias

from voting.formats.around import is_total
from voting.formats.cvr_header import Columns
from voting.formats.cvr_names import tidy
from voting.formats.faults import bad
from voting.formats.ranked import WHOLE

#: So many lines are taken together.
BLOCK = 4_096
_FIRST = itemgetter(0)
#: A quick look at many cells: one of them may say that its line is a total.
_MAYBE_TOTAL = re.compile("计|总数|汇总|total|sum", re.IGNORECASE)
_PLAIN_COUNT = re.compile(r"[1-9][0-9]{0,14}")

Line: TypeAlias = tuple[int, Sequence[str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A line of ballots: its number, its cells as far as the header goes, how many it stands for."""

    line: int
    cells: Sequence[str]
    weight: int


class Rows:
    """Reads the lines below a header; lines of empty cells are blank ballots.

    Where every ballot has a number or a count, an empty line has none and is no ballot: it may stand
    at the end, as spreadsheets leave it. The same is a line without any cell, save in a table of a
    single column, in which nothing else is a blank ballot.
    """

    def __init__(self, columns: Columns, *, file: str) -> None:
        self.columns, self.file = columns, file
        self.width = len(columns.header)
        self.waiting: list[int] = []
        #: The first cell of a line says what it is: a number, a place, or that it is a total.
        self._named_first = 0 in columns.unread

    def read(self, lines: Iterable[Line]) -> Iterator[Row]:
        """Read lines one by one; may be called again with the lines that follow."""
        columns, width, keys = self.columns, self.width, self.columns.keys
        for line, found in lines:
            cells = found
            if len(cells) != width:
                if len(cells) > width and any(map(str.strip, cells[width:])):
                    raise bad("table.too_many_cells", file=self.file, line=line, column=width + 1)
                if not cells and width > 1:
                    continue
                cells = [*cells[:width], *[""] * (width - len(cells))]
            if not cells[0] and not any(map(str.strip, cells)) and (keys or not found):
                self.waiting.append(line)
                continue
            if self.waiting:
                if keys:
                    raise bad("cvr.no_number", file=self.file, line=self.waiting[0])
                yield from (Row(line=each, cells=("",), weight=1) for each in self.waiting)
                self.waiting.clear()
            weight = 1
            if columns.count is not None:
                cell = cells[columns.count]
                weight = _weight(cell, file=self.file, line=line, at=columns.count)
            if self._named_first and is_total(tidy(cells[0])):
                text = tidy(cells[0])
                raise bad("cvr.total", file=self.file, line=line, column=1, text=text)
            yield Row(line=line, cells=cells, weight=weight)

    def are_plain(self, lines: Sequence[Sequence[str]]) -> bool:
        """Whether each of these lines is a ballot with as many cells as the header."""
        return (
            not self.waiting
            and set(map(len, lines)) == {self.width}
            and all(all(map(itemgetter(key), lines)) for key in self.columns.keys)
            and not (self._named_first and _MAYBE_TOTAL.search(" ".join(map(_FIRST, lines))))
        )


def _weight(cell: str, *, file: str, line: int, at: int) -> int:
    text = tidy(cell)
    if not WHOLE.fullmatch(text) or int(text) == 0:
        raise bad("ranked.count_malformed", file=file, line=line, column=at + 1, text=text)
    return int(text)


def take(
    block: Sequence[Line],
    reader: Rows,
    places: tuple[int, ...],
    known: Mapping[str, int],
    codes: "array[int]",
    weights: "array[int]",
) -> bool:
    """Add the codes of the cells at ``places`` of all lines, where every cell is ``known``.

    Nothing is taken where a line is not as usual or a cell is new.
    """
    lines = [cells for _, cells in block]
    if not reader.are_plain(lines):
        return False
    cells: Iterable[str]
    if len(places) == 1:
        cells = map(itemgetter(places[0]), lines)
    elif places == tuple(range(reader.width)):
        cells = chain.from_iterable(lines)
    else:
        cells = chain.from_iterable(map(itemgetter(*places), lines))
    count = reader.columns.count
    counts = None if count is None else [line[count] for line in lines]
    if counts is not None and not all(map(_PLAIN_COUNT.fullmatch, counts)):
        return False
    try:
        codes.fromlist(list(map(known.__getitem__, cells)))
    except KeyError:
        return False
    weights.fromlist([1] * len(lines) if counts is None else list(map(int, counts)))
    return True
