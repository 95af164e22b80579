"""Tables of ballots (cast vote records): a line a ballot, or a group of equal ones.

A column for each rank (``rank 1``, ``2nd choice``, ``第一选择``), whose cells name candidates: an empty
cell or ``undervote`` is a blank rank, ``A;B`` an overvote, ``overvote`` one whose marks were not kept.
Or a column for each candidate, whose cells are ranks, points or marks: the cells tell which, and
where they do not it is asked for (voting.formats.cvr_cells). Exports of Dominion and Clear Ballot
are read as they come (voting.formats.cvr_exports).

``count`` (票数) says how many ballots the line stands for, else 1. Candidates that are all numbers
keep them; others are numbered in the order of their names, so that the order of lines says nothing.
"""

from array import array
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import chain, islice
from types import MappingProxyType
from typing import TYPE_CHECKING

from voting.formats.cells import cell_lines, csv_lines
from voting.formats.cvr_cells import read_options
from voting.formats.cvr_exports import read_export
from voting.formats.cvr_header import recognise
from voting.formats.cvr_names import OVERVOTED, WRITE_IN, Names, candidates_of, numbered
from voting.formats.cvr_rows import BLOCK, Line, Rows, take
from voting.formats.faults import bad
from voting.formats.ranked import MANY_LINES, RankedFile
from voting.formats.recognised import Cells, Recognised
from voting.formats.sheet_layout import sheet_layout
from voting.profile import Candidate
from voting.raw_ballots import Paper, Place

if TYPE_CHECKING:
    from voting.packed.papers import PackedPapers

#: The headers of 1,000 candidates and of what else there is.
MOST_COLUMNS = 2_000


def read_cvr(text: str, *, file: str, cells: Cells | None = None) -> RankedFile:
    """Read a table of ballots from CSV text; raises ``BadInput`` at the first thing wrong."""
    return _read(csv_lines(text, file=file, titled=False), file=file, cells=cells)


def read_cvr_file(data: bytes, *, file: str, cells: Cells | None = None) -> RankedFile:
    """Read a table of ballots from a CSV file or an XLSX workbook; raises ``BadInput``."""
    lines = iter(cell_lines(data, file=file, titled=False, most_columns=MOST_COLUMNS))
    first = tuple(islice(lines, 1))  # now it is known that the file can be opened
    layout = sheet_layout(data, file=file)
    found = _read(chain(first, lines), file=file, cells=cells, merged=layout.merged)
    if found.recognised is None:
        return found
    unseen = replace(
        found.recognised,
        hidden_sheet=layout.hidden_sheet,
        hidden=layout.hidden,
        other_sheets=layout.other_sheets,
    )
    return replace(found, recognised=unseen)


def _read(
    lines: Iterable[Line],
    *,
    file: str,
    cells: Cells | None,
    merged: Mapping[tuple[int, int], tuple[int, int]] = MappingProxyType({}),
) -> RankedFile:
    filled = iter(lines)
    above: list[Line] = []
    for line, found in filled:
        if any(map(str.strip, found)):
            above.append((line, found))
            break
    export = read_export(above, filled, file=file)
    if export is not None:
        return export
    line, header = above[0] if above else (1, ())
    if len(header) > MOST_COLUMNS:
        raise bad("cvr.too_many_columns", file=file, line=line, limit=MOST_COLUMNS)
    if merged:
        (below, column), (top, _) = min(merged.items())
        # A merged cell is empty where it does not begin: a ballot would lose its first choice.
        raise bad("roll.merged", file=file, line=below, column=column, other=top)
    columns = recognise(header, file=file, line=line)
    reader = Rows(columns, file=file)
    if columns.ranks:
        return _ranked(filled, reader)
    return read_options(filled, reader, cells=cells)


def _ranked(lines: Iterator[Line], reader: Rows) -> RankedFile:
    columns, file = reader.columns, reader.file
    names = Names(file=file)
    codes, weights = array("h"), array("q")
    while block := list(islice(lines, BLOCK)):
        if take(block, reader, columns.ranks, names.codes, codes, weights):
            continue
        for row in reader.read(block):
            names.line = row.line
            codes.extend([names.code(row.cells[at]) for at in columns.ranks])
            weights.append(row.weight)
    names.check()
    numbers = numbered(names.found, file=file)
    candidates = candidates_of(numbers)
    recognised = Recognised(
        kind="ranks",
        columns=len(columns.ranks),
        count="" if columns.count is None else columns.header[columns.count],
        unread=tuple(name for at in columns.unread if (name := columns.header[at])),
        write_in=numbers.get(WRITE_IN),
    )
    ranks = len(columns.ranks)
    papers: Counter[Paper] = Counter()
    packed = None
    if len(weights) >= MANY_LINES:
        papers, packed = _many(codes, weights, names, ranks=ranks, candidates=candidates)
    else:
        ids = [numbers[name] for name in names.found]
        for at, weight in enumerate(weights):
            said = codes[at * ranks : (at + 1) * ranks]
            papers[tuple(_place(code, ids, names) for code in said)] += weight
    return RankedFile(
        headers={}, candidates=candidates, papers=papers, packed=packed, recognised=recognised
    )


def _place(code: int, ids: Sequence[int], names: Names) -> Place:
    if code > 0:
        return (ids[code - 1],)
    if code == OVERVOTED:
        return None
    if code == 0:
        return ()
    return tuple(ids[each - 1] for each in names.several[OVERVOTED - code - 1])


def _many(
    codes: "array[int]",
    weights: "array[int]",
    names: Names,
    *,
    ranks: int,
    candidates: tuple[Candidate, ...],
) -> tuple[Counter[Paper], "PackedPapers"]:
    """Lay millions of ballots into one array; what does not fit there stays beside it."""
    import numpy as np  # noqa: PLC0415 - for large files only

    from voting.packed.papers import PackedPapers  # noqa: PLC0415

    said = np.frombuffer(codes, np.int16).reshape(-1, ranks)
    many = np.frombuffer(weights, np.int64)
    place = {each.name: at for at, each in enumerate(candidates, start=1)}
    # Codes from below: of several names, of an overvote (-1), of nobody (0), of single names.
    beyond = [0] * len(names.several)
    table = np.array([*beyond, OVERVOTED, 0, *(place[name] for name in names.found)], np.int16)
    rows = table[said + (len(beyond) - OVERVOTED)]
    ordered = np.sort(rows, axis=1)
    odd = ((ordered[:, 1:] == ordered[:, :-1]) & (ordered[:, 1:] > 0)).any(axis=1)
    odd |= (said < OVERVOTED).any(axis=1)
    ids = [candidates[place[name] - 1].id for name in names.found]
    papers: Counter[Paper] = Counter()
    for at in np.flatnonzero(odd).tolist():
        paper = tuple(_place(code, ids, names) for code in said[at].tolist())
        papers[paper] += int(many[at])
    return papers, PackedPapers(rows[~odd], many[~odd])
