"""Voters' purses while projects are bought with them (voting.methods.equal_shares).

Exact and quick: all purses are integers over one common denominator, ``scale``, that grows with
every price that does not divide evenly. Voters with equal ballots have equal purses and are kept
once. A price never falls while purses empty, so a price computed earlier is a lower bound now and
most projects need no look in most rounds.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from heapq import heapify, heappop, heappush
from math import gcd, lcm
from typing import Self

from voting.budget import BudgetVote, Project

#: Prices are compared as integers first: rounded down to this fraction of a unit.
FINE = 1 << 64


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Good:
    """A project on offer: ``place`` in the tie order, ``cost`` in market units.

    ``backers``: group, multiplier that makes its money comparable, its voters times their points.
    ``per_cost``: what a price per point is divided by to be a price per utility. ``least``: no
    purse can make the price lower.
    """

    place: int
    project: Project
    cost: int
    per_cost: int
    backers: tuple[tuple[int, int, int], ...]
    weight: int
    least: int


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Price:
    """What a good costs for each point: ``amount / (even · weight)``, in parts of the purses' scale.

    ``low``: the price per utility, rounded down to whole parts of ``FINE``.
    """

    good: Good
    amount: int
    weight: int
    low: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Market:
    """Everything about a vote that does not change from count to count.

    ``unit``: one unit of money is so many market units, that all costs are whole. ``even``: the
    least common multiple of all points, themselves made whole by ``share``. ``voters``: how many
    are in each group.
    """

    goods: tuple[Good, ...]
    voters: tuple[int, ...]
    unit: int
    share: int
    even: int
    per_cost: bool

    @classmethod
    def of(cls, vote: BudgetVote, *, per_cost: bool) -> Self:
        """Prepare the eligible projects; ``per_cost`` where utility is proportional to cost."""
        share = lcm(*{points.denominator for ballot, _ in vote.groups for _, points in ballot}, 1)
        whole_points = [
            {project: int(points * share) for project, points in ballot}
            for ballot, _ in vote.groups
        ]
        even = lcm(*{points for ballot in whole_points for points in ballot.values()}, 1)
        projects = vote.eligible()
        unit = lcm(*{project.cost.denominator for project in projects}, 1)
        place = {project.id: at for at, project in enumerate(vote.projects)}
        sums = vote.points()
        order = sorted(projects, key=lambda p: (-sums[p.id], p.cost, place[p.id]))
        numbers = tuple(number for _, number in vote.groups)
        goods: list[Good] = []
        for at, project in enumerate(order):
            backers = tuple(
                (group, even // ballot[project.id], numbers[group] * ballot[project.id])
                for group, ballot in enumerate(whole_points)
                if project.id in ballot
            )
            weight = sum(each for _, _, each in backers)
            cost = int(project.cost * unit)
            divisor = cost if per_cost else 1
            goods.append(
                Good(
                    place=at,
                    project=project,
                    cost=cost,
                    per_cost=divisor,
                    backers=backers,
                    weight=weight,
                    least=cost * FINE // (weight * divisor * unit),
                )
            )
        return cls(
            goods=tuple(goods),
            voters=numbers,
            unit=unit,
            share=share,
            even=even,
            per_cost=per_cost,
        )


class Purses:
    """One count: what every group of voters still has, and the goods still on offer."""

    def __init__(self, market: Market, *, endowment: Fraction) -> None:
        """Give every voter ``endowment``."""
        self.market = market
        self.scale = lcm(endowment.denominator, market.unit)
        self.money = [int(endowment * self.scale)] * len(market.voters)
        self._offers = [(good.least, good.place, good) for good in market.goods]
        heapify(self._offers)

    def rho(self, price: Price) -> Fraction:
        """Tell the price of one unit of utility, in money."""
        market, good = self.market, price.good
        per_point = Fraction(price.amount, market.even * price.weight * self.scale) * market.share
        return per_point * market.unit / good.cost if market.per_cost else per_point

    def cheapest(self) -> tuple[Price, ...]:
        """Find the lowest price and take its good off the market; equals in the tie order.

        Nothing where no good left can be paid by its backers.
        """
        seen: list[Price] = []
        best: list[Price] = []
        while self._offers and (not best or self._offers[0][0] <= best[0].low):
            price = self._price(heappop(self._offers)[2])
            if price is None:
                continue
            seen.append(price)
            order = _compare(price, best[0]) if best else -1
            if order < 0:
                best = [price]
            elif order == 0:
                best.append(price)
        best.sort(key=lambda price: price.good.place)
        for price in seen:
            if price is not best[0]:
                heappush(self._offers, (price.low, price.good.place, price.good))
        return tuple(best)

    def payments(self, price: Price) -> Iterator[tuple[int, Fraction]]:
        """Tell, before ``pay``, for every backing group with money what each of its voters pays."""
        for group, factor, _ in price.good.backers:
            if self.money[group]:
                full = Fraction(price.amount, price.weight * factor)
                yield group, min(Fraction(self.money[group]), full) / self.scale

    def pay(self, price: Price) -> None:
        """Take the price out of the backers' purses."""
        even = self.market.even
        common = gcd(price.amount, price.weight * even)
        amount, parts = price.amount // common, price.weight * even // common
        if parts > 1:
            self.money = [each * parts for each in self.money]
            self.scale *= parts
        money = self.money
        for group, factor, _ in price.good.backers:
            money[group] = max(0, money[group] - amount * (even // factor))

    def reach(self, good: Good) -> Fraction:
        """Add up what the backers of a good still have."""
        voters, money = self.market.voters, self.money
        return Fraction(
            sum(money[group] * voters[group] for group, _, _ in good.backers), self.scale
        )

    def _price(self, good: Good) -> Price | None:
        money, even = self.money, self.market.even
        purses = [
            (has * factor, weight)
            for group, factor, weight in good.backers
            if (has := money[group])
        ]
        weight = sum([each for _, each in purses])
        amount = good.cost * (self.scale // self.market.unit) * even
        if not purses or sum([has * each for has, each in purses]) < amount:
            return None
        if min(purses)[0] * weight < amount:
            purses.sort()
            for has, each in purses:
                if has * weight >= amount:
                    break
                amount -= has * each
                weight -= each
        low = amount * FINE // (even * weight * self.scale * good.per_cost)
        return Price(good=good, amount=amount, weight=weight, low=low)


def _compare(one: Price, other: Price) -> int:
    """Tell which price per utility is lower: negative, 0 or positive."""
    if one.low != other.low:
        return one.low - other.low
    return (
        one.amount * other.weight * other.good.per_cost
        - other.amount * one.weight * one.good.per_cost
    )
