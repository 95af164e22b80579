"""Rolls as clerks have them: printed sheets, merged cells, codes that a spreadsheet spoilt."""

import datetime as dt
import io

import openpyxl
import pytest

from voting.formats.faults import BadInput
from voting.formats.notes import Note
from voting.formats.roll_csv import read_roll
from voting.formats.roll_writing import write_roll
from voting.roll import Unit, heads_of

HEAD = "房号,类型,专有面积,业主"


def read(*lines):
    return read_roll("\n".join(lines).encode(), file="roll.csv")


def faults(*lines):
    with pytest.raises(BadInput) as caught:
        read(*lines)
    return told(caught.value)


def told(error):
    return [(fault.line, fault.column, fault.key) for fault in error.faults]


def workbook(*lines, merged=(), hidden=(), sheets=()):
    book = openpyxl.Workbook()
    for line in lines:
        book.active.append(line)
    for place in merged:
        book.active.merge_cells(place)
    for line in hidden:
        book.active.row_dimensions[line].hidden = True
    for name in sheets:
        book.create_sheet(name)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def test_titles_totals_notes_and_a_header_on_every_page_are_left_out_and_named():
    table = read(
        "和悦家园业主名册,,,",
        "2026年3月,,,",
        HEAD,
        "1-1-101,住宅,89.36,张三",
        "本页小计,1户,89.36,",
        HEAD,
        "1-1-102,住宅,89.36,李四",
        "合 计：2户,,178.72,",
        "备注：以不动产登记为准,,,",
        "制表人：王五,,,日期：2026-03-01",
        "第1页 共1页,,,",
    )

    assert [unit.code for unit in table.units] == ["1-1-101", "1-1-102"]
    assert table.notes == (
        Note(key="skipped", text="1 和悦家园业主名册"),
        Note(key="skipped", text="2 2026年3月"),
        Note(key="skipped", text="5 本页小计 1户 89.36"),
        Note(key="skipped", text="6 房号 类型 专有面积 业主"),
        Note(key="skipped", text="8 合 计：2户 178.72"),
        Note(key="skipped", text="9 备注：以不动产登记为准"),
        Note(key="skipped", text="10 制表人：王五 日期：2026-03-01"),
        Note(key="skipped", text="11 第1页 共1页"),
    )


def test_a_total_with_an_owner_is_a_line_to_complain_about():
    assert faults(HEAD, "1-1,住宅,1,甲", "合计,住宅,89.36,张三") == [(3, 1, "table.total")]
    assert faults(f"序号,{HEAD}", "1,1-1,住宅,1,甲", "2,小计,住宅,1,乙") == [(3, 2, "table.total")]


def test_a_total_is_known_behind_the_number_of_its_line():
    table = read(f"序号,{HEAD}", "1,1-1,住宅,1,甲", "2,合计,,1,")

    assert table.notes == (Note(key="skipped", text="3 2 合计 1"),)


def test_the_end_of_a_line_in_a_workbooks_cell_belongs_to_no_name():
    sheet = workbook(
        HEAD.split(","),
        ("1", "住宅", 89, "张三_x000D_"),
        ("2", "住宅", 89, "李四_x000D_\n张三"),
        ("3", "住宅", 89, "a_x005F_x000D_"),
    )

    owners = [unit.owners for unit in read_roll(sheet, file="roll.xlsx").units]

    assert owners == [("张三",), ("李四", "张三"), ("a_x000D_",)]


def test_two_lines_of_headers_are_read_as_one():
    table = read("房号,,专有面积,,业主", ",类型,,面积来源,", "1,住宅,89.36,实测,张三")

    assert [(unit.code, unit.owners) for unit in table.units] == [("1", ("张三",))]


