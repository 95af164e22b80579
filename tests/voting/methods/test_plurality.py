from fractions import Fraction

from voting.ballots import strict
from voting.methods.plurality import PluralityRules, count_plurality
from voting.outcome import BallotCount, Outcome, Round, Tie
from voting.profile import Candidate, Profile
from voting.ties import TieRules

ABC = tuple(Candidate(id=n, name=name) for n, name in enumerate("ABC", start=1))


def test_the_highest_tally_wins_without_a_majority():
    votes = Profile.of({strict((1,)): 4, strict((2, 3)): 3, strict((3, 2)): 3}, candidates=ABC)

    outcome = count_plurality(votes, rules=PluralityRules())

    assert outcome.winners == (1,)
    assert outcome.ranking == ((1,), (2, 3))
    assert outcome.rounds == (Round(n=1, tallies={1: 4, 2: 3, 3: 3}, exhausted=0, elected=(1,)),)


def test_a_shared_first_place_is_split_or_spoils_the_paper():
    votes = Profile.of({((1, 2),): 1, strict((3,)): 1, (): 1}, candidates=ABC)

    split = count_plurality(votes, rules=PluralityRules(overvote="split"))
    spoiled = count_plurality(votes, rules=PluralityRules(overvote="exhaust"))

    half = Fraction(1, 2)
    assert split.rounds[0].tallies == {1: half, 2: half, 3: 1}
    assert spoiled.rounds[0].tallies == {1: 0, 2: 0, 3: 1}
    assert spoiled.ballots == BallotCount(total=3, valid=1, blank=1, spoiled=1)


def test_a_tie_stands_where_nothing_was_agreed():
    votes = Profile.of({strict((1,)): 1, strict((2,)): 1}, candidates=ABC)

    outcome = count_plurality(votes, rules=PluralityRules())

    assert outcome.winners == ()
    assert outcome.ties == (Tie(n=1, among=(1, 2), rule=None),)


def test_nobody_stands_so_nobody_wins():
    outcome = count_plurality(Profile.of([], candidates=()), rules=PluralityRules())

    assert (outcome.winners, outcome.ties) == ((), ())


def test_an_outcome_tells_everything_that_was_used():
    votes = Profile.of(
        {strict((1,)): 2, strict((3, 2)): 2, ((1, 2),): 1, (): 1}, candidates=ABC, spoiled=1
    )
    agreed = TieRules(rules=("previous_rounds", "lot"), lot_seed="x")

    outcome = count_plurality(votes, rules=PluralityRules(overvote="exhaust", ties=agreed))

    assert outcome == Outcome(
        method="plurality",
        options={
            "overvote": "exhaust",
            "ties": ("previous_rounds", "lot"),
            "lot_seed": "x",
        },
        candidates=ABC,
        ballots=BallotCount(total=7, valid=4, blank=1, spoiled=2),
        winners=(1,),
        rounds=(Round(n=1, tallies={1: 2, 2: 0, 3: 2}, exhausted=3, elected=(1,)),),
        ranking=((1, 3), (2,)),
        ties=(Tie(n=1, among=(1, 3), rule="lot", order=((1,), (3,))),),
    )


def test_first_preferences_that_break_a_tie_follow_the_overvote_rule_of_the_count():
    votes = Profile.of({strict((1,)): 2, strict((3,)): 2, ((1, 2),): 2}, candidates=ABC)
    agreed = TieRules(rules=("first_preferences", "order"))

    exhaust = count_plurality(votes, rules=PluralityRules(overvote="exhaust", ties=agreed))

    assert [tie.rule for tie in exhaust.ties] == ["order"]
