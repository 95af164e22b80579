"""What the reader of a table did by itself, and that somebody may want to object to."""

from collections.abc import Iterator
from dataclasses import dataclass

from voting.formats.sheet_layout import sheet_layout
from voting.formats.table import Table


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
    layout = sheet_layout(data, file=table.file)
    filled = {row.line for row in table.rows}
    for each in table.skipped:
        yield Note(key="skipped", text=f"{each.line} {each.text}")
    if layout.sheet_hidden:
        yield Note(key="hidden_sheet", text=layout.sheet)
    hidden = " ".join(str(line) for line in layout.hidden if line in filled)
    if hidden:
        yield Note(key="hidden", text=hidden)
    if layout.other_sheets:
        yield Note(key="other_sheets", text=" ".join(layout.other_sheets))