@pytest.mark.parametrize(
    "head",
    [
        "房 号,类型*,专有面积（㎡）,业主姓名",
        "房号 Unit,类型/Kind,专有面积(m²),业主（Owners）",
        "UNIT,Kind,Area (m2),Owners",
    ],
)
def test_a_header_is_known_with_what_people_add_to_it(head):
    assert len(read(head, "1,flat,89.36,张三").units) == 1


def test_a_missing_header_is_told_of_the_line_that_is_most_like_one():
    assert faults("和悦家园,,", "房号,类型,专有面积", "1,住宅,89.36") == [
        (2, None, "table.header_missing")
    ]


def test_a_line_that_ends_before_its_owners_is_not_the_developers():
    assert faults(HEAD, "1,住宅,89.36,张三", "2,住宅,89.36") == [(3, 4, "roll.line_short")]


def test_an_empty_cell_of_owners_is_the_developers_and_named():
    table = read(HEAD, "1,住宅,89.36,张三", "2,住宅,89.36,")

    assert table.notes == (Note(key="ownerless", text="2"),)


def test_owners_on_lines_of_their_own_in_one_cell_are_several():
    table = read(HEAD, '1,住宅,89.36,"张三\n李四"')

    assert table.units[0].owners == ("张三", "李四")


@pytest.mark.parametrize("hidden", ["\u200b", "\ufeff", "\u202e", "\u3164", "\u2800", "\u00ad"])
def test_what_nobody_sees_is_found(hidden):
    assert faults(HEAD, f"1-1-1{hidden}01,住宅,89.36,张三") == [(2, 1, "table.invisible")]


@pytest.mark.parametrize(
    "cell", [" 1-1-101", "'1-1-101", "1-1-101\u00a0", "1 - 1 - 101", "1—1–101", "１－１－１０１"]
)
def test_one_code_has_one_form(cell):
    assert read(HEAD, f"{cell},住宅,89.36,张三").units[0].code == "1-1-101"


@pytest.mark.parametrize(
    "cell",
    [
        "3月2日",
        "1.00E+05",
        "2-Mar",
        "Mar-02",
        "2026/3/2",
        "2026-03-02",
        "2026年3月2日",
        "3/2/26",
        "#N/A",
    ],
)
def test_what_a_spreadsheet_makes_of_a_code_is_refused_until_somebody_has_looked(cell):
    looked = read(f"{HEAD},照原样", f"{cell},住宅,89.36,张三,是").units[0].code

    assert faults(HEAD, f"{cell},住宅,89.36,张三") == [(2, 1, "roll.unit_damaged")]
    assert looked == cell


@pytest.mark.parametrize(
    "cell",
    ["3-02-501", "3-2-501室", "3-2-5O1", "3-2-50l", "3栋2单元501", "3号楼2单元501室", "3.2.501"],
)
def test_a_code_that_looks_like_another_is_refused_until_somebody_has_looked(cell):
    lines = ("3-2-501,住宅,89.36,张三", f"{cell},住宅,89.36,李四")

    assert faults(HEAD, *lines) == [(3, 1, "roll.look_alike")]
    assert len(read(f"{HEAD},as_written", f"{lines[0]},", f"{lines[1]},yes").units) == 2


def test_the_same_code_with_other_dashes_is_the_same_code():
    assert faults(HEAD, "3-2-501,住宅,1,张三", "3—2—501,住宅,1,李四") == [(3, 1, "roll.same_code")]


def test_a_bare_number_among_codes_and_one_that_lost_its_zero_are_refused():
    assert faults(HEAD, "3-2-501,住宅,1,甲", "3-2-502,住宅,1,乙", "302,住宅,1,丙") == [
        (4, 1, "roll.number_alone")
    ]
    assert faults(HEAD, "0301,住宅,1,甲", "0302,住宅,1,乙", "303,住宅,1,丙") == [
        (4, 1, "roll.number_alone")
    ]


def test_bare_numbers_among_themselves_are_codes():
    table = read(HEAD, "101,住宅,1,甲", "1101,住宅,1,乙", "32,车位,1,丙")

    assert [unit.code for unit in table.units] == ["101", "1101", "32"]


