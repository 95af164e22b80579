"""A plain CSV cast vote record: a line a ballot (or a group of them), in one of two shapes.

Ranks: columns ``rank 1``, ``rank 2`` … (``rank1``, ``choice_2``, ``第3名``) whose cells name a candidate;
an empty cell is a blank rank, ``A;B`` an overvote, ``overvote`` one whose marks were not kept.
Points: no such columns; then every column but ``count`` and ``ballot`` is a candidate and its cells
are points (whole numbers, empty = 0), for approval and score.

``count`` (``weight``, 票数) says how many ballots the line stands for, else 1; ``ballot`` (``id``, 编号)
is passed over, and beside ranks every other column too. Candidates that are all numbers keep them;
others are numbered in the order of their names, so that the order of the lines says nothing.
"""

import csv
import io
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from voting.ballots import CandidateId
from voting.formats.faults import bad
from voting.formats.ranked import MOST_CANDIDATES, WHOLE, RankedFile
from voting.papers import Paper, Place
from voting.profile import Candidate

RANK = re.compile(r"(?:rank|choice|preference|名次|选择)[ _-]?([0-9]{1,4})|第([0-9]{1,4})名")
COUNT = frozenset({"count", "weight", "票数", "张数"})
BALLOT = frozenset({"ballot", "ballot_id", "ballot id", "id", "编号"})
OVERVOTE = "overvote"
MOST_POINTS = 10_000


@dataclass(frozen=True, slots=True, kw_only=True)
class _Row:
    line: int
    cells: Sequence[str]
    weight: int


def read_cvr(text: str, *, file: str) -> RankedFile:
    """Read a cast vote record; raises ``BadInput`` at the first thing wrong."""
    rows = _rows(text, file=file)
    _, header = next(rows, (1, []))
    names = [" ".join(cell.casefold().split()) for cell in header]
    if not any(names):
        raise bad("cvr.no_header", file=file)
    ranks: dict[int, int] = {}
    for at, name in enumerate(names):
        found = RANK.fullmatch(name)
        if found:
            rank = int(found[1] or found[2])
            if rank in ranks:
                raise bad("table.header_twice", file=file, line=1, column=at + 1, name=header[at])
            ranks[rank] = at
    if sorted(ranks) != list(range(1, len(ranks) + 1)):
        raise bad("cvr.ranks_missing", file=file, line=1, found=" ".join(map(str, sorted(ranks))))
    weighed = _weighed(rows, names, file=file)
    if ranks:
        return _ranked(weighed, [ranks[rank] for rank in sorted(ranks)], file=file)
    return _graded(weighed, header, names, file=file)


def _rows(text: str, *, file: str) -> Iterator[tuple[int, list[str]]]:
    """Lines of the table that hold anything, with their numbers."""
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    line = 1
    try:
        for cells in reader:
            stripped = [cell.strip() for cell in cells]
            if any(stripped):
                yield line, stripped
            line = reader.line_num + 1
    except csv.Error as error:
        raise bad("table.csv", file=file, line=line, text=str(error)) from error


def _weighed(
    rows: Iterator[tuple[int, list[str]]], names: Sequence[str], *, file: str
) -> Iterator[_Row]:
    counts = [at for at, name in enumerate(names) if name in COUNT]
    for line, cells in rows:
        if len(cells) > len(names):
            raise bad("table.too_many_cells", file=file, line=line, column=len(names) + 1)
        padded = [*cells, *[""] * (len(names) - len(cells))]
        weight = 1
        for at in counts[:1]:
            if not WHOLE.fullmatch(padded[at]) or int(padded[at]) == 0:
                key = "ranked.count_malformed"
                raise bad(key, file=file, line=line, column=at + 1, text=padded[at])
            weight = int(padded[at])
        yield _Row(line=line, cells=padded, weight=weight)


def _ranked(rows: Iterator[_Row], ranks: Sequence[int], *, file: str) -> RankedFile:
    kept: Counter[tuple[str, ...]] = Counter()
    for row in rows:
        kept[tuple(row.cells[at] for at in ranks)] += row.weight
    cells = {cell for said in kept for cell in said if cell and cell.casefold() != OVERVOTE}
    named = {name for cell in cells for name in _several(cell)}
    numbers = _numbered(named, file=file)
    papers: Counter[Paper] = Counter()
    for said, weight in kept.items():
        papers[tuple(_place(cell, numbers) for cell in said)] += weight
    return RankedFile(headers={}, candidates=_candidates(numbers), papers=papers)


def _several(cell: str) -> list[str]:
    return [name for name in (part.strip() for part in cell.split(";")) if name]


def _place(cell: str, numbers: Mapping[str, CandidateId]) -> Place:
    if cell.casefold() == OVERVOTE:
        return None
    return tuple(numbers[name] for name in _several(cell))


def _graded(
    rows: Iterator[_Row], header: Sequence[str], names: Sequence[str], *, file: str
) -> RankedFile:
    columns = {
        at: header[at] for at, name in enumerate(names) if name and name not in COUNT | BALLOT
    }
    if len(frozenset(columns.values())) < len(columns):
        twice = next(name for name in header if header.count(name) > 1)
        raise bad("table.header_twice", file=file, line=1, name=twice)
    numbers = _numbered(frozenset(columns.values()), file=file)
    kept: Counter[tuple[int, ...]] = Counter()
    for row in rows:
        given: list[int] = []
        for at in columns:
            cell = row.cells[at] or "0"
            if not WHOLE.fullmatch(cell) or int(cell) > MOST_POINTS:
                key = "cvr.points_malformed"
                raise bad(
                    key, file=file, line=row.line, column=at + 1, text=cell, limit=MOST_POINTS
                )
            given.append(int(cell))
        kept[tuple(given)] += row.weight
    scale = tuple(sorted({each for points in kept for each in points} | {0}, reverse=True))
    papers: Counter[Paper] = Counter()
    ids = [numbers[name] for name in columns.values()]
    for points, weight in kept.items():
        places = [
            tuple(sorted(each for each, has in zip(ids, points, strict=True) if has == grade))
            for grade in scale
        ]
        # The last category holds whom the ballot gives nothing: a ballot of zeros names nobody.
        papers[tuple(places[:-1])] += weight
    return RankedFile(
        headers={}, candidates=_candidates(numbers), papers=papers, grades=scale[:-1] or (1,)
    )


def _numbered(named: frozenset[str] | set[str], *, file: str) -> dict[str, CandidateId]:
    if not named:
        raise bad("ranked.no_candidates", file=file)
    if len(named) > MOST_CANDIDATES:
        limit = MOST_CANDIDATES
        raise bad("ranked.too_many_candidates", file=file, count=len(named), limit=limit)
    if all(WHOLE.fullmatch(name) for name in named) and len(set(map(int, named))) == len(named):
        return {name: int(name) for name in sorted(named, key=int)}
    return {name: number for number, name in enumerate(sorted(named), start=1)}


def _candidates(numbers: Mapping[str, CandidateId]) -> tuple[Candidate, ...]:
    return tuple(Candidate(id=number, name=name) for name, number in numbers.items())
