"""Tables with a header line, from CSV text or an XLSX workbook, as normalised cells.

Every cell is NFKC-normalised (full-width digits, ``；``, ``＃``) and trimmed. Cells keep their
line and column, so that whoever reads them can say where something is wrong.
"""

import csv
import io
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from voting.formats.cells import cell_lines
from voting.formats.faults import BadInput, Fault, Param, bad

#: How many empty lines may stand above a header.
MOST_LINES_ABOVE = 100
#: What a spreadsheet is told so that it keeps a cell as it was typed.
TEXT_FORMAT = "@"

INVISIBLE = frozenset({"Cc", "Cf", "Co", "Cs"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A column of a table: its fixed name, the headers that mean it, and whether it must be."""

    name: str
    headers: tuple[str, ...]
    required: bool = True


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
    """The rows of a table and a collector of what is wrong with them."""

    file: str
    rows: tuple[Row, ...]
    columns: Mapping[str, int]
    unknown_columns: tuple[str, ...]
    header: Row = field(default_factory=lambda: Row(line=1, cells={}, all_cells=()))
    faults: list[Fault] = field(default_factory=list)

    def object_to(self, row: Row, column: str | int, key: str, **params: Param) -> None:
        """Note that a cell of a row is wrong, by column name or number."""
        number = column if isinstance(column, int) else self.columns.get(column)
        self.faults.append(
            Fault(key=key, file=self.file, line=row.line, column=number, params=params)
        )

    def object_to_file(self, key: str, **params: Param) -> None:
        """Note that the file as a whole is wrong."""
        self.faults.append(Fault(key=key, file=self.file, params=params))

    def check(self) -> None:
        """Raise ``BadInput`` with everything noted, in the order of the file."""
        if self.faults:
            raise BadInput(sorted(self.faults, key=lambda f: (f.line or 0, f.column or 0)))


def read_header(data: bytes, *, file: str) -> tuple[str, ...]:
    """Read the cells of a table's header alone, to tell what kind of table it is."""
    for _, cells in _lines(data, file=file, most=MOST_LINES_ABOVE):
        header = tuple(map(normal, cells))
        if any(header):
            return header
    return ()


def read_table(data: bytes, *, file: str, columns: Sequence[Column]) -> Table:
    """Read a table; raises ``BadInput`` where its header or its layout cannot be used."""
    lines = _lines(data, file=file)
    normalised = ((line, tuple(map(normal, cells)), cells) for line, cells in lines)
    filled = (each for each in normalised if any(each[1]))
    header_line, header, _ = next(filled, (1, (), ()))
    places, unknown = _header(header, line=header_line, file=file, columns=columns)
    table = Table(
        file=file,
        rows=(),
        columns=places,
        unknown_columns=unknown,
        header=Row(line=header_line, cells={}, all_cells=header),
    )
    rows: list[Row] = []
    for line, cells, written in filled:
        padded = cells + ("",) * (len(header) - len(cells))
        named = {name: padded[number - 1] for name, number in places.items()}
        row = Row(line=line, cells=named, all_cells=cells, written=written)
        if any(cells[len(header) :]):
            table.object_to(row, len(header) + 1, "table.too_many_cells")
        for number, cell in enumerate(cells, start=1):
            hidden = next((c for c in cell if unicodedata.category(c) in INVISIBLE), None)
            if hidden is not None:
                table.object_to(row, number, "table.invisible", text=f"U+{ord(hidden):04X}")
        rows.append(row)
    table.rows = tuple(rows)
    return table


def write_workbook(header: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    """Write lines of cells as an XLSX workbook whose cells are text.

    In a CSV file a spreadsheet makes a date of the unit 1-1-101 as soon as it is opened.
    """
    import openpyxl  # type: ignore[import-untyped]  # noqa: PLC0415
    from openpyxl.cell import (  # type: ignore[import-untyped]  # noqa: PLC0415
        WriteOnlyCell,
    )

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
    """Write lines of cells as CSV."""
    out = io.StringIO()
    table = csv.writer(out, lineterminator="\n")
    table.writerow(header)
    table.writerows(rows)
    return out.getvalue()


def write_area(area_x100: int) -> str:
    """Write an area in m² with two decimals, without separators."""
    return f"{area_x100 // 100}.{area_x100 % 100:02d}"


def normal(text: str) -> str:
    """Write a cell in its one form."""
    return unicodedata.normalize("NFKC", text).strip()


def _header(
    cells: Sequence[str], *, line: int, file: str, columns: Sequence[Column]
) -> tuple[dict[str, int], tuple[str, ...]]:
    meaning = {normal(header): each.name for each in columns for header in each.headers}
    places: dict[str, int] = {}
    unknown: list[str] = []
    for number, cell in enumerate(cells, start=1):
        name = meaning.get(cell.casefold())
        if name is None:
            unknown.append(cell)
        elif name in places:
            raise bad("table.header_twice", file=file, line=line, column=number, name=cell)
        else:
            places[name] = number
    for each in columns:
        if each.required and each.name not in places:
            known = " / ".join(each.headers)
            raise bad("table.header_missing", file=file, line=line, name=each.name, known=known)
    return places, tuple(cell for cell in unknown if cell)


def _lines(
    data: bytes, *, file: str, most: int | None = None
) -> Iterator[tuple[int, tuple[str, ...]]]:
    lines = cell_lines(data, file=file, most=most)
    return ((line, tuple(cells)) for line, cells in lines)
