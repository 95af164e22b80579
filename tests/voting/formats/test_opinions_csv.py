"""Tables of answers to statements: what we publish, and both exports of Polis."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from voting.formats.faults import BadInput
from voting.formats.opinions_csv import Opinions, read_opinions, write_opinions

WIDE = """participant,group-id,n-comments,n-votes,n-agree,n-disagree,0,1,2
7,0,0,3,2,1,1,-1,1
9,1,0,1,0,0,,0,
"""
LONG = """timestamp,datetime,comment-id,voter-id,vote
1,Tue,0,7,1
2,Tue,1,7,1
3,Tue,1,9,0
4,Tue,2,7,1
5,Tue,1,7,-1
"""
READ = Opinions(statements=(0, 1, 2), answers=({0: 1, 1: -1, 2: 1}, {1: 0}))


def read(text: str) -> Opinions:
    return read_opinions(text.encode(), file="votes.csv")


@pytest.mark.parametrize(
    "text", [WIDE, LONG, WIDE.replace(",", ";")], ids=["wide", "long", "semicolons"]
)
def test_both_layouts_say_the_same(text: str):
    assert read(text) == READ


@pytest.mark.parametrize(
    ("text", "key", "line", "column"),
    [
        ("", "opinions.header", 1, None),
        ("a,b\n1,2\n", "opinions.header", 1, None),
        ("participant,name\n1,2\n", "opinions.header", 1, None),
        ("participant,1,1\n1,1,1\n", "opinions.statement_twice", 1, None),
        ("participant,1\n1,1\n1,0\n", "opinions.participant_twice", 3, 1),
        ("participant,1\n,1\n", "opinions.no_participant", 2, 1),
        ("participant,1,2\n1,1,2\n", "opinions.answer", 2, 3),
        ("voter-id,comment-id,vote\n1,x,1\n", "opinions.no_number", 2, 2),
        ("voter-id,comment-id,vote\n,1,1\n", "opinions.no_participant", 2, 1),
        ("voter-id,comment-id,vote\n1,1,\n", "opinions.answer", 2, 3),
    ],
)
def test_what_is_wrong_is_named_with_its_place(text: str, key: str, line: int, column: int | None):
    with pytest.raises(BadInput) as raised:
        read(text)

    (fault,) = raised.value.faults
    assert (fault.key, fault.line, fault.column) == (key, line, column)


def test_a_file_of_another_kind_is_not_complained_about_cell_by_cell():
    text = "participant,1,2\n" + "".join(f"{n},yes,no\n" for n in range(500))

    with pytest.raises(BadInput) as raised:
        read(text)

    assert 20 <= len(raised.value.faults) <= 22


@given(rows=st.lists(st.tuples(*[st.sampled_from((1, 0, -1, None))] * 3), min_size=0, max_size=12))
def test_what_is_written_is_read_back(rows: list[tuple[int | None, ...]]):
    written = write_opinions((2, 5, 9), list(enumerate(rows, 1)))

    found = read(written)

    assert found.statements == (2, 5, 9)
    assert [tuple(each.get(number) for number in (2, 5, 9)) for each in found.answers] == rows
