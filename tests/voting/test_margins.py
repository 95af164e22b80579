"""Margins held against trying every change of up to two ballots."""

from collections import Counter
from itertools import combinations, permutations, product

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from voting.ballots import strict
from voting.duels import PairwiseRules
from voting.grades import Grades
from voting.margins import Margin, fewest, grades_margin, margin_of
from voting.methods.borda import BordaRules, count_borda
from voting.methods.copeland import count_copeland
from voting.methods.irv import IrvRules, count_irv
from voting.methods.minimax import count_minimax
from voting.methods.plurality import PluralityRules, count_plurality
from voting.methods.ranked_pairs import count_ranked_pairs
from voting.methods.schulze import count_schulze
from voting.methods.score import GradeRules, count_score
from voting.methods.stv import StvRules, count_stv
from voting.profile import Candidate, Profile
from voting.standing import tallies
from voting.ties import TieRules

IDS = (1, 2, 3)
CANDIDATES = tuple(Candidate(id=each, name="ABC"[each - 1]) for each in IDS)
STRICT = [strict(order) for size in range(4) for order in permutations(IDS, size)]
SHARED = [((1, 2),), ((2, 3), (1,)), ((1, 3), (2,)), ((3,), (1, 2)), ((1, 2, 3),)]
EVERY = [*STRICT, *SHARED]
TIES = TieRules(rules=("order",))


def of(ballots):
    return Profile.of(ballots, candidates=CANDIDATES)


def margin_told(outcome, profile):
    return margin_of(outcome, profile, counted=profile)


def leaders(outcome):
    return frozenset(outcome.ranking[0])


def last_standing(profile, race=frozenset(IDS)):
    """Everybody who could win an instant runoff, however ties for the last place fall."""
    if len(race) == 1:
        return race
    handed = profile.parcel().hand_out(continuing=race, overvote="split")
    votes = tallies(((holders, each.weight) for holders, each in handed.items()), candidates=race)
    lowest = [each for each in race if votes[each] == min(votes.values())]
    return frozenset().union(*(last_standing(profile, race - {each}) for each in lowest))


def in_pairs(count, strength):
    rules = PairwiseRules(strength=strength, ties=TIES)
    return (
        lambda profile: count(profile, rules=rules),
        lambda profile: leaders(count(profile, rules=rules)),
    )


METHODS = {
    "plurality": (
        lambda profile: count_plurality(profile, rules=PluralityRules(ties=TIES)),
        lambda profile: leaders(count_plurality(profile, rules=PluralityRules())),
    ),
    "irv": (lambda profile: count_irv(profile, rules=IrvRules(ties=TIES)), last_standing),
    "borda": (
        lambda profile: count_borda(profile, rules=BordaRules(ties=TIES)),
        lambda profile: leaders(count_borda(profile, rules=BordaRules())),
    ),
    **{
        f"{count.__name__[6:]} {strength}": in_pairs(count, strength)
        for count in (count_schulze, count_ranked_pairs, count_minimax, count_copeland)
        for strength in ("margins", "winning")
    },
}


def true_margin(ballots, winner, possible):
    """Try every change of none, one and two ballots; 3 where none of them is enough."""
    for changed in range(3):
        for places in combinations(range(len(ballots)), min(changed, len(ballots))):
            for instead in product(EVERY, repeat=len(places)):
                tried = list(ballots)
                for place, ballot in zip(places, instead, strict=True):
                    tried[place] = ballot
                if possible(of(tried)) != {winner}:
                    return changed
    return 3


@pytest.mark.slow
@pytest.mark.parametrize("method", METHODS)
@settings(max_examples=40)
@given(ballots=st.lists(st.sampled_from(EVERY), min_size=1, max_size=5))
def test_fewer_changes_change_nothing_and_an_exact_margin_is_enough(method, ballots):
    count, possible = METHODS[method]
    outcome = count(of(ballots))
    assume(outcome.winners)

    margin = margin_told(outcome, of(ballots))

    found = true_margin(ballots, outcome.winners[0], possible)
    assert margin.ballots_changed <= found or found == 3
    if margin.bound == "exact":
        assert margin.ballots_changed == found or (margin.ballots_changed, found) > (2, 2)


CYCLE = [strict((1, 2, 3))] * 4 + [strict((2, 3, 1))] * 3 + [strict((3, 1, 2))] * 2


@pytest.mark.slow
@pytest.mark.parametrize("method", [method for method in METHODS if " " in method])
@pytest.mark.parametrize("ballots", [CYCLE, [*CYCLE[:7], strict((3, 1, 2)), ((3,), (1, 2))]])
def test_where_everybody_is_beaten_the_bound_holds_too(method, ballots):
    count, possible = METHODS[method]
    outcome = count(of(ballots))

    margin = margin_told(outcome, of(ballots))

    found = true_margin(ballots, outcome.winners[0], possible)
    assert margin.ballots_changed <= found
    assert margin.bound == "lower" or margin.ballots_changed == found


def test_whoever_is_left_beside_the_dropped_is_safe_until_one_comes_back():
    # 1 and 2 lose to the default 3 by 2 : 4 and 0 : 6; with one ballot 1 is not yet back.
    ballots = of({strict((1, 3, 2)): 2, strict((3, 1, 2)): 4})
    outcome = count_schulze(ballots, rules=PairwiseRules(default_option=3))

    assert (outcome.winners, outcome.dropped) == ((3,), (1, 2))
    assert margin_told(outcome, ballots) == Margin(ballots_changed=1, bound="lower")


