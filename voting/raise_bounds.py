"""How far every purse may grow before equal shares buy something else (voting.methods.equal_shares).

The raise by one would count a vote anew thousands of times, most of them with the same purchases.
Here every purse is a line, ``money + slope · t``, and so is every price while the same supporters
pay in full. The purchases stay the same as long as, at each of them, the same supporters pay in
full, no other good becomes cheaper, and none becomes affordable: each of these says how far ``t``
may go, exactly. A price computed with whoever paid in full at ``t = 0``, or at an earlier purchase,
is never above the true one, so it serves as a bound.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import gcd, lcm

from voting.voter_budgets import Good, Market

#: No raise, however large, changes what was asked.
FOREVER = None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Line:
    """A price per utility, ``(start + slope · t) / under``; who pays in full has ``weight``."""

    start: int
    slope: int
    under: int
    weight: int


class _Limit:
    """The largest whole ``t`` that everything asked so far allows; -1 where not even 0."""

    def __init__(self) -> None:
        self.most: int | None = FOREVER

    def allows(self, most: int | None) -> bool:
        return most is FOREVER or (self.most is not FOREVER and most >= self.most)

    def take(self, most: int | None) -> None:
        if not self.allows(most):
            self.most = most


def plateau(market: Market, *, endowment: Fraction, bought: Sequence[Good]) -> int | None:
    """Tell the largest whole raise up to which ``bought`` stays what is bought, in this order.

    ``bought`` is what the endowment itself buys. ``FOREVER``: no raise changes it.
    """
    purses = _Lines(market, endowment)
    limit = _Limit()
    offers = {good.place: good for good in market.goods}
    bounds = {
        good.place: _Line(
            start=good.cost, slope=0, under=good.weight * good.per_cost * market.unit, weight=0
        )
        for good in market.goods
    }
    for good in bought:
        del offers[good.place]
        price = purses.price(good, limit)
        if price is None:
            raise ValueError(f"{good.project.id} is not bought with {endowment}")
        purses.stay_rich(good, price, limit)
        for place, other in list(offers.items()):
            if limit.allows(_stays_above(bounds[place], price)):
                continue
            fresh = purses.price(other, limit)
            if fresh is None:
                del offers[place]
            else:
                bounds[place] = fresh
                limit.take(_stays_above(fresh, price))
        purses.pay(good, price)
    for other in offers.values():
        if purses.price(other, limit) is not None:
            raise ValueError(f"{other.project.id} would be bought with {endowment}")
    return limit.most


def _stays_above(bound: _Line, price: _Line) -> int | None:
    """The largest whole ``t`` up to which a bound is at least the price paid."""
    start = bound.start * price.under - price.start * bound.under
    slope = bound.slope * price.under - price.slope * bound.under
    # Equal at first, a bound that then falls is below at once; else it must stay above.
    return _at_least(start - 1, slope) if start > 0 else _at_least(start, slope)


def _at_least(start: int, slope: int) -> int | None:
    """The largest whole ``t`` with ``start + slope · t`` at least 0 all the way; -1: not at 0."""
    if start < 0:
        return -1
    return FOREVER if slope >= 0 else start // -slope


class _Lines:
    """The purses of all groups as lines over a common denominator."""

    def __init__(self, market: Market, endowment: Fraction) -> None:
        self.market = market
        self.scale = lcm(endowment.denominator, market.unit)
        self.money = [int(endowment * self.scale)] * len(market.voters)
        self.slope = [self.scale] * len(market.voters)

    def price(self, good: Good, limit: _Limit) -> _Line | None:
        """Price a good at ``t = 0``; one that nobody can pay bounds how long that is so."""
        even = self.market.even
        purses = [
            (self.money[group] * factor, self.slope[group] * factor, weight)
            for group, factor, weight in good.backers
        ]
        cost = good.cost * (self.scale // self.market.unit) * even
        has = sum(start * weight for start, _, weight in purses)
        grows = sum(slope * weight for _, slope, weight in purses)
        if has < cost:
            limit.take(_at_least(cost - has - 1, -grows))
            return None
        rich = good.weight
        amount, falls = cost, 0
        for start, slope, weight in sorted(purses):
            if start * rich >= amount:
                break
            amount -= start * weight
            falls -= slope * weight
            rich -= weight
        under = even * rich * self.scale * good.per_cost
        return _Line(start=amount, slope=falls, under=under, weight=rich)

    def stay_rich(self, good: Good, price: _Line, limit: _Limit) -> None:
        """Bound how long the same backers pay in full."""
        for group, factor, _ in good.backers:
            start = self.money[group] * factor * price.weight - price.start
            slope = self.slope[group] * factor * price.weight - price.slope
            limit.take(_at_least(start, slope) if start >= 0 else _at_least(-start - 1, -slope))

    def pay(self, good: Good, price: _Line) -> None:
        """Take the price out of the purses: a part of it, or all there is."""
        even = self.market.even
        common = gcd(price.start, price.slope, price.weight * even)
        parts = price.weight * even // common
        start, slope = price.start // common, price.slope // common
        full = [
            self.money[group] * factor * price.weight >= price.start
            for group, factor, _ in good.backers
        ]
        self.money = [each * parts for each in self.money]
        self.slope = [each * parts for each in self.slope]
        self.scale *= parts
        for (group, factor, _), pays_in_full in zip(good.backers, full, strict=True):
            points = even // factor
            self.money[group] = self.money[group] - points * start if pays_in_full else 0
            self.slope[group] = self.slope[group] - points * slope if pays_in_full else 0
