"""The three sections of a ``.pb`` file: META, PROJECTS and VOTES, each with a header line.

Cells are parted by semicolons. A cell that is wholly in quotation marks is read as a spreadsheet
wrote it; marks inside a name are part of the name.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeAlias

from voting.formats.faults import bad
from voting.formats.lines import lines_of

META, PROJECTS, VOTES = "META", "PROJECTS", "VOTES"
NEEDED = {META: ("key", "value"), PROJECTS: ("project_id", "cost"), VOTES: ("vote",)}
CELL = re.compile(r'[ \t]*"((?:[^"]|"")*)"[ \t]*(?=;|\Z)|([^;]*)')
#: No cell of this world goes on over more lines; a mark that is never closed would eat the file.
MOST_LINES = 200

Cells: TypeAlias = Mapping[str, str]


@dataclass(slots=True, kw_only=True)
class Section:
    """The lines of one section: its columns, and every row with its line number."""

    line: int
    columns: Sequence[str] = ()
    rows: list[tuple[int, Cells]] = field(default_factory=list)


def sections_of(text: str, *, file: str) -> dict[str, Section]:
    """Cut a file into its sections; raises ``BadInput``."""
    sections: dict[str, Section] = {}
    current: Section | None = None
    for line, cells in _rows(text, file=file):
        if not any(cells):
            continue
        name = cells[0].upper()
        if name in NEEDED and not any(cells[1:]):
            if name in sections:
                raise bad("budget.section_twice", file=file, line=line, name=name)
            current = sections[name] = Section(line=line)
        elif current is None:
            raise bad("budget.no_section", file=file, line=line, text=cells[0])
        elif not current.columns:
            current.columns = _columns(cells, file=file, line=line)
        elif len(cells) > len(current.columns):
            raise bad("table.too_many_cells", file=file, line=line)
        else:
            padded = cells + [""] * (len(current.columns) - len(cells))
            current.rows.append((line, dict(zip(current.columns, padded, strict=True))))
    _complete(sections, file=file)
    return sections


def _columns(cells: list[str], *, file: str, line: int) -> list[str]:
    columns = [cell.casefold() for cell in cells]
    for column in columns:
        if column and columns.count(column) > 1:
            raise bad("table.header_twice", file=file, line=line, name=column)
    return columns


def _complete(sections: Mapping[str, Section], *, file: str) -> None:
    for name, columns in NEEDED.items():
        if name not in sections:
            raise bad("budget.section_missing", file=file, name=name)
        for column in columns:
            if column not in sections[name].columns:
                line = sections[name].line + 1
                raise bad("budget.column_missing", file=file, line=line, name=column)


def _rows(text: str, *, file: str) -> Iterator[tuple[int, list[str]]]:
    """Cells line by line; a cell in quotation marks may go on over several lines."""
    opened, kept = 0, ""
    for number, line in lines_of(text):
        kept = f"{kept}\n{line}" if opened else line
        cells, closed = _cells(kept)
        if closed:
            yield opened or number, cells
            opened = 0
        elif not opened:
            opened = number
        elif number - opened > MOST_LINES:
            break
    if opened:
        raise bad("table.csv", file=file, line=opened, text="a quotation mark is not closed")


def _cells(line: str) -> tuple[list[str], bool]:
    """Part a line into its cells; also says whether the quotation mark of every cell is closed."""
    if '"' not in line:
        return [cell.strip() for cell in line.split(";")], True
    cells: list[str] = []
    closed = True
    at = 0
    while at <= len(line):
        found = CELL.match(line, at)
        assert found is not None, "the second half of the pattern matches anything"
        cell = found[2].strip() if found[1] is None else found[1].replace('""', '"').strip()
        if found[1] is None and cell.startswith('"') and cell.count('"') % 2:
            closed = False
        cells.append(cell)
        at = found.end() + 1
    return cells, closed
