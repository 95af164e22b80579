"""How a pot is spent: each funded project a step, as wide as it costs, parted by who paid how much."""

from collections.abc import Iterable
from fractions import Fraction

from council.kernel.values import value
from council.polls.budgets.counting import BudgetResult, Funded
from web.charts.units import WIDE


@value
class Step:
    """A funded project in the picture: where it begins in the pot, how wide it is.

    ``cuts`` part it where those begin who paid less for it than the ones before them.
    """

    letter: str
    x: Fraction
    wide: Fraction
    cuts: tuple[Fraction, ...]


@value
class Pot:
    """The steps in the order of buying, and where what is left begins."""

    steps: tuple[Step, ...]
    left: Fraction


def pot_of(counted: BudgetResult) -> Pot:
    """Draw a counted budget vote; a step ends where the next begins."""
    steps, at = [], Fraction(0)
    for each in counted.funded:
        wide = Fraction(each.cost_fen * WIDE, counted.pot_fen)
        cuts = tuple(_cuts(each, at, wide))
        steps.append(Step(letter=each.letter, x=at, wide=wide, cuts=cuts))
        at += wide
    return Pot(steps=tuple(steps), left=at)


def _cuts(project: Funded, at: Fraction, wide: Fraction) -> Iterable[Fraction]:
    """Where one group of payers ends and the next begins; nothing where payments are not all told."""
    paid = [Fraction(each.each_fen) * each.supporters for each in project.payments]
    if sum(paid) != project.cost_fen:
        return
    for amount in paid[:-1]:
        at += wide * amount / project.cost_fen
        yield at
