"""Tennessee chooses a capital, and a circle of three: ranked pairs, minimax, Copeland, Borda."""

from fractions import Fraction
from itertools import permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from voting.ballots import strict
from voting.duels import PairwiseRules
from voting.methods import ranked_pairs
from voting.methods.borda import BordaRules, count_borda
from voting.methods.copeland import count_copeland
from voting.methods.minimax import count_minimax
from voting.methods.ranked_pairs import count_ranked_pairs
from voting.methods.schulze import count_schulze
from voting.outcome import BallotCount, Outcome, Round, Tie
from voting.profile import Candidate, Profile
from voting.ties import TieRules

MEMPHIS, NASHVILLE, CHATTANOOGA, KNOXVILLE = 1, 2, 3, 4
CITIES = tuple(
    Candidate(id=n, name=name)
    for n, name in enumerate(("Memphis", "Nashville", "Chattanooga", "Knoxville"), start=1)
)
TENNESSEE = Profile.of(
    {
        strict((1, 2, 3, 4)): 42,
        strict((2, 3, 4, 1)): 26,
        strict((3, 4, 2, 1)): 15,
        strict((4, 3, 2, 1)): 17,
    },
    candidates=CITIES,
)
ABC = tuple(Candidate(id=n, name=name) for n, name in enumerate("ABC", start=1))
# 3 > 1 by 9:3, 1 > 2 by 8:4, 2 > 3 by 7:5: a circle whose weakest link is 2 > 3.
CIRCLE = Profile.of(
    {strict((1, 2, 3)): 3, strict((2, 3, 1)): 4, strict((3, 1, 2)): 5}, candidates=ABC
)
PAIRWISE = [count_copeland, count_minimax, count_ranked_pairs, count_schulze]


@pytest.mark.parametrize("count", PAIRWISE)
def test_tennessee_puts_its_capital_where_a_majority_prefers_it_to_any_other(count):
    outcome = count(TENNESSEE, rules=PairwiseRules())

    assert (outcome.winners, outcome.ties) == ((NASHVILLE,), ())
    assert outcome.pairwise == ((0, 42, 42, 42), (58, 0, 68, 68), (58, 32, 0, 83), (58, 32, 17, 0))


@pytest.mark.parametrize("count", [count_copeland, count_ranked_pairs, count_schulze])
def test_where_majorities_make_no_circle_they_make_the_order(count):
    outcome = count(TENNESSEE, rules=PairwiseRules())

    assert outcome.ranking == ((NASHVILLE,), (CHATTANOOGA,), (KNOXVILLE,), (MEMPHIS,))


def test_minimax_orders_by_the_worst_duel_alone():
    outcome = count_minimax(TENNESSEE, rules=PairwiseRules())

    assert outcome.ranking == ((NASHVILLE,), (MEMPHIS,), (CHATTANOOGA,), (KNOXVILLE,))


def test_borda_gives_a_point_for_everybody_below():
    outcome = count_borda(TENNESSEE, rules=BordaRules())

    assert outcome.rounds[0].tallies == {1: 126, 2: 194, 3: 173, 4: 107}
    assert outcome.ranking == ((NASHVILLE,), (CHATTANOOGA,), (MEMPHIS,), (KNOXVILLE,))
    assert outcome.ballots == BallotCount(total=100, valid=100)


def test_borda_shares_the_points_of_places_that_are_shared_or_left_out():
    votes = Profile.of({((1, 2), (3,)): 1, strict((3,)): 1, (): 5}, candidates=ABC)

    outcome = count_borda(votes, rules=BordaRules())

    assert outcome.rounds[0].tallies == {1: 2, 2: 2, 3: 2}
    assert count_borda(Profile.of({strict((3,)): 1}, candidates=ABC), rules=BordaRules()).rounds[
        0
    ].tallies == {1: Fraction(1, 2), 2: Fraction(1, 2), 3: 2}
    assert outcome.ties == (Tie(n=1, among=(1, 2, 3), rule=None),)


