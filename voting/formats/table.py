"""Tables with a header line, from CSV text or an XLSX workbook, as normalised cells.

Every cell is NFKC-normalised (full-width digits, ``；``, ``＃``) and trimmed. Cells keep their
line and column, so that whoever reads them can say where something is wrong.
"""

import csv
import io
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain, islice, zip_longest
from typing import TypeAlias

from voting.formats.around import Skipped, is_around, is_total, skipped
from voting.formats.cells import cell_lines
from voting.formats.faults import BadInput, Fault, Param, bad
from voting.formats.sheet_layout import sheet_layout

#: How many lines, empty ones or titles, may stand above a header.
MOST_LINES_ABOVE = 100
#: How many lines of titles may stand above a header.
MOST_TITLES = 10
#: The byte order mark tells a spreadsheet that a CSV file is UTF-8.
BOM = "\ufeff"
#: What a spreadsheet is told so that it keeps a cell as it was typed.
TEXT_FORMAT = "@"

INVISIBLE = frozenset({"Cc", "Cf", "Co", "Cs", "Zl", "Zp"})
#: Letters and marks that are drawn as nothing.
UNSEEN = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0")
#: How a cell begins that a spreadsheet computes when it opens a CSV file.
_COMPUTED = "=+-@\t\r\n＝＋－＠"
_HARMLESS = re.compile(r"-|-?[0-9]+(?:\.[0-9]+)?")
#: What people add to a header: a star, a colon, a unit of measure.
_ADDED = re.compile(r"\((?:m2|m\^2|平方米|平米|㎡|必填|选填|required|optional)\)|[*:]")
#: The words of a header in two languages.
_LANGUAGES = re.compile(r"[\u3400-\u9fff]+|[a-z_]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A column of a table: its fixed name, the headers that mean it, and whether it must be.

    ``listed``: a cell is a list of several, in which people also begin a new line for each.
    """

    name: str
    headers: tuple[str, ...]
    required: bool = True
    listed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One line of a table: its number, the cells by column name, and all cells in order.

    ``written`` are all cells as they were before they got their one form.
    """

    line: int
    cells: Mapping[str, str]
    all_cells: tuple[str, ...]
    written: tuple[str, ...] = ()


@dataclass(slots=True, kw_only=True)
class Table:
    """The rows of a table and a collector of what is wrong with them.

    ``around`` are the lines that are none of it: titles, totals, notes. ``decimal_comma``: the cells
    are parted by semicolons, so a comma in figures may be their decimal point.
    """

    file: str
    rows: tuple[Row, ...]
    columns: Mapping[str, int]
    unknown_columns: tuple[str, ...]
    header: Row = field(default_factory=lambda: Row(line=1, cells={}, all_cells=()))
    around: tuple[Row, ...] = ()
    decimal_comma: bool = False
    faults: list[Fault] = field(default_factory=list)
    _places: set[tuple[int, int | None]] = field(default_factory=set)

    @property
    def skipped(self) -> tuple[Skipped, ...]:
        """Name the lines that were left out."""
        return tuple(skipped(row.line, row.written) for row in self.around)

    def object_to(self, row: Row, column: str | int, key: str, **params: Param) -> None:
        """Note that a cell of a row is wrong, by column name or number."""
        number = column if isinstance(column, int) else self.columns.get(column)
        self._places.add((row.line, number))
        self.faults.append(
            Fault(key=key, file=self.file, line=row.line, column=number, params=params)
        )

    def is_faulty(self, row: Row, column: str) -> bool:
        """Whether a cell of a row was objected to."""
        return (row.line, self.columns.get(column)) in self._places

    def object_to_file(self, key: str, **params: Param) -> None:
        """Note that the file as a whole is wrong."""
        self.faults.append(Fault(key=key, file=self.file, params=params))

    def check(self) -> None:
        """Raise ``BadInput`` with everything noted, in the order of the file."""
        if self.faults:
            raise BadInput(sorted(self.faults, key=lambda f: (f.line or 0, f.column or 0)))


def is_headed_by(
    data: bytes, *, file: str, columns: Sequence[Column], titles: int = MOST_TITLES
) -> bool:
    """Whether a line among which a table's header is names all these columns."""
    needed, meaning = {each.name for each in columns}, _meaning(columns)
    lines = _lines(data, file=file, most=MOST_LINES_ABOVE)
    filled = (cells for _, cells in lines if any(map(normal, cells)))
    return any(needed <= _columns_named(cells, meaning) for cells in islice(filled, titles + 1))


def read_table(
    data: bytes, *, file: str, columns: Sequence[Column], titles: int = MOST_TITLES
) -> Table:
    """Read a table under at most so many lines of titles.

    Raises ``BadInput`` where its header or its layout cannot be used.
    """
    lines = _lines(data, file=file)
    normalised = ((line, tuple(map(normal, cells)), cells) for line, cells in lines)
    filled = (each for each in normalised if any(each[1]))
    first = tuple(islice(filled, titles + 1))
    above, (header_line, header, _), below = _parted(first, columns)
    missing = _missing(header, columns)
    if missing is not None:
        raise _no_table(data, missing, file=file, line=header_line, empty=not first)
    places, unknown = _header(header, line=header_line, file=file, columns=columns)
    table = Table(
        file=file,
        rows=(),
        columns=places,
        unknown_columns=unknown,
        header=Row(line=header_line, cells={}, all_cells=header),
    )
    around = [
        Row(line=line, cells={}, all_cells=cells, written=written)
        for line, cells, written in above
    ]
    listed = {places[each.name] for each in columns if each.listed and each.name in places}
    rows: list[Row] = []
    for line, found, written in chain(below, filled):
        cells = tuple(
            _one_line(cell) if number in listed else cell
            for number, cell in enumerate(found, start=1)
        )
        if is_around(cells, header=header):
            around.append(Row(line=line, cells={}, all_cells=cells, written=written))
            continue
        padded = cells + ("",) * (len(header) - len(cells))
        named = {name: padded[number - 1] for name, number in places.items()}
        row = Row(line=line, cells=named, all_cells=cells, written=written)
        for name, number in places.items():
            if is_total(named[name]):
                table.object_to(row, number, "table.total", text=named[name])
        if any(cells[len(header) :]):
            table.object_to(row, len(header) + 1, "table.too_many_cells")
        for number, cell in enumerate(cells, start=1):
            hidden = hidden_character(cell)
            if hidden:
                table.object_to(row, number, "table.invisible", text=f"U+{ord(hidden):04X}")
        rows.append(row)
    table.rows, table.around = tuple(rows), tuple(around)
    return table


def hidden_character(text: str) -> str:
    """Give the first character that nobody sees, or nothing."""
    if text.isascii() and text.isprintable():
        return ""  # as most cells are
    return next((c for c in text if c in UNSEEN or unicodedata.category(c) in INVISIBLE), "")


Line: TypeAlias = tuple[int, tuple[str, ...], tuple[str, ...]]


def _parted(
    first: Sequence[Line], columns: Sequence[Column]
) -> tuple[Sequence[Line], Line, Sequence[Line]]:
    """Part the first lines into titles, the header and what follows it.

    The header is the first line that names every column that must be. Where a sheet has two lines
    of headers, one below the other, they are read as one.
    """
    needed, meaning = {each.name for each in columns if each.required}, _meaning(columns)
    named = [_columns_named(cells, meaning) for _, cells, _ in first]
    for place, (line, cells, written) in enumerate(first):
        if needed <= named[place]:
            return first[:place], first[place], first[place + 1 :]
        if place + 1 < len(first) and not needed <= named[place + 1]:
            both = _two_as_one(cells, first[place + 1][1], meaning)
            if needed <= _columns_named(both, meaning):
                return first[:place], (line, both, written), first[place + 2 :]
    if not first:
        return (), (1, (), ()), ()
    # None is whole: the line that names most is the one to complain about.
    best = max(range(len(first)), key=lambda place: len(named[place]))
    return first[:best], first[best], first[best + 1 :]


def _two_as_one(
    upper: Sequence[str], lower: Sequence[str], meaning: Mapping[str, str]
) -> tuple[str, ...]:
    """Read two lines of headers as one: of each place the lower one that is known, or the upper."""
    return tuple(
        low if _means(low, meaning) or not up else up
        for up, low in zip_longest(upper, lower, fillvalue="")
    )


def _meaning(columns: Sequence[Column]) -> dict[str, str]:
    return {_header_form(header): each.name for each in columns for header in each.headers}


def _columns_named(cells: Iterable[str], meaning: Mapping[str, str]) -> set[str]:
    return {name for cell in cells if (name := _means(cell, meaning)) is not None}


def _means(cell: str, meaning: Mapping[str, str]) -> str | None:
    """Tell which column a header means; it may say so in two languages, as 房号 Unit."""
    form = _header_form(cell)
    if form in meaning:
        return meaning[form]
    words = [part for part in _LANGUAGES.findall(form) if part]
    said = {meaning.get(word) for word in words}
    return said.pop() if len(said) == 1 else None


def _header_form(cell: str) -> str:
    """Write a header without what people add to it: blanks, a star, the unit of measure."""
    plain = "".join(normal(cell).casefold().split())
    return _ADDED.sub("", plain) or plain


def _one_line(cell: str) -> str:
    """Write a list with an entry a line as one with semicolons."""
    return ";".join(part for line in cell.splitlines() if (part := line.strip()))


def write_workbook(header: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    """Write lines of cells as an XLSX workbook whose cells are text.

    In a CSV file a spreadsheet makes a date of the unit 1-1-101 as soon as it is opened.
    """
    import openpyxl  # type: ignore[import-untyped]  # noqa: PLC0415
    from openpyxl.cell import WriteOnlyCell  # type: ignore[import-untyped]  # noqa: PLC0415

    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet()
    sheet.freeze_panes = "A2"
    for cells in (header, *rows):
        written = [WriteOnlyCell(sheet, value=cell) for cell in cells]
        for cell in written:
            cell.number_format = TEXT_FORMAT
            cell.data_type = "s"
        sheet.append(written)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def write_table(header: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Write lines of cells as CSV in which no cell is a formula."""
    out = io.StringIO()
    table = csv.writer(out, lineterminator="\n")
    table.writerow(header)
    table.writerows([_guarded(cell) for cell in cells] for cells in rows)
    return out.getvalue()


def _guarded(cell: str) -> str:
    """Put an apostrophe before what a spreadsheet would compute; ``normal`` takes it off again."""
    begins = cell.lstrip("' ")[:1]
    computed = begins and begins in _COMPUTED and not _HARMLESS.fullmatch(cell)
    if computed or cell.startswith("'"):
        return f"'{cell}"
    return cell


def write_area(area_x100: int) -> str:
    """Write an area in m² with two decimals, without separators."""
    return f"{area_x100 // 100}.{area_x100 % 100:02d}"


def normal(text: str) -> str:
    """Write a cell in its one form, without the apostrophe that makes it text in a spreadsheet."""
    return unicodedata.normalize("NFKC", text).strip().removeprefix("'").strip()


def _missing(cells: Sequence[str], columns: Sequence[Column]) -> Column | None:
    """Find the first column that must be and that a header does not name."""
    named = _columns_named(cells, _meaning(columns))
    return next((each for each in columns if each.required and each.name not in named), None)


def _no_table(data: bytes, missing: Column, *, file: str, line: int, empty: bool) -> BadInput:
    """Say that there is nothing, that a column is missing, or that the table may be on another sheet."""
    layout = sheet_layout(data, file=file)
    known = " / ".join(missing.headers)
    if layout.other_sheets:
        key = "table.first_sheet_hidden" if layout.sheet_hidden else "table.first_sheet"
        others = " ".join(layout.other_sheets)
        return bad(
            key, file=file, name=missing.name, known=known, sheet=layout.sheet, others=others
        )
    if empty:
        return bad("table.empty", file=file)
    return bad("table.header_missing", file=file, line=line, name=missing.name, known=known)


def _header(
    cells: Sequence[str], *, line: int, file: str, columns: Sequence[Column]
) -> tuple[dict[str, int], tuple[str, ...]]:
    meaning = _meaning(columns)
    places: dict[str, int] = {}
    unknown: list[str] = []
    for number, cell in enumerate(cells, start=1):
        name = _means(cell, meaning)
        if name is None:
            unknown.append(cell)
        elif name in places:
            raise bad("table.header_twice", file=file, line=line, column=number, name=cell)
        else:
            places[name] = number
    return places, tuple(cell for cell in unknown if cell)


def _lines(
    data: bytes, *, file: str, most: int | None = None
) -> Iterator[tuple[int, tuple[str, ...]]]:
    lines = cell_lines(data, file=file, most=most)
    return ((line, tuple(cells)) for line, cells in lines)
