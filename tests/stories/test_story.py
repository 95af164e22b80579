"""The whole story by Telegram alone, by the real command line, in two pairs of database and transport.

The other two pairs are played by three doors, with a product that is killed again and again
(`test_story_by_three_doors`). They play with nobody but those who count, which changes no figure;
`make stories` plays these two with all residents.
"""

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from tests.postgres_server import PostgresServer

WHOLE = os.environ.get("YISHI_STORIES") == "whole"
ALL, FEW = 980, 480
FULL = ALL if WHOLE else FEW
#: Seconds: the longest that one story may take on a machine that does much else.
PATIENCE = 1200

pytestmark = [pytest.mark.story, pytest.mark.slow, pytest.mark.timeout(PATIENCE + 60)]


def play(folder: Path, *options: str) -> dict[str, Any]:
    """Play the story in a process of its own, and read its report."""
    report = folder / "report.json"
    done = subprocess.run(  # noqa: S603 - our own program
        [sys.executable, "-m", "council", "story", "--report", str(report), *options],
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    told: dict[str, Any] = json.loads(report.read_text(encoding="utf-8"))
    return told


def figures(told: Mapping[str, Any]) -> dict[str, Any]:
    """The figures of docs/rules.md#the-story; addresses, numbers and more detail are left out."""
    campaign, ratification = told["campaign"], told["ratification"]
    return {
        "roll": told["roll"],
        "seconds": told["proposal"]["seconds"],
        "meeting": [told["meeting"]["starts"], told["meeting"]["attended"]],
        "motion": [told["motion"][name] for name in ("addressee", "answered", "hours")],
        "decision": told["motion"]["decision"],
        "ranking": {
            name: told["ranking"][name]
            for name in ("ballots", "winner", "plurality", "rounds", "schulze")
        },
        "first": [ratification["first_close"], ratification["first_heads"]],
        "final": {name: ratification["final"][name] for name in ("heads", "area_x100", "passed")},
        "m2": {name: ratification["m2"][name] for name in ("heads", "passed")},
        "resolution": told["resolution"]["state"],
        "campaign": [
            campaign[name] for name in ("target_fen", "pledged_fen", "received_fen", "state")
        ],
    }


FIGURES = {
    "roll": {"units": 480, "heads": 464, "area_x100": 5116256},
    "seconds": 10,
    "meeting": ["2026-02-27T19:30:00+08:00", 57],
    "motion": ["manager", True, 31],
    "decision": "needs_owners",
    "ranking": {
        "ballots": 300,
        "winner": "A",
        "plurality": "C",
        "rounds": [
            {"A": 92, "B": 66, "C": 102, "D": 40},
            {"A": 92, "B": 74, "C": 124},
            {"A": 146, "C": 144},
        ],
        "schulze": ["A", "C", "B", "D"],
    },
    "first": ["no_quorum", 303],
    "final": {"heads": [251, 325], "area_x100": [2833304, 3638360], "passed": "yes"},
    "m2": {"heads": [185, 325], "passed": "yes"},
    "resolution": "in_force",
    "campaign": [51_000_000, 54_860_000, 52_130_000, "target_met"],
}


def test_the_story_by_webhook_on_sqlite(tmp_path: Path):
    told = play(tmp_path, "--transport", "webhook", "--residents", str(FULL))

    assert figures(told) == FIGURES
    assert (told["residents"], told["kills"]) == (FULL, 0)


@pytest.mark.postgres
def test_the_story_by_polling_on_postgresql(tmp_path: Path, postgres_server: PostgresServer):
    url = postgres_server.create_database("story_polling")

    told = play(tmp_path, "--transport", "polling", "--residents", str(FULL), "--database", url)

    assert figures(told) == FIGURES
    postgres_server.drop_database("story_polling")


def test_a_database_where_a_community_lives_is_left_alone(tmp_path: Path, sqlite_url: str):
    command = [sys.executable, "-m", "council"]
    environment = {**os.environ, "YISHI_DATABASE_URL": sqlite_url}
    subprocess.run(  # noqa: S603 - our own program
        [*command, "community", "create", "other", "--name", "别处"],
        env=environment,
        cwd=tmp_path,
        check=True,
        capture_output=True,
    )

    refused = subprocess.run(  # noqa: S603 - our own program
        [*command, "story", "--database", sqlite_url],
        capture_output=True,
        text=True,
        check=False,
    )

    assert refused.returncode == 2
    assert "the database is not empty; choose a new one" in refused.stderr
    assert "Traceback" not in refused.stderr
