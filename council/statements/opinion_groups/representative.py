"""Which statements stand for a group: those it answers otherwise than the rest, beyond chance.

As Polis publishes it: the probability of an answer with one added to either side, its ratio to that
of everybody else, and two tests on proportions at 90 per cent, one-sided.
"""

import math
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal, TypeAlias

Side: TypeAlias = Literal["agree", "disagree"]
SIDES: tuple[Side, ...] = ("agree", "disagree")

#: The one-sided 90 per cent point of the normal distribution.
Z_90 = 1.2816


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """The answers to one statement among some participants."""

    agree: int = 0
    disagree: int = 0
    unsure: int = 0

    @property
    def seen(self) -> int:
        """How many answered."""
        return self.agree + self.disagree + self.unsure

    def of(self, side: Side) -> int:
        """How many took a side."""
        return self.agree if side == "agree" else self.disagree

    def chance(self, side: Side) -> Fraction:
        """Tell the probability that one of them takes a side: (takers + 1) / (seen + 2)."""
        return Fraction(self.of(side) + 1, self.seen + 2)

    def __add__(self, other: "Tally") -> "Tally":
        """Put two together."""
        return Tally(
            agree=self.agree + other.agree,
            disagree=self.disagree + other.disagree,
            unsure=self.unsure + other.unsure,
        )


def one_proportion(takers: int, seen: int) -> float:
    """Test whether more than half take a side: a value of the normal distribution."""
    takers, seen = takers + 1, seen + 1
    return 2.0 * math.sqrt(seen) * (takers / seen - 0.5)


def two_proportions(takers: int, seen: int, other_takers: int, other_seen: int) -> float:
    """Test whether a side is taken more often here than elsewhere: a value of the same kind."""
    takers, seen, other_takers, other_seen = (
        each + 1 for each in (takers, seen, other_takers, other_seen)
    )
    pooled = (takers + other_takers) / (seen + other_seen)
    if pooled >= 1.0:
        return 0.0
    spread = math.sqrt(pooled * (1.0 - pooled) * (1.0 / seen + 1.0 / other_seen))
    return (takers / seen - other_takers / other_seen) / spread


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """That a statement stands for a group by one side; ``metric`` orders such statements."""

    side: Side
    metric: float


def standing(here: Tally, rest: Tally) -> Standing | None:
    """Tell by which side a statement stands for a group; None where the tests do not bear it out."""
    apart = {
        side: two_proportions(here.of(side), here.seen, rest.of(side), rest.seen) for side in SIDES
    }
    side: Side = "agree" if apart["agree"] > apart["disagree"] else "disagree"
    sure = one_proportion(here.of(side), here.seen)
    if apart[side] <= Z_90 or sure <= Z_90:
        return None
    ratio = here.chance(side) / rest.chance(side)
    metric = float(ratio) * apart[side] * float(here.chance(side)) * sure
    return Standing(side=side, metric=metric)
