"""A count of ballots is written in one way, whole or as a fraction."""

from fractions import Fraction

from voting.counts import whole


def test_a_whole_fraction_is_written_as_an_integer():
    assert isinstance(whole(Fraction(4, 2)), int)
    assert whole(Fraction(1, 2)) == Fraction(1, 2)
