"""Tables with a column for each option: whether the cells are ranks, points or marks.

Read the wrong way, the last choice wins. Ranks are told by every ballot's numbers being 1, 2, 3 …
without gap or repetition; points by a 0 or by more than there are options, save where every ballot
has a 1 and no number twice; 1 and 0 alone approve.
What fits neither clearly is refused, and whoever knows says so (``--cells``).
"""

import re
from array import array
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from typing import TYPE_CHECKING

from voting.ballots import CandidateId
from voting.formats.cvr_header import Columns
from voting.formats.cvr_names import WRITE_IN, candidates_of, is_nobody, numbered, tidy
from voting.formats.cvr_rows import BLOCK, Line, Rows, take
from voting.formats.faults import BadInput, Fault, bad
from voting.formats.ranked import MANY_LINES, RankedFile
from voting.formats.recognised import Cells, Kind, Recognised
from voting.grades import papers_of_points
from voting.profile import Candidate
from voting.raw_ballots import Paper

if TYPE_CHECKING:
    from voting.packed.papers import PackedPapers
    from voting.packed.points import PackedPoints

MOST_POINTS = 10_000
_NUMBER = re.compile(r"[+-]?[0-9]+(?:[.,][0-9]+)?")
_WHOLE = re.compile(r"([0-9]{1,15})(?:\.0+)?")
_YES = frozenset({"✓", "✔", "√", "☑", "yes", "y", "true", "是", "赞成", "同意"})
_NO = frozenset({"no", "n", "false", "否", "不赞成", "反对", "☐"})
#: A yes where nothing else says it; beside a tick or a number it may be a no.
_CROSS = frozenset({"x", "☒"})
#: Signs that some write for yes and more for no.
_EITHER = frozenset("×✕✖✗✘╳")

_MARKS = {"yes": _YES, "no": _NO, "cross": _CROSS}

#: What a cell says: nothing, or a number.
Value = int | None


def read_options(lines: Iterator[Line], rows: Rows, *, cells: Cells | None) -> RankedFile:
    """Read a table with a column for each option; raises ``BadInput``."""
    columns, file = rows.columns, rows.file
    numbers = numbered([_option(columns.header[at]) for at in columns.options], file=file)
    ids = [numbers[_option(columns.header[at])] for at in columns.options]
    reader = _Cells(file=file)
    said = _collected(lines, rows, reader)
    reader.check()
    candidates = candidates_of(numbers)
    common = Recognised(
        kind="ranks_in_cells",
        columns=len(ids),
        count="" if columns.count is None else columns.header[columns.count],
        unread=tuple(name for at in columns.unread if (name := columns.header[at])),
        write_in=numbers.get(WRITE_IN),
    )
    if len(said.weights) >= MANY_LINES:
        places = _places(ids, candidates)
        many = _many(said, columns, places, cells=cells, marks=reader.marks, file=file)
        if many is not None:
            kind, packed, points, odd = many
            return RankedFile(
                headers={},
                candidates=candidates,
                papers={},
                packed=packed,
                points=points,
                grades=() if points is None else points.scale() or (1,),
                recognised=replace(common, kind=kind, not_approval=odd),
            )
    kept, first = said.grouped(len(ids))
    kind = _kind(kept, first, cells=cells, file=file)
    odd = _first_beyond(first, columns, file=file) if kind == "points" else None
    papers: Mapping[Paper, int]
    grades: tuple[int, ...] = ()
    if kind == "ranks_in_cells":
        papers = _by_rank(kept, first, ids, columns, file=file)
    else:
        given: Counter[tuple[int, ...]] = Counter()
        for values, weight in kept.items():
            given[tuple(value or 0 for value in values)] += weight
        grades = tuple(sorted({each for points in given for each in points} - {0}, reverse=True))
        papers = papers_of_points(given, ids, scale=grades)
        grades = grades or (1,)
    return RankedFile(
        headers={},
        candidates=candidates,
        papers=papers,
        grades=grades,
        recognised=replace(common, kind=kind, not_approval=odd),
    )


