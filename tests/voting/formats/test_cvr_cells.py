"""A table with a column for each option: what its cells are is told from them, or refused."""

from unittest.mock import patch

import pytest
from hypothesis import given
from hypothesis import strategies as st

from voting.formats import cvr_cells
from voting.formats.cvr import read_cvr
from voting.formats.faults import BadInput
from voting.formats.recognised import Recognised


def test_points_make_grades_best_first():
    found = read_cvr("id,Ann,Bob,count\na,5,,2\nb,3,5,1\nc,0,0,4\n", file="points.csv")

    assert found.grades == (5, 3)
    assert found.papers == {((1,), ()): 2, ((2,), (1,)): 1, ((), ()): 4}
    assert found.profile.blank == 4


RANKS_IN_CELLS = "id,Ann,Bo,Cy\n1,1,2,3\n2,1,2,3\n3,1,3,2\n4,2,1,3\n5,3,1,2\n"


def test_ranks_in_cells_are_told_from_points():
    found = read_cvr(RANKS_IN_CELLS, file="votes.csv")

    assert found.recognised == Recognised(kind="ranks_in_cells", columns=3, unread=("id",))
    assert found.papers == {
        ((1,), (2,), (3,)): 2,
        ((1,), (3,), (2,)): 1,
        ((2,), (1,), (3,)): 1,
        ((2,), (3,), (1,)): 1,
    }


@pytest.mark.parametrize(
    ("lines", "kind"),
    [
        ("1,2,3\n,1,2\n1,,\n", "ranks_in_cells"),
        ("1,0,1\n0,,1\n", "approvals"),
        ("√,,✓\n,是,\n", "approvals"),
        ("√,弃权,反对\n,是,\n", "approvals"),
        ("x,,x\n,X,\n", "approvals"),
        ("x,no,0\n,X,\n", "approvals"),
        ("5,3,0\n1,2,3\n", "points"),
        ("4,3,2\n1,2,3\n", "points"),
        ("3,3,3\n3,1,3\n2,2,3\n", "points"),
        ("1,2,3\n2,1,1\n", None),
        ("1,2,3\n3,2,1\n1,3,\n", None),
        ("1,2,0\n2,1,0\n", None),
        ("1,1,2\n1,2,2\n", None),
        ("1,3,4\n2,1,3\n", None),
        ("1,9,\n,1,9\n9,1,5\n", None),
        ("1,5,5\n2,1,3\n", "points"),
    ],
)
def test_what_cells_are_is_told_or_refused_and_never_guessed(lines: str, kind):
    try:
        found = read_cvr(f"A,B,C\n{lines}", file="votes.csv").recognised.kind
    except BadInput as error:
        found = error.faults[0].key

    assert found == (kind or "cvr.unclear")


@pytest.mark.parametrize(
    ("lines", "text", "line", "column"),
    [
        ("√,x,\n", "x", 2, 2),
        ("1,0,1\nX,,x\n", "X", 3, 1),
        ("√,×,\n", "×", 2, 2),
        ("×,,\n", "×", 2, 1),
        ("是,✗,否\n", "✗", 2, 2),
        ("1,2,3\n1,2,x\n", "x", 3, 3),
        ("1,2,3\n√,2,3\n", "√", 3, 1),
        ("5,3,no\n", "no", 2, 3),
    ],
)
def test_a_cross_or_a_mark_among_other_signs_is_refused(lines, text, line, column):
    with pytest.raises(BadInput) as caught:
        read_cvr(f"A,B,C\n{lines}", file="votes.csv")

    assert [
        (each.key, each.line, each.column, each.params["text"]) for each in caught.value.faults
    ] == [("cvr.mark_unclear", line, column, text)]


def test_whoever_knows_says_what_the_cells_are():
    text = "A,B,C\n1,2,3\n2,1,1\n1,3,\n"

    ranks = read_cvr(text, file="votes.csv", cells="ranks")
    points = read_cvr(text, file="votes.csv", cells="points")

    assert ranks.papers == {
        ((1,), (2,), (3,)): 1,
        ((2, 3), (1,)): 1,
        ((1,), (), (2,)): 1,
    }
    assert (points.recognised.kind, points.grades) == ("points", (3, 2, 1))


NUMBERS = st.sampled_from(["", "0", "1", "2", "3", "4", "9"])


@given(
    st.lists(
        st.one_of(
            st.permutations(["1", "2", "3", ""]).map(lambda cells: tuple(cells[:3])),
            st.tuples(NUMBERS, NUMBERS, NUMBERS),
            st.tuples(*[st.sampled_from(["0", "1", "√", ""])] * 3),
        ),
        min_size=1,
    ),
    st.sampled_from([None, "ranks", "points"]),
)
def test_a_large_table_of_numbers_is_taken_for_the_same_as_a_small_one(lines: list[tuple], cells):
    text = "C,A,B\n" + "".join(",".join(line) + "\n" for line in lines)

    def read(many: int):
        with patch.object(cvr_cells, "MANY_LINES", many):
            try:
                found = read_cvr(text, file="votes.csv", cells=cells)
            except BadInput as error:
                return error.faults
            return found.recognised, found.grades, found.every_paper

    assert read(0) == read(10**9)
