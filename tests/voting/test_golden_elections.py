"""Textbook elections, counted by hand and written down in tests/golden/elections.json."""

import json
from pathlib import Path

import pytest

from voting.tally import count, options_from, to_json

GOLDEN = Path(__file__).parents[1] / "golden"
CASES = json.loads((GOLDEN / "elections.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize(
    "case", CASES, ids=lambda c: f"{c['file']} {c['method']} {c['options'] or ''}"
)
def test_a_textbook_election_is_counted_as_by_hand(case):
    text = (GOLDEN / case["file"]).read_text(encoding="utf-8")

    outcome = to_json(
        count(
            text,
            file=case["file"],
            method=case["method"],
            options=options_from(case["options"]),
        )
    )

    found = {
        "winners": outcome["winners"],
        "ties": outcome["ties"],
        "tallies": [each["tallies"] for each in outcome.get("rounds", [])],
        "exhausted": [each["exhausted"] for each in outcome.get("rounds", [])],
        "eliminated": [each["eliminated"] for each in outcome.get("rounds", [])],
        "ranking": outcome.get("ranking"),
        "pairwise": outcome.get("pairwise"),
        "paths": outcome.get("paths"),
    }
    by_hand = {key: case[key] for key in case.keys() - {"file", "method", "options"}}
    assert {key: found[key] for key in by_hand} == by_hand


def test_the_story_is_published_with_every_figure():
    text = (GOLDEN / "heyue-parking.soi").read_text(encoding="utf-8")
    options = options_from({"overvote": "split"})

    outcome = count(text, file="heyue-parking.soi", method="irv", options=options)

    assert outcome.lead == 2
    assert to_json(outcome) == {
        "method": "irv",
        "seats": 1,
        "options": {
            "overvote": "split",
            "majority": "continuing",
            "count_to": "majority",
            "ties": "refuse",
            "max_skipped": "unlimited",
            "max_ranks": "unlimited",
            "duplicates": "skip",
        },
        "candidates": [
            {"id": 1, "name": "立体停车场"},
            {"id": 2, "name": "错峰共享"},
            {"id": 3, "name": "道闸与重新划线"},
            {"id": 4, "name": "维持现状"},
        ],
        "ballots": {"total": 300, "valid": 300, "blank": 0, "spoiled": 0},
        "winners": [1],
        "rounds": [
            {
                "n": 1,
                "tallies": {"1": 92, "2": 66, "3": 102, "4": 40},
                "exhausted": 0,
                "threshold": 151,
                "elected": [],
                "eliminated": [4],
            },
            {
                "n": 2,
                "tallies": {"1": 92, "2": 74, "3": 124},
                "exhausted": 10,
                "threshold": 146,
                "elected": [],
                "eliminated": [2],
            },
            {
                "n": 3,
                "tallies": {"1": 146, "3": 144},
                "exhausted": 10,
                "threshold": 146,
                "elected": [1],
                "eliminated": [],
            },
        ],
        "ties": [],
    }
