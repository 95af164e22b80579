"""The story with a third of its residents and the manager in the web hall, and some at WeCom.

The product is killed again and again and loses and doubles nothing; each press in the hall is sent up
to three times, each event of WeCom twice. The figures are those of the story by Telegram alone
(`test_story`), which plays the other two pairs of database and transport.
"""

from pathlib import Path
from typing import Any

import pytest

from tests.postgres_server import PostgresServer
from tests.stories.test_story import FEW, FIGURES, PATIENCE, figures, play

pytestmark = [pytest.mark.story, pytest.mark.slow, pytest.mark.timeout(PATIENCE + 60)]

#: Long enough for a start on a busy machine to be worth it: people get something done in between.
EVERY = "15"


def _by_three_doors(folder: Path, *options: str) -> dict[str, Any]:
    few = ("--residents", str(FEW))
    return play(folder, "--three-doors", *few, "--kill-every", EVERY, *options)


def _nobody_stayed_away(told: dict[str, Any]) -> None:
    """Everything came by all three, most by Telegram; this is counted of the record's rows."""
    for kind in ("acts", "notices"):
        found = told["by_channel"][kind]
        assert set(found) == {"telegram", "web", "wecom"}
        assert found["telegram"] > found["web"] > found["wecom"] > BY_CARDS


#: So many act by WeCom's cards alone, and each does more than one thing.
BY_CARDS = 8


def test_the_story_by_three_doors_and_polling_on_sqlite(tmp_path: Path):
    told = _by_three_doors(tmp_path, "--transport", "polling")

    assert figures(told) == FIGURES
    assert told["kills"] > 0
    _nobody_stayed_away(told)


@pytest.mark.postgres
def test_the_story_by_three_doors_and_webhook_on_postgresql(
    tmp_path: Path, postgres_server: PostgresServer
):
    url = postgres_server.create_database("story_by_three_doors")

    told = _by_three_doors(tmp_path, "--transport", "webhook", "--database", url)

    assert figures(told) == FIGURES
    assert told["kills"] > 0
    _nobody_stayed_away(told)
    postgres_server.drop_database("story_by_three_doors")
