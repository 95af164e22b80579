"""Method of Equal Shares (等额分配法): every voter has an equal part of the money to spend.

Definition: the budget is divided equally among all voters. Projects are bought one by one, each
paid by its own supporters: the price of one unit of utility, rho, is the same for all of them, and
who has less left pays all of it. Bought next is always the project with the lowest rho; a project
whose supporters together cannot pay is not bought. A supporter's utility is the project's points
times its cost (``cost``) or its points alone (``cardinality``); an approval is one point.
Completions, for the money that is then left over:

``none``    leave it;
``add1``    give every voter one unit of money more and count anew, again and again, until the
            purchases would cost more than the budget: the last count before that stands. With
            ``stop_when_exhaustive`` also stop once no other project fits into what is left;
            Wieliczka (Poland) counted without that in 2023, and the two differ there;
``greedy``  buy greedily from what is left (voting.methods.greedy);
``add1_greedy``  both, in this order.

Source: D. Peters, G. Pierczyński, P. Skowron, "Proportional Participatory Budgeting with Additive
Utilities", NeurIPS 2021; the completions as at equalshares.net.
Ties: more points, then lower cost, then the order of the file.
"""

from collections import Counter
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Literal, TypeAlias, get_args

from voting.budget import BudgetVote
from voting.budget_outcome import (
    BudgetOutcome,
    BudgetTie,
    NotBought,
    Payment,
    Purchase,
    papers,
    supporters_of,
)
from voting.counts import Count, whole
from voting.methods.greedy import (
    GreedyRules,
    Utility,
    buy_greedily,
    deciding_rule,
    left_out,
    scores_of,
)
from voting.raise_bounds import FOREVER, plateau
from voting.voter_budgets import Good, Market, Purses

Completion: TypeAlias = Literal["none", "add1", "greedy", "add1_greedy"]
COMPLETIONS: tuple[Completion, ...] = get_args(Completion)

#: So many counts must buy the same before it is asked for how long that goes on.
PATIENCE = 3
MOST_PATIENCE = 24


@dataclass(frozen=True, slots=True, kw_only=True)
class EqualSharesRules:
    """What was agreed before the vote."""

    utility: Utility = "cost"
    completion: Completion = "none"
    stop_when_exhaustive: bool = False


def count_equal_shares(vote: BudgetVote, *, rules: EqualSharesRules) -> BudgetOutcome:
    """Count by equal shares."""
    market = Market.of(vote, per_cost=rules.utility == "cost")
    endowment = Fraction(vote.budget) / vote.voters if vote.voters else Fraction(0)
    raised = 0
    if rules.completion in {"add1", "add1_greedy"}:
        raised = _raised(vote, market, endowment, until_exhaustive=rules.stop_when_exhaustive)
    purses = Purses(market, endowment=endowment + raised)
    purchases, ties = _explained(vote, purses)
    not_bought = _unpaid(vote, purchases, purses)
    if rules.completion in {"greedy", "add1_greedy"}:
        greedy = GreedyRules(utility=rules.utility)
        more, more_ties = buy_greedily(vote, rules=greedy, bought=purchases)
        purchases, ties = (*purchases, *more), (*ties, *more_ties)
        not_bought = left_out(vote, purchases)
    return BudgetOutcome(
        method="equal_shares",
        options={
            "pb_utility": rules.utility,
            "completion": rules.completion,
            "stop_when_exhaustive": "yes" if rules.stop_when_exhaustive else "no",
            **scores_of(vote),
        },
        projects=vote.projects,
        ballots=papers(vote),
        budget=vote.budget,
        purchases=purchases,
        not_bought=not_bought,
        endowment=whole(endowment + raised),
        raised=raised,
        ties=ties,
    )


def _raised(
    vote: BudgetVote, market: Market, endowment: Fraction, *, until_exhaustive: bool
) -> int:
    """Find how often every voter gets one more before the purchases would overspend.

    Also ends when nothing more can change. Where the purchases stay the same for a while, it is
    worth finding out for how long, and going there at once.
    """
    raised = same = 0
    patience = PATIENCE
    before: list[Good] | None = None
    while True:
        bought = _bought(market, endowment + raised, limit=vote.budget)
        if bought is None:
            return max(0, raised - 1)
        rest = [good.project.cost for good in market.goods if good not in bought]
        left = vote.budget - sum((good.project.cost for good in bought), start=0)
        if not rest or (until_exhaustive and min(rest) > left):
            return raised
        same = same + 1 if bought == before else 0
        before = bought
        raised += 1
        if same >= patience:
            more = plateau(market, endowment=endowment + raised - 1, bought=bought)
            if more is FOREVER:
                return raised - 1
            raised += more
            same, patience = 0, PATIENCE if more > PATIENCE else min(2 * patience, MOST_PATIENCE)


def _bought(market: Market, endowment: Fraction, *, limit: Count) -> list[Good] | None:
    """Count once; tells the goods in the order of buying, None once they cost more than allowed."""
    purses = Purses(market, endowment=endowment)
    bought: list[Good] = []
    while cheapest := purses.cheapest():
        good = cheapest[0].good
        limit -= good.project.cost
        if limit < 0:
            return None
        bought.append(good)
        purses.pay(cheapest[0])
    return bought


def _explained(
    vote: BudgetVote, purses: Purses
) -> tuple[tuple[Purchase, ...], tuple[BudgetTie, ...]]:
    points, supporters = vote.points(), supporters_of(vote)
    purchases: list[Purchase] = []
    ties: list[BudgetTie] = []
    left = vote.budget
    while cheapest := purses.cheapest():
        price = cheapest[0]
        project = price.good.project
        n = len(purchases) + 1
        left = whole(left - project.cost)
        if len(cheapest) > 1:
            equal = tuple(each.good.project for each in cheapest)
            rule = deciding_rule(equal, {"votes": points})
            ties.append(BudgetTie(n=n, among=tuple(each.id for each in equal), rule=rule))
        paid: Counter[Fraction] = Counter()
        for group, each in purses.payments(price):
            paid[each] += purses.market.voters[group]
        purchases.append(
            Purchase(
                n=n,
                project=project.id,
                cost=project.cost,
                points=points[project.id],
                supporters=supporters[project.id],
                left=left,
                rho=whole(purses.rho(price)),
                payments=tuple(
                    Payment(each=whole(each), supporters=number)
                    for each, number in sorted(paid.items(), reverse=True)
                ),
            )
        )
        purses.pay(price)
    return tuple(purchases), tuple(ties)


def _unpaid(
    vote: BudgetVote, purchases: tuple[Purchase, ...], purses: Purses
) -> tuple[NotBought, ...]:
    """Say how much money the supporters of what was not bought lack."""
    goods = {good.project.id: good for good in purses.market.goods}
    return tuple(
        replace(
            each,
            why="supporters_short",
            lacking=whole(goods[each.project].project.cost - purses.reach(goods[each.project])),
        )
        if each.project in goods
        else each
        for each in left_out(vote, purchases)
    )