@pytest.mark.parametrize("strength", ["margins", "winning"])
def test_a_circle_breaks_at_its_weakest_link(strength):
    rules = PairwiseRules(strength=strength)

    assert count_ranked_pairs(CIRCLE, rules=rules).ranking == ((3,), (1,), (2,))
    assert count_minimax(CIRCLE, rules=rules).ranking == ((3,), (2,), (1,))
    assert count_schulze(CIRCLE, rules=rules).ranking == ((3,), (1,), (2,))


def test_copeland_ties_a_circle_and_the_agreed_rules_narrow_it():
    refused = count_copeland(CIRCLE, rules=PairwiseRules())
    settled = count_copeland(CIRCLE, rules=PairwiseRules(ties=TieRules(rules=("schulze",))))

    assert (refused.ranking, refused.winners) == (((1, 2, 3),), ())
    assert refused.unresolved == Tie(n=0, among=(1, 2, 3), rule=None)
    assert settled.winners == (3,)
    assert settled.options == {"ties": ("schulze",), "strength": "margins"}


def test_an_outcome_tells_everything_that_was_used():
    votes = Profile.of(
        {strict((1, 2, 3)): 3, strict((2, 3, 1)): 4, strict((3, 1, 2)): 5, (): 2},
        candidates=ABC,
        spoiled=1,
    )
    matrix = ((0, 8, 3), (4, 0, 7), (9, 5, 0))
    common = {
        "candidates": ABC,
        "ballots": BallotCount(total=15, valid=12, blank=2, spoiled=1),
        "pairwise": matrix,
    }
    lot = TieRules(rules=("lot",), lot_seed="x")

    assert count_copeland(votes, rules=PairwiseRules(ties=lot)) == Outcome(
        method="copeland",
        options={"ties": ("lot",), "lot_seed": "x"},
        winners=(1,),
        ranking=((1, 2, 3),),
        ties=(Tie(n=0, among=(1, 2, 3), rule="lot", order=((1,), (2,), (3,))),),
        **common,
    )
    assert count_minimax(votes, rules=PairwiseRules(default_option=1)) == Outcome(
        method="minimax",
        options={
            "ties": "refuse",
            "strength": "margins",
            "default_option": 1,
            "default_majority": "1",
        },
        winners=(3,),
        ranking=((3,), (1,)),
        dropped=(2,),
        **common,
    )
    assert count_ranked_pairs(votes, rules=PairwiseRules(strength="winning")) == Outcome(
        method="ranked_pairs",
        options={"ties": "refuse", "strength": "winning"},
        winners=(3,),
        ranking=((3,), (1,), (2,)),
        **common,
    )
    assert count_borda(votes, rules=BordaRules(ties=lot)) == Outcome(
        method="borda",
        options={"ties": ("lot",), "lot_seed": "x"},
        winners=(3,),
        rounds=(Round(n=1, tallies={1: 11, 2: 11, 3: 14}, exhausted=3, elected=(3,)),),
        ranking=((3,), (1, 2)),
        **common,
    )


def test_borda_breaks_a_shared_first_place_in_its_only_round():
    votes = Profile.of({strict((1, 2, 3)): 1, strict((2, 1, 3)): 1}, candidates=ABC)

    outcome = count_borda(votes, rules=BordaRules(ties=TieRules(rules=("order",))))

    assert outcome.ties == (Tie(n=1, among=(1, 2), rule="order", order=((1,), (2,))),)
    assert outcome.winners == outcome.rounds[0].elected == (1,)


@pytest.mark.parametrize(
    ("strength", "ranking"),
    [("margins", ((3,), (2,), (1,))), ("winning", ((2,), (3,), (1,)))],
)
def test_minimax_by_winning_votes_asks_how_many_and_by_margins_how_many_more(strength, ranking):
    # 1 > 2 by 4:2, 2 > 3 by 5:4, 3 > 1 by 6:3.
    votes = Profile.of(
        {strict((2, 3, 1)): 2, strict((3, 1, 2)): 4, ((1, 2), (3,)): 3}, candidates=ABC
    )

    outcome = count_minimax(votes, rules=PairwiseRules(strength=strength))

    assert outcome.ranking == ranking


