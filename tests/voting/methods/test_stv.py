from fractions import Fraction

import pytest

from voting.ballots import strict
from voting.methods.stv import VARIANTS, StvRules, count_stv
from voting.outcome import BallotCount, Outcome, Round, Tie
from voting.profile import Candidate, Profile
from voting.ties import TieRules
from voting.transfers import quota_units

ABCD = tuple(Candidate(id=n, name=name) for n, name in enumerate("ABCD", start=1))


def profile(ballots):
    return Profile.of(ballots, candidates=ABCD)


@pytest.mark.parametrize(
    ("quota", "threshold", "units"),
    [
        ("droop", "whole", 800),
        ("droop", "exact", 726),
        ("hare", "whole", 1000),
        ("hare", "exact", 967),
    ],
)
def test_a_quota_is_the_least_that_no_more_than_the_seats_can_reach(quota, threshold, units):
    found = quota_units(29, seats=3, quota=quota, threshold=threshold, unit=100)

    assert found == units


def test_a_surplus_goes_on_at_the_same_smaller_value_for_every_ballot():
    votes = profile({strict((1, 2)): 4, strict((1, 3)): 2, strict((1,)): 1, strict((4,)): 3})

    outcome = count_stv(votes, rules=StvRules(seats=2, decimals=2))

    # Quota 4; A's surplus of 3 on 7 ballots is 0.42 each, and 0.06 is lost.
    assert outcome.rounds == (
        Round(
            n=1,
            tallies={1: 7, 2: 0, 3: 0, 4: 3},
            exhausted=0,
            threshold=4,
            elected=(1,),
            transferred=(1,),
        ),
        Round(
            n=2,
            tallies={1: 4, 2: Fraction("1.68"), 3: Fraction("0.84"), 4: 3},
            exhausted=Fraction("0.42"),
            threshold=4,
            eliminated=(3,),
            lost=Fraction("0.06"),
        ),
        Round(
            n=3,
            tallies={1: 4, 2: Fraction("1.68"), 4: 3},
            exhausted=Fraction("1.26"),
            threshold=4,
            eliminated=(2,),
            lost=Fraction("0.06"),
        ),
        Round(
            n=4,
            tallies={1: 4, 4: 3},
            exhausted=Fraction("2.94"),
            threshold=4,
            elected=(4,),
            lost=Fraction("0.06"),
        ),
    )
    assert (outcome.winners, outcome.decimals) == ((1, 4), 2)
    assert (outcome.method, outcome.seats, outcome.candidates) == ("stv", 2, ABCD)
    assert outcome.ballots == BallotCount(total=10, valid=10)
    assert outcome.options == {
        "variant": "scottish_wigm",
        "overvote": "exhaust",
        "quota": "droop",
        "threshold": "whole",
        "decimals": 2,
        "ties": "refuse",
    }


def test_all_surpluses_of_a_round_go_on_together_or_one_after_the_other():
    votes = profile({strict((1, 3)): 5, strict((2, 4)): 5, strict((3,)): 1, strict((4,)): 2})
    rules = {"seats": 3, "ties": TieRules(rules=("order",))}

    together = count_stv(votes, rules=StvRules(variant="sequential", **rules))
    one = count_stv(votes, rules=StvRules(variant="one_per_round", **rules))
    scottish = count_stv(votes, rules=StvRules(variant="scottish_wigm", **rules))

    assert [each.transferred for each in together.rounds] == [(1, 2), (), ()]
    assert [each.elected for each in one.rounds] == [(1,), (2,), (), (4,)]
    assert [each.transferred for each in scottish.rounds] == [(1,), (2,), (), ()]
    assert together.winners == one.winners == scottish.winners == (1, 2, 4)


def test_several_passes_give_every_seat_to_the_same_majority():
    votes = profile({strict((1, 2)): 6, strict((3, 4)): 5})

    proportional = count_stv(votes, rules=StvRules(seats=2))
    passes = count_stv(votes, rules=StvRules(seats=2, variant="multi_pass"))

    assert (proportional.winners, passes.winners) == ((1, 3), (1, 2))
    assert [each.n for each in passes.rounds] == [1, 2]
    assert passes.decimals is None


