"""How far a campaign is: what came in and what was promised, each a bar, against its target.

The picture is as wide as the largest of its figures, so that what passes the target is seen to pass it.
"""

from fractions import Fraction

from council.kernel.values import value
from web.charts.units import WIDE

#: From here on a line's label stands to its left, where there is more room.
HALF = 500


@value
class Mark:
    """A line across the bars: the target, or what is needed to start."""

    name: str
    fen: int
    x: Fraction

    @property
    def aside(self) -> bool:
        """Whether its label stands to its left."""
        return self.x > HALF


@value
class Progress:
    """The widths of the bars, and the lines across them, in the order of their labels from the top.

    The nearer an end a line stands the higher, so that no line runs through another's label.
    """

    received: Fraction
    pledged: Fraction
    marks: tuple[Mark, ...]


def target_chart(
    *, received_fen: int, pledged_fen: int, target_fen: int, needed_fen: int = 0
) -> Progress:
    """Draw a campaign; ``needed_fen`` is what it takes to start, 0 where any sum does.

    Where that is the target itself, one line stands for both (``needed``).
    """
    widest = max(received_fen, pledged_fen, target_fen, needed_fen, 1)

    def wide(fen: int) -> Fraction:
        return Fraction(max(0, fen) * WIDE, widest)

    lines = {target_fen: "needed" if needed_fen == target_fen else "target"}
    if needed_fen and needed_fen != target_fen:
        lines[needed_fen] = "needed"
    marks = [Mark(name=lines[fen], fen=fen, x=wide(fen)) for fen in sorted(lines)]
    return Progress(
        received=wide(received_fen),
        pledged=wide(pledged_fen),
        marks=(
            *(mark for mark in marks if not mark.aside),
            *(mark for mark in reversed(marks) if mark.aside),
        ),
    )
