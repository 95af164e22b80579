"""Equal shares, by hand, from its definition, and against its promises."""

import json
from fractions import Fraction
from itertools import chain, combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from voting.budget import BudgetVote, Project, grouped
from voting.budget_outcome import BudgetTie, NotBought, Payment, Purchase, budget_json
from voting.methods.equal_shares import COMPLETIONS, EqualSharesRules, count_equal_shares

NAMES = "abcde"


def voted(costs, ballots, *, budget, vote_type="approval"):
    """Make a vote from {project: cost} and ballots {project: points}."""
    groups, blank = grouped(tuple(sorted(ballot.items())) for ballot in ballots)
    projects = tuple(Project(id=name, name=name, cost=cost) for name, cost in costs.items())
    return BudgetVote(
        projects=projects, budget=budget, groups=groups, blank=blank, vote_type=vote_type
    )


def approvals(costs, ballots, *, budget):
    return voted(costs, [dict.fromkeys(said, 1) for said in ballots], budget=budget)


@st.composite
def votes(draw, *, most_points=1, unit_cost=False):
    names = NAMES[: draw(st.integers(1, 5))]
    cost = st.just(1) if unit_cost else st.integers(1, 12)
    costs = {name: draw(cost) for name in names}
    points = st.dictionaries(st.sampled_from(names), st.integers(1, most_points))
    ballots = draw(st.lists(points, min_size=1, max_size=6))
    return voted(costs, ballots, budget=draw(st.integers(1, 5 if unit_cost else 30)))


# Half a street wants a lamp and a bench, others a tree: nobody's money pays for what they did not
# ask for.
STREET = approvals(
    {"lamp": 300, "bench": 200, "tree": 120, "pond": 300},
    [["lamp", "bench"]] * 4 + [["tree"]] * 2 + [["lamp", "tree", "pond"]] * 2,
    budget=800,
)


def test_the_street_is_counted_as_by_hand():
    outcome = count_equal_shares(STREET, rules=EqualSharesRules())

    # 100 each. Lamp: 300 from 6, so 50 each and rho 1/6. Then tree (30 each of 4) and bench (50 each
    # of 4) are equal at rho 1/4 and at 4 supporters: the tree is cheaper.
    assert outcome.purchases == (
        Purchase(
            n=1,
            project="lamp",
            cost=300,
            points=6,
            supporters=6,
            left=500,
            rho=Fraction(1, 6),
            payments=(Payment(each=50, supporters=6),),
        ),
        Purchase(
            n=2,
            project="tree",
            cost=120,
            points=4,
            supporters=4,
            left=380,
            rho=Fraction(1, 4),
            payments=(Payment(each=30, supporters=4),),
        ),
        Purchase(
            n=3,
            project="bench",
            cost=200,
            points=4,
            supporters=4,
            left=180,
            rho=Fraction(1, 4),
            payments=(Payment(each=50, supporters=4),),
        ),
    )
    assert outcome.ties == (BudgetTie(n=2, among=("tree", "bench"), rule="cost"),)
    assert outcome.not_bought == (
        NotBought(project="pond", points=2, why="supporters_short", lacking=260),
    )


def test_who_has_less_than_the_price_pays_all_that_is_left_and_all_is_published():
    vote = approvals({"a": 9, "b": 5, "c": 2}, ["a", "a", "ab", "b"], budget=16)

    published = budget_json(count_equal_shares(vote, rules=EqualSharesRules()))

    assert json.loads(json.dumps(published)) == {
        "method": "equal_shares",
        "options": {"pb_utility": "cost", "completion": "none", "stop_when_exhaustive": "no"},
        "candidates": [
            {"id": "a", "name": "a", "cost": 9},
            {"id": "b", "name": "b", "cost": 5},
            {"id": "c", "name": "c", "cost": 2},
        ],
        "ballots": {"total": 4, "valid": 4, "blank": 0, "spoiled": 0},
        "winners": ["a", "b"],
        "selected": ["a", "b"],
        "explanation": {
            "budget": 16,
            "spent": 14,
            "left": 2,
            "endowment": 4,
            "raised": 0,
            "purchases": [
                {
                    "n": 1,
                    "id": "a",
                    "cost": 9,
                    "points": 3,
                    "supporters": 3,
                    "rho": "1/3",
                    "payments": [{"each": 3, "supporters": 3}],
                    "left": 7,
                },
                {
                    "n": 2,
                    "id": "b",
                    "cost": 5,
                    "points": 2,
                    "supporters": 2,
                    "rho": "4/5",
                    "payments": [{"each": 4, "supporters": 1}, {"each": 1, "supporters": 1}],
                    "left": 2,
                },
            ],
            "not_bought": [{"id": "c", "points": 0, "why": "nobody", "lacking": 0}],
        },
        "ties": [],
    }


