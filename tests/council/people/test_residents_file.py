"""The residents' list as people have it: either language, CSV or a printed sheet."""

import io

import openpyxl
import pytest

from council.people.commands import ResidentLine
from council.people.residents_file import read_residents
from voting.formats.faults import BadInput

HEAD = "ref,name,unit,adult,owner_key,locale"


def read(*lines: str, encoding: str = "utf-8") -> tuple[ResidentLine, ...]:
    return read_residents("\n".join(lines).encode(encoding), file="r.csv").lines


def faults(*lines: str) -> list[tuple[int | None, int | None, str]]:
    with pytest.raises(BadInput) as caught:
        read(*lines)
    return [(fault.line, fault.column, fault.key) for fault in caught.value.faults]


def line(ref: str, name: str, unit: str, **more: object) -> ResidentLine:
    return ResidentLine(
        ref=ref, name=name, unit=unit, **{"adult": True, "owner_key": None, "locale": None, **more}
    )


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_headers_are_read_in_either_language(encoding: str):
    lines = read(
        *map(
            ",".join,
            (
                ("名册编号", "姓名", "房号", "是否成年", "业主名", "语言"),
                ("Ｒ００１", "王　芳", "1—1—101", "是", "王 芳", "中文"),
                ("R002", "John  Smith", "1-1-102", "否", "", "en"),
            ),
        ),
        encoding=encoding,
    )

    assert lines == (
        line("R001", "王芳", "1-1-101", owner_key="王芳", locale="zh_CN"),
        line("R002", "John Smith", "1-1-102", adult=False, locale="en"),
    )


def test_a_printed_sheet_is_read_without_its_title_total_and_notes():
    book = openpyxl.Workbook()
    for cells in (
        ("和悦家园居民名单",),
        ("编号", "姓名", "房号"),
        ("R1", "王芳", "1-101"),
        ("R2", "李雷", None),
        (3, "韩梅", "1-102"),
        ("合计", "3人"),
    ):
        book.active.append(cells)
    book.active.merge_cells("A1:C1")
    book.active.merge_cells("C3:C4")
    book.active.row_dimensions[4].hidden = True
    book.active.title = "旧名单"
    book.create_sheet("名单")
    book.active.sheet_state = "hidden"
    book.active = 1
    out = io.BytesIO()
    book.save(out)

    read_ = read_residents(out.getvalue(), file="r.xlsx")

    assert read_.lines == (
        line("R1", "王芳", "1-101"),
        line("R2", "李雷", "1-101"),
        line("3", "韩梅", "1-102"),
    )
    assert [(note.key, note.text) for note in read_.notes] == [
        ("skipped", "1 和悦家园居民名单"),
        ("skipped", "6 合计 3人"),
        ("hidden_sheet", "旧名单"),
        ("hidden", "4"),
        ("other_sheets", "名单"),
    ]


def test_everything_wrong_is_named_at_once():
    assert faults(
        HEAD,
        "R1,王芳,1,maybe,,fr",
        ",李雷,1,,,",
        "r1,韩梅,3月2日,,,",
        "R\u200b4,赵\u202e六,1,,,",
        "R5,,1,,,",
        f"R6,{'长' * 101},1,,,",
        "R7,13800138000,1,,,",
    ) == [
        (2, 4, "table.value_unknown"),
        (2, 6, "table.value_unknown"),
        (3, 1, "residents.empty"),
        (4, 1, "residents.same_ref"),
        (4, 3, "residents.damaged"),
        (5, 1, "table.invisible"),
        (5, 2, "table.invisible"),
        (6, 2, "residents.empty"),
        (7, 2, "residents.too_long"),
        (8, 2, "roll.phone_number"),
    ]


def test_a_list_of_nobody_and_one_without_a_header_are_told():
    assert faults(HEAD) == [(None, None, "residents.nobody")]
    assert faults("ref,name", "R1,王芳") == [(1, None, "table.header_missing")]
