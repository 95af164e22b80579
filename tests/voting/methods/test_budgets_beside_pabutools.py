"""Equal shares and greedy beside pabutools, on votes that Hypothesis makes up.

pabutools is not among our test dependencies: it brings gurobipy, a licensed solver, along. Where it
is installed (``pip install pabutools``) these tests run; the definition itself is held against the
count in ``test_equal_shares`` in any case.
"""

import warnings

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.voting.methods.test_equal_shares import votes
from voting.methods.equal_shares import EqualSharesRules, count_equal_shares
from voting.methods.greedy import GreedyRules, count_greedy

with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    pytest.importorskip("pabutools", reason="pabutools is not installed")
    from pabutools.election import (
        ApprovalBallot,
        ApprovalProfile,
        Cardinality_Sat,
        Cost_Sat,
        Instance,
        Project,
    )
    from pabutools.rules import greedy_utilitarian_welfare, method_of_equal_shares
    from pabutools.tiebreaking import TieBreakingRule

SATISFACTION = {"cost": Cost_Sat, "cardinality": Cardinality_Sat}
UTILITIES = st.sampled_from(sorted(SATISFACTION))


def theirs(vote, rule, *, utility, **options):
    projects = {each.id: Project(each.id, each.cost) for each in vote.projects}
    instance = Instance(projects.values(), budget_limit=vote.budget)
    ballots = [
        ApprovalBallot(projects[project] for project, _ in ballot)
        for ballot, number in (*vote.groups, ((), vote.blank))
        for _ in range(number)
    ]
    order, points = {each.id: at for at, each in enumerate(vote.projects)}, vote.points()
    ties = TieBreakingRule(
        lambda _, __, project: (-points[project.name], project.cost, order[project.name])
    )
    bought = rule(
        instance,
        ApprovalProfile(ballots),
        sat_class=SATISFACTION[utility],
        tie_breaking=ties,
        **options,
    )
    return sorted(project.name for project in bought)


@given(vote=votes(), utility=UTILITIES)
def test_equal_shares_are_theirs(vote, utility):
    ours = count_equal_shares(vote, rules=EqualSharesRules(utility=utility))

    assert sorted(ours.selected) == theirs(vote, method_of_equal_shares, utility=utility)


@settings(suppress_health_check=[HealthCheck.too_slow])
@given(vote=votes(), utility=UTILITIES)
def test_the_raise_by_one_is_theirs_where_it_stops_once_nothing_fits(vote, utility):
    rules = EqualSharesRules(utility=utility, completion="add1", stop_when_exhaustive=True)

    ours = count_equal_shares(vote, rules=rules)

    expected = theirs(vote, method_of_equal_shares, utility=utility, voter_budget_increment=1)
    assert sorted(ours.selected) == expected


@given(vote=votes(), utility=UTILITIES)
def test_greedy_is_theirs_among_what_somebody_wants(vote, utility):
    """They fill up with projects that nobody approves; those are left out of the comparison."""
    ours = count_greedy(vote, rules=GreedyRules(utility=utility))

    wanted = {project.id for project in vote.eligible()}
    bought = theirs(vote, greedy_utilitarian_welfare, utility=utility)
    assert sorted(ours.selected) == [project for project in bought if project in wanted]
