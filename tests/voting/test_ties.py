"""A tie is a result: narrowed by agreed rules in their order, or left standing."""

from voting.ballots import strict
from voting.outcome import Round, Tie
from voting.profile import Candidate, Profile
from voting.ties import COUNCIL_TIES, REFUSE, Breaker, TieRules, lot_order

ABC = tuple(Candidate(id=n, name=name) for n, name in enumerate("ABC", start=1))
# A and B are mirror images; C is last whichever way one looks.
PROFILE = Profile.of({strict((1, 2, 3)): 2, strict((2, 1, 3)): 2}, candidates=ABC)
ALL = (1, 2, 3)


def narrow(among, *, side, n, agreed, rounds=()):
    breaker = Breaker(PROFILE, agreed=agreed, overvote="split")
    return breaker.narrow(among, side=side, n=n, rounds=rounds)


def test_without_rules_a_tie_stands():
    found = narrow(ALL, side="worst", n=2, agreed=REFUSE)

    assert found == (ALL, (Tie(n=2, among=ALL, rule=None),))


def test_every_rule_narrows_what_the_one_before_left():
    agreed = TieRules(rules=COUNCIL_TIES, lot_seed="29 May")

    found = narrow(ALL, side="best", n=1, agreed=agreed)

    drawn = lot_order((1, 2), seed="29 May")
    assert found == (
        drawn[:1],
        (
            Tie(n=1, among=ALL, rule="schulze", order=((1, 2), (3,))),
            Tie(n=1, among=(1, 2), rule="lot", order=tuple((each,) for each in drawn)),
        ),
    )


def test_the_schulze_order_tells_at_once_who_is_worst():
    agreed = TieRules(rules=COUNCIL_TIES)

    found = narrow(ALL, side="worst", n=1, agreed=agreed)

    assert found == ((3,), (Tie(n=1, among=ALL, rule="schulze", order=((1, 2), (3,))),))


def test_a_lot_without_a_seed_decides_nothing():
    found = narrow((1, 2), side="best", n=1, agreed=TieRules(rules=("lot",)))

    assert found == ((1, 2), (Tie(n=1, among=(1, 2), rule=None),))


def test_first_preferences_are_counted_with_everybody_in_the_race():
    agreed = TieRules(rules=("first_preferences",))

    found = narrow((1, 3), side="worst", n=1, agreed=agreed)

    assert found == (
        (3,),
        (Tie(n=1, among=(1, 3), rule="first_preferences", order=((1,), (3,))),),
    )


def test_the_last_earlier_round_that_differs_decides():
    rounds = (
        Round(n=1, tallies={1: 5, 2: 6, 3: 1}, exhausted=0),
        Round(n=2, tallies={1: 7, 2: 4, 3: 1}, exhausted=0),
        Round(n=3, tallies={1: 8, 2: 8, 3: 2}, exhausted=0),
    )
    agreed = TieRules(rules=("previous_rounds",))

    found = narrow((1, 2), side="worst", n=4, agreed=agreed, rounds=rounds)

    step = Tie(n=4, among=(1, 2), rule="previous_rounds", order=((1,), (2,)))
    assert found == ((2,), (step,))


def test_those_whom_one_round_cannot_tell_apart_an_earlier_one_tells():
    rounds = (
        Round(n=1, tallies={1: 5, 2: 4, 3: 9}, exhausted=0),
        Round(n=2, tallies={1: 6, 2: 6, 3: 6}, exhausted=0),
        Round(n=3, tallies={1: 7, 2: 7, 3: 8}, exhausted=0),
    )
    agreed = TieRules(rules=("previous_rounds",))

    found = narrow(ALL, side="worst", n=4, agreed=agreed, rounds=rounds)

    assert found == (
        (2,),
        (
            Tie(n=4, among=ALL, rule="previous_rounds", order=((3,), (1, 2))),
            Tie(n=4, among=(1, 2), rule="previous_rounds", order=((1,), (2,))),
        ),
    )


def test_rounds_that_never_differ_leave_the_tie_to_the_ballot_paper():
    rounds = (Round(n=1, tallies={1: 5, 2: 5, 3: 1}, exhausted=0),)
    agreed = TieRules(rules=("previous_rounds", "order"))

    found = narrow((2, 1), side="worst", n=2, agreed=agreed, rounds=rounds)

    assert found == ((2,), (Tie(n=2, among=(1, 2), rule="order", order=((1,), (2,))),))


def test_the_lot_is_the_one_anybody_can_draw_with_sha256sum():
    # for c in 2 5; do printf 'yishi-lot-1\nseed 1\n%s' $c | sha256sum; done
    assert lot_order((5, 2), seed="seed 1") == (2, 5)


def test_another_seed_can_draw_another_order():
    drawn = {lot_order((1, 2), seed=str(number)) for number in range(20)}

    assert drawn == {(1, 2), (2, 1)}


def test_the_values_used_are_named():
    assert REFUSE.options() == {"ties": "refuse"}
    assert TieRules(rules=("order", "lot"), lot_seed="x").options() == {
        "ties": ("order", "lot"),
        "lot_seed": "x",
    }
