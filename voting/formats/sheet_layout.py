"""What a workbook's sheet shows beside its cells: merged ones, hidden lines, further sheets.

A merged cell holds its value in the first of its places; the others are empty, and an empty cell
of owners would be the developer's. openpyxl's reader for large sheets does not tell of merges.
"""

import io
import posixpath
import re
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from xml.etree.ElementTree import ParseError

from voting.formats.faults import bad

_MERGE = re.compile(
    rb"<(?:\w+:)?mergeCell\s[^>]*?\bref=[\"']([A-Z]{1,3})([0-9]{1,7}):([A-Z]{1,3})([0-9]{1,7})"
)
_ROW = re.compile(rb"<(?:\w+:)?row\s[^>]*>")
_HIDDEN = re.compile(rb"\bhidden=[\"'](?:1|true)[\"']")
_NUMBER = re.compile(rb"\br=[\"']([0-9]{1,7})[\"']")
_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_OF_DOCUMENT = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_OF_PACKAGE = "{http://schemas.openxmlformats.org/package/2006/relationships}"
#: More merged places than any roll has cells.
_MOST_PLACES = 200_000
_MOST_COLUMNS = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetLayout:
    """What is around a sheet's cells; it is named ``sheet``, and may be ``sheet_hidden`` itself.

    ``merged`` tells of each place (line, column) that shows another's value whose it is.
    """

    merged: Mapping[tuple[int, int], tuple[int, int]] = field(default_factory=dict)
    hidden: tuple[int, ...] = ()
    other_sheets: tuple[str, ...] = ()
    sheet: str = ""
    sheet_hidden: bool = False

    @property
    def hidden_sheet(self) -> str:
        """The sheet's name where the workbook hides it, else nothing."""
        return self.sheet if self.sheet_hidden else ""


def sheet_layout(data: bytes, *, file: str) -> SheetLayout:
    """Look at the first sheet of a workbook whose cells could be read; a CSV file has no layout."""
    if not data.startswith(b"PK\x03\x04"):
        return SheetLayout()
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            sheets = _sheets(packed)
            sheet = packed.read(sheets[0].path) if sheets else b""
    except (zipfile.BadZipFile, ParseError, KeyError, ValueError) as error:
        raise bad("file.workbook", file=file) from error
    return SheetLayout(
        merged=_merged(sheet, file=file),
        hidden=tuple(
            int(number[1])
            for row in _ROW.findall(sheet)
            if _HIDDEN.search(row) and (number := _NUMBER.search(row))
        ),
        other_sheets=tuple(each.name for each in sheets[1:]),
        sheet=sheets[0].name if sheets else "",
        sheet_hidden=bool(sheets) and sheets[0].hidden,
    )


@dataclass(frozen=True, slots=True)
class _Sheet:
    path: str
    name: str
    hidden: bool


def _sheets(packed: zipfile.ZipFile) -> list[_Sheet]:
    """List the sheets of cells in their order."""
    from xml.etree import ElementTree as ET  # noqa: PLC0415 - a CSV file needs none

    book = ET.fromstring(packed.read("xl/workbook.xml"))  # noqa: S314 - openpyxl has read it
    relations = ET.fromstring(packed.read("xl/_rels/workbook.xml.rels"))  # noqa: S314
    targets = {
        each.get("Id"): posixpath.normpath(posixpath.join("/xl", each.get("Target", "")))[1:]
        for each in relations.iter(f"{_OF_PACKAGE}Relationship")
        if each.get("Type", "").endswith("/worksheet")
    }
    return [
        _Sheet(
            path=targets[each.get(f"{_OF_DOCUMENT}id")],
            name=each.get("name", ""),
            hidden=each.get("state", "visible") != "visible",
        )
        for each in book.iter(f"{_MAIN}sheet")
        if each.get(f"{_OF_DOCUMENT}id") in targets
    ]


def _merged(sheet: bytes, *, file: str) -> dict[tuple[int, int], tuple[int, int]]:
    places: dict[tuple[int, int], tuple[int, int]] = {}
    for found in _MERGE.finditer(sheet):
        left, top = _column(found[1]), int(found[2])
        right, bottom = min(_column(found[3]), _MOST_COLUMNS), int(found[4])
        if len(places) + (right - left + 1) * (bottom - top + 1) > _MOST_PLACES:
            raise bad("file.workbook", file=file)
        for line in range(top, bottom + 1):
            for column in range(left, right + 1):
                places[line, column] = top, left
        places.pop((top, left), None)
    return places


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - ord("A") + 1
    return number
