"""Thresholds on heads and on area, exact: integers and cross-multiplication, never a quotient.

"At least two thirds" (三分之二以上) includes the number, "more than half" (过半数) does not
(Civil Code 1259). 200.00 of 300.00 m² has two thirds; a test ``>= 0.6667`` would deny it.
Which decision needs which threshold is data of the law (council/rules), not of this module.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Threshold:
    """A share of a whole: ``numerator/denominator``, itself enough unless ``strict``.

    Amounts may be heads, hundredths of m² or ballots: integers of one unit, none negative.
    """

    numerator: int
    denominator: int
    strict: bool = False

    @property
    def written(self) -> str:
        """The threshold as a lawyer reads it: ``">= 2/3"`` (以上) or ``"> 1/2"`` (过半数)."""
        return f"{'>' if self.strict else '>='} {self.numerator}/{self.denominator}"

    def met(self, part: int, *, of: int) -> bool:
        """Say whether ``part`` of the whole reaches the threshold."""
        have = part * self.denominator
        want = of * self.numerator
        return have > want if self.strict else have >= want

    def needed(self, *, of: int) -> int:
        """Name the least whole part that reaches the threshold."""
        want = of * self.numerator
        if self.strict:
            return want // self.denominator + 1
        return -(-want // self.denominator)

    def missing(self, part: int, *, of: int) -> int:
        """Say how much more is needed while the whole stays as it is; 0 where it is reached."""
        return max(0, self.needed(of=of) - part)

    def missing_from_newcomers(self, part: int, *, of: int) -> int:
        """Say how much must come new, all of it on this side, so that the whole grows with it.

        For thresholds below 1: solves (part + x) · d ≥ (of + x) · n for the least x ≥ 0.
        """
        gap = of * self.numerator - part * self.denominator
        step = self.denominator - self.numerator
        least = gap // step + 1 if self.strict else -(-gap // step)
        return max(0, least)


TWO_THIRDS = Threshold(numerator=2, denominator=3)
THREE_QUARTERS = Threshold(numerator=3, denominator=4)
MORE_THAN_HALF = Threshold(numerator=1, denominator=2, strict=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class DoubleThreshold:
    """A rule for a decision of all owners: the same two thresholds for heads and for area.

    ``quorum``: of all, who must take part. ``majority``: of those taking part, who must agree.
    Source: Civil Code 278.
    """

    quorum: Threshold
    majority: Threshold


ORDINARY = DoubleThreshold(quorum=TWO_THIRDS, majority=MORE_THAN_HALF)
SPECIAL = DoubleThreshold(quorum=TWO_THIRDS, majority=THREE_QUARTERS)


def carried(*, yes: int, no: int) -> bool:
    """Say whether a motion at a meeting carries: more yes than no; a tie fails (南塘十三条, 12–13).

    Abstentions are not asked for and count for neither.
    """
    return yes > no


def percent(part: int, *, of: int) -> str | None:
    """Write a share as a percentage with two decimals, truncated; ``None`` for a share of nothing.

    Truncated, because 66.665 % shown as 66.67 % would look like a pass that it is not.
    """
    if of == 0:
        return None
    hundredths = part * 10_000 // of
    return f"{hundredths // 100}.{hundredths % 100:02d}"
