"""What the reader of a table did by itself, and that somebody may want to object to."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from voting.formats.sheet_layout import sheet_layout
from voting.formats.table import Table

#: A filter may hide thousands of lines of a sheet.
MOST_LINES_NAMED = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """Something that the reader did by itself.

    ``skipped``: a line that is a title, a total or a note (its number and text); ``hidden_sheet``:
    the sheet that was read, where the workbook hides it; ``hidden``: the numbers of lines that the
    sheet hides, and that were read; ``other_sheets``: sheets that were not; ``ownerless``: units
    without an owner, which are the developer's.
    """

    key: str
    text: str


def notes_on(table: Table, data: bytes) -> Iterator[Note]:
    """Tell what was left out of a table's file, and what was read though nobody sees it."""
    for each in table.skipped:
        yield Note(key="skipped", text=f"{each.line} {each.text}")
    layout = sheet_layout(data, file=table.file)
    hidden = frozenset(layout.hidden)
    lines = tuple(row.line for row in table.rows if row.line in hidden)
    yield from notes_on_sheets(
        hidden_sheet=layout.hidden_sheet, lines=lines, other_sheets=layout.other_sheets
    )


def notes_on_sheets(
    *, hidden_sheet: str, lines: Sequence[int] = (), other_sheets: Sequence[str]
) -> Iterator[Note]:
    """Tell of a workbook's sheets: what is hidden and was read (``lines`` too), and what was not."""
    if hidden_sheet:
        yield Note(key="hidden_sheet", text=hidden_sheet)
    if lines:
        more = ["…"] * (len(lines) > MOST_LINES_NAMED)
        yield Note(key="hidden", text=" ".join([*map(str, lines[:MOST_LINES_NAMED]), *more]))
    if other_sheets:
        yield Note(key="other_sheets", text=" ".join(other_sheets))
