"""Greedy (贪心法): projects are bought from the most wanted down, each that still fits.

Definition: go through the projects by points (with approval ballots: supporters), and buy each
whose cost the money left still covers. With ``cardinality`` they go by points for their cost, so
that cheap projects come sooner. A project below the vote's least points, or that nobody wants, is
not bought. Variants, for a project that the money left does not cover:

``skip``     it is passed over, and cheaper ones behind it may still be bought;
``no_skip``  the buying ends there.

Source: the rules of Polish city budgets; "greedy", "greedy-threshold" and "greedy-no-skip" of Pabulib.
Ties: more points (with ``cardinality``), then more supporters, then lower cost, then the order of
the file.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal, TypeAlias, get_args

from voting.budget import BudgetVote, Project, ProjectId
from voting.budget_outcome import (
    BudgetOutcome,
    BudgetTie,
    BudgetTieRule,
    NotBought,
    Purchase,
    Why,
    papers,
    supporters_of,
)
from voting.counts import Count, whole
from voting.outcome import Option

Utility: TypeAlias = Literal["cost", "cardinality"]
UTILITIES: tuple[Utility, ...] = get_args(Utility)
Variant: TypeAlias = Literal["skip", "no_skip"]
VARIANTS: tuple[Variant, ...] = get_args(Variant)


@dataclass(frozen=True, slots=True, kw_only=True)
class GreedyRules:
    """What was agreed before the vote."""

    utility: Utility = "cost"
    variant: Variant = "skip"

    def options(self) -> dict[str, Option]:
        """Write the values used, as every outcome repeats them."""
        ties = ("supporters", "cost", "order")
        return {
            "pb_utility": self.utility,
            "variant": self.variant,
            "ties": ("votes", *ties) if self.utility == "cardinality" else ties,
        }


def count_greedy(vote: BudgetVote, *, rules: GreedyRules) -> BudgetOutcome:
    """Count by greedy."""
    purchases, ties = buy_greedily(vote, rules=rules, bought=())
    return BudgetOutcome(
        method="greedy",
        options={**rules.options(), **scores_of(vote)},
        projects=vote.projects,
        ballots=papers(vote),
        budget=vote.budget,
        purchases=purchases,
        not_bought=left_out(vote, purchases),
        ties=ties,
    )


def buy_greedily(
    vote: BudgetVote, *, rules: GreedyRules, bought: Sequence[Purchase]
) -> tuple[tuple[Purchase, ...], tuple[BudgetTie, ...]]:
    """Go on buying after ``bought`` with the money that is left; tells only what is new.

    A tie is told where the order among equals decided which of them was bought.
    """
    points, supporters = vote.points(), supporters_of(vote)
    place = {project.id: at for at, project in enumerate(vote.projects)}

    def value(project: Project) -> Fraction:
        return Fraction(points[project.id]) / (
            project.cost if rules.utility == "cardinality" else 1
        )

    done = {purchase.project for purchase in bought}
    order = sorted(
        (project for project in vote.eligible() if project.id not in done),
        key=lambda p: (-value(p), -points[p.id], -supporters[p.id], p.cost, place[p.id]),
    )
    left = vote.budget - sum((purchase.cost for purchase in bought), start=0)
    purchases: list[Purchase] = []
    ties: list[BudgetTie] = []
    for at, project in enumerate(order):
        if project.cost > left:
            if rules.variant == "no_skip":
                break
            continue
        n = len(bought) + len(purchases) + 1
        equal = tuple(p for p in order[at:] if value(p) == value(project) and p.cost <= left)
        left = whole(left - project.cost)
        if any(each.cost > left for each in equal[1:]):
            rule = deciding_rule(equal, {"votes": points, "supporters": supporters})
            ties.append(BudgetTie(n=n, among=tuple(p.id for p in equal), rule=rule))
        purchases.append(
            Purchase(
                n=n,
                project=project.id,
                cost=project.cost,
                points=points[project.id],
                supporters=supporters[project.id],
                left=left,
            )
        )
    return tuple(purchases), tuple(ties)


def deciding_rule(
    equal: Sequence[Project],
    sums: Mapping[BudgetTieRule, Mapping[ProjectId, Count]],
) -> BudgetTieRule:
    """Name the rule that puts the first of ``equal``, which stand in their order, before the next.

    ``sums`` are what is compared before the cost.
    """
    first, second = equal[:2]
    for rule, values in sums.items():
        if values[first.id] != values[second.id]:
            return rule
    return "cost" if first.cost != second.cost else "order"


def left_out(vote: BudgetVote, purchases: Sequence[Purchase]) -> tuple[NotBought, ...]:
    """Say of every project that was not bought why the common budget did not buy it."""
    points = vote.points()
    may = {project.id for project in vote.eligible()}
    bought = {purchase.project for purchase in purchases}
    left = vote.budget - sum((purchase.cost for purchase in purchases), start=0)

    def why(project: Project) -> Why:
        if project.id in may:
            return "budget_short" if project.cost > left else "stopped"
        return "too_few" if points[project.id] else "nobody"

    return tuple(
        NotBought(
            project=project.id,
            points=points[project.id],
            why=why(project),
            lacking=whole(max(0, project.cost - left)) if project.id in may else 0,
        )
        for project in vote.projects
        if project.id not in bought
    )


def scores_of(vote: BudgetVote) -> dict[str, Option]:
    """Write what the places of an ordinal ballot are worth, where the vote has such ballots."""
    return {"scores": vote.scores} if vote.scores else {}
