"""Where ballots went: read off the tallies, exactly, or not told."""

from dataclasses import replace
from fractions import Fraction
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from tests.voting.test_properties import BALLOTS, of
from voting.handed_on import HandedOn, handed_on
from voting.methods.irv import IrvRules, council_irv, count_irv
from voting.outcome import Round
from voting.standing import OVERVOTES

FIRST = Round(n=1, tallies={1: 5, 2: 4, 3: 3}, exhausted=1, eliminated=(3,))
SECOND = Round(n=2, tallies={1: 7, 2: 4}, exhausted=2, elected=(1,))


def test_what_another_has_more_came_from_whoever_left():
    moved = handed_on(FIRST, SECOND)

    assert moved == HandedOn(n=1, givers={3: 3}, gains={1: 2}, exhausted=1)
    assert not moved.together


def test_of_several_who_leave_together_only_what_they_gave_together_is_known():
    before = replace(FIRST, tallies={1: 5, 2: 2, 3: 1}, eliminated=(2, 3))

    moved = handed_on(before, Round(n=2, tallies={1: 7}, exhausted=2))

    assert moved == HandedOn(n=1, givers={2: 2, 3: 1}, gains={1: 2}, exhausted=1)
    assert moved.together


def test_who_had_nothing_takes_nothing_along():
    before = replace(FIRST, tallies={1: 5, 2: 2, 3: 0}, eliminated=(2, 3))

    moved = handed_on(before, Round(n=2, tallies={1: 7}, exhausted=1))

    assert moved is not None
    assert not moved.together


def test_tallies_that_do_not_fit_together_say_nothing():
    odd = (
        replace(SECOND, tallies={1: 8, 2: 4}),  # more came than was given
        replace(SECOND, tallies={1: 9, 2: 2}),  # one who stayed lost
        replace(SECOND, exhausted=0),  # a ballot came back
        replace(SECOND, tallies={1: 7, 2: 4, 3: 0}),  # who left is still there
    )

    assert [handed_on(FIRST, after) for after in odd] == [None] * 4


def test_shared_places_move_in_exact_parts():
    before = Round(
        n=1, tallies={1: Fraction(5, 2), 2: 2, 3: Fraction(3, 2)}, exhausted=0, eliminated=(3,)
    )

    moved = handed_on(before, Round(n=2, tallies={1: 3, 2: 3}, exhausted=0))

    assert moved == HandedOn(
        n=1, givers={3: Fraction(3, 2)}, gains={1: Fraction(1, 2), 2: 1}, exhausted=0
    )


@given(BALLOTS, st.sampled_from(OVERVOTES))
def test_every_count_tells_where_all_ballots_went_and_none_is_lost(ballots, overvote):
    rules = (council_irv(lot_seed="a seed"), IrvRules(overvote=overvote, batch=True))

    for outcome in (count_irv(of(ballots), rules=each) for each in rules):
        for before, after in pairwise(outcome.rounds):
            moved = handed_on(before, after)

            assert moved is not None
            assert sum(moved.gains.values()) + moved.exhausted == sum(moved.givers.values())
            assert all(gain > 0 for gain in moved.gains.values())
