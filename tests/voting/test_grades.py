"""Approval and score, from categories, from points and from rankings."""

from unittest.mock import patch

import pytest
from hypothesis import given
from hypothesis import strategies as st

from voting.formats import cvr_cells
from voting.formats.faults import BadInput
from voting.outcome import BallotCount, Outcome, Round
from voting.profile import Candidate
from voting.tally import count, options_from, read, tally_file

CAT = """# FILE NAME: board.cat
# TITLE: a board
# DATA TYPE: cat
# NUMBER ALTERNATIVES: 3
# NUMBER VOTERS: 10
# NUMBER UNIQUE PREFERENCES: 4
# NUMBER CATEGORIES: 3
# CATEGORY NAME 1: good
# CATEGORY NAME 2: fair
# CATEGORY NAME 3: poor
# ALTERNATIVE NAME 1: A
# ALTERNATIVE NAME 2: B
# ALTERNATIVE NAME 3: C
4: 1,2,3
3: {2,3},{},1
2: {},{1,2,3}
1:
"""
BOARD = tuple(Candidate(id=n, name=name) for n, name in enumerate("ABC", start=1))
RANKED = "# CANDIDATES: 3\n# BALLOTS: 6\n" + "".join(
    f"# CANDIDATE {n}: {name}\n" for n, name in enumerate("ABC", start=1)
)


def tallied(text, file, method, **options):
    return count(text, file=file, method=method, options=options_from(options))


def test_approval_counts_the_first_category():
    outcome = tallied(CAT, "board.cat", "approval")

    assert outcome == Outcome(
        method="approval",
        options={"ties": "refuse"},
        candidates=BOARD,
        ballots=BallotCount(total=10, valid=9, blank=1),
        winners=(1,),
        rounds=(Round(n=1, tallies={1: 4, 2: 3, 3: 3}, exhausted=1, elected=(1,)),),
        ranking=((1,), (2, 3)),
    )


def test_score_gives_every_category_its_points():
    outcome = tallied(CAT, "board.cat", "score", ties="order")

    assert outcome == Outcome(
        method="score",
        options={"ties": ("order",)},
        candidates=BOARD,
        ballots=BallotCount(total=10, valid=9, blank=1),
        winners=(2,),
        rounds=(Round(n=1, tallies={1: 10, 2: 12, 3: 8}, exhausted=1, elected=(2,)),),
        ranking=((2,), (1,), (3,)),
    )


def test_categories_that_are_numbers_are_their_own_points():
    numbered = CAT.replace("good", "10").replace("fair", "5").replace("poor", "0")

    outcome = tallied(numbered, "board.cat", "score")

    assert outcome.rounds[0].tallies == {1: 50, 2: 60, 3: 40}


def test_categories_are_rankings_for_the_other_methods():
    outcome = tallied(CAT, "board.cat", "schulze")

    assert outcome.pairwise == ((0, 4, 4), (3, 0, 4), (3, 0, 0))


def test_a_csv_of_points_is_scored_and_approves_nobody():
    text = "Ann,Bob\n5,3\n5,0\n0,3\n"

    scored = tallied(text, "p.csv", "score")
    with pytest.raises(BadInput) as caught:
        tallied(text, "p.csv", "approval")

    assert scored.rounds[0].tallies == {1: 10, 2: 6}
    assert [(each.key, each.line, each.column) for each in caught.value.faults] == [
        ("cvr.not_approval", 2, 1)
    ]


def test_every_name_on_a_ranked_ballot_approves_once():
    text = RANKED + "3: 1,2,1\n2: {2,3}\n1: -,3\n"

    outcome = tallied(text, "ranked.elx", "approval")

    assert outcome.rounds[0].tallies == {1: 3, 2: 5, 3: 3}


