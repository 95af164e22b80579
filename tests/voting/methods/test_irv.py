from fractions import Fraction

import pytest

from voting.ballots import strict
from voting.methods.irv import IrvRules, council_irv, count_irv
from voting.outcome import BallotCount, Round, Tie
from voting.profile import Candidate, Profile
from voting.ties import TieRules

ABC = tuple(Candidate(id=n, name=name) for n, name in enumerate("ABC", start=1))


def profile(ballots):
    return Profile.of(ballots, candidates=ABC)


def test_a_majority_of_first_preferences_ends_the_count():
    outcome = count_irv(profile({strict((1, 2)): 6, strict((2,)): 5}), rules=IrvRules())

    assert outcome.winners == (1,)
    assert outcome.rounds == (
        Round(n=1, tallies={1: 6, 2: 5, 3: 0}, exhausted=0, threshold=6, elected=(1,)),
    )


def test_exactly_half_is_not_a_majority():
    votes = profile({strict((1,)): 5, strict((2,)): 3, strict((3, 2)): 2})

    outcome = count_irv(votes, rules=IrvRules())

    assert [each.eliminated for each in outcome.rounds] == [(3,), ()]
    assert outcome.unresolved == Tie(n=2, among=(1, 2), rule=None)
    assert outcome.winners == ()
    assert outcome.lead is None


def test_counting_to_two_shows_the_last_comparison():
    votes = profile({strict((1, 2)): 6, strict((2,)): 3, strict((3, 2)): 1})

    outcome = count_irv(votes, rules=IrvRules(count_to="two"))

    assert [each.tallies for each in outcome.rounds] == [{1: 6, 2: 3, 3: 1}, {1: 6, 2: 4}]
    assert (outcome.winners, outcome.lead) == ((1,), 2)


def test_a_majority_of_all_ballots_can_take_a_round_more():
    votes = profile({strict((1,)): 4, strict((2,)): 3, strict((3,)): 2})

    of_continuing = count_irv(votes, rules=IrvRules())
    of_all = count_irv(votes, rules=IrvRules(majority="all"))

    assert of_continuing.rounds[-1] == Round(
        n=2, tallies={1: 4, 2: 3}, exhausted=2, threshold=4, elected=(1,)
    )
    assert of_all.rounds[-1] == Round(
        n=2, tallies={1: 4, 2: 3}, exhausted=2, threshold=5, elected=(1,), eliminated=(2,)
    )


def test_a_shared_place_is_handed_on_as_its_holders_leave():
    votes = profile({((1, 2, 3),): 3, strict((1,)): 2, strict((2,)): 1})

    outcome = count_irv(votes, rules=council_irv(lot_seed=None))

    assert [each.tallies for each in outcome.rounds] == [
        {1: 3, 2: 2, 3: 1},
        {1: Fraction(7, 2), 2: Fraction(5, 2)},
    ]
    assert (outcome.winners, outcome.lead) == ((1,), 1)


def test_an_overvote_at_the_top_spoils_the_paper_where_overvotes_exhaust():
    votes = profile({((1, 2), (3,)): 4, strict((3,)): 1, (): 2})

    outcome = count_irv(votes, rules=IrvRules(overvote="exhaust", majority="all"))

    assert outcome.ballots == BallotCount(total=7, valid=1, blank=2, spoiled=4)
    assert outcome.rounds[0].exhausted == 6
    assert outcome.winners == (3,)


def test_first_preferences_that_break_a_tie_follow_the_overvote_rule_of_the_count():
    votes = profile({((1, 2),): 2, ((2, 3),): 2, strict((1,)): 1, strict((3,)): 2})
    ties = TieRules(rules=("first_preferences", "order"))

    outcome = count_irv(votes, rules=IrvRules(overvote="split", ties=ties))

    assert outcome.ties == (Tie(n=1, among=(1, 2), rule="order", order=((1,), (2,))),)


def test_nobody_stands_so_nobody_wins():
    outcome = count_irv(Profile.of([], candidates=()), rules=IrvRules())

    assert (outcome.winners, outcome.rounds, outcome.unresolved) == ((), (), None)


@pytest.mark.parametrize(
    "ballots", [{}, {(): 5}, {((1, 2),): 5}], ids=["none", "blank", "spoiled"]
)
@pytest.mark.parametrize("candidates", [ABC[:1], ABC], ids=["one", "three"])
def test_nobody_is_elected_without_a_valid_ballot(ballots, candidates):
    unusable = {} if len(candidates) == 1 and ((1, 2),) in ballots else ballots
    rules = IrvRules(overvote="exhaust", cannot_win=(3,), ties=TieRules(rules=("order",)))

    outcome = count_irv(Profile.of(unusable, candidates=candidates), rules=rules)

    assert (outcome.winners, outcome.ties, len(outcome.rounds)) == ((), (), 1)
    assert outcome.rounds[0].eliminated == ()


def test_a_candidate_numbered_zero_can_win():
    candidates = (Candidate(id=0, name="zero"), Candidate(id=1, name="one"))
    votes = Profile.of({strict((0,)): 2, strict((1,)): 1}, candidates=candidates)

    assert count_irv(votes, rules=IrvRules()).winners == (0,)


FIVE = tuple(Candidate(id=n, name=str(n)) for n in range(1, 6))


