"""A table of ballots, a line each: ranks in columns, what their cells and headers say."""

from collections import Counter
from unittest.mock import patch

import pytest
from hypothesis import given
from hypothesis import strategies as st

from voting.formats import cvr
from voting.formats.cvr import read_cvr
from voting.formats.faults import BadInput
from voting.formats.recognised import Recognised
from voting.profile import Candidate
from voting.raw_ballots import PaperRules

RANKS = """ballot,Rank 1,rank_2,Rank3,precinct
1,Bob,Ann,,North
2,Bob,Ann,,South
3,Ann;Bob,,Cid,North
4,overvote,Cid,,North

5,,,,
"""


def test_ranks_name_candidates_who_are_numbered_in_the_order_of_their_names():
    found = read_cvr(RANKS, file="votes.csv")

    assert found.candidates == (
        Candidate(id=1, name="Ann"),
        Candidate(id=2, name="Bob"),
        Candidate(id=3, name="Cid"),
    )
    assert found.papers == {
        ((2,), (1,), ()): 2,
        ((1, 2), (), (3,)): 1,
        (None, (3,), ()): 1,
        ((), (), ()): 1,
    }


def test_the_order_of_the_lines_says_nothing():
    head, *lines = RANKS.splitlines()

    again = read_cvr("\n".join([head, *reversed(lines)]), file="votes.csv")

    assert again == read_cvr(RANKS, file="votes.csv")


def test_candidates_that_are_numbers_keep_them_and_lines_may_stand_for_many():
    found = read_cvr("票数,第1名,第2名\n3,7,0\n2,0,\n", file="votes.csv")

    assert [each.id for each in found.candidates] == [0, 7]
    assert found.papers == {((7,), (0,)): 3, ((0,), ()): 2}


@pytest.mark.parametrize(
    ("text", "line", "key"),
    [
        ("", None, "cvr.no_header"),
        ("rank 1,rank 3\nA,B\n", 1, "cvr.ranks_missing"),
        ("rank 1,choice 1\nA,B\n", 1, "table.header_twice"),
        ("rank 1\nA,B\n", 2, "table.too_many_cells"),
        ("rank 1\n,\n", None, "ranked.no_candidates"),
        ("rank 1,count\nA,-2\n", 2, "ranked.count_malformed"),
        ("rank 1,count\nA,\n", 2, "ranked.count_malformed"),
        ('rank 1\n"A\n', 2, "table.csv"),
        ("A,A\n1,2\n", 1, "table.header_twice"),
        ("A,B\n1,soon\n", 2, "cvr.cell_unclear"),
        ("A,B\n1,1.5\n", 2, "cvr.points_malformed"),
        ("rank 1,rank 2,count\nA,B,1\n,,\nB,A,1\n", 3, "cvr.no_number"),
        ("id,rank 1\n1,A\n,\n3,B\n", 3, "cvr.no_number"),
        ("rank 1,rank 2\nAnn,Bo\nann,Bo\n", 3, "cvr.alike"),
        ('rank 1,rank 2\nAnn,Bo\n"Ann, Bo",\n', 3, "cvr.joined"),
        ("rank 1,rank 2\n甲,乙\n甲、乙,\n", 3, "cvr.joined"),
        ("Mayor choice 1,Clerk choice 1\nA,B\n", 1, "cvr.contests"),
        ("Ballot,Pick A,Pick B\n1,Ann,Bo\n", 2, "cvr.cell_unclear"),
        ("rank 1,rank 2;rank 3\nA,B\n", 1, "table.delimiter"),
        ("A,B\n1,-1\n", 2, "cvr.points_malformed"),
        ("A,B\n1,10001\n", 2, "cvr.points_malformed"),
        ("id,count\n1,1\n", None, "ranked.no_candidates"),
    ],
)
def test_what_is_wrong_is_named_with_its_line(text, line, key):
    with pytest.raises(BadInput) as caught:
        read_cvr(text, file="bad.csv")

    assert [(fault.key, fault.line) for fault in caught.value.faults] == [(key, line)]
    assert str(caught.value).startswith("bad.csv:")


@pytest.mark.parametrize(
    "header",
    [
        "rank 1,rank 2",
        "Rank1,RANK_2",
        "1st Choice,2nd Choice",
        "Choice 1,Choice 2",
        "first preference,second preference",
        "第一选择,第二选择",
        "第1名,第2名",
        "第一名,第二名",
        "首选,次选",
        "名次1,名次2",
        "ＲＡＮＫ　１,ＲＡＮＫ　２",
        "Mayor Choice 1 of 2,Mayor Choice 2 of 2",
        "rank 2,rank 1",
    ],
)
def test_columns_of_ranks_are_known_by_many_names(header: str):
    backwards = header.startswith("rank 2")
    lines = "B,A\n" if backwards else "A,B\n"

    found = read_cvr(f"Precinct,{header}\nP-1,{lines}", file="votes.csv")

    assert found.papers == {((1,), (2,)): 1}
    assert found.recognised == Recognised(kind="ranks", columns=2, unread=("Precinct",))


@pytest.mark.parametrize(
    ("cell", "place"),
    [
        ("undervote", ()),
        ("Under vote", ()),
        ("SKIPPED", ()),
        ("skipped ranking", ()),
        ("-", ()),
        ("N/A", ()),
        ("未填", ()),
        ("弃权", ()),
        ("棄權", ()),
        ("没有", ()),
        ("—", ()),
        ("/", ()),
        ("Abstained", ()),
        ("NULL", ()),
        ("nan", ()),
        ("none", ()),
        ("exhausted", ()),
        ("overvote", None),
        ("OVERVOTE", None),
        ("over vote", None),
        ("A；B", (1, 2)),
        ("Ａ;Ｂ", (1, 2)),
        ("Ａ", (1,)),
    ],
)
def test_words_for_a_rank_without_a_name_are_nobodys_name(cell: str, place):
    found = read_cvr(f"rank 1,rank 2\nA,B\n{cell},B\n", file="votes.csv")

    assert [each.name for each in found.candidates] == ["A", "B"]
    assert found.papers == Counter([((1,), (2,)), (place, (2,))])