def test_several_passes_tell_everything_that_was_used():
    votes = Profile.of(
        {strict((1, 2)): 4, strict((2, 1)): 4, strict((3,)): 1, ((1, 2),): 2, (): 3},
        candidates=ABCD,
        spoiled=1,
    )
    rules = StvRules(
        seats=3, variant="multi_pass", cannot_win=(4,), ties=TieRules(rules=("order",))
    )

    outcome = count_stv(votes, rules=rules)

    def round_(n, tallies, exhausted, elected, eliminated):
        return Round(
            n=n,
            tallies=tallies,
            exhausted=exhausted,
            threshold=(15 - exhausted) // 2 + 1,
            elected=elected,
            eliminated=eliminated,
        )

    assert outcome == Outcome(
        method="stv",
        seats=3,
        options={
            "variant": "multi_pass",
            "overvote": "exhaust",
            "cannot_win": (4,),
            "ties": ("order",),
        },
        candidates=ABCD,
        ballots=BallotCount(total=15, valid=9, blank=3, spoiled=3),
        winners=(1, 2, 3),
        rounds=(
            round_(1, {1: 4, 2: 4, 3: 1, 4: 0}, 6, (), (4,)),
            round_(2, {1: 4, 2: 4, 3: 1}, 6, (), (3,)),
            round_(3, {1: 4, 2: 4}, 7, (1,), (2,)),
            round_(4, {2: 8, 3: 1, 4: 0}, 6, (), (4,)),
            round_(5, {2: 8, 3: 1}, 6, (2,), ()),
            round_(6, {3: 1, 4: 0}, 14, (3,), (4,)),
        ),
        ties=(Tie(n=3, among=(1, 2), rule="order", order=((1,), (2,))),),
    )


def test_a_tie_in_a_later_pass_keeps_those_elected_before():
    votes = profile({strict((1,)): 5, strict((2,)): 2, strict((3,)): 2})

    outcome = count_stv(votes, rules=StvRules(seats=2, variant="multi_pass"))

    assert (outcome.winners, outcome.unresolved) == (
        (1,),
        Tie(n=3, among=(2, 3), rule=None),
    )


def test_a_candidate_that_cannot_win_leaves_before_anybody_is_elected():
    votes = profile({strict((1,)): 6, strict((4, 2)): 4})

    outcome = count_stv(
        votes, rules=StvRules(seats=2, cannot_win=(4,), ties=TieRules(rules=("order",)))
    )

    assert outcome.rounds[0].elected == ()
    assert outcome.rounds[0].eliminated == (4,)
    assert outcome.winners == (1, 2)


@pytest.mark.parametrize("variant", ["scottish_wigm", "sequential", "one_per_round"])
def test_a_tie_for_the_last_place_stops_the_count_with_those_elected_before(variant):
    votes = profile({strict((1,)): 6, strict((2,)): 2, strict((3,)): 2, strict((4,)): 3})

    outcome = count_stv(votes, rules=StvRules(seats=2, variant=variant))

    assert outcome.winners == (1,)
    assert outcome.unresolved is not None
    assert outcome.unresolved.among == (2, 3)


def test_a_tie_for_the_first_surplus_is_a_tie_like_others():
    votes = profile({strict((1, 3)): 5, strict((2, 4)): 5, strict((3,)): 1, strict((4,)): 2})

    outcome = count_stv(votes, rules=StvRules(seats=3))
    alone = count_stv(votes, rules=StvRules(seats=3, variant="one_per_round"))

    assert outcome.ties == (Tie(n=1, among=(1, 2), rule=None),)
    assert (outcome.winners, len(outcome.rounds)) == ((1, 2), 1)
    assert (alone.winners, alone.ties) == ((), outcome.ties)


