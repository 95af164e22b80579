"""What is known of each method in the literature, tried on votes that Hypothesis makes up."""

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from voting.duels import PairwiseRules
from voting.methods.borda import BordaRules, count_borda
from voting.methods.copeland import count_copeland
from voting.methods.minimax import count_minimax
from voting.methods.plurality import PluralityRules, count_plurality
from voting.methods.ranked_pairs import count_ranked_pairs
from voting.methods.schulze import count_schulze
from voting.methods.stv import StvRules, count_stv
from voting.profile import Candidate, Profile
from voting.ties import TieRules

IDS = (1, 2, 3, 4)
CLONE = 5
STRENGTHS = st.sampled_from(["margins", "winning"])


@st.composite
def profiles(draw):
    """A few strict rankings of four, some cut short, with weights."""
    ballots = {}
    for _ in range(draw(st.integers(1, 7))):
        order = draw(st.permutations(IDS))[: draw(st.integers(1, 4))]
        ballots[tuple((candidate,) for candidate in order)] = draw(st.integers(1, 9))
    return of(ballots)


def of(ballots, ids=IDS):
    known = [Candidate(id=each, name=f"option {each}") for each in ids]
    return Profile.of(ballots, candidates=known)


def first(count, profile, strength):
    return set(count(profile, rules=PairwiseRules(strength=strength)).ranking[0])


def smith_set(profile):
    """The smallest set whose members all beat everybody outside it."""
    matrix = profile.pairwise()
    at = {candidate: place for place, candidate in enumerate(profile.ids)}

    def holds(member, other):
        return matrix[at[member]][at[other]] > matrix[at[other]][at[member]]

    def closed(candidate):
        reached = {candidate}
        while True:
            more = {
                other
                for other in profile.ids
                for member in reached
                if other not in reached and not holds(member, other)
            }
            if not more:
                return reached
            reached |= more

    return min((closed(candidate) for candidate in profile.ids), key=len)


@pytest.mark.parametrize("count", [count_schulze, count_ranked_pairs, count_copeland])
@given(profile=profiles(), strength=STRENGTHS)
def test_the_winner_is_one_of_the_smith_set(count, profile, strength):
    assert first(count, profile, strength) <= smith_set(profile)


@pytest.mark.parametrize(
    "count", [count_schulze, count_ranked_pairs, count_copeland, count_minimax]
)
@given(profile=profiles(), strength=STRENGTHS)
def test_whoever_beats_everybody_wins(count, profile, strength):
    smith = smith_set(profile)
    assume(len(smith) == 1)

    assert first(count, profile, strength) == smith


def raised(profile, winner, chosen):
    """One of the ballots that name the winner below the top puts it a place higher."""
    below = [
        (ranking, weight)
        for ranking, weight in profile.groups
        if any(winner in group for group in ranking[1:])
    ]
    assume(below)
    ranking, weight = below[chosen % len(below)]
    at = ranking.index((winner,))
    moved = list(ranking)
    moved[at - 1], moved[at] = moved[at], moved[at - 1]
    ballots = dict(profile.groups)
    del ballots[ranking]
    ballots[tuple(moved)] = ballots.get(tuple(moved), 0) + weight
    return of(ballots)


@pytest.mark.parametrize(
    "count",
    [
        lambda profile: count_schulze(profile, rules=PairwiseRules()),
        lambda profile: count_ranked_pairs(profile, rules=PairwiseRules()),
        lambda profile: count_minimax(profile, rules=PairwiseRules()),
        lambda profile: count_minimax(profile, rules=PairwiseRules(strength="winning")),
        lambda profile: count_copeland(profile, rules=PairwiseRules()),
        lambda profile: count_borda(profile, rules=BordaRules()),
        lambda profile: count_plurality(profile, rules=PluralityRules()),
    ],
    ids=[
        "schulze",
        "ranked_pairs",
        "minimax",
        "minimax winning",
        "copeland",
        "borda",
        "plurality",
    ],
)
@given(profile=profiles(), chosen=st.integers(0, 9))
def test_to_rank_the_winner_higher_does_not_unseat_it(count, profile, chosen):
    winners = count(profile).winners
    assume(len(winners) == 1)

    again = count(raised(profile, winners[0], chosen))

    assert winners[0] in again.ranking[0]


def cloned(profile, candidate, seed):
    """A clone stands beside a candidate on every ballot, now above it, now below."""
    ballots = {}
    for number, (ranking, weight) in enumerate(profile.groups):
        pair = [(candidate,), (CLONE,)]
        if seed >> number & 1:
            pair.reverse()
        ballots[
            tuple(
                place
                for group in ranking
                for place in (pair if group == (candidate,) else [group])
            )
        ] = weight
    return of(ballots, (*IDS, CLONE))


@pytest.mark.parametrize("count", [count_schulze, count_ranked_pairs])
@given(
    profile=profiles(),
    candidate=st.sampled_from(IDS),
    seed=st.integers(0, 127),
    strength=STRENGTHS,
)
def test_a_clone_neither_helps_nor_harms(count, profile, candidate, seed, strength):
    before = first(count, profile, strength)

    after = first(count, cloned(profile, candidate, seed), strength)

    assert {candidate if each == CLONE else each for each in after} == before


@pytest.mark.parametrize("count", [count_schulze, count_ranked_pairs, count_copeland])
@given(profile=profiles())
def test_the_only_winner_does_not_win_when_every_ballot_is_turned_round(count, profile):
    complete = {}
    for ranking, weight in profile.groups:
        named = {candidate for group in ranking for candidate in group}
        rest = tuple(candidate for candidate in IDS if candidate not in named)
        whole = (*ranking, *([rest] if rest else []))
        complete[whole] = complete.get(whole, 0) + weight

    winners = count(of(complete), rules=PairwiseRules()).winners
    turned = count(of({r[::-1]: w for r, w in complete.items()}), rules=PairwiseRules())

    assert not winners or turned.winners != winners


SEATS = st.integers(1, 4)
IN_ORDER = TieRules(rules=("previous_rounds", "order"))


@given(profile=profiles(), seats=SEATS, quota=st.sampled_from(["droop", "hare"]))
def test_votes_in_transfer_neither_come_nor_go(profile, seats, quota):
    for variant in ("scottish_wigm", "sequential", "one_per_round"):
        outcome = count_stv(
            profile, rules=StvRules(seats=seats, variant=variant, quota=quota, ties=IN_ORDER)
        )

        for each in outcome.rounds:
            assert sum(each.tallies.values()) + each.exhausted + each.lost == profile.total
        assert len(set(outcome.winners)) == len(outcome.winners) == min(seats, len(IDS))


@given(profile=profiles(), seats=SEATS)
def test_a_solid_group_with_a_quota_gets_a_seat(profile, seats):
    """Droop proportionality for groups of one: whoever has a quota of first choices is elected."""
    outcome = count_stv(profile, rules=StvRules(seats=seats, ties=IN_ORDER))

    quota = profile.ranked // (seats + 1) + 1
    tops = {}
    for ranking, weight in profile.groups:
        tops[ranking[0][0]] = tops.get(ranking[0][0], 0) + weight
    assert {candidate for candidate, votes in tops.items() if votes >= quota} <= set(
        outcome.winners
    )
