"""Ballots in a workbook: the same as in a table, with what nobody sees named."""

import io

import openpyxl
import pytest

from voting.formats.cvr import read_cvr, read_cvr_file
from voting.formats.faults import BadInput
from voting.formats.recognised import Recognised

TABLE = "id,Ann,Bo,Cy\n1,1,2,3\n2,3,1,2\n3,1,3,2\n4,2,1,3\n"


def test_a_workbook_of_ballots_says_the_same_as_the_table():
    book = openpyxl.Workbook()
    for line in TABLE.splitlines():
        book.active.append([int(cell) if cell.isdecimal() else cell for cell in line.split(",")])
    out = io.BytesIO()
    book.save(out)

    found = read_cvr_file(out.getvalue(), file="votes.xlsx")

    assert found == read_cvr(TABLE, file="votes.csv")


def workbook(*lines: tuple, merged: str = "") -> openpyxl.Workbook:
    book = openpyxl.Workbook()
    for line in lines:
        book.active.append(line)
    if merged:
        book.active.merge_cells(merged)
    return book


def saved(book: openpyxl.Workbook) -> bytes:
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def test_sheets_that_are_not_read_and_lines_that_nobody_sees_are_named():
    book = workbook(("rank 1", "rank 2"), ("Ann", "Bo"), ("Bo", "Ann"))
    book.active.row_dimensions[3].hidden = True
    book.create_sheet("Precinct 2").append(("rank 1", "rank 2"))

    found = read_cvr_file(saved(book), file="votes.xlsx")

    assert found.recognised == Recognised(
        kind="ranks", columns=2, hidden=(3,), other_sheets=("Precinct 2",)
    )


@pytest.mark.parametrize(("merged", "line", "column"), [("A2:A3", 3, 1), ("A2:B2", 2, 2)])
def test_a_merged_cell_among_ballots_is_refused(merged: str, line: int, column: int):
    book = workbook(("rank 1", "rank 2"), ("Ann", "Bo"), ("Ann", "Bo"), merged=merged)

    with pytest.raises(BadInput) as caught:
        read_cvr_file(saved(book), file="votes.xlsx")

    assert [(each.key, each.line, each.column) for each in caught.value.faults] == [
        ("roll.merged", line, column)
    ]
