"""The outcome of a participatory budget: what is bought, and what it cost each supporter.

Published as the JSON object of docs/interfaces.md#tally-as-json, with ``selected`` and
``explanation``. Amounts are exact: whole numbers, or fraction strings (``"2500/3"``).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, TypeAlias

from voting.budget import BudgetVote, Project, ProjectId
from voting.counts import Count
from voting.outcome import BallotCount, Option
from voting.outcome_json import Json

#: What decided between equals, in this order: points, people, money, the order of the file.
BudgetTieRule: TypeAlias = Literal["votes", "supporters", "cost", "order"]

#: Why a project is not bought: nobody wants it; too few points (``least_points``); its supporters'
#: money, or the money left over, does not reach; the buying ended before its turn.
Why: TypeAlias = Literal["nobody", "too_few", "supporters_short", "budget_short", "stopped"]


@dataclass(frozen=True, slots=True, kw_only=True)
class BudgetTie:
    """Projects that were equal at a purchase, and the rule that chose the first of ``among``."""

    n: int
    among: tuple[ProjectId, ...]
    rule: BudgetTieRule


@dataclass(frozen=True, slots=True, kw_only=True)
class Payment:
    """How many supporters paid the same amount each."""

    each: Count
    supporters: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Purchase:
    """One round: a project is bought.

    ``points`` it has from ``supporters``. With equal shares ``rho`` is the price of one unit of
    utility, ``payments`` the amounts from the highest: who could not pay the full price paid all
    they had left. ``rho`` is ``None`` and ``payments`` empty where the common budget paid
    (greedy, and what a completion adds). ``left``: the common budget not spent afterwards.
    """

    n: int
    project: ProjectId
    cost: Count
    points: Count
    supporters: int
    left: Count
    rho: Count | None = None
    payments: tuple[Payment, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class NotBought:
    """A project that is not bought, and why; ``lacking`` money kept it out (0: not money)."""

    project: ProjectId
    points: Count
    why: Why
    lacking: Count = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class BudgetOutcome:
    """The result of a budget vote.

    ``endowment``: what every voter could spend in the count that decided, ``raised`` of it added
    to the equal part of the budget by the completion (``None``: nobody is given money of their own).
    ``official`` is what the file says was bought (``None``: nothing), ``otherwise`` what it says was
    paid for with other money.
    """

    method: str
    options: Mapping[str, Option]
    projects: tuple[Project, ...]
    ballots: BallotCount
    budget: Count
    purchases: tuple[Purchase, ...]
    not_bought: tuple[NotBought, ...]
    endowment: Count | None = None
    raised: int = 0
    ties: tuple[BudgetTie, ...] = ()
    official: tuple[ProjectId, ...] | None = None
    otherwise: tuple[ProjectId, ...] = ()

    @property
    def selected(self) -> tuple[ProjectId, ...]:
        """What is bought, in the order of the file."""
        bought = {purchase.project for purchase in self.purchases}
        return tuple(project.id for project in self.projects if project.id in bought)

    @property
    def spent(self) -> Count:
        """What the purchases cost together."""
        return sum((purchase.cost for purchase in self.purchases), start=0)


def papers(vote: BudgetVote) -> BallotCount:
    """Count the ballots of a vote."""
    return BallotCount(total=vote.voters, valid=vote.voters - vote.blank, blank=vote.blank)


def supporters_of(vote: BudgetVote) -> dict[ProjectId, int]:
    """Count who gives each project any points."""
    numbers = {project.id: 0 for project in vote.projects}
    for ballot, number in vote.groups:
        for project, _ in ballot:
            numbers[project] += number
    return numbers


def budget_json(outcome: BudgetOutcome) -> dict[str, Json]:
    """Write the outcome as an object."""
    ballots = outcome.ballots
    written: dict[str, Json] = {
        "method": outcome.method,
        "options": {
            name: list(value) if isinstance(value, tuple) else value
            for name, value in outcome.options.items()
        },
        "candidates": [
            {"id": each.id, "name": each.name, "cost": _exact(each.cost)}
            for each in outcome.projects
        ],
        "ballots": {
            "total": ballots.total,
            "valid": ballots.valid,
            "blank": ballots.blank,
            "spoiled": ballots.spoiled,
        },
        "winners": list(outcome.selected),
        "selected": list(outcome.selected),
        "explanation": {
            "budget": _exact(outcome.budget),
            "spent": _exact(outcome.spent),
            "left": _exact(outcome.budget - outcome.spent),
            "endowment": None if outcome.endowment is None else _exact(outcome.endowment),
            "raised": outcome.raised,
            "purchases": [_purchase(each) for each in outcome.purchases],
            "not_bought": [
                {
                    "id": each.project,
                    "points": _exact(each.points),
                    "why": each.why,
                    "lacking": _exact(each.lacking),
                }
                for each in outcome.not_bought
            ],
        },
        "ties": [{"n": tie.n, "among": list(tie.among), "rule": tie.rule} for tie in outcome.ties],
    }
    if outcome.official is not None:
        written["official"] = {
            "selected": list(outcome.official),
            "otherwise": list(outcome.otherwise),
            "agrees": set(outcome.official) == set(outcome.selected),
        }
    return written


def _purchase(each: Purchase) -> Json:
    return {
        "n": each.n,
        "id": each.project,
        "cost": _exact(each.cost),
        "points": _exact(each.points),
        "supporters": each.supporters,
        "rho": None if each.rho is None else _exact(each.rho),
        "payments": [
            {"each": _exact(payment.each), "supporters": payment.supporters}
            for payment in each.payments
        ],
        "left": _exact(each.left),
    }


def _exact(count: Count) -> int | str:
    if isinstance(count, int):
        return count
    return str(count)
