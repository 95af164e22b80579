"""A bar against its threshold: what reaches the line in law reaches it in the picture, exactly."""

from fractions import Fraction

from hypothesis import given, settings
from hypothesis import strategies as st

from voting.measures import Measure
from voting.thresholds import MORE_THAN_HALF, THREE_QUARTERS, TWO_THIRDS
from web.charts.thresholds import Gauge, Segment, gauge, majority_gauge, quorum_gauge
from web.charts.units import WIDE, across

HEADS = Measure(total=464, participating=325, agree=251, oppose=54, abstain=20)


def test_the_storys_owners_stand_beyond_both_lines():
    assert quorum_gauge(HEADS) == Gauge(
        segments=(Segment(kind="part", x=Fraction(0), wide=Fraction(325_000, 464)),),
        line=Fraction(2000, 3),
        sign="≥ 2/3",
        met=True,
    )
    shown = majority_gauge(HEADS, special=True)
    assert [each.kind for each in shown.segments] == ["agree", "oppose", "abstain"]
    assert (shown.line, shown.sign, shown.met) == (750, "≥ 3/4", True)


def test_half_is_not_more_than_half_and_the_sign_says_so():
    half = Measure(total=10, participating=10, agree=5, oppose=5, abstain=0)

    shown = majority_gauge(half, special=False)

    assert (shown.sign, shown.met, shown.segments[0].wide) == ("> 1/2", False, shown.line)


def test_of_nothing_there_is_only_the_line():
    assert gauge(0, 0, kind="part").segments == ()


@settings(deadline=None)
@given(
    st.data(),
    st.integers(1, 10**12),
    st.sampled_from([TWO_THIRDS, THREE_QUARTERS, MORE_THAN_HALF]),
)
def test_the_bar_reaches_the_line_just_where_the_law_is_met(data, whole, threshold):
    part = data.draw(st.integers(0, whole))

    shown = gauge(part, whole, threshold, kind="part", oppose=whole - part)

    wide = shown.segments[0].wide if part else Fraction(0)
    assert shown.met == (wide > shown.line if threshold.strict else wide >= shown.line)
    assert sum(each.wide for each in shown.segments) == WIDE


def test_units_are_written_as_shares_and_cut_off():
    assert [across(Fraction(each)) for each in (0, 1000, Fraction(2000, 3), 125)] == [
        "0%",
        "100%",
        "66.66%",
        "12.5%",
    ]