def _many(
    said: "_Collected",
    columns: Columns,
    places: Sequence[int],
    *,
    cells: Cells | None,
    marks: bool,
    file: str,
) -> "tuple[Kind, PackedPapers | None, PackedPoints | None, Fault | None] | None":
    """Lay the lines of a large table into one array; nothing where they may be this or that."""
    from voting.packed.papers import papers_by_rank  # noqa: PLC0415 - numpy, for large files
    from voting.packed.points import first_above_one, points_in  # noqa: PLC0415

    if cells != "points" and not marks:
        packed = papers_by_rank(said.codes, said.weights, places=places)
        if packed is not None:
            return "ranks_in_cells", packed, None, None
    points = points_in(said.codes, said.weights, places=places, said=cells)
    if points is None:
        return None
    above = first_above_one(said.codes, width=len(places))
    if above is None:
        return "approvals", None, points, None
    row, at, value = above
    odd = _beyond(value, line=said.lines[row], at=columns.options[at], file=file)
    return "points", None, points, odd


def _places(ids: Sequence[CandidateId], candidates: Sequence[Candidate]) -> list[int]:
    """Tell the place on the ballot paper, from 1, of the option of each column."""
    place = {each.id: at for at, each in enumerate(candidates, start=1)}
    return [place[each] for each in ids]


@dataclass(frozen=True, slots=True)
class _Collected:
    """All cells of a table in the order of its lines: what each says plus 1, 0 for nothing."""

    codes: "array[int]"
    weights: "array[int]"
    lines: "array[int]"

    def grouped(
        self, width: int
    ) -> tuple[Counter[tuple[Value, ...]], dict[tuple[Value, ...], int]]:
        """Write the lines out, equal ones once: how many ballots they are, where the first stands."""
        kept: Counter[tuple[Value, ...]] = Counter()
        first: dict[tuple[Value, ...], int] = {}
        for at, (weight, line) in enumerate(zip(self.weights, self.lines, strict=True)):
            said = self.codes[at * width : (at + 1) * width]
            values = tuple(code - 1 if code else None for code in said)
            kept[values] += weight
            first.setdefault(values, line)
        return kept, first


def _collected(lines: Iterator[Line], rows: Rows, reader: "_Cells") -> _Collected:
    codes, weights, numbers = array("h"), array("q"), array("q")
    options = rows.columns.options
    while block := list(islice(lines, BLOCK)):
        if take(block, rows, options, reader.codes, codes, weights):
            numbers.fromlist([line for line, _ in block])
            continue
        for row in rows.read(block):
            codes.extend([reader.code(row.cells[at], line=row.line, at=at) for at in options])
            weights.append(row.weight)
            numbers.append(row.line)
    return _Collected(codes, weights, numbers)


def _option(header: str) -> str:
    return WRITE_IN if header.casefold().replace(" ", "-") in {"write-in", "write-ins"} else header


class _Cells:
    """Reads cells, each text once, and remembers where each kind of sign was met first."""

    def __init__(self, *, file: str) -> None:
        self._file = file
        self.codes: dict[str, int] = {}
        self._met: dict[str, Fault] = {}

    @property
    def marks(self) -> bool:
        """Whether some cells said yes or no without a number."""
        return not self._met.keys().isdisjoint(_MARKS)

    def check(self) -> None:
        """Refuse a cross or a mark that may mean this or that beside the other signs."""
        met = self._met
        if "cross" in met and not met.keys().isdisjoint({"yes", "one", "more"}):
            raise BadInput([met["cross"]])
        if "more" in met and self.marks:
            raise BadInput([next(fault for kind, fault in met.items() if kind in _MARKS)])

    def code(self, cell: str, *, line: int, at: int) -> int:
        """Read a cell: its number plus 1, or 0 for nothing; raises ``BadInput`` for anything else."""
        known = self.codes.get(cell)
        if known is None:
            value = self._read(cell, line=line, at=at)
            known = self.codes[cell] = 0 if value is None else value + 1
        return known

    def _read(self, cell: str, *, line: int, at: int) -> Value:
        text = tidy(cell)
        folded = text.casefold()
        unclear = Fault(
            key="cvr.mark_unclear",
            file=self._file,
            line=line,
            column=at + 1,
            params={"text": text},
        )
        whole = _WHOLE.fullmatch(text)
        if whole is not None and int(whole[1]) <= MOST_POINTS:
            number = int(whole[1])
            self._met.setdefault(("none", "one")[number] if number <= 1 else "more", unclear)
            return number
        for kind, words in _MARKS.items():
            if folded in words:
                self._met.setdefault(kind, unclear)
                return 0 if kind == "no" else 1
        if folded in _EITHER:
            raise BadInput([unclear])
        if is_nobody(text):
            return None
        key, limit = "cvr.cell_unclear", MOST_POINTS
        if _NUMBER.fullmatch(text):
            key = "cvr.points_malformed"
        raise bad(key, file=self._file, line=line, column=at + 1, text=text, limit=limit)