@pytest.mark.parametrize(
    ("strength", "ranking"),
    [("margins", ((3,), (1,), (2,))), ("winning", ((2,), (3,), (1,)))],
)
def test_ranked_pairs_lock_the_strongest_by_the_agreed_measure(strength, ranking):
    # 1 > 2 by 4:2, 2 > 3 by 5:4, 3 > 1 by 6:3.
    votes = Profile.of(
        {strict((2, 3, 1)): 2, strict((3, 1, 2)): 4, ((1, 2), (3,)): 3}, candidates=ABC
    )

    assert count_ranked_pairs(votes, rules=PairwiseRules(strength=strength)).ranking == ranking


def test_a_lead_of_one_ballot_is_a_majority():
    votes = Profile.of({strict((1, 2)): 2, strict((2, 1)): 1}, candidates=ABC[:2])

    rankings = [count(votes, rules=PairwiseRules()).ranking for count in PAIRWISE]

    assert rankings == [((1,), (2,))] * len(PAIRWISE)


def test_majorities_of_one_strength_that_close_a_circle_are_left_out_together():
    even = Profile.of(
        {strict((1, 2, 3)): 1, strict((2, 3, 1)): 1, strict((3, 1, 2)): 1}, candidates=ABC
    )

    outcome = count_ranked_pairs(even, rules=PairwiseRules())

    assert (outcome.ranking, outcome.winners) == (((1, 2, 3),), ())


def test_of_equal_strengths_the_smaller_opposition_is_locked_in_first():
    # 3 > 1 by 5:2, 1 > 2 by 4:2 and 2 > 3 by 4:3: the last would close the circle.
    votes = Profile.of(
        {
            strict((1, 2, 3)): 2,
            strict((2, 3)): 2,
            strict((3, 1, 2)): 2,
            strict((3,)): 1,
        },
        candidates=ABC,
    )

    outcome = count_ranked_pairs(votes, rules=PairwiseRules(strength="winning"))

    assert outcome.pairwise == ((0, 4, 2), (2, 0, 4), (5, 3, 0))
    assert outcome.ranking == ((3,), (1,), (2,))


@pytest.mark.parametrize("count", PAIRWISE)
def test_an_option_that_does_not_beat_the_default_is_dropped(count):
    # 3 is the default. 1 wins over 2 and has a majority over the default, but not one of 2:1.
    votes = Profile.of(
        {strict((1, 3, 2)): 2, strict((1, 2, 3)): 4, strict((2, 3, 1)): 3}, candidates=ABC
    )
    simple = PairwiseRules(default_option=3)
    twofold = PairwiseRules(default_option=3, default_majority=2)

    kept = count(votes, rules=simple)
    dropped = count(votes, rules=twofold)

    assert (kept.dropped, kept.ranking) == ((), ((1,), (2,), (3,)))
    assert (dropped.dropped, dropped.ranking) == ((1,), ((2,), (3,)))
    assert dropped.pairwise == kept.pairwise
    assert dropped.options["default_majority"] == "2"


@pytest.mark.parametrize("count", [*PAIRWISE])
def test_nobody_stands_so_nobody_wins(count):
    nobody = Profile.of([], candidates=())

    outcome = count(nobody, rules=PairwiseRules())

    assert (outcome.winners, outcome.ranking, outcome.ties) == ((), (), ())
    assert count_borda(nobody, rules=BordaRules()).winners == ()