def test_a_tie_is_broken_as_agreed_and_the_withdrawn_have_no_points():
    tied = tallied(CAT, "board.cat", "approval", withdraw="1")
    broken = tallied(CAT, "board.cat", "approval", withdraw="1", ties="schulze")

    assert tied.unresolved is not None
    assert [each.id for each in tied.candidates] == [2, 3]
    assert broken.winners == (2,)
    assert broken.options == {"ties": ("schulze",), "strength": "margins", "withdraw": (1,)}


@pytest.mark.parametrize(
    ("old", "new", "key"),
    [
        ("CATEGORIES: 3", "CATEGORIES: 2", "ranked.too_many_categories"),
        ("CATEGORIES: 3", "CATEGORIES: 0", "ranked.header_malformed"),
        ("CATEGORIES: 3", "CATEGORIES: many", "ranked.header_malformed"),
        ("# NUMBER CATEGORIES: 3\n", "", "ranked.header_missing"),
        ("4: 1,2,3", "4: 1,,3", "ranked.empty_place"),
        ("4: 1,2,3", "4: 1,1,3", "ranked.named_twice"),
        ("4: 1,2,3", "4: 1,-,3", "ranked.mark_unreadable"),
        ("4: 1,2,3", "9999999999999999: 1,2,3", "ranked.count_too_large"),
    ],
)
def test_what_is_wrong_in_a_file_of_categories_is_named(old, new, key):
    with pytest.raises(BadInput) as caught:
        tallied(CAT.replace(old, new), "board.cat", "approval")

    assert [fault.key for fault in caught.value.faults] == [key]


@given(
    lines=st.lists(st.tuples(*[st.integers(0, 5)] * 3, st.integers(1, 9)), min_size=1),
    method=st.sampled_from(["score", "approval", "irv", "schulze"]),
    options=st.sampled_from([{}, {"withdraw": "2"}, {"ties": "schulze,order"}]),
)
def test_many_ballots_of_points_are_counted_as_few_are(lines, method, options):
    kept = [(*(min(each, 1) for each in line[:3]), line[3]) for line in lines]
    table = kept if method == "approval" else [(5, 5, 0, 1), *lines]
    text = "A,B,C,count\n" + "".join(",".join(map(str, line)) + "\n" for line in table)

    def counted(many):
        with patch.object(cvr_cells, "MANY_LINES", many):
            ballots = read(text, file="points.csv")
        tallied = tally_file(ballots, method=method, options=options_from(options))
        return tallied.outcome, tallied.margin

    assert counted(0) == counted(10**9)


def test_points_of_a_large_table_are_kept_as_one_array():
    text = "A,B\n" + "".join(f"{n % 10},{n % 7}\n" for n in range(5_000))

    assert read(text, file="points.csv").points is not None


@pytest.mark.parametrize("word", ["No", "against", "Disapprove", "反对", "不同意"])
@pytest.mark.parametrize("method", ["approval", "score", "irv"])
def test_categories_that_begin_with_a_no_are_not_taken_for_the_best(method, word):
    turned = CAT.replace("1: good", f"1: {word}").replace("3: poor", "3: Yes")

    with pytest.raises(BadInput) as caught:
        tallied(turned, "board.cat", method)

    assert [(each.key, each.params["text"]) for each in caught.value.faults] == [
        ("ranked.categories_turned", word)
    ]


@pytest.mark.parametrize(
    ("lines", "winners", "ballots"),
    [
        ("6: x\n", (), BallotCount(total=6, valid=0, blank=0, spoiled=6)),
        ("6: x,-,x\n", (), BallotCount(total=6, valid=0, blank=0, spoiled=6)),
        ("6: x,3,2\n", (2,), BallotCount(total=6, valid=6, blank=0)),
        ("4: x,3\n1: x\n1: \n", (3,), BallotCount(total=6, valid=4, blank=1, spoiled=1)),
    ],
)
def test_a_rank_overvoted_without_marks_approves_nobody_and_the_others_stand(
    lines, winners, ballots
):
    outcome = tallied(RANKED + lines, "board.elx", "approval", ties="order")

    assert (outcome.winners, outcome.ballots) == (winners, ballots)
