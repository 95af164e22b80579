import pytest

from voting.formats.cvr import read_cvr
from voting.formats.faults import BadInput
from voting.profile import Candidate

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


def test_points_make_grades_best_first():
    found = read_cvr("id,Ann,Bob,count\na,5,,2\nb,3,5,1\nc,0,0,4\n", file="points.csv")

    assert found.grades == (5, 3)
    assert found.papers == {((1,), ()): 2, ((2,), (1,)): 1, ((), ()): 4}
    assert found.profile.blank == 4


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
        ("A,B\n1,x\n", 2, "cvr.points_malformed"),
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