def test_a_roll_with_doubts_that_were_settled_comes_back_as_it_is():
    units = (
        Unit(code="3-2-501", owners=("Acme Co., Ltd.",), area_x100=100),
        Unit(code="3-02-501", owners=("甲、乙",), area_x100=100),
        Unit(code="3月2日", owners=("=1+1",), area_x100=100),
        Unit(code="302", owners=("'@x",), area_x100=100),
    )

    again = read_roll(write_roll(units).encode("utf-8-sig"), file="roll.csv")

    assert again.units == units


def test_the_roll_of_the_heads_that_a_list_with_commas_is():
    table = read(HEAD, "1,住宅,100,甲、乙", "2,住宅,100,乙，甲", "3,住宅,100,丙")

    assert len(heads_of(table.units)) == 2


def test_an_owner_merged_over_two_lines_is_a_fault_and_a_merged_building_is_not():
    lines = (
        ("楼栋", "房号", "类型", "专有面积", "业主"),
        ("1号楼", "1-101", "住宅", 89.36, "张三"),
        (None, "1-102", "住宅", 89.36, None),
        (None, "1-103", "住宅", 89.36, "李四"),
    )

    with pytest.raises(BadInput) as caught:
        read_roll(workbook(*lines, merged=("A2:A4", "E2:E3")), file="roll.xlsx")
    apart = read_roll(workbook(*lines[:2], lines[3], merged=("A2:A3",)), file="roll.xlsx")

    assert told(caught.value) == [(3, 5, "roll.merged")]
    assert [unit.building for unit in apart.units] == ["1号楼", "1号楼"]


def test_a_printed_sheet_with_a_merged_title_hidden_lines_and_further_sheets_is_read():
    data = workbook(
        ("和悦家园业主名册",),
        (),
        ("房号", "类型", "专有面积\n（㎡）", "业主"),
        ("1-1-101", "住宅", 89.36, "张　三"),
        ("1-1-102", "住宅", "８９．３６", "李四"),
        ("合计", None, "=SUM(C4:C5)"),
        ("制表人：王五",),
        merged=("A1:D1", "A7:D7"),
        hidden=(5,),
        sheets=("车位",),
    )

    table = read_roll(data, file="roll.xlsx")

    assert [(unit.code, unit.owners) for unit in table.units] == [
        ("1-1-101", ("张三",)),
        ("1-1-102", ("李四",)),
    ]
    assert table.notes == (
        Note(key="skipped", text="1 和悦家园业主名册"),
        Note(key="skipped", text="6 合计 =SUM(C4:C5)"),
        Note(key="skipped", text="7 制表人：王五"),
        Note(key="hidden", text="5"),
        Note(key="other_sheets", text="车位"),
    )


def test_a_date_in_a_sheets_column_of_codes_is_refused():
    data = workbook(
        ("unit", "kind", "area", "owners"),
        (dt.date(2026, 3, 2), "flat", 89.36, "张三"),
        (100000.0, "flat", 89.36, "李四"),
    )

    with pytest.raises(BadInput) as caught:
        read_roll(data, file="roll.xlsx")

    assert told(caught.value) == [(2, 1, "table.date"), (3, 1, "roll.number_alone")]


@pytest.mark.parametrize(
    "line",
    [
        f"1,住宅,1,{'张三和' * 30_000}",
        f"1{' ' * 50_000}2,住宅,1,张{' ' * 50_000}#",
        f"{'1' * 100_000},住宅,1,甲",
        f"备注{'：x' * 40_000},,,",
    ],
)
def test_a_cell_of_any_length_ends_in_an_answer(line):
    with pytest.raises(BadInput) as caught:
        read(HEAD, "1-1,住宅,1,甲", line, "1-2,住宅,x,乙")

    assert (4, 3, "roll.area_malformed") in told(caught.value)
