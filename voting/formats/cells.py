"""The lines of a table as cells, from CSV in any of its forms or the first sheet of an XLSX workbook.

Where a workbook is saved as CSV, the country decides what stands between the cells. The first line
tells: comma, semicolon and tab are tried, and the one that parts it into most cells is taken. Where
none of them stands, as in a file typed by hand, the full-width ones and a bar are.
"""

import csv
import io
import re
from collections.abc import Iterator, Sequence
from itertools import islice

from voting.formats.containers import ZIP, refuse_strange
from voting.formats.faults import bad
from voting.formats.text import decode

DELIMITERS = (",", ";", "\t")
#: What else people put between cells, where none of the usual ones stands.
OTHERS = ("，", "；", "|", "｜")
_PIECE = 1 << 16
#: A line that some spreadsheets write above the header, to say what parts the cells.
_SAID = re.compile(r"\"?sep=([,;\t|])\"?")


def cell_lines(
    data: bytes,
    *,
    file: str,
    most: int | None = None,
    most_columns: int | None = None,
    titled: bool = True,
) -> Iterator[tuple[int, Sequence[str]]]:
    """Read the numbered lines of a table, ``most`` at most; raises ``BadInput``.

    A workbook's lines that hold nothing are left out, and it is cut at ``most_columns``; lines of
    a CSV file that hold nothing are empty. ``titled``: lines may stand above the header.
    """
    if data.startswith(ZIP):
        from voting.formats.workbook import read_workbook  # noqa: PLC0415 - of no use for CSV

        yield from read_workbook(data, file=file, most=most, most_columns=most_columns)
        return
    refuse_strange(data, file=file)
    yield from islice(csv_lines(decode(data, file=file), file=file, titled=titled), most)


def parted_by(data: bytes, *, file: str) -> str:
    """Tell what parts the cells of a CSV file's lines; nothing does in a workbook."""
    if data.startswith(ZIP):
        return ""
    return delimiter_of(decode(data, file=file), file=file, titled=True)[0]


def csv_lines(text: str, *, file: str, titled: bool = True) -> Iterator[tuple[int, list[str]]]:
    """Read the numbered lines of a CSV text; raises ``BadInput``."""
    delimiter, above = delimiter_of(text, file=file, titled=titled)
    reader = csv.reader(_each_line(text), delimiter=delimiter, strict=True)
    line = 1
    try:
        for cells in reader:
            if line > above:
                yield line, cells
            line = reader.line_num + 1
    except csv.Error as error:
        raise bad("table.csv", file=file, line=line, text=str(error)) from error


def _each_line(text: str) -> Iterator[str]:
    """Cut a text into lines, a piece at a time: as a file it would take four times its room."""
    at = 0
    while at < len(text):
        end = text.find("\n", at + _PIECE) + 1 or len(text)
        yield from io.StringIO(text[at:end], newline="")
        at = end


def delimiter_of(text: str, *, file: str, titled: bool) -> tuple[str, int]:
    """Tell what parts the cells, and how many lines at the top only say so.

    Not ``titled``: the first line that holds anything is the header, and alone tells. Raises
    ``BadInput`` where two would part the header into as many cells.
    """
    begin = text[: text.find("\n")] if "\n" in text else text
    said = _SAID.fullmatch(begin.strip(" "))
    if said is not None:
        return said[1], 1
    lines = text[:100_000].split("\n")
    if not titled:
        lines = lines[: next((n for n, each in enumerate(lines, start=1) if each.strip()), 0)]
    for delimiters in (DELIMITERS, OTHERS):
        for number, line in enumerate(lines, start=1):
            # Titles stand in one cell; a line of bare delimiters says which one it is.
            found = {each: _outside_quotes(line).count(each) for each in delimiters}
            best = max(found.values())
            if not best:
                continue
            first, *others = [each for each, times in found.items() if times == best]
            if others:
                raise bad("table.delimiter", file=file, line=number)
            return first, 0
    return DELIMITERS[0], 0


def _outside_quotes(line: str) -> str:
    return re.sub(r'"[^"]*"', "", line)
