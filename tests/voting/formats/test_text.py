"""Bytes to text: what is read, what is refused, and what the refusal shows."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from voting.formats import text as door
from voting.formats.faults import BadInput
from voting.formats.text import Text, decode, read_text

ROLL = "房号,业主\n1-1-101,张三\n1-1-102,李喆\n"


def refused(data: bytes) -> list[tuple]:
    with pytest.raises(BadInput) as caught:
        decode(data, file="list.csv")
    return [
        (fault.key, fault.line, *map(str, fault.params.values())) for fault in caught.value.faults
    ]


@pytest.mark.parametrize(
    ("encoding", "named"),
    [
        ("utf-8", "UTF-8"),
        ("utf-8-sig", "UTF-8"),
        ("gb18030", "GB18030"),
        ("gbk", "GB18030"),
        ("utf-16", "UTF-16"),
    ],
)
def test_chinese_is_read_in_the_encodings_that_clerks_have(encoding: str, named: str):
    found = read_text(ROLL.encode(encoding), file="list.csv")

    assert found == Text(text=ROLL, encoding=named)
    assert found.sample() == "房号,业主"


@pytest.mark.parametrize("end", ["\r\n", "\r"])
def test_lines_may_end_as_on_any_machine(end: str):
    assert decode(ROLL.replace("\n", end).encode(), file="list.csv") == ROLL


@pytest.mark.parametrize(
    "name", ["Müller", "François", "José", "Zoë", "Ångström", "Muñoz", "GRÖSSE", "Ärzte"]
)
def test_an_accented_letter_never_becomes_han(name: str):
    lines = f"rank 1,rank 2\n{name},Bo\n".encode("cp1252")

    assert refused(lines) == [("file.encoding_other", 2, "Windows-1252", f"{name},Bo")]


@pytest.mark.parametrize(
    "names", [("陳大文", "李小明"), ("王小明", "林志玲"), ("張三", "李四"), ("蔡英文", "馬英九")]
)
def test_big5_never_becomes_other_han(names: tuple[str, str]):
    lines = "".join(f"# ALTERNATIVE NAME {n}: {name}\n" for n, name in enumerate(names, start=1))

    assert refused(lines.encode("big5")) == [
        ("file.encoding_other", n, "Big5", f"# ALTERNATIVE NAME {n}: {name}")
        for n, name in enumerate(names, start=1)
    ]


@pytest.mark.parametrize("header", ["第一選擇,第二選擇", "票數,第一志願,第二志願"])
def test_big5_whose_bytes_look_like_accented_letters_is_called_big5(header: str):
    lines = f"{header}\n陳大文,李小龍\n"

    assert {each[2] for each in refused(lines.encode("big5"))} == {"Big5"}


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        (
            [("R1,李四\n", "utf-8"), ("R2,张三\n", "gbk")],
            [("file.encoding_mixed", 2, "UTF-8", "R2,张三")],
        ),
        (
            [("R1,李四\nR2,王五\n", "gbk"), ("R3,张三\n", "utf-8")],
            [("file.encoding_mixed", 3, "GB18030", "R3,张三")],
        ),
        (
            [("R1,李四\n", "utf-8"), ("R2,Müller\n", "cp1252")],
            [("file.encoding_mixed", 2, "UTF-8", "R2,Müller")],
        ),
        (
            [("R1,李四\n", "gbk"), ("R2,Müller\n", "cp1252")],
            [("file.encoding_mixed", 2, "GB18030", "R2,Müller")],
        ),
        (
            [("R1,李四\n", "gbk"), ("R2,Müller\n", "utf-8")],
            [("file.encoding_mixed", 1, "UTF-8", "R1,李四")],
        ),
    ],
)
def test_a_file_in_two_encodings_is_refused_by_line(parts, expected):
    assert refused(b"".join(text.encode(encoding) for text, encoding in parts)) == expected


def test_what_cannot_be_told_is_refused_with_the_line_as_it_would_read():
    assert refused("É,È\n".encode("cp1252")) == [("file.encoding", 1, "É,È")]


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"rank 1\nA\0B\n", [("file.binary", 2)]),
        (b"\xff\xfeA\0B", [("file.encoding", 1, "UTF-16 …")]),
        (b"a" * 30, [("file.line_too_long", 1, "20")]),
        (b"1\n2\n3\n4\n", [("file.too_many_lines", None, "3")]),
        (b"1\n" * 600, [("file.text_too_large", None, "1")]),
    ],
)
def test_what_no_file_of_ballots_is_like_is_refused(monkeypatch, data, expected):
    monkeypatch.setattr(door, "LONGEST_LINE", 20)
    monkeypatch.setattr(door, "MOST_LINES", 3)
    monkeypatch.setattr(door, "MEGABYTE", 1_000)
    monkeypatch.setattr(door, "LARGEST_MB", 1)

    assert refused(data) == expected


def test_a_character_that_breaks_lines_for_python_alone_is_a_blank():
    assert decode("A\u2028B\nC\n".encode(), file="list.csv") == "A B\nC\n"


@given(st.binary(max_size=200))
def test_bytes_are_text_or_a_fault(data: bytes):
    try:
        encoding = read_text(data, file="list.csv").encoding
    except BadInput as error:
        encoding = error.faults[0].message

    assert encoding in {"UTF-8", "UTF-16", "GB18030"} or encoding.startswith("list.csv:")


@given(st.text(st.characters(min_codepoint=0x4E00, max_codepoint=0x9FA5), min_size=1))
def test_chinese_in_gb18030_is_read_as_it_was_or_refused(name: str):
    try:
        found = decode(f"# 候选人的名单一共若干: {name}\n".encode("gb18030"), file="list.csv")
    except BadInput:
        return
    assert found == f"# 候选人的名单一共若干: {name}\n"


def test_tabs_between_chinese_cells_are_no_sign_of_another_encoding():
    line = "日期\t收入\t对方户名\n2026-12-02\t200.00\t高明\n"

    assert read_text(line.encode("gb18030"), file="明细.csv") == Text(
        text=line, encoding="GB18030"
    )
