"""Reading the residents' list: CSV with the columns ref,name,unit,adult,owner_key,locale.

All or nothing: the first wrong cell stops the import, with its line, column and remedy. Cells
and columns that look like ID or phone numbers are refused, also where they are not read: the list
must not hold them.
"""

import csv
import io
import unicodedata
from dataclasses import dataclass

from council.commands.people import ResidentLine
from voting.formats.roll_csv import ID_NUMBER, PHONE_NUMBER, PRIVATE_COLUMN

COLUMNS = ("ref", "name", "unit", "adult", "owner_key", "locale")
_YES = {"yes": True, "y": True, "1": True, "true": True, "是": True, "": True}
_NO = {"no": False, "n": False, "0": False, "false": False, "否": False}
_LONGEST = 100


class BadLine(Exception):
    """A cell that cannot be taken; the message says line, column, what and remedy."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ResidentsFile:
    """A list that was read; ``unknown_columns`` are the headers that were not."""

    lines: tuple[ResidentLine, ...]
    unknown_columns: tuple[str, ...]


def read_residents(content: bytes) -> ResidentsFile:
    """Read a whole list (UTF-8 with or without BOM, else GB18030); raises BadLine."""
    rows = csv.DictReader(io.StringIO(_decode(content), newline=""), strict=True)
    header = [name.strip() for name in rows.fieldnames or ()]
    missing = [name for name in COLUMNS[:3] if name not in header]
    if missing:
        message = f"line 1: column {missing[0]} is missing; the header is {','.join(COLUMNS)}"
        raise BadLine(message)
    for name in header:
        if PRIVATE_COLUMN.search(name):
            message = (
                f"line 1: the column {name} looks like ID or phone numbers; the list must not"
                " hold these, take the column out"
            )
            raise BadLine(message)
    unknown = tuple(name for name in header if name and name not in COLUMNS)
    rows.fieldnames = header
    lines, seen = [], dict[str, int]()
    try:
        for row in rows:
            for name in unknown:
                _refuse_private(
                    rows.line_num, name, unicodedata.normalize("NFKC", row[name] or "")
                )
            line = _line(rows.line_num, row)
            if line.ref in seen:
                message = (
                    f"line {rows.line_num}, column ref: {line.ref} stands in line {seen[line.ref]}"
                    " already; every person needs a ref of their own"
                )
                raise BadLine(message)
            seen[line.ref] = rows.line_num
            lines.append(line)
    except csv.Error as error:
        message = f"line {rows.line_num}: not CSV ({error}); save the sheet as CSV again"
        raise BadLine(message) from None
    if not lines:
        message = "line 2: there is nobody on the list"
        raise BadLine(message)
    return ResidentsFile(lines=tuple(lines), unknown_columns=unknown)


def _decode(content: bytes) -> str:
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        pass
    try:
        return content.decode("gb18030")
    except UnicodeDecodeError:
        message = "line 1: neither UTF-8 nor GB18030; save the file as UTF-8"
        raise BadLine(message) from None


def _line(number: int, row: dict[str, str | None]) -> ResidentLine:
    cells = {name: _cell(number, name, row.get(name)) for name in COLUMNS}
    for name in ("ref", "name"):
        if not cells[name]:
            message = f"line {number}, column {name}: empty; write the person's {name}"
            raise BadLine(message)
    adult = {**_YES, **_NO}.get(cells["adult"].lower())
    if adult is None:
        message = f"line {number}, column adult: {cells['adult']!r}; write yes or no"
        raise BadLine(message)
    locale = cells["locale"] or None
    if locale not in {None, "zh_CN", "en"}:
        message = f"line {number}, column locale: {locale!r}; write zh_CN or en, or leave it empty"
        raise BadLine(message)
    return ResidentLine(
        ref=cells["ref"],
        name=cells["name"],
        unit=cells["unit"],
        adult=adult,
        owner_key=cells["owner_key"] or None,
        locale=locale,
    )


def _cell(number: int, name: str, cell: str | None) -> str:
    text = unicodedata.normalize("NFKC", cell or "").strip()
    if len(text) > _LONGEST:
        message = f"line {number}, column {name}: longer than {_LONGEST} characters"
        raise BadLine(message)
    if any(unicodedata.category(letter) in {"Cc", "Cs"} for letter in text):
        message = f"line {number}, column {name}: a control character; type the cell again"
        raise BadLine(message)
    _refuse_private(number, name, text)
    return text


def _refuse_private(number: int, name: str, text: str) -> None:
    if ID_NUMBER.search(text) or PHONE_NUMBER.search(text):
        message = (
            f"line {number}, column {name}: looks like an ID or phone number; the list must not"
            " hold these, remove it"
        )
        raise BadLine(message)
