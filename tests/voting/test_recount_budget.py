"""The second counter of budgets and the first say the same, on votes that Hypothesis makes up."""

import ast
import json
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from tests.voting.methods.test_equal_shares import approvals, votes
from voting import recount_budget as recount
from voting.budget import grouped
from voting.formats.pabulib import write_pabulib
from voting.methods.equal_shares import EqualSharesRules, count_equal_shares
from voting.methods.greedy import GreedyRules, count_greedy

PARK = approvals({"b": 12, "a": 9, "c": 9}, ["b", "b", "a", "c"], budget=20)


def placed(vote, orders):
    """Turn a vote into one of places: the first is worth as much as there are projects."""
    names = [project.id for project in vote.projects]
    ballots = [
        tuple(sorted((each, len(names) - at) for at, each in enumerate(order))) for order in orders
    ]
    groups, blank = grouped(ballots)
    return replace(vote, vote_type="ordinal", groups=groups, blank=blank)


@st.composite
def budgets(draw):
    vote = draw(votes())
    if draw(st.booleans()):
        return vote
    names = [project.id for project in vote.projects]
    order = st.lists(st.sampled_from(names), unique=True)
    return placed(vote, draw(st.lists(order, min_size=1, max_size=5)))


@given(vote=budgets())
def test_both_buy_the_same_for_the_same_prices(vote):
    read = recount.read_budget(write_pabulib(vote, meta={}))

    found = recount.equal_shares(read)

    ours = count_equal_shares(vote, rules=EqualSharesRules(completion="add1"))
    assert found["part"] == ours.endowment
    assert [each["project"] for each in found["bought"]] == [
        each.project for each in ours.purchases
    ]
    for theirs, purchase in zip(found["bought"], ours.purchases, strict=True):
        paid = {}
        for each, many in theirs["paid"]:
            paid[each] = paid.get(each, 0) + many
        paid.pop(0, None)
        assert paid == {each.each: each.supporters for each in purchase.payments}


@given(vote=budgets())
def test_both_buy_greedily_alike(vote):
    read = recount.read_budget(write_pabulib(vote, meta={}))

    found = recount.greedy(read)

    ours = count_greedy(vote, rules=GreedyRules())
    assert [each["project"] for each in found["bought"]] == [
        each.project for each in ours.purchases
    ]
    assert found["left"] == ours.budget - ours.spent


def run(method: str, file: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(  # noqa: S603 - our own interpreter and file
        [sys.executable, recount.__file__, method, str(file)],
        capture_output=True,
        text=True,
        check=False,
    )


def test_a_stranger_runs_the_one_file(tmp_path):
    file = tmp_path / "poll-1.pb"
    file.write_text(write_pabulib(PARK, meta={}), encoding="utf-8")

    ran = run("equal_shares", file)
    wrong = run("greedy", Path(__file__))

    assert ran.returncode == 0
    assert json.loads(ran.stdout) == {
        "part": "8",
        "bought": [{"project": "b", "paid": [["6", 2]]}],
    }
    assert (wrong.returncode, wrong.stdout) == (2, "")


def test_it_shares_nothing_with_the_first_counter():
    tree = ast.parse(Path(recount.__file__).read_text(encoding="utf-8"))
    imported = {
        name.split(".")[0]
        for node in ast.walk(tree)
        if isinstance(node, ast.Import | ast.ImportFrom)
        for name in ([node.module or ""] if isinstance(node, ast.ImportFrom) else [])
        + [each.name for each in node.names if isinstance(node, ast.Import)]
    }

    assert imported <= sys.stdlib_module_names
