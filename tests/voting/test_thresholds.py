"""Boundaries, one unit either side: E7, E8, E9, E13, E17 and E19 of docs/rules.md#boundary-examples."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from voting.thresholds import (
    MORE_THAN_HALF,
    THREE_QUARTERS,
    TWO_THIRDS,
    Threshold,
    carried,
    percent,
)

PARTS = st.integers(min_value=0, max_value=10**9)
THRESHOLDS = st.sampled_from([TWO_THIRDS, THREE_QUARTERS, MORE_THAN_HALF])


@pytest.mark.parametrize(
    ("threshold", "part", "of", "met"),
    [
        (TWO_THIRDS, 600_000, 900_000, True),
        (TWO_THIRDS, 599_999, 900_000, False),
        (TWO_THIRDS, 20_000, 30_000, True),
        (TWO_THIRDS, 303, 464, False),
        (TWO_THIRDS, 309, 464, False),
        (TWO_THIRDS, 310, 464, True),
        (THREE_QUARTERS, 6, 8, True),
        (THREE_QUARTERS, 300_000, 400_000, True),
        (THREE_QUARTERS, 299_999, 400_000, False),
        (MORE_THAN_HALF, 250_000, 500_000, False),
        (MORE_THAN_HALF, 250_001, 500_000, True),
        (MORE_THAN_HALF, 5, 10, False),
        (MORE_THAN_HALF, 491, 980, True),
        (MORE_THAN_HALF, 490, 980, False),
        (MORE_THAN_HALF, 246, 491, True),
        (MORE_THAN_HALF, 245, 491, False),
    ],
)
def test_a_threshold_is_exact_to_the_last_unit(threshold, part, of, met):
    assert threshold.met(part, of=of) is met


@given(threshold=THRESHOLDS, part=PARTS, of=PARTS)
def test_what_is_needed_is_the_least_that_meets(threshold, part, of):
    needed = threshold.needed(of=of)

    assert threshold.met(needed, of=of)
    assert needed == 0 or not threshold.met(needed - 1, of=of)
    assert threshold.missing(part, of=of) == max(0, needed - part)


@given(threshold=THRESHOLDS, part=PARTS, rest=PARTS)
def test_newcomers_who_all_agree_are_the_fewest_that_do(threshold, part, rest):
    of = part + rest

    more = threshold.missing_from_newcomers(part, of=of)

    assert threshold.met(part + more, of=of + more)
    assert more == 0 or not threshold.met(part + more - 1, of=of + more - 1)


@pytest.mark.parametrize(
    ("part", "of", "text"),
    [
        (20_000, 30_000, "66.66"),
        (66_665, 100_000, "66.66"),
        (1, 1, "100.00"),
        (0, 7, "0.00"),
        (1, 20_000, "0.00"),
        (1, 1_000, "0.10"),
        (0, 0, None),
    ],
)
def test_a_percentage_is_cut_never_rounded(part, of, text):
    assert percent(part, of=of) == text


@pytest.mark.parametrize(("yes", "no", "result"), [(12, 12, False), (13, 12, True)])
def test_a_tie_at_a_meeting_fails(yes, no, result):
    assert carried(yes=yes, no=no) is result


def test_a_threshold_is_data():
    four_fifths = Threshold(numerator=4, denominator=5)

    assert four_fifths.needed(of=11) == 9