def test_everybody_written_in_is_one_candidate_and_said_to_be():
    found = read_cvr("rank 1,rank 2\nA,Write-in\nwrite in,A\nUWI,\nWrite-in-28,A\n", file="v.csv")

    assert [each.name for each in found.candidates] == ["A", "Write-in"]
    assert found.recognised == Recognised(kind="ranks", columns=2, write_in=2)


@pytest.mark.parametrize(
    "text",
    [
        "rank 1;rank 2\nA;B\n",
        "rank 1\trank 2\nA\tB\n",
        "sep=;\nrank 1;rank 2\nA;B\n",
        '"rank 1";"rank 2"\n"A";"B"\n',
        "\n\nrank 1,rank 2\nA,B\n",
    ],
)
def test_cells_may_be_parted_as_in_any_country(text: str):
    assert read_cvr(text, file="votes.csv").papers == {((1,), (2,)): 1}


@pytest.mark.parametrize(
    ("text", "blank"),
    [
        ("rank 1,rank 2\n,\n,\nA,\n", 2),
        ("rank 1,rank 2\nA,\n,\n", 1),
        ("rank 1\nA\n\nA\n\n\n", 1),
        ("id,rank 1\n1,A\n2,\n", 1),
        ("id,rank 1\n1,A\n,\n,\n", 0),
        ("rank 1,count\nA,2\n,3\n", 3),
        ("A,B\n1,0\n,\n", 1),
    ],
)
def test_a_line_of_empty_cells_is_a_blank_ballot(text: str, blank: int):
    assert read_cvr(text, file="votes.csv").profile.blank == blank


@pytest.mark.parametrize(
    "word", ["废票", "作废", "无效票", "Spoiled", "invalid", "VOID", "spoilt ballot"]
)
def test_a_word_that_says_a_ballot_is_not_valid_is_no_candidate(word):
    with pytest.raises(BadInput) as caught:
        read_cvr(f"rank 1,rank 2\nA,B\n{word},\n", file="votes.csv")

    assert [(each.key, each.line) for each in caught.value.faults] == [("cvr.spoiled", 3)]


@pytest.mark.parametrize(
    "text",
    [
        "count,rank 1,rank 2\n3,Ann,Bo\n2,Bo,Ann\n5,合计,\n",
        "票数,第一选择\n3,张三\n2,李四\n5,总计\n",
        "precinct,Ann,Bo\nNorth,1,2\nSouth,2,1\nTotal,3,3\n",
        "id,rank 1,rank 2\n1,Ann,Bo\n2,Bo,Ann\n合计,Ann,Bo\n",
    ],
)
def test_a_line_of_totals_is_no_ballot(text: str):
    line = text.count("\n")

    with pytest.raises(BadInput) as caught:
        read_cvr(text, file="votes.csv")

    assert [(each.key, each.line) for each in caught.value.faults] == [("cvr.total", line)]


def test_a_line_of_totals_is_found_among_many():
    text = "id,rank 1\n" + "".join(f"{n},Ann\n" for n in range(1, 9_000)) + "Total,Ann\n"

    with pytest.raises(BadInput) as caught:
        read_cvr(text, file="votes.csv")

    assert [(each.key, each.line) for each in caught.value.faults] == [("cvr.total", 9_001)]


@pytest.mark.parametrize("hidden", ["\u200b", "\u200e", "\u00ad", "\u2060"])
def test_a_name_with_a_character_that_nobody_sees_is_no_other_name(hidden: str):
    with pytest.raises(BadInput) as caught:
        read_cvr(f"rank 1,rank 2\n张{hidden}三,李四\n张三,李四\n", file="votes.csv")

    assert [(each.key, each.line) for each in caught.value.faults] == [("cvr.alike", 3)]


@pytest.mark.parametrize("sign", ["，", "；", "|", "｜"])
def test_a_table_typed_by_hand_may_part_its_cells_in_full_width(sign: str):
    text = "第一选择,第二选择\n张三,李四\n李四,\n"

    assert read_cvr(text.replace(",", sign), file="a.csv") == read_cvr(text, file="a.csv")


def test_ranks_are_known_in_traditional_characters():
    text = "票數,第一選擇,第二選擇\n3,陳大文,李小明\n"

    assert len(read_cvr(text, file="votes.csv").papers) == 1


CELLS = st.sampled_from(["A", "B", "C", "Ｄ", "", "undervote", "overvote", "A;B", " C "])


LINES = st.lists(st.tuples(CELLS, CELLS, CELLS, st.integers(1, 9)), min_size=1)


@given(LINES)
def test_a_large_table_says_the_same_as_a_small_one(lines: list[tuple]):
    text = "rank 1,rank 2,rank 3,count\n" + "".join(
        ",".join(map(str, line)) + "\n" for line in [("A", "B", "C", 1), *lines]
    )

    with patch.object(cvr, "MANY_LINES", 0):
        together = read_cvr(text, file="votes.csv")
    singly = read_cvr(text, file="votes.csv")

    assert together.packed is not None
    assert together.read(PaperRules()) == singly.read(PaperRules())
    assert together.candidates == singly.candidates
    assert sum(together.every_paper.values()) == sum(singly.papers.values())
