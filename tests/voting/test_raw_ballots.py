import pytest

from voting.profile import Candidate, Profile
from voting.raw_ballots import PaperRules, profile_of, ranking_of

ABC = tuple(Candidate(id=n, name=name) for n, name in enumerate("ABC", start=1))
BLANK_RANK = ()
UNKNOWN_MARKS = None


@pytest.mark.parametrize(
    ("rules", "ranking"),
    [
        (PaperRules(), ((1,), (2,), (3,))),
        (PaperRules(max_skipped=2), ((1,), (2,), (3,))),
        (PaperRules(max_skipped=1), ((1,), (2,))),
        (PaperRules(max_skipped=0), ((1,),)),
        (PaperRules(max_ranks=3), ((1,), (2,))),
        (PaperRules(max_ranks=1), ((1,),)),
    ],
)
def test_blank_ranks_are_closed_up_until_they_end_the_ballot(rules, ranking):
    paper = ((1,), BLANK_RANK, (2,), BLANK_RANK, BLANK_RANK, (3,))

    assert ranking_of(paper, rules=rules) == ranking


@pytest.mark.parametrize(
    ("rules", "ranking"),
    [
        (PaperRules(overvote="split"), ((1,), (2, 3))),
        (PaperRules(overvote="exhaust_if_multiple_continuing"), ((1,), (2, 3))),
        (PaperRules(overvote="exhaust"), ((1,),)),
        (PaperRules(overvote="skip"), ((1,), (3,))),
    ],
)
def test_a_place_of_several_follows_the_rule_for_overvotes(rules, ranking):
    assert ranking_of(((1,), (3, 2), (3,)), rules=rules) == ranking


@pytest.mark.parametrize(
    ("overvote", "ranking"),
    [
        ("split", ((1,),)),
        ("exhaust", ((1,),)),
        ("exhaust_if_multiple_continuing", ((1,),)),
        ("skip", ((1,), (2,))),
    ],
)
def test_an_overvote_whose_marks_are_not_known_ends_the_ballot_or_is_skipped(overvote, ranking):
    paper = ((1,), UNKNOWN_MARKS, (2,))

    assert ranking_of(paper, rules=PaperRules(overvote=overvote)) == ranking


def test_a_second_naming_is_passed_over_or_ends_the_ballot():
    paper = ((1,), (2,), (1,), (3,))

    assert ranking_of(paper, rules=PaperRules()) == ((1,), (2,), (3,))
    assert ranking_of(paper, rules=PaperRules(duplicates="exhaust")) == ((1,), (2,))


def test_an_overvoted_rank_is_no_skipped_rank():
    paper = (BLANK_RANK, (1, 2), BLANK_RANK, (3,))

    assert ranking_of(paper, rules=PaperRules(overvote="skip", max_skipped=1)) == ((3,),)


def test_a_paper_that_keeps_nobody_is_spoiled_and_one_that_names_nobody_blank():
    papers = {((1, 2),): 2, ((1,), (2,)): 3, ((1,), (), (2,)): 1, ((), ()): 4, (): 5, (None,): 6}

    profile = profile_of(papers, candidates=ABC, rules=PaperRules(overvote="exhaust"))

    assert profile == Profile(candidates=ABC, groups=((((1,), (2,)), 4),), blank=9, spoiled=8)
    assert profile.total == 21
