"""A power-and-duty list as a table: what is read, what is refused, and what is written."""

import csv
import io

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from council.rules.power_list.file import (
    COLUMNS,
    as_csv,
    as_workbook,
    is_power_list,
    read_powers,
)
from council.rules.power_list.matter import DECIDERS, PARTIES, Matter, as_json, from_json
from council.rules.power_list.rules import fits
from council.rules.power_list.shipped import shipped_list
from council.rules.rulebook import rulebook
from voting.formats.faults import BadInput

ROWS = rulebook()["national"].rows
HEAD = "事项,常用说法,谁来决定,法律类别,谁来答复,答复时限,依据,说明"
PARKING = "停车,车位；停车场,业主共同决定,O-8,物业,48,民法典 278,改变共有部分的用途"


def read(*lines: str, head: str = HEAD, encoding: str = "utf-8") -> tuple[Matter, ...]:
    content = "\n".join((head, *lines)).encode(encoding)
    return read_powers(content, file="p.csv", rows=ROWS).matters


def faults(*lines: str, head: str = HEAD) -> list[tuple[int | None, int | None, str]]:
    with pytest.raises(BadInput) as caught:
        read(*lines, head=head)
    return [(fault.line, fault.column, fault.key) for fault in caught.value.faults]


MADE = Matter(
    name="停车",
    words=("车位", "停车场"),
    decides="owners",
    legal_class="O-8",
    answers="manager",
    hours=48,
    citation="民法典 278",
    remark="改变共有部分的用途",
)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_a_list_is_read_in_any_encoding_of_a_spreadsheet(encoding: str):
    assert read(PARKING, encoding=encoding) == (MADE,)


def test_headers_and_words_are_read_in_either_language():
    english = read(
        "停车,车位; 停车场,owners,o-8 改变共有部分用途,manager,48 小时,民法典 278,改变共有部分的用途",
        head="matter,words,who decides,class,answers,hours,citation,remark",
    )

    assert english == (MADE,)


def test_a_workbook_is_read_as_its_first_sheet():
    book = openpyxl.Workbook()
    book.active.append(HEAD.split(","))
    book.active.append([*PARKING.split(",")[:5], 48, *PARKING.split(",")[6:]])
    data = io.BytesIO()
    book.save(data)

    assert read_powers(data.getvalue(), file="p.xlsx", rows=ROWS).matters == (MADE,)


def test_texts_keep_the_punctuation_they_are_written_with():
    (found,) = read("噪音,,社区协商,R-XS,居委会,,《意见》（2015），第 3 条；附则,先劝阻，再调解")

    assert (found.citation, found.remark) == ("《意见》（2015），第 3 条；附则", "先劝阻，再调解")


@pytest.mark.parametrize(
    ("lines", "wrong"),
    [
        ([",,业主,O-8,,,,"], [(2, 1, "powers.no_name")]),
        (["停车,,,O-8,,,,"], [(2, 3, "powers.empty")]),
        (["停车,,镇长,O-8,,,,"], [(2, 3, "table.value_unknown")]),
        (["停车,,业主,,,,,"], [(2, 4, "powers.empty")]),
        (["停车,,业主,O-10,,,,"], [(2, 4, "powers.class_unknown")]),
        (["停车,,业主,=1+1,,,,"], [(2, 4, "powers.class_unknown")]),
        (["停车,,业主,R-XS,,,,"], [(2, 4, "powers.class_unfit")]),
        (["停车,,居民会议,O-8,,,,"], [(2, 4, "powers.class_unfit")]),
        (["停车,,物业,O-8,,,,"], [(2, 4, "powers.class_unfit")]),
        (["停车,,业主,O-8,市长,,,"], [(2, 5, "table.value_unknown")]),
        (["停车,,业主,O-8,业主,,,"], [(2, 5, "table.value_unknown")]),
        (["停车,,业主,O-8,物业,两天,,"], [(2, 6, "powers.hours")]),
        (["停车,,业主,O-8,物业,0,,"], [(2, 6, "powers.hours")]),
        (["停车,,业主,O-8,物业,-1,,"], [(2, 6, "powers.hours")]),
        (["停车,,业主,O-8,物业,1.5,,"], [(2, 6, "powers.hours")]),
        (["停车,,业主,O-8,物业,99999,,"], [(2, 6, "powers.hours")]),
        (["停车,a；车位,业主,O-8,,,,"], [(2, 2, "powers.word_short")]),
        (["停车,！！,业主,O-8,,,,"], [(2, 2, "powers.word_says_nothing")]),
        ([f"停车,{'很' * 41},业主,O-8,,,,"], [(2, 2, "powers.word_long")]),
        ([f"{'长' * 25},,业主,O-8,,,,"], [(2, 1, "powers.too_long")]),
        ([f"停车,,业主,O-8,,,{'长' * 201},"], [(2, 7, "powers.too_long")]),
        ([PARKING, PARKING], [(3, 1, "powers.twice")]),
        ([PARKING, "停 车,,业主,O-9,,,,"], [(3, 1, "powers.twice")]),
        ([PARKING, "车库,车位,业主,O-9,,,,"], [(3, 2, "powers.word_twice")]),
        ([PARKING, "停车、用地,,业主,O-9,,,,"], [(3, 2, "powers.word_twice")]),
        (["停车,,业主,O-8,,,13800138000,"], [(2, 7, "roll.phone_number")]),
        (["停车\u200b,,业主,O-8,,,,"], [(2, 1, "table.invisible")]),
        ([f"{PARKING},多"], [(2, 9, "table.too_many_cells")]),
        ([], [(None, None, "powers.nothing")]),
        (
            [",,镇长,O-10,市长,两天,,", "停车,x,业主,O-8,,,,"],
            [
                (2, 1, "powers.no_name"),
                (2, 3, "table.value_unknown"),
                (2, 4, "powers.class_unknown"),
                (2, 5, "table.value_unknown"),
                (2, 6, "powers.hours"),
                (3, 2, "powers.word_short"),
            ],
        ),
    ],
    ids=str,
)
def test_everything_wrong_is_told_by_line_and_column(
    lines: list[str], wrong: list[tuple[int | None, int | None, str]]
):
    assert faults(*lines) == wrong


