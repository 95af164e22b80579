"""The units of the pictures: thousandths of their width, written for SVG."""

from fractions import Fraction

#: The width of every picture, in its own units.
WIDE = 1000


def across(units: Fraction) -> str:
    """Write units as a share of the picture's width: to a hundredth of a percent, cut off."""
    whole, rest = divmod(int(units * 10_000 / WIDE), 100)
    return f"{whole}.{rest:02d}".rstrip("0").rstrip(".") + "%"
