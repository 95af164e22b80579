"""How far purses may grow before something else is bought, held against counting every step."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.voting.methods.test_equal_shares import approvals, by_definition, votes
from voting.methods.equal_shares import EqualSharesRules, count_equal_shares
from voting.raise_bounds import FOREVER, plateau
from voting.voter_budgets import Market

UTILITIES = st.sampled_from(["cost", "cardinality"])
TRIED = 40


def bought(vote, utility, endowment):
    return [each[0] for each in by_definition(vote, utility=utility, endowment=endowment)]


@given(vote=votes(most_points=3), utility=UTILITIES, parts=st.integers(1, 3))
def test_up_to_the_plateau_every_count_buys_the_same(vote, utility, parts):
    market = Market.of(vote, per_cost=utility == "cost")
    endowment = Fraction(vote.budget, parts * vote.voters)
    now = bought(vote, utility, endowment)
    goods = {good.project.id: good for good in market.goods}

    more = plateau(market, endowment=endowment, bought=[goods[each] for each in now])

    last = TRIED if more is FOREVER else min(more, TRIED)
    assert [bought(vote, utility, endowment + t) for t in range(last + 1)] == [now] * (last + 1)


@given(vote=votes(), utility=UTILITIES)
def test_the_raise_ends_where_counting_every_step_ends(vote, utility):
    costs = {project.id: project.cost for project in vote.projects}
    step = Fraction(vote.budget, vote.voters)
    raised = 0
    while len(now := bought(vote, utility, step + raised)) < len(vote.eligible()):
        if sum(costs[each] for each in now) > vote.budget:
            raised -= 1
            break
        raised += 1
    else:
        if sum(costs[each] for each in now) > vote.budget:
            raised -= 1

    outcome = count_equal_shares(vote, rules=EqualSharesRules(utility=utility, completion="add1"))

    assert outcome.raised == max(0, raised)


def test_a_raise_of_millions_takes_a_few_steps():
    vote = approvals({"a": 9_000_000, "b": 3}, ["a", "b", "b"], budget=6)

    outcome = count_equal_shares(vote, rules=EqualSharesRules(completion="add1"))

    assert (outcome.selected, outcome.raised) == (("b",), 8_999_997)


def test_what_is_not_bought_has_no_plateau():
    vote = approvals({"a": 9, "b": 3}, ["a", "b"], budget=6)
    market = Market.of(vote, per_cost=True)
    dear, cheap = sorted(market.goods, key=lambda good: -good.cost)

    with pytest.raises(ValueError, match="a is not bought with 3"):
        plateau(market, endowment=Fraction(3), bought=[dear])
    with pytest.raises(ValueError, match="b would be bought with 3"):
        plateau(market, endowment=Fraction(3), bought=[])
    assert plateau(market, endowment=Fraction(3), bought=[cheap]) == 5