def _kind(
    kept: Mapping[tuple[Value, ...], int],
    lines: Mapping[tuple[Value, ...], int],
    *,
    cells: Cells | None,
    file: str,
) -> Kind:
    """Tell what the cells are; raises ``BadInput`` where they may be one thing or the other."""
    given = {value for values in kept for value in values if value is not None}
    if given <= {0, 1}:
        return "approvals"
    if cells is not None:
        return "ranks_in_cells" if cells == "ranks" else "points"
    several = [values for values in kept if sum(map(bool, values)) > 1]
    fitting = [values for values in several if _is_order(values)]
    options = max((len(values) for values in kept), default=0)
    if 0 not in given and max(given) <= options:
        if all(map(_is_order, kept)):
            return "ranks_in_cells"
        ranked = sum(kept[values] for values in fitting)
        loose = all(_is_order(values, shared=True) for values in kept)
        if loose or ranked * 2 >= sum(kept[values] for values in several):
            odd = next(values for values in kept if not _is_order(values))
            raise _unclear(odd, lines[odd], file=file)
    elif 0 not in given and several and all(map(_is_one_each, kept)):
        # Ranks beyond the options stand where somebody left a column out.
        odd = next(values for values in kept if max(filter(None, values), default=0) > options)
        raise _unclear(odd, lines[odd], file=file)
    elif 0 in given and several and all(map(_is_order, kept)):
        raise _unclear(several[0], lines[several[0]], file=file)
    return "points"


def _is_order(values: Iterable[Value], *, shared: bool = False) -> bool:
    """Whether the numbers of a ballot are 1, 2, 3 … up to how many there are; 0 is none."""
    named = sorted(filter(None, values))
    distinct = sorted(set(named))
    return distinct == list(range(1, len(distinct) + 1)) and (shared or distinct == named)


def _is_one_each(values: Iterable[Value]) -> bool:
    """Whether a ballot has a 1 and no number twice, as ranks have even where some are missing."""
    named = [value for value in values if value is not None]
    return not named or (1 in named and len(set(named)) == len(named))


def _unclear(values: Sequence[Value], line: int, *, file: str) -> Exception:
    text = ", ".join("" if value is None else str(value) for value in values)
    return bad("cvr.unclear", file=file, line=line, text=text)


def _first_beyond(
    lines: Mapping[tuple[Value, ...], int], columns: Columns, *, file: str
) -> Fault | None:
    """Find the first cell of the file that is neither 0 nor 1."""
    for values, line in sorted(lines.items(), key=lambda each: each[1]):
        for at, value in zip(columns.options, values, strict=True):
            if value is not None and value > 1:
                return _beyond(value, line=line, at=at, file=file)
    return None


def _beyond(value: int, *, line: int, at: int, file: str) -> Fault:
    params = {"text": str(value)}
    return Fault(key="cvr.not_approval", file=file, line=line, column=at + 1, params=params)


def _by_rank(
    kept: Mapping[tuple[Value, ...], int],
    lines: Mapping[tuple[Value, ...], int],
    ids: Sequence[CandidateId],
    columns: Columns,
    *,
    file: str,
) -> Counter[Paper]:
    """Make papers of ranks: a rank that nobody has is blank, one that several have is shared."""
    papers: Counter[Paper] = Counter()
    for values, weight in kept.items():
        places: dict[int, list[CandidateId]] = {}
        for at, (each, rank) in enumerate(zip(ids, values, strict=True)):
            if rank is not None and rank > len(ids):
                column = columns.options[at] + 1
                text = str(rank)
                raise bad("cvr.not_ranks", file=file, line=lines[values], column=column, text=text)
            if rank:
                places.setdefault(rank, []).append(each)
        last = max(places, default=0)
        papers[tuple(tuple(places.get(rank, ())) for rank in range(1, last + 1))] += weight
    return papers
