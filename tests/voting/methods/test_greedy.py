from voting.budget import BudgetVote, Project
from voting.budget_outcome import BudgetOutcome, BudgetTie, NotBought, Purchase
from voting.methods.greedy import GreedyRules, count_greedy
from voting.outcome import BallotCount


def approvals(costs, groups, *, budget, least_points=0):
    """Make a vote from {project: cost} and {"ab": number of ballots}."""
    ballots = {tuple((project, 1) for project in said): number for said, number in groups.items()}
    return BudgetVote(
        projects=tuple(Project(id=name, name=name, cost=cost) for name, cost in costs.items()),
        budget=budget,
        groups=tuple(sorted(ballots.items())),
        least_points=least_points,
    )


def test_the_most_wanted_that_still_fits_is_bought_next():
    vote = approvals(
        {"a": 60, "b": 50, "c": 40, "d": 1, "e": 1},
        {"ab": 3, "a": 1, "c": 2, "d": 1},
        budget=100,
        least_points=2,
    )

    outcome = count_greedy(vote, rules=GreedyRules())

    assert outcome == BudgetOutcome(
        method="greedy",
        options={
            "pb_utility": "cost",
            "variant": "skip",
            "ties": ("supporters", "cost", "order"),
        },
        projects=vote.projects,
        ballots=BallotCount(total=7, valid=7),
        budget=100,
        purchases=(
            Purchase(n=1, project="a", cost=60, points=4, supporters=4, left=40),
            Purchase(n=2, project="c", cost=40, points=2, supporters=2, left=0),
        ),
        not_bought=(
            NotBought(project="b", points=3, why="budget_short", lacking=50),
            NotBought(project="d", points=1, why="too_few"),
            NotBought(project="e", points=0, why="nobody"),
        ),
    )
    assert (outcome.selected, outcome.spent) == (("a", "c"), 100)


def test_of_equals_the_cheaper_then_the_earlier_is_bought_and_the_rule_is_told():
    vote = approvals({"a": 60, "b": 50, "c": 50}, {"abc": 2}, budget=60)

    outcome = count_greedy(vote, rules=GreedyRules())

    assert outcome.selected == ("b",)
    assert outcome.ties == (BudgetTie(n=1, among=("b", "c", "a"), rule="order"),)


def test_a_tie_that_decides_nothing_is_not_told():
    vote = approvals({"a": 60, "b": 40}, {"ab": 2}, budget=100)

    outcome = count_greedy(vote, rules=GreedyRules())

    assert (outcome.selected, outcome.ties) == (("a", "b"), ())


def test_of_two_equals_one_may_be_all_that_fits():
    vote = approvals({"a": 60, "b": 50}, {"ab": 2}, budget=60)

    outcome = count_greedy(vote, rules=GreedyRules())

    assert outcome.selected == ("b",)
    assert outcome.ties == (BudgetTie(n=1, among=("b", "a"), rule="cost"),)


def test_of_equal_points_for_the_money_more_points_come_first():
    vote = approvals({"a": 1, "b": 2}, {"a": 1, "b": 2}, budget=2)

    outcome = count_greedy(vote, rules=GreedyRules(utility="cardinality"))

    assert outcome.selected == ("b",)
    assert outcome.ties == (BudgetTie(n=1, among=("b", "a"), rule="votes"),)


def test_with_cardinality_points_for_the_money_decide():
    vote = approvals({"big": 100, "small": 10}, {("big",): 9, ("small",): 1}, budget=100)

    by_points = count_greedy(vote, rules=GreedyRules())
    by_value = count_greedy(vote, rules=GreedyRules(utility="cardinality"))

    assert (by_points.selected, by_value.selected) == (("big",), ("small",))


def test_of_equal_points_more_supporters_come_before_a_lower_cost():
    points = {"a": 60, "b": 50}
    vote = BudgetVote(
        projects=tuple(Project(id=name, name=name, cost=cost) for name, cost in points.items()),
        budget=60,
        groups=(((("a", 1),), 4), ((("b", 2),), 2)),
        vote_type="cumulative",
    )

    outcome = count_greedy(vote, rules=GreedyRules())

    assert outcome.selected == ("a",)
    assert outcome.ties == (BudgetTie(n=1, among=("a", "b"), rule="supporters"),)


def test_the_buying_may_end_at_the_first_project_that_does_not_fit():
    vote = approvals({"a": 60, "b": 50, "c": 40}, {"ab": 3, "a": 1, "c": 2}, budget=100)

    outcome = count_greedy(vote, rules=GreedyRules(variant="no_skip"))

    assert (outcome.selected, outcome.options["variant"]) == (("a",), "no_skip")
    assert outcome.not_bought == (
        NotBought(project="b", points=3, why="budget_short", lacking=10),
        NotBought(project="c", points=2, why="stopped"),
    )