def test_points_are_a_share_of_the_price():
    vote = voted({"a": 12}, [{"a": 1}, {"a": 2}, {"a": Fraction(1, 2)}], budget=30)

    by_cost = count_equal_shares(vote, rules=EqualSharesRules())
    by_points = count_equal_shares(vote, rules=EqualSharesRules(utility="cardinality"))

    # 10 each: 1 + 2 + 1/2 parts of 12, so 24/7 a point.
    paid = [(each.each, each.supporters) for each in by_cost.purchases[0].payments]
    assert paid == [(Fraction(48, 7), 1), (Fraction(24, 7), 1), (Fraction(12, 7), 1)]
    assert by_points.purchases[0].rho == Fraction(24, 7) == 12 * by_cost.purchases[0].rho


def test_cents_are_counted_exactly():
    costs = {"a": Fraction(5, 2), "b": Fraction(1, 4), "c": Fraction(31, 4)}
    vote = approvals(costs, ["ab", "a", "c"], budget=Fraction(21, 2))

    outcome = count_equal_shares(vote, rules=EqualSharesRules())

    assert [(each.project, each.rho, each.left) for each in outcome.purchases] == [
        ("a", Fraction(1, 2), 8),
        ("b", 1, Fraction(31, 4)),
    ]
    assert outcome.not_bought == (
        NotBought(project="c", points=1, why="supporters_short", lacking=Fraction(17, 4)),
    )


def test_one_more_for_everybody_until_it_would_cost_too_much():
    # 5 each: nothing can be paid. 6 each pay a; 9 each would pay b and c as well, 24 together.
    vote = approvals({"a": 12, "b": 9, "c": 9}, ["a", "a", "b", "c"], budget=20)

    none = count_equal_shares(vote, rules=EqualSharesRules())
    add1 = count_equal_shares(vote, rules=EqualSharesRules(completion="add1"))

    assert (none.selected, none.endowment, none.raised) == ((), 5, 0)
    assert (add1.selected, add1.endowment, add1.raised) == (("a",), 8, 3)


def test_the_raise_stops_early_where_nothing_more_fits_if_that_was_agreed():
    # 6 each pay a; then 8 are left, and neither b nor c fits: no need to raise up to 8.
    vote = approvals({"a": 12, "b": 9, "c": 9}, ["a", "a", "b", "c"], budget=20)
    rules = EqualSharesRules(completion="add1", stop_when_exhaustive=True)

    outcome = count_equal_shares(vote, rules=rules)

    assert (outcome.selected, outcome.endowment, outcome.raised) == (("a",), 6, 1)


def test_greedy_spends_what_the_shares_left():
    vote = approvals({"a": 12, "b": 9, "c": 7}, ["a", "a", "b", "c"], budget=20)

    outcome = count_equal_shares(vote, rules=EqualSharesRules(completion="add1_greedy"))

    # 7 each would pay a and c together, 19; at 9 each b would overspend.
    assert (outcome.selected, outcome.spent, outcome.raised) == (("a", "c"), 19, 3)
    filled = count_equal_shares(vote, rules=EqualSharesRules(completion="greedy"))
    assert [(each.project, each.rho) for each in filled.purchases] == [("a", None), ("c", None)]
    assert filled.not_bought == (NotBought(project="b", points=1, why="budget_short", lacking=8),)


def test_where_everything_is_bought_the_raise_ends():
    vote = approvals({"a": 1}, ["a"], budget=50)

    outcome = count_equal_shares(vote, rules=EqualSharesRules(completion="add1"))

    assert (outcome.selected, outcome.raised) == (("a",), 0)


def test_nobody_voted_so_nothing_is_bought():
    outcome = count_equal_shares(
        approvals({"a": 1}, [], budget=50), rules=EqualSharesRules(completion="add1_greedy")
    )

    assert (outcome.selected, outcome.endowment) == ((), 0)


def by_definition(vote, *, utility, endowment):
    """Count equal shares as the definition says it, with fractions and nothing clever."""
    ballots = [dict(ballot) for ballot, number in vote.groups for _ in range(number)]
    purses = [endowment] * len(ballots)
    sums = vote.points()
    offers = [(project, at) for at, project in enumerate(vote.projects)]
    bought = []
    while True:
        prices = []
        for project, at in offers:
            worth = project.cost if utility == "cost" else 1
            uses = [ballot.get(project.id, 0) * worth for ballot in ballots]
            backing = [(purse, use) for purse, use in zip(purses, uses, strict=True) if use]
            if not backing or sum(purse for purse, _ in backing) < project.cost:
                continue
            for poorest in sorted({purse / use for purse, use in backing}):
                poor = sum(purse for purse, use in backing if purse / use < poorest)
                rich = sum(use for purse, use in backing if purse / use >= poorest)
                rho = (project.cost - poor) / Fraction(rich)
                if rho <= poorest:
                    break
            prices.append((rho, -sums[project.id], project.cost, at, project, uses))
        if not prices:
            return bought
        rho, _, _, at, project, uses = min(prices)
        paid = [min(purse, rho * use) for purse, use in zip(purses, uses, strict=True)]
        purses = [purse - each for purse, each in zip(purses, paid, strict=True)]
        bought.append((project.id, rho, sorted(each for each in paid if each)))
        offers.remove((project, at))


