"""A number of ballots: whole, or an exact fraction where one ballot counts for several."""

from fractions import Fraction
from typing import TypeAlias

Count: TypeAlias = int | Fraction


def whole(count: Count) -> Count:
    """Write a fraction that is a whole number as an integer."""
    return count.numerator if isinstance(count, Fraction) and count.denominator == 1 else count