def test_the_story_could_have_turned_with_one_ballot():
    ballots = {strict((1, 2, 3)): 92, strict((2, 1)): 54, strict((3,)): 144}

    outcome = count_irv(of(ballots), rules=IrvRules())

    assert outcome.lead == 2
    assert margin_told(outcome, of(ballots)) == Margin(ballots_changed=1, bound="exact")


def test_a_runoff_may_turn_sooner_than_its_last_pair_says():
    # In the last round B is 20 ahead; but one ballot brings B and C level in the first.
    ballots = {strict((1,)): 40, strict((2, 1)): 31, strict((3, 2)): 29}

    outcome = count_irv(of(ballots), rules=IrvRules())

    assert [(each.tallies, each.eliminated) for each in outcome.rounds] == [
        ({1: 40, 2: 31, 3: 29}, (3,)),
        ({1: 40, 2: 60}, ()),
    ]
    assert margin_told(outcome, of(ballots)) == Margin(ballots_changed=1, bound="exact")


def test_a_winner_of_a_tie_has_no_margin():
    ballots = of({strict((1,)): 1, strict((2,)): 1})

    assert margin_told(
        count_plurality(ballots, rules=PluralityRules(ties=TIES)), ballots
    ) == Margin(ballots_changed=0, bound="exact")


def test_without_a_winner_or_a_rival_there_is_no_margin():
    tied = of({strict((1,)): 1, strict((2,)): 1})
    alone = Profile.of({strict((1,)): 1}, candidates=CANDIDATES[:1])

    assert margin_told(count_plurality(tied, rules=PluralityRules()), tied) is None
    assert margin_told(count_irv(alone, rules=IrvRules()), alone) is None


def test_of_seats_by_transfers_no_more_is_proved_than_that_a_ballot_must_change():
    ballots = of({strict((1, 2)): 7, strict((2,)): 2, strict((3,)): 2})
    one_seat_tied = of({strict((1,)): 1, strict((2,)): 1})

    told = margin_told(count_stv(ballots, rules=StvRules(seats=2)), ballots)
    tied = count_stv(one_seat_tied, rules=StvRules(seats=1, ties=TIES))

    assert told == Margin(ballots_changed=1, bound="lower")
    assert margin_told(tied, one_seat_tied) == Margin(ballots_changed=0, bound="lower")


def test_a_default_option_may_be_what_turns_first():
    # 1 beats 3 by 10, and the default 2 by 6 : 3; with a ratio of 2 it is dropped at once.
    ballots = of({strict((1, 2, 3)): 7, strict((2, 1, 3)): 3})
    rules = PairwiseRules(default_option=2, default_majority=2)

    outcome = count_schulze(ballots, rules=rules)

    # One ballot changed from 7 : 3 gives 6 : 4, which is not more than twice as many.
    assert margin_told(outcome, ballots) == Margin(ballots_changed=1, bound="exact")


def test_what_a_lead_costs_is_taken_where_it_moves_most():
    assert fewest(5, [(1, 9), (2, 2)]) == 3
    with pytest.raises(ValueError, match="cannot undo"):
        fewest(5, [(1, 2)])


def test_a_large_vote_is_bounded_from_its_outcome_alone(monkeypatch):
    monkeypatch.setattr("voting.margins.EFFORT", 1)
    ballots = of({strict((1, 2)): 40, strict((2, 1)): 31, strict((3, 2)): 19, strict((2, 3)): 2})

    counted = {
        "irv": count_irv(ballots, rules=IrvRules()),
        "borda": count_borda(ballots, rules=BordaRules()),
        "schulze": count_schulze(ballots, rules=PairwiseRules()),
    }

    assert {name: margin_told(outcome, ballots) for name, outcome in counted.items()} == {
        "irv": Margin(ballots_changed=6, bound="lower"),
        "borda": Margin(ballots_changed=4, bound="lower"),
        "schulze": Margin(ballots_changed=6, bound="lower"),
    }


@settings(max_examples=40)
@given(
    ballots=st.lists(st.tuples(*[st.integers(0, 2)] * 3), min_size=1, max_size=4),
    scale=st.sampled_from([(2, 1, 0), (2,)]),
)
def test_a_margin_of_points_is_exact(ballots, scale):
    grades = Grades(
        candidates=CANDIDATES,
        groups=tuple(sorted(Counter(ballots).items())),
        ranked=of({strict((1,)): len(ballots)}),
    )
    outcome = count_score(grades, rules=GradeRules(ties=TIES))
    winner = outcome.winners[0] - 1

    margin = grades_margin(outcome, grades, scale=scale)

    def level(points):
        sums = [sum(column) for column in zip(*points, strict=True)]
        return any(sums[at] >= sums[winner] for at in range(3) if at != winner)

    best = [tuple(2 if at == rival else 0 for at in range(3)) for rival in range(3)]
    enough = next(
        size
        for size in range(len(ballots) + 1)
        for places in combinations(range(len(ballots)), size)
        for instead in best
        if level([instead if at in places else each for at, each in enumerate(ballots)])
    )
    assert margin == Margin(ballots_changed=enough, bound="exact")
