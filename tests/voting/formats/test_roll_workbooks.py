"""A roll as a workbook: the same as a table, or refused."""

import datetime as dt
import io
import zipfile

import openpyxl
import pytest

from voting.formats.faults import BadInput, Fault
from voting.formats.notes import Note
from voting.formats.roll_csv import read_roll
from voting.roll import Unit


def workbook(*rows):
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    data = io.BytesIO()
    book.save(data)
    return data.getvalue()


def test_a_workbook_says_the_same_as_the_table():
    data = workbook(
        ["unit", "kind", "area", "owners", "remark"],
        [501, "flat", 89.36, "甲"],
        [502.0, "flat", 90, " 乙 "],
    )

    assert read_roll(data, file="roll.xlsx").units == (
        Unit(code="501", area_x100=8_936, owners=("甲",)),
        Unit(code="502", area_x100=9_000, owners=("乙",)),
    )


def zipped(**files):
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as packed:
        for name, content in files.items():
            packed.writestr(name, content)
    return data.getvalue()


@pytest.mark.parametrize(
    "data",
    [
        b"PK\x03\x04 and nothing else",
        zipped(letter="not a workbook"),
        workbook(["unit"])[:-200],
        zipped(**{"[Content_Types].xml": "<not xml"}),
    ],
)
def test_a_broken_workbook_is_refused(data):
    with pytest.raises(BadInput, match="not a readable XLSX workbook"):
        read_roll(data, file="roll.xlsx")


def test_a_workbook_that_unpacks_to_too_much_is_refused(monkeypatch):
    monkeypatch.setattr("voting.formats.workbook.LARGEST_WORKBOOK_MB", 0)

    with pytest.raises(BadInput, match="unpacks to more than 0 MB"):
        read_roll(workbook(["unit"]), file="roll.xlsx")


def test_a_sheet_that_claims_the_last_cell_there_is_takes_no_time():
    book = openpyxl.Workbook()
    for row in (["unit", "kind", "area", "owners"], ["1", "flat", 1, "甲"]):
        book.active.append(row)
    book.active["XFD1048575"] = "x"
    book.active["A1048576"] = "2"
    data = io.BytesIO()
    book.save(data)

    with pytest.raises(BadInput) as caught:
        read_roll(data.getvalue(), file="roll.xlsx")

    assert caught.value.faults == (
        Fault(key="table.too_long", file="roll.xlsx", line=1_048_576, params={"limit": 30_000}),
    )


def test_a_common_table_of_strings_that_unpacks_to_too_much_is_refused():
    data = zipped(**{"xl/worksheets/sheet1.xml": "x", "xl/sharedStrings.xml": "x" * 4_000_001})

    with pytest.raises(BadInput, match="unpacks to more than 4 MB"):
        read_roll(data, file="roll.xlsx")


def test_a_formula_counts_as_it_is_shown_and_a_date_is_no_code():
    shown = read_roll(
        workbook(["unit", "kind", "area", "owners"], ["1", "flat", 3 * 29.78, "甲"]),
        file="roll.xlsx",
    )
    with pytest.raises(BadInput) as caught:
        read_roll(
            workbook(
                ["unit", "kind", "area", "owners"],
                [dt.date(2026, 1, 2), "flat", 1, "甲"],
                ["2", "flat", 1, 110105194912310021.0],
            ),
            file="roll.xlsx",
        )

    assert shown.units == (Unit(code="1", area_x100=8_934, owners=("甲",)),)
    assert [(fault.line, fault.column, fault.key) for fault in caught.value.faults] == [
        (2, 1, "table.date"),
        (3, 4, "roll.id_number"),
    ]


def sheets(*sheets_of_rows, hidden=()):
    """A workbook of several sheets, each a name and its lines; some are hidden."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, *rows in sheets_of_rows:
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
        if name in hidden:
            sheet.sheet_state = "hidden"
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


TABLE = ("名册", ("房号", "类型", "专有面积", "业主"), ("1-101", "住宅", "89.36", "甲"))


@pytest.mark.parametrize("first", [("Sheet1",), ("说明", ("请按下面的格式填写",), ("谢谢",))])
def test_a_first_sheet_without_the_table_tells_that_only_the_first_is_read(first):
    with pytest.raises(BadInput) as caught:
        read_roll(sheets(first, TABLE), file="roll.xlsx")

    (fault,) = caught.value.faults
    assert fault.key == "table.first_sheet"
    assert fault.params["sheet"] == first[0]
    assert fault.params["others"] == "名册"
    assert "only the first sheet is read" in fault.message


def test_a_hidden_first_sheet_without_the_table_is_named_as_hidden():
    data = sheets(("旧说明", ("说明",)), TABLE, hidden={"旧说明"})

    with pytest.raises(BadInput) as caught:
        read_roll(data, file="roll.xlsx")

    assert [fault.key for fault in caught.value.faults] == ["table.first_sheet_hidden"]


def test_a_hidden_first_sheet_that_is_read_is_told_of():
    old = ("旧名册", *TABLE[1:])

    table = read_roll(sheets(old, TABLE, hidden={"旧名册"}), file="roll.xlsx")

    assert table.notes == (
        Note(key="hidden_sheet", text="旧名册"),
        Note(key="other_sheets", text="名册"),
    )


def test_a_lone_sheet_without_the_table_only_misses_its_columns():
    with pytest.raises(BadInput) as caught:
        read_roll(sheets(("Sheet1", ("甲", "乙"))), file="roll.xlsx")

    assert [fault.key for fault in caught.value.faults] == ["table.header_missing"]


def test_a_workbook_of_one_empty_sheet_is_empty():
    with pytest.raises(BadInput) as caught:
        read_roll(sheets(("Sheet1",)), file="roll.xlsx")

    assert [fault.key for fault in caught.value.faults] == ["table.empty"]