def test_a_table_without_a_column_that_must_be_is_refused_with_its_name():
    with pytest.raises(BadInput) as caught:
        read("停车,业主", head="事项,谁来决定")

    (fault,) = caught.value.faults
    assert (fault.key, fault.line, fault.params["name"]) == ("table.header_missing", 1, "class")


def test_what_is_no_table_is_refused():
    for content in (b"", b"\x89PNG\r\n\x1a\n", b"PK\x03\x04 broken", b"\xff\xfe\x00"):
        with pytest.raises(BadInput):
            read_powers(content, file="p.csv", rows=ROWS)


def test_more_matters_than_anybody_reads_are_refused():
    many = [f"事项{n},,业主,O-9,,,," for n in range(201)]

    assert faults(*many) == [(None, None, "powers.too_many")]


def test_columns_that_are_not_known_are_told():
    content = f"{HEAD},负责部门\n{PARKING},工程部".encode()

    assert read_powers(content, file="p.csv", rows=ROWS).unread == ("负责部门",)


def test_a_list_is_known_by_its_header():
    assert is_power_list(f"{HEAD}\n{PARKING}".encode(), file="p.csv")
    assert not is_power_list(b"unit,kind,area,owners\n1,flat,1,a", file="p.csv")


@pytest.mark.parametrize("locale", ["zh_CN", "en"])
@pytest.mark.parametrize("profile", ["national", "residents", "village"])
def test_what_is_exported_is_read_back_unchanged(profile: str, locale: str):
    matters, rows = shipped_list(profile), rulebook()[profile].rows

    again = [
        read_powers(write(matters, locale), file=name, rows=rows).matters
        for write, name in ((as_csv, "p.csv"), (as_workbook, "p.xlsx"))
    ]

    assert again == [matters, matters]


def test_nothing_in_an_export_is_computed_by_a_spreadsheet():
    bad = Matter(
        name="=cmd|'/C calc'!A0",
        name_en="@SUM(1)",
        decides="owners",
        legal_class="O-8",
        remark="+1",
        citation="-2+3",
    )

    written = as_csv((bad,), "zh_CN")
    cells = next(
        csv.DictReader(io.StringIO(written.decode("utf-8-sig").partition("\n")[2]), COLUMNS_ZH)
    )
    sheet = openpyxl.load_workbook(io.BytesIO(as_workbook((bad,), "zh_CN"))).active

    assert written.startswith(b"\xef\xbb\xbf")
    assert [cells[name] for name in ("事项", "事项英文", "说明", "依据")] == [
        "'=cmd|'/C calc'!A0",
        "'@SUM(1)",
        "'+1",
        "'-2+3",
    ]
    assert {cell.data_type for cell in sheet[2] if cell.value} == {"s"}
    assert read_powers(written, file="p.csv", rows=ROWS).matters == (bad,)


COLUMNS_ZH = [column.headers[1] for column in COLUMNS]

texts = st.text(alphabet='停车，。；：（）,"=+-@a', max_size=20)


@st.composite
def matters(draw: st.DrawFn) -> Matter:
    legal_class = draw(st.sampled_from(sorted(ROWS)))
    deciders = [each for each in DECIDERS if fits(each, ROWS[legal_class])]
    return Matter(
        name=f"事{draw(st.integers(0, 99))}项",
        decides=draw(st.sampled_from(deciders)),
        legal_class=legal_class,
        answers=draw(st.sampled_from(["", *PARTIES])),
        hours=draw(st.integers(0, 2_160)),
        citation=draw(texts),
        remark=draw(texts),
    )


@given(
    st.lists(matters(), min_size=1, max_size=5, unique_by=lambda each: each.name),
    st.sampled_from(["zh_CN", "en"]),
)
def test_any_list_survives_being_kept_and_being_written(found: list[Matter], locale: str):
    made = tuple(found)

    again = read_powers(as_csv(made, locale), file="p.csv", rows=ROWS).matters

    assert from_json(as_json(made)) == made
    assert again == made