def five(*firsts):
    """So many first preferences for 1, 2, 3, 4 and 5."""
    ballots = {strict((n,)): votes for n, votes in enumerate(firsts, start=1)}
    return Profile.of(ballots, candidates=FIVE)


def eliminated(profile, **rules):
    outcome = count_irv(profile, rules=IrvRules(batch=True, **rules))
    return [each.eliminated for each in outcome.rounds]


def test_who_has_no_vote_leaves_without_a_tie():
    votes = Profile.of({strict((1,)): 2, strict((2,)): 2, strict((3, 1)): 1}, candidates=FIVE)

    outcome = count_irv(votes, rules=IrvRules())

    assert [each.eliminated for each in outcome.rounds] == [(4, 5), (3,), ()]
    assert (outcome.winners, outcome.ties) == ((1,), ())


def test_a_tie_of_nobodies_stands_where_nobody_else_is_left():
    votes = profile({strict((3,)): 2})

    outcome = count_irv(votes, rules=IrvRules(cannot_win=(3,)))

    assert (outcome.winners, outcome.unresolved) == ((), Tie(n=2, among=(1, 2), rule=None))


def test_those_who_cannot_catch_up_in_any_order_leave_without_a_tie():
    outcome = count_irv(five(1, 1, 3, 5, 5), rules=IrvRules())

    assert [each.eliminated for each in outcome.rounds] == [(1, 2), (3,), ()]
    assert outcome.unresolved == Tie(n=3, among=(4, 5), rule=None)


@pytest.mark.parametrize(
    "rules",
    [
        IrvRules(ties=TieRules(rules=("previous_rounds",))),
        IrvRules(overvote="exhaust_if_multiple_continuing"),
    ],
    ids=["earlier rounds tell", "overvotes look at who runs"],
)
def test_a_tie_whose_order_has_a_say_in_what_follows_stands(rules):
    outcome = count_irv(five(1, 1, 3, 5, 6), rules=rules)

    assert outcome.unresolved == Tie(n=1, among=(1, 2), rule=None)


def test_those_who_together_stay_below_the_next_leave_together():
    # 1 + 2 + 3 = 6 stay below 7; 6 + 7 = 13 do not stay below 9.
    assert eliminated(five(3, 9, 1, 7, 2)) == [(1, 3, 5), ()]


def test_a_batch_that_only_draws_level_with_the_next_is_no_batch():
    assert eliminated(five(2, 4, 1, 3, 4))[0] == (3,)


def test_a_batch_may_end_below_an_even_larger_gap():
    # 1 and 1 draw level with 2, but all three stay below 5.
    assert eliminated(five(5, 1, 6, 2, 1))[0] == (2, 4, 5)


def test_a_batch_leaves_two_where_the_count_goes_on_to_two():
    assert eliminated(five(1, 2, 4, 8, 16), count_to="two") == [(1, 2, 3), ()]
    assert eliminated(five(1, 2, 4, 8, 16)) == [()]


def test_with_a_majority_of_all_a_batch_leaves_the_leader():
    votes = Profile.of({strict((1,)): 4, strict((2, 1)): 1, strict((3,)): 1}, candidates=ABC)

    outcome = count_irv(votes, rules=IrvRules(batch=True, majority="all"))

    assert [each.elected for each in outcome.rounds] == [(1,)]


def test_nobody_is_elected_while_those_who_cannot_win_are_in_the_race():
    votes = profile({strict((1,)): 6, strict((3, 2)): 3, strict((2,)): 1})

    outcome = count_irv(votes, rules=IrvRules(cannot_win=(3,)))

    assert outcome.rounds == (
        Round(n=1, tallies={1: 6, 2: 1, 3: 3}, exhausted=0, threshold=6, eliminated=(3,)),
        Round(n=2, tallies={1: 6, 2: 4}, exhausted=0, threshold=6, elected=(1,)),
    )


def test_all_who_cannot_win_leave_together_and_the_last_one_left_is_elected():
    votes = profile({strict((3,)): 6, strict((2,)): 3})

    outcome = count_irv(votes, rules=IrvRules(cannot_win=(2, 3)))

    assert [each.eliminated for each in outcome.rounds] == [(2, 3)]
    assert outcome.winners == (1,)


def test_the_values_used_are_told():
    agreed = council_irv(lot_seed="2026")

    assert agreed == IrvRules(
        overvote="split",
        ties=TieRules(rules=("schulze", "first_preferences", "lot"), lot_seed="2026"),
    )
    assert count_irv(profile({}), rules=agreed).options == {
        "overvote": "split",
        "majority": "continuing",
        "count_to": "majority",
        "ties": ("schulze", "first_preferences", "lot"),
        "strength": "margins",
        "lot_seed": "2026",
    }
    assert count_irv(profile({}), rules=IrvRules(batch=True, cannot_win=(2,))).options == {
        "overvote": "split",
        "majority": "continuing",
        "count_to": "majority",
        "batch": True,
        "cannot_win": (2,),
        "ties": "refuse",
    }


def test_spoiled_papers_are_told_and_never_count():
    votes = Profile.of({strict((1,)): 2, strict((2,)): 1}, candidates=ABC, spoiled=3)

    outcome = count_irv(votes, rules=IrvRules(majority="all"))

    assert outcome.ballots == BallotCount(total=6, valid=3, spoiled=3)
    assert outcome.rounds[0] == Round(
        n=1, tallies={1: 2, 2: 1, 3: 0}, exhausted=3, threshold=2, elected=(1,)
    )
