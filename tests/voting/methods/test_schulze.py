from voting.ballots import strict
from voting.beatpaths import schulze_order
from voting.methods.schulze import SchulzeRules, count_schulze
from voting.outcome import BallotCount, Tie
from voting.profile import Candidate, Profile
from voting.ties import TieRules

ABC = tuple(Candidate(id=n, name=name) for n, name in enumerate("ABC", start=1))


def test_unranked_candidates_are_tied_last():
    votes = Profile.of({strict((2,)): 1, (): 4}, candidates=ABC)

    outcome = count_schulze(votes, rules=SchulzeRules())

    assert outcome.pairwise == ((0, 0, 0), (1, 0, 1), (0, 0, 0))
    assert outcome.ranking == ((2,), (1, 3))
    assert outcome.ballots == BallotCount(total=5, valid=1, blank=4)


def test_margins_and_winning_votes_can_name_different_winners():
    # A cycle: 1 > 2 by 4:2, 2 > 3 by 5:4, 3 > 1 by 6:3. The weakest link is 2 > 3 by its margin
    # of 1, but 1 > 2 by its 4 votes.
    cycle = {strict((2, 3, 1)): 2, strict((3, 1, 2)): 4, ((1, 2), (3,)): 3}
    votes = Profile.of(cycle, candidates=ABC)

    margins = count_schulze(votes, rules=SchulzeRules(strength="margins"))
    winning = count_schulze(votes, rules=SchulzeRules(strength="winning"))

    assert margins.pairwise == winning.pairwise == ((0, 4, 3), (2, 0, 5), (6, 4, 0))
    assert margins.paths == ((0, 2, 1), (1, 0, 1), (3, 2, 0))
    assert winning.paths == ((0, 4, 4), (5, 0, 5), (6, 4, 0))
    assert (margins.ranking, winning.ranking) == (((3,), (1,), (2,)), ((2,), (3,), (1,)))


def test_a_shared_first_place_stands_where_nothing_was_agreed():
    votes = Profile.of({strict((1, 2, 3)): 1, strict((2, 1, 3)): 1}, candidates=ABC)

    outcome = count_schulze(votes, rules=SchulzeRules())

    assert (outcome.winners, outcome.ranking) == ((), ((1, 2), (3,)))
    assert outcome.unresolved == Tie(n=0, among=(1, 2), rule=None)
    assert outcome.lead is None


def test_a_shared_first_place_is_broken_by_the_agreed_rule():
    votes = Profile.of({strict((1, 2, 3)): 1, strict((2, 1, 3)): 1}, candidates=ABC)
    rules = SchulzeRules(ties=TieRules(rules=("order",)))

    outcome = count_schulze(votes, rules=rules)

    assert (outcome.winners, outcome.ranking) == ((1,), ((1, 2), (3,)))


def test_nobody_stands_so_nobody_wins():
    outcome = count_schulze(Profile.of([], candidates=()), rules=SchulzeRules())

    assert (outcome.winners, outcome.ranking, outcome.ties) == ((), (), ())


def test_an_order_that_is_only_partial_is_taken_layer_by_layer():
    # 1 beats 2; 3 is above nobody and below nobody.
    paths = ((0, 4, 2), (0, 0, 2), (2, 2, 0))

    assert schulze_order(paths, candidates=(1, 2, 3)) == ((1, 3), (2,))
