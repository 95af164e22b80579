"""What a chart needs, as plain data: labels, and series of as many exact numbers.

``rounds``: bars of tallies, a series a round, ``None`` for who is out; ``mark`` is what each round
needed. ``duels``: a series a row of the pairwise matrix. ``budget``: what is bought, by cost and by
the highest amount a supporter paid.
"""

from dataclasses import dataclass
from typing import Literal, TypeAlias

from voting.budget_outcome import BudgetOutcome
from voting.counts import Count
from voting.outcome import Outcome

ChartKind: TypeAlias = Literal["rounds", "duels", "budget"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Series:
    """One row of numbers, in the order of the labels."""

    name: str
    values: tuple[Count | None, ...]
    mark: Count | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    """A chart's data."""

    kind: ChartKind
    labels: tuple[str, ...]
    series: tuple[Series, ...]


def chart_of(outcome: Outcome) -> Chart:
    """Chart the rounds of an outcome, or its pairs where it has no rounds."""
    labels = tuple(each.name for each in outcome.candidates)
    if outcome.rounds:
        series = tuple(
            Series(
                name=str(each.n),
                values=tuple(each.tallies.get(candidate.id) for candidate in outcome.candidates),
                mark=each.threshold,
            )
            for each in outcome.rounds
        )
        return Chart(kind="rounds", labels=labels, series=series)
    series = tuple(
        Series(name=name, values=row) for name, row in zip(labels, outcome.pairwise, strict=True)
    )
    return Chart(kind="duels", labels=labels, series=series)


def budget_chart(outcome: BudgetOutcome) -> Chart:
    """Chart what was bought, in the order of buying."""
    names = {project.id: project.name for project in outcome.projects}
    bought = outcome.purchases
    most = tuple(each.payments[0].each if each.payments else None for each in bought)
    return Chart(
        kind="budget",
        labels=tuple(names[each.project] for each in bought),
        series=(
            Series(name="cost", values=tuple(each.cost for each in bought)),
            Series(name="each", values=most),
        ),
    )
