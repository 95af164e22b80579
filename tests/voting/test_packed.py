"""A packed profile is the plain one in another form: every method says the same of both."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from voting.ballots import strict
from voting.beatpaths import strongest_paths
from voting.duels import PairwiseRules
from voting.methods.borda import BordaRules, count_borda
from voting.methods.irv import IrvRules, count_irv
from voting.methods.schulze import count_schulze
from voting.methods.stv import StvRules, count_stv
from voting.packed import (
    PackedProfile,
    pack,
    packed_from_array,
    packed_from_counts,
    packed_from_lists,
)
from voting.packed.paths import packed_paths
from voting.profile import Candidate, Profile
from voting.ties import TieRules, first_preferences


def candidates(count):
    return tuple(Candidate(id=10 * n, name=str(n)) for n in range(1, count + 1))


@st.composite
def rows(draw, *, sizes=(1, 3, 15, 16, 40), longest=20):
    """A number of candidates, and ballots as places on the paper: repeats, gaps, duplicates."""
    size = draw(st.sampled_from(sizes))
    place = st.integers(-1, size)
    ballots = draw(st.lists(st.lists(place, max_size=longest), max_size=12))
    return size, ballots


def plain(size, ballots):
    """The same ballots by the plain road: gaps closed up, second namings passed over."""
    ids = [each.id for each in candidates(size)]
    rankings = [
        strict(dict.fromkeys(ids[place - 1] for place in ballot if place > 0))
        for ballot in ballots
    ]
    return Profile.of(rankings, candidates=candidates(size))


@given(vote=rows())
def test_lists_and_arrays_are_grouped_as_plain_rankings_are(vote):
    size, ballots = vote
    longest = max(map(len, ballots), default=0)
    array = np.zeros((len(ballots), longest), np.int8)
    for row, ballot in zip(array, ballots, strict=True):
        row[: len(ballot)] = ballot

    from_lists = packed_from_lists(ballots, candidates=candidates(size))
    from_array = packed_from_array(array, candidates=candidates(size))

    assert from_lists.unpacked() == plain(size, ballots)
    assert from_array.unpacked() == plain(size, ballots)


@given(vote=rows(), seed=st.integers(0, 3))
def test_every_method_says_the_same_of_packed_and_of_plain_ballots(vote, seed):
    size, ballots = vote
    packed = packed_from_lists(ballots, candidates=candidates(size))
    known = plain(size, ballots)
    ties = TieRules(rules=("previous_rounds", "lot"), lot_seed=str(seed))

    assert packed.pairwise() == known.pairwise()
    for count, rules in (
        (count_irv, IrvRules(ties=ties)),
        (count_irv, IrvRules(ties=ties, batch=True, count_to="two")),
        (count_stv, StvRules(seats=2, ties=ties)),
        (count_stv, StvRules(seats=2, ties=ties, variant="sequential", threshold="exact")),
        (count_schulze, PairwiseRules(ties=ties)),
        (count_borda, BordaRules(ties=ties)),
    ):
        assert count(packed, rules=rules) == count(known, rules=rules)


@st.composite
def weak_profiles(draw):
    """Plain profiles with strict and shared places, blank and spoiled papers."""
    size = draw(st.integers(1, 6))
    ids = [each.id for each in candidates(size)]
    ballots = {}
    for _ in range(draw(st.integers(0, 8))):
        left = draw(st.permutations(ids))
        ranking = []
        while left and draw(st.booleans()):
            cut = draw(st.integers(1, min(3, len(left))))
            ranking.append(tuple(sorted(left[:cut])))
            left = left[cut:]
        ballots[tuple(ranking)] = draw(st.integers(1, 9))
    spoiled = draw(st.integers(0, 2))
    return Profile.of(ballots, candidates=candidates(size), spoiled=spoiled)


@given(profile=weak_profiles(), overvote=st.sampled_from(["split", "exhaust", "skip"]))
def test_shared_places_lie_beside_the_packed_ballots(profile, overvote):
    packed = pack(profile)
    ties = TieRules(rules=("order",))

    assert isinstance(packed, PackedProfile)
    assert packed.unpacked() == profile
    assert (packed.ranked, packed.total) == (profile.ranked, profile.total)
    assert packed.pairwise() == profile.pairwise()
    rules = IrvRules(overvote=overvote, ties=ties)
    assert count_irv(packed, rules=rules) == count_irv(profile, rules=rules)
    if overvote != "split":
        seats = StvRules(seats=2, overvote=overvote, ties=ties)
        assert count_stv(packed, rules=seats) == count_stv(profile, rules=seats)


def test_grouped_counts_are_their_ballots_again_and_again():
    counts = {(1, 2): 3, (2,): 2, (): 4, (3, 1): 0}
    ballots = [[1, 2]] * 3 + [[2]] * 2 + [[]] * 4

    packed = packed_from_counts(counts, candidates=candidates(3))

    assert isinstance(packed, PackedProfile)
    assert packed.unpacked() == plain(3, ballots)


def test_300_candidates_take_wider_codes():
    order = list(range(300, 0, -1))

    packed = packed_from_lists([order, order, [7]], candidates=candidates(300))

    assert packed.keys.bits == 16
    assert packed.unpacked() == plain(300, [order, order, [7]])
    assert packed.pairwise() == plain(300, [order, order, [7]]).pairwise()
    assert first_preferences(packed, overvote="split")[3000] == 2


@given(
    matrix=st.integers(2, 7).flatmap(
        lambda size: st.lists(
            st.lists(st.integers(0, 2**63 - 1) | st.integers(0, 9), min_size=size, max_size=size),
            min_size=size,
            max_size=size,
        )
    ),
    strength=st.sampled_from(["margins", "winning"]),
)
def test_paths_among_many_are_found_as_among_few(matrix, strength):
    rows = tuple(
        tuple(0 if i == j else votes for j, votes in enumerate(row))
        for i, row in enumerate(matrix)
    )

    assert packed_paths(rows, strength=strength) == strongest_paths(rows, strength=strength)


@pytest.mark.parametrize("huge", [2**63, 10**30])
def test_weights_past_64_bits_are_counted_in_plain_integers(huge):
    profile = Profile.of({strict((10, 20)): huge, strict((20,)): 1}, candidates=candidates(2))

    from_counts = packed_from_counts({(1, 2): huge, (2, 0, 2): 1}, candidates=candidates(2))

    assert (from_counts, pack(profile)) == (profile, profile)


def test_weights_up_to_63_bits_are_exact():
    most = 2**63 - 2
    counts = {(1, 2): most, (2,): 1}

    packed = packed_from_counts(counts, candidates=candidates(2))

    assert isinstance(packed, PackedProfile)
    assert packed.pairwise() == ((0, most), (1, 0))
    assert count_irv(packed, rules=IrvRules()).rounds[0].tallies == {10: most, 20: 1}
    assert count_stv(packed, rules=StvRules(seats=1)).rounds[0].tallies == {10: most, 20: 1}


@pytest.mark.parametrize(
    ("array", "weights", "message"),
    [
        ([[4]], None, "candidate 4 of 3"),
        ([1], None, "two dimensions"),
        ([[1]], [-1], "negative weight -1"),
        ([[1], [2]], [2**62, 2**62], "more than 63 bits"),
    ],
)
def test_what_cannot_be_packed_is_refused(array, weights, message):
    given_weights = None if weights is None else np.array(weights, np.int64)

    with pytest.raises(ValueError, match=message):
        packed_from_array(
            np.array(array, np.int64), candidates=candidates(3), weights=given_weights
        )


@pytest.mark.parametrize("ballot", [[4], [400], [-400]])
def test_a_list_that_names_nobody_known_is_refused(ballot):
    with pytest.raises(ValueError, match="candidate"):
        packed_from_lists([[1], ballot], candidates=candidates(3))
