import pytest

from voting.ballots import strict
from voting.profile import Candidate, Profile

AB = (Candidate(id=1, name="A"), Candidate(id=2, name="B"))


def test_identical_ballots_are_kept_once_with_their_weight():
    ballots = [strict((2, 1)), ((2, 1),), (), strict((2, 1)), ((1, 2),)]

    profile = Profile.of(ballots, candidates=AB)

    assert profile == Profile(candidates=AB, groups=((((1, 2),), 2), (((2,), (1,)), 2)), blank=1)
    assert (profile.ids, profile.ranked, profile.total) == ((1, 2), 4, 5)


def test_a_ranking_without_weight_is_no_ballot():
    profile = Profile.of({strict((1,)): 0, strict((2,)): 3}, candidates=AB)

    assert profile.groups == ((((2,),), 3),)


def test_two_candidates_cannot_share_an_id():
    with pytest.raises(ValueError, match="share an id"):
        Profile.of([], candidates=(AB[0], AB[0]))


def test_a_ranking_that_cannot_stand_is_not_grouped():
    with pytest.raises(ValueError, match="unknown_candidate"):
        Profile.of([strict((3,))], candidates=AB)


def test_a_negative_weight_is_not_grouped():
    with pytest.raises(ValueError, match="negative weight"):
        Profile.of({strict((1,)): -1}, candidates=AB)