def test_who_leaves_or_passes_first_is_settled_by_the_agreed_rules():
    # 2 and 3 draw for the last place in round 2; only in round 1 was 3 behind.
    votes = profile({strict((1, 3)): 6, strict((2,)): 3, strict((3,)): 1, strict((4,)): 4})
    rules = {"seats": 2, "decimals": 0, "variant": "scottish_wigm"}
    agreed = TieRules(rules=("previous_rounds", "lot"), lot_seed="x")

    outcome = count_stv(votes, rules=StvRules(ties=agreed, quota="hare", **rules))

    assert outcome.rounds[0].threshold == 7
    assert [each.eliminated for each in outcome.rounds] == [(3,), (2,), ()]

    tied = profile({strict((1, 2)): 4, strict((3,)): 2, strict((2,)): 1, strict((4,)): 2})
    settled = count_stv(tied, rules=StvRules(seats=1, ties=agreed))

    assert settled.ties == (Tie(n=2, among=(3, 4), rule="lot", order=((4,), (3,))),)
    assert [each.eliminated for each in settled.rounds][:2] == [(2,), (3,)]


def test_overvotes_are_read_alike_in_the_count_and_in_its_ties():
    votes = profile({((1, 2),): 2, strict((1,)): 1, strict((2,)): 1, strict((3,)): 3})
    agreed = TieRules(rules=("first_preferences", "order"))

    outcome = count_stv(votes, rules=StvRules(seats=1, overvote="exhaust", ties=agreed))

    assert [tie.rule for tie in outcome.ties] == []
    assert outcome.winners == (3,)


def test_as_many_candidates_as_seats_are_all_elected():
    one = profile({strict((2,)): 1})

    assert count_stv(one, rules=StvRules(seats=4)).winners == (2, 1, 3, 4)
    assert count_stv(one, rules=StvRules(seats=9)).winners == (2, 1, 3, 4)


@pytest.mark.parametrize("variant", VARIANTS)
@pytest.mark.parametrize(
    "ballots", [{}, {(): 5}, {((1, 2),): 5}], ids=["none", "blank", "spoiled"]
)
def test_nobody_is_elected_without_a_valid_ballot(ballots, variant):
    rules = StvRules(seats=2, variant=variant, cannot_win=(4,), ties=TieRules(rules=("order",)))

    outcome = count_stv(profile(ballots), rules=rules)

    assert (outcome.winners, outcome.ties, len(outcome.rounds)) == ((), (), 1)


def test_a_seat_for_which_no_ballot_is_left_stays_empty():
    rules = StvRules(seats=2, variant="multi_pass", ties=TieRules(rules=("order",)))

    assert count_stv(profile({strict((3,)): 5}), rules=rules).winners == (3,)


def test_who_has_no_vote_leaves_without_a_tie_where_others_fill_the_seats():
    votes = profile({strict((1,)): 7, strict((2,)): 1})

    outcome = count_stv(votes, rules=StvRules(seats=2))

    assert (outcome.winners, outcome.ties) == ((1, 2), ())
    assert [each.eliminated for each in outcome.rounds] == [(), (4,), (3,), ()]


def test_a_tie_of_those_without_a_vote_stands_where_one_of_them_gets_a_seat():
    outcome = count_stv(profile({strict((1,)): 7, strict((2,)): 1}), rules=StvRules(seats=3))

    assert outcome.unresolved == Tie(n=2, among=(3, 4), rule=None)


def test_nobody_stands_so_nobody_is_elected():
    nobody = Profile.of([], candidates=())

    assert count_stv(nobody, rules=StvRules(seats=2)).winners == ()
    assert count_stv(nobody, rules=StvRules(seats=2, variant="multi_pass")).winners == ()


def test_papers_that_may_not_be_counted_raise_no_quota():
    votes = Profile.of({strict((1,)): 3, ((1, 2),): 9, (): 7}, candidates=ABCD[:2], spoiled=2)

    outcome = count_stv(votes, rules=StvRules(seats=1))

    assert outcome.ballots == BallotCount(total=21, valid=3, blank=7, spoiled=11)
    assert (outcome.rounds[0].threshold, outcome.rounds[0].exhausted) == (2, 18)
    assert outcome.winners == (1,)


def test_a_transferable_vote_is_not_split():
    with pytest.raises(ValueError, match="split"):
        count_stv(profile({}), rules=StvRules(seats=1, overvote="split"))