UTILITIES = st.sampled_from(["cost", "cardinality"])


@given(vote=votes(most_points=4), utility=UTILITIES)
def test_the_count_is_the_definition(vote, utility):
    outcome = count_equal_shares(vote, rules=EqualSharesRules(utility=utility))

    counted = [
        (
            each.project,
            each.rho,
            sorted(chain.from_iterable([p.each] * p.supporters for p in each.payments)),
        )
        for each in outcome.purchases
    ]
    assert counted == by_definition(vote, utility=utility, endowment=outcome.endowment)


@given(vote=votes(most_points=3), utility=UTILITIES, completion=st.sampled_from(COMPLETIONS))
def test_supporters_pay_the_cost_and_the_budget_is_kept(vote, utility, completion):
    outcome = count_equal_shares(
        vote, rules=EqualSharesRules(utility=utility, completion=completion)
    )

    for purchase in outcome.purchases:
        if purchase.rho is not None:
            paid = sum(payment.each * payment.supporters for payment in purchase.payments)
            assert paid == purchase.cost
    assert outcome.spent <= vote.budget
    bought = {each.project for each in outcome.purchases}
    assert bought.isdisjoint(each.project for each in outcome.not_bought)
    assert len(bought) + len(outcome.not_bought) == len(vote.projects)


@given(vote=votes(), utility=UTILITIES)
def test_one_more_for_everybody_would_cost_too_much_or_everything_is_bought(vote, utility):
    rules = EqualSharesRules(utility=utility, completion="add1")

    outcome = count_equal_shares(vote, rules=rules)

    costs = {project.id: project.cost for project in vote.projects}
    one_more = by_definition(vote, utility=utility, endowment=outcome.endowment + Fraction(1))
    assert sum(costs[project] for project, _, _ in one_more) > vote.budget or len(
        outcome.selected
    ) == len(vote.eligible())


def cohesive(vote):
    """List who agrees on what they could pay: a group of voters and projects all of them want."""
    ballots = [dict(ballot) for ballot, number in vote.groups for _ in range(number)]
    for size in range(1, len(ballots) + 1):
        for group in combinations(ballots, size):
            common = set.intersection(*(set(ballot) for ballot in group))
            for many in range(1, len(common) + 1):
                for wanted in combinations(sorted(common), many):
                    cost = sum(p.cost for p in vote.projects if p.id in wanted)
                    if cost * vote.voters <= vote.budget * size:
                        yield group, wanted


@given(vote=votes(unit_cost=True))
def test_extended_justified_representation_with_equal_costs(vote):
    """EJR: of a group that agrees on k projects it can pay, somebody gets k projects."""
    outcome = count_equal_shares(vote, rules=EqualSharesRules(utility="cardinality"))

    for group, wanted in cohesive(vote):
        assert any(len(set(ballot) & set(outcome.selected)) >= len(wanted) for ballot in group)


@given(vote=votes(unit_cost=True))
def test_proportional_justified_representation_with_equal_costs(vote):
    """PJR: of a group that agrees on k projects it can pay, k that somebody in it wants are bought."""
    outcome = count_equal_shares(vote, rules=EqualSharesRules(utility="cardinality"))

    for group, wanted in cohesive(vote):
        liked = set().union(*(set(ballot) for ballot in group))
        assert len(liked & set(outcome.selected)) >= len(wanted)


@pytest.mark.parametrize("utility", ["cost", "cardinality"])
@given(vote=votes())
def test_extended_justified_representation_up_to_one_project(vote, utility):
    """EJR1 (Peters, Pierczyński, Skowron 2021): one project more, and somebody has enough."""
    outcome = count_equal_shares(vote, rules=EqualSharesRules(utility=utility))

    worth = {p.id: p.cost if utility == "cost" else 1 for p in vote.projects}

    def use(projects):
        return sum(worth[project] for project in projects)

    for group, wanted in cohesive(vote):
        has = [set(ballot) & set(outcome.selected) for ballot in group]
        assert any(
            use(each) >= use(wanted)
            or any(use(each | {project}) > use(wanted) for project in wanted)
            for each in has
        )
