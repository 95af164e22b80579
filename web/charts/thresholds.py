"""One measure of an owners' vote against its threshold: a bar in parts, and where the line stands.

The line stands exactly at the share that the law asks for, so a bar that reaches it reaches it in
the picture too; whether exactly the line is enough is said by ``sign`` (≥ 以上, > 过半数).
"""

from fractions import Fraction

from council.kernel.values import value
from voting.measures import Measure
from voting.thresholds import ORDINARY, SPECIAL, TWO_THIRDS, Threshold
from web.charts.units import WIDE

#: From here on a line's label stands to its left, where there is more room.
HALF = 500


@value
class Segment:
    """A part of a bar, in units of the picture. ``kind`` names what it stands for."""

    kind: str
    x: Fraction
    wide: Fraction


@value
class Gauge:
    """A bar of the whole. ``line`` is the threshold, ``sign`` how a lawyer writes it: ``≥ 2/3``."""

    segments: tuple[Segment, ...]
    line: Fraction
    sign: str
    met: bool

    @property
    def aside(self) -> bool:
        """Whether the line's label stands to its left."""
        return self.line > HALF


def gauge(
    part: int, whole: int, threshold: Threshold = TWO_THIRDS, *, kind: str = "", **beside: int
) -> Gauge:
    """Hold a part of a whole (heads, or hundredths of m²) against a threshold.

    ``beside``: what else is in the whole, by its kind, drawn after the part.
    """
    segments, at = [], Fraction(0)
    for name, amount in ((kind, part), *beside.items()):
        wide = Fraction(amount * WIDE, whole) if whole else Fraction(0)
        if wide:
            segments.append(Segment(kind=name, x=at, wide=wide))
        at += wide
    sign = threshold.written.replace(">=", "\N{GREATER-THAN OR EQUAL TO}")
    return Gauge(
        segments=tuple(segments),
        line=Fraction(threshold.numerator * WIDE, threshold.denominator),
        sign=sign,
        met=threshold.met(part, of=whole),
    )


def quorum_gauge(measure: Measure) -> Gauge:
    """Draw who took part, of all."""
    return gauge(measure.participating, measure.total, kind="part")


def majority_gauge(measure: Measure, *, special: bool) -> Gauge:
    """Draw who agreed, of those who took part, and what the others said."""
    rule = SPECIAL if special else ORDINARY
    return gauge(
        measure.agree,
        measure.participating,
        rule.majority,
        kind="agree",
        oppose=measure.oppose,
        abstain=measure.abstain,
        unclear=measure.unclear,
    )
