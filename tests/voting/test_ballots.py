import pytest

from voting.ballots import BLANK, RankingProblem, canonical, problem_of, strict


def test_a_strict_ranking_has_one_candidate_a_place():
    assert strict((3, 1, 2)) == ((3,), (1,), (2,))


def test_a_tie_has_one_way_of_being_written():
    assert canonical([[2, 1], [3]]) == ((1, 2), (3,))


@pytest.mark.parametrize(
    ("ranking", "problem"),
    [
        (BLANK, None),
        (((1,), (2, 3)), None),
        (((1,), ()), RankingProblem.EMPTY_PLACE),
        (((1,), (2, 1)), RankingProblem.NAMED_TWICE),
        (((1,), (4,)), RankingProblem.UNKNOWN_CANDIDATE),
    ],
)
def test_a_ranking_names_known_candidates_once_each(ranking, problem):
    assert problem_of(ranking, (1, 2, 3)) is problem
