"""One row of the report: what was measured, its raw limit in the same run, the budget."""

from council.kernel.values import value


@value
class Row:
    """``ratio`` is what the budget speaks of; ``met`` is None where there is no budget to meet."""

    name: str
    what: str
    measured: str
    limit: str
    ratio: str
    budget: str
    met: bool | None
    note: str = ""


def rate(per_second: float) -> str:
    """A rate as it is read."""
    return f"{per_second:,.0f}/s"