@pytest.mark.parametrize("ballots", [{}, {(): 5}], ids=["none", "blank"])
@pytest.mark.parametrize("candidates", [ABC[:1], ABC], ids=["one", "three"])
def test_nobody_is_elected_without_a_valid_ballot(ballots, candidates):
    votes = Profile.of(ballots, candidates=candidates)
    order = TieRules(rules=("order",))

    outcomes = [count(votes, rules=PairwiseRules(ties=order)) for count in PAIRWISE]

    outcomes.append(count_borda(votes, rules=BordaRules(ties=order)))
    assert [(each.winners, each.ties) for each in outcomes] == [((), ())] * 5


def first_in_some_order(profile):
    """Try every order of equal majorities: by margins, then by the smaller opposition."""
    matrix, size = profile.pairwise(), len(profile.ids)
    margins = {
        (i, j): (matrix[i][j] - matrix[j][i], -matrix[j][i])
        for i, j in permutations(range(size), 2)
        if matrix[i][j] > matrix[j][i]
    }
    states = {frozenset()}
    for margin in sorted(set(margins.values()), reverse=True):
        equal = [link for link in margins if margins[link] == margin]
        states = {locked_in(state, order) for state in states for order in permutations(equal)}
    return {
        profile.ids[i]
        for state in states
        for i in range(size)
        if not any(lower == i for _, lower in state)
    }


def locked_in(state, order):
    locked = set(state)
    for i, j in order:
        if not leads(locked, j, i):
            locked.add((i, j))
    return frozenset(locked)


def leads(locked, start, end):
    return start == end or any(leads(locked, j, end) for i, j in locked if i == start)


@settings(max_examples=200)
@given(
    ballots=st.lists(
        st.tuples(st.permutations((1, 2, 3, 4)), st.integers(1, 4), st.integers(1, 2)), max_size=6
    )
)
def test_ranked_pairs_put_first_whom_some_order_of_equal_majorities_puts_first(ballots):
    names = (*ABC, Candidate(id=4, name="D"))
    rankings = [strict(order[:length]) for order, length, weight in ballots for _ in range(weight)]
    votes = Profile.of(rankings, candidates=names)

    outcome = count_ranked_pairs(votes, rules=PairwiseRules())

    assert set(outcome.ranking[0]) == first_in_some_order(votes)
    assert sorted(each for group in outcome.ranking for each in group) == [1, 2, 3, 4]


ABCD = (*ABC, Candidate(id=4, name="D"))


def test_whoever_is_first_in_every_order_of_equal_majorities_wins():
    # 4 > 2, 1 > 2 and 2 > 3 are locked first; 3 > 1 and 3 > 4 then close circles, 4 > 1 does not.
    votes = Profile.of(
        {strict((1, 4, 2, 3)): 2, strict((3, 4, 1, 2)): 3, strict((2,)): 3}, candidates=ABCD
    )

    outcome = count_ranked_pairs(votes, rules=PairwiseRules())

    assert (outcome.winners, outcome.ranking) == ((4,), ((4,), (1,), (2,), (3,)))


def test_first_are_only_those_whom_some_order_puts_there():
    # Of 3 > 4 > 1 and 4 > 2, equally strong after 1 > 3 and 2 > 3, some orders beat 1, some 4, each 2.
    votes = Profile.of(
        {
            strict((4, 1, 2)): 3,
            strict((3, 4)): 1,
            strict((1, 2, 3)): 3,
            strict((3, 4, 2)): 3,
            strict((2, 1, 4)): 2,
        },
        candidates=ABCD,
    )

    assert count_ranked_pairs(votes, rules=PairwiseRules()).ranking == ((1, 4), (2,), (3,))


def test_too_many_orders_to_try_leave_a_tie_that_hides_nobody(monkeypatch):
    votes = Profile.of(
        {strict((1, 2, 3)): 1, strict((2, 3, 1)): 1, strict((3, 1, 2)): 1}, candidates=ABC
    )
    monkeypatch.setattr(ranked_pairs, "PATIENCE", 0)

    assert count_ranked_pairs(votes, rules=PairwiseRules()).ranking == ((1, 2, 3),)
