"""The units of the pictures: thousandths of their width, written for SVG."""

from fractions import Fraction

#: The width of every picture, in its own units.
WIDE = 1000


def near(units: Fraction) -> str:
    """Write units as they are: to a tenth, cut off."""
    return _decimal(int(units * 10), 10)


def across(units: Fraction) -> str:
    """Write units as a share of the picture's width: to a hundredth of a percent, cut off."""
    return _decimal(int(units * 10_000 / WIDE), 100) + "%"


def _decimal(number: int, parts: int) -> str:
    whole, rest = divmod(number, parts)
    places = len(str(parts)) - 1
    return f"{whole}.{rest:0{places}d}".rstrip("0").rstrip(".") if rest else str(whole)
