"""The file of a budget vote of ours, counted by pabutools.

It is not among our test dependencies (tests/voting/methods/test_budgets_beside_pabutools.py says
why); where it is installed this runs. ``test_counted`` holds the same vote against the definition.
"""

import warnings
from pathlib import Path

import pytest

from council.polls import public
from council.polls.ballots.public import ballots_of
from tests.council.conftest import Town
from tests.council.polls.budgets.crowd import hundreds
from voting.formats.pabulib import read_pabulib

with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    pytest.importorskip("pabutools", reason="pabutools is not installed")
    from pabutools.election import Cost_Sat, parse_pabulib
    from pabutools.rules import greedy_utilitarian_welfare, method_of_equal_shares
    from pabutools.tiebreaking import TieBreakingRule


def test_pabutools_funds_the_same_projects_from_our_file(town: Town, tmp_path: Path):
    number = hundreds(town)
    poll = town.read("召", lambda tx, who: public.one(tx, who.community_id, number=number))
    found = town.read("召", lambda tx, who: ballots_of(tx, who.community_id, number=number))
    vote = read_pabulib(found.pabulib, file="poll-1.pb").vote
    order, points = {each.id: at for at, each in enumerate(vote.projects)}, vote.points()
    ties = TieBreakingRule(
        lambda _, __, project: (-points[project.name], project.cost, order[project.name])
    )

    file = tmp_path / "poll-1.pb"
    file.write_text(found.pabulib, encoding="utf-8")
    instance, profile = parse_pabulib(str(file))
    theirs = {"sat_class": Cost_Sat, "tie_breaking": ties}
    shares = method_of_equal_shares(instance, profile, voter_budget_increment=1, **theirs)
    greedy = greedy_utilitarian_welfare(instance, profile, **theirs)

    wanted = {project.id for project in vote.eligible()}
    ours = [each.letter for each in poll.budget.funded]
    assert sorted(project.name for project in shares) == sorted(ours)
    assert sorted(each.name for each in greedy if each.name in wanted) == sorted(
        poll.budget.greedy.funded
    )
