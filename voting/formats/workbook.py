"""The lines of an XLSX workbook's first sheet, read within bounds.

What is in a workbook was made by anybody's program. Whatever the reader of workbooks raises for it
means that it cannot be read, and says so: a file must never end the program that reads it.
"""

import io
import re
import warnings
import zipfile
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any

from voting.formats.faults import BadInput, bad
from voting.formats.text import MEGABYTE

#: A workbook is a packed file that may claim to hold anything; a roll of 3,000 units unpacks to 2 MB.
LARGEST_WORKBOOK_MB = 16
#: The same for what is not a sheet: a string in the common table costs more than one in a cell.
LARGEST_PART_MB = 4
MOST_LINES = 30_000
MOST_COLUMNS = 40

# What is odd in a workbook and can be passed over is no line for whoever counts.
warnings.filterwarnings("ignore", module="openpyxl")

_ENCRYPTED = 0x1
#: How a workbook writes control characters, which XML cannot hold; the end of a line made
#: elsewhere is ``_x000D_``.
_ESCAPED = re.compile("_x(00(?:[01][0-9A-Fa-f]|5[Ff]))_")
_READABLE = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_OPEN_DOCUMENT = b"application/vnd.oasis.opendocument"


def read_workbook(
    data: bytes, *, file: str, most: int | None = None, most_columns: int | None = None
) -> list[tuple[int, tuple[str, ...]]]:
    """Read the numbered lines that hold something, ``most`` at most; raises ``BadInput``.

    Cells beyond ``most_columns`` are not looked at.
    """
    try:
        return _read(data, file=file, most=most, most_columns=most_columns or MOST_COLUMNS)
    except BadInput:
        raise
    except Exception as error:
        raise bad("file.workbook", file=file) from error


def _read(
    data: bytes, *, file: str, most: int | None, most_columns: int
) -> list[tuple[int, tuple[str, ...]]]:
    # Imported here: a CSV file does not need it, and it costs more than the whole count.
    import openpyxl  # type: ignore[import-untyped]  # noqa: PLC0415

    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        entries = packed.infolist()
    if any(entry.flag_bits & _ENCRYPTED for entry in entries):
        raise bad("file.password", file=file)
    if _OPEN_DOCUMENT in data[:200]:
        raise bad("file.not_a_table", file=file, name="OpenDocument")
    if any(entry.compress_type not in _READABLE for entry in entries):
        raise bad("file.workbook", file=file)
    if sum(entry.file_size for entry in entries) > LARGEST_WORKBOOK_MB * MEGABYTE:
        raise bad("file.too_large", file=file, limit=LARGEST_WORKBOOK_MB)
    for entry in entries:
        is_text = entry.filename.endswith(".xml") and "worksheets/" not in entry.filename
        if is_text and entry.file_size > LARGEST_PART_MB * MEGABYTE:
            raise bad("file.too_large", file=file, limit=LARGEST_PART_MB)
    shown, typed = (
        openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=results)
        for results in (True, False)
    )
    sheets = (shown.worksheets[0], typed.worksheets[0])
    return list(islice(_rows(*sheets, file=file, most_columns=most_columns), most))


def _rows(
    shown: Any, typed: Any, *, file: str, most_columns: int
) -> Iterator[tuple[int, tuple[str, ...]]]:
    """Read a sheet's lines that hold something: results as ``shown``, formulas as ``typed``.

    A formula that no spreadsheet has computed has no result. It is read as it was typed, so that
    it is found faulty instead of being taken for an empty cell.

    A sheet of a few bytes may claim its last cell to be XFD1048576: columns are cut at what any
    table has, empty lines cost nothing, and a line too far down is refused.
    """
    both = zip(
        *(sheet.iter_rows(values_only=True, max_col=most_columns) for sheet in (shown, typed)),
        strict=True,
    )
    for line, (results, formulas) in enumerate(both, start=1):
        cells = [
            formula if result is None else result
            for result, formula in zip(results, formulas, strict=True)
        ]
        if cells.count(None) == len(cells):
            continue
        if line > MOST_LINES:
            raise bad("table.too_long", file=file, line=line, limit=MOST_LINES)
        yield line, tuple(_cell_text(cells))


def _cell_text(cells: Iterable[object]) -> Iterator[str]:
    """Write what a workbook holds as it would stand in a CSV file."""
    for cell in cells:
        if cell is None:
            yield ""
        elif isinstance(cell, float):
            # A whole number typed into a cell comes back as 501 or 501.0, depending on the writer;
            # the result of a formula as 89.35999999999999, where the sheet shows 89.36.
            yield str(int(cell)) if cell.is_integer() else f"{cell:.15g}"
        else:
            yield _ESCAPED.sub(lambda found: chr(int(found[1], 16)), str(cell))
