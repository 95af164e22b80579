"""The second counter and the first say the same, on votes that Hypothesis makes up."""

import ast
import json
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from council.polls.ranking import count_ranking
from council.polls.rules import PollOption
from tests.voting.test_properties import RULES, rankings
from tests.voting.test_properties import votes as plain_votes
from voting import recount
from voting.ballots import BLANK
from voting.methods.irv import council_irv, count_irv
from voting.methods.plurality import PluralityRules, count_plurality
from voting.methods.schulze import SchulzeRules, count_schulze
from voting.profile import Candidate, Profile
from voting.ratification import count_ratification, deemed_reading, judged
from voting.ties import COUNCIL_TIES, TieRules

GOLDEN = Path(__file__).parents[1] / "golden"
IDS = (1, 2, 3, 4)
CANDIDATES = tuple(Candidate(id=each, name=str(each)) for each in IDS)
#: Few ballots, so that most votes hold a tie; somebody names someone.
BALLOTS = st.dictionaries(rankings(), st.integers(1, 3), min_size=1, max_size=6).filter(
    lambda ballots: set(ballots) != {BLANK}
)
SEEDS = st.sampled_from([None, "2026-02-27", "雨"])


@st.composite
def owners_votes(draw):
    """Make up a roll and ballots on it, some in the same second, some heads with a nominee."""
    units, ballots = draw(plain_votes())
    nominating = draw(st.booleans())
    units = [
        replace(unit, nominee=unit.owners[0]) if nominating and len(unit.owners) > 1 else unit
        for unit in units
    ]
    return units, [replace(ballot, at=ballot.at // 2) for ballot in ballots]


def places(groups):
    return [list(group) for group in groups]


def steps(outcome):
    return [(tie.n, list(tie.among), tie.rule, places(tie.order)) for tie in outcome.ties]


def winner(outcome):
    return outcome.winners[0] if outcome.winners else None


@given(ballots=BALLOTS, seed=SEEDS)
def test_both_count_the_instant_runoff_alike(ballots, seed):
    first = count_irv(Profile.of(ballots, candidates=CANDIDATES), rules=council_irv(lot_seed=seed))

    second = recount.irv(list(ballots.items()), IDS, seed)

    assert second == {
        "winner": winner(first),
        "rounds": [
            {"tallies": dict(each.tallies), "out": list(each.eliminated)} for each in first.rounds
        ],
        "ties": steps(first),
    }


@given(ballots=BALLOTS, seed=SEEDS)
def test_both_count_plurality_and_schulze_alike(ballots, seed):
    profile = Profile.of(ballots, candidates=CANDIDATES)
    ties = TieRules(rules=COUNCIL_TIES, lot_seed=seed)
    plurality = count_plurality(profile, rules=PluralityRules(ties=ties))
    schulze = count_schulze(profile, rules=SchulzeRules(ties=ties))

    assert recount.plurality(list(ballots.items()), IDS, seed) == {
        "winner": winner(plurality),
        "places": places(plurality.ranking),
        "ties": steps(plurality),
        "tallies": dict(plurality.rounds[0].tallies),
    }
    assert recount.schulze(list(ballots.items()), IDS, seed) == {
        "winner": winner(schulze),
        "places": places(schulze.ranking),
        "ties": steps(schulze),
    }


@given(
    ballots=st.dictionaries(rankings(), st.integers(1, 3), max_size=6), seed=st.text(min_size=1)
)
def test_a_ranking_of_the_council_is_recounted_in_letters(ballots, seed):
    """Also where nobody said anything: then there is no winner, and no lot either."""
    letters = "ABCD"
    orders = {
        tuple(tuple(letters[c - 1] for c in group) for group in ranking): weight
        for ranking, weight in ballots.items()
    }
    options = tuple(PollOption(letter=letter, title=letter) for letter in letters)
    announced = count_ranking(orders, options=options, roll=99, lot_seed=str(seed))

    # The lot draws numbers, so that is what the second counter is given.
    again = recount.irv(list(ballots.items()), IDS, str(seed))

    said = None if again["winner"] is None else letters[again["winner"] - 1]
    assert said == (announced.winner or None)


def written(units, ballots, rule):
    """The vote as the second counter reads it."""
    return {
        "quorum": [rule.quorum.numerator, rule.quorum.denominator],
        "majority": [rule.majority.numerator, rule.majority.denominator],
        "strict": rule.majority.strict,
        "units": [
            {
                "unit": unit.code,
                "area_x100": unit.area_x100,
                "owners": list(unit.owners),
                "nominee": unit.nominee,
                "delivered": unit.delivered,
                "counts": unit.counts,
            }
            for unit in units
        ],
        "ballots": [
            {"unit": b.unit, "owner": b.owner, "choice": b.choice.value, "at": b.at}
            for b in ballots
        ],
    }


@given(vote=owners_votes(), rule=RULES)
def test_both_count_a_ratification_alike(vote, rule):
    units, ballots = vote
    first = count_ratification(units, ballots, rule=rule)

    second = recount.ratification(written(units, ballots, rule))

    heads, area = first.reading.heads, first.reading.area_x100
    assert second == {
        "passed": first.passed.value,
        "sums": {
            "agree": [heads.agree, area.agree],
            "oppose": [heads.oppose, area.oppose],
            "abstain": [heads.abstain, area.abstain],
            "unclear": [heads.unclear, area.unclear],
            "silent": [heads.total - heads.participating, area.total - area.participating],
        },
    }


@given(vote=owners_votes(), rule=RULES, drawn=st.data())
def test_both_let_the_silent_with_proof_of_delivery_follow_the_majority(vote, rule, drawn):
    units, ballots = vote
    proven = drawn.draw(st.frozensets(st.sampled_from([unit.code for unit in units])))
    first = deemed_reading(count_ratification(units, ballots, rule=rule), delivered=proven)

    second = recount.ratification(written(units, ballots, rule) | {"proven": sorted(proven)})

    heads, area = first.heads, first.area_x100
    assert (second["passed"], second["sums"]["silent"], second["sums"]["agree"]) == (
        judged(first, rule=rule).value,
        [heads.total - heads.participating, area.total - area.participating],
        [heads.agree, area.agree],
    )


def run(*arguments):
    return subprocess.run(  # noqa: S603 - our own interpreter and file
        [sys.executable, "-I", "-S", str(Path(recount.__file__)), *map(str, arguments)],
        capture_output=True,
        check=False,
        encoding="utf-8",
    )


def test_a_stranger_runs_the_one_file_on_a_published_vote():
    done = run("irv", GOLDEN / "heyue-parking.soi")

    assert (done.returncode, json.loads(done.stdout)["winner"]) == (0, 1)
    assert json.loads(done.stdout)["rounds"][1] == {
        "tallies": {"1": "92", "2": "74", "3": "124"},
        "out": [2],
    }


def test_a_stranger_runs_the_one_file_on_published_rows(tmp_path):
    sheet = tmp_path / "sheet.jsonl"
    sheet.write_text('{"b":[["b"],["a"]],"mon":"1"}\n{"b":[["a","b"]]}\n{"b":[]}\n')

    done = run("schulze", sheet)

    assert (done.returncode, json.loads(done.stdout)["places"]) == (0, [["b"], ["a"]])


def test_a_tie_that_stands_and_a_file_that_cannot_be_read_are_told_apart(tmp_path):
    broken = tmp_path / "broken.soi"
    broken.write_text("1: 1,,2\n")

    assert run("irv", GOLDEN / "mirror.soc").returncode == 1
    assert run("irv", GOLDEN / "mirror.soc", "--seed", "x").returncode == 0
    assert run("irv", broken).returncode == 2
    assert run("irv", tmp_path / "nowhere.soi").returncode == 2


def test_it_shares_nothing_with_the_first_counter():
    tree = ast.parse(Path(recount.__file__).read_text(encoding="utf-8"))

    imported = {
        name
        for node in ast.walk(tree)
        for name in (
            [alias.name for alias in node.names]
            if isinstance(node, ast.Import)
            else [node.module]
            if isinstance(node, ast.ImportFrom)
            else []
        )
    }
    assert {name.partition(".")[0] for name in imported} <= sys.stdlib_module_names
