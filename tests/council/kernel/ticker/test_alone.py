"""One process at a time does a thing for a database, and its death frees the place."""

import asyncio
import os
import signal
import subprocess
import sys
from collections.abc import Iterator

import pytest
from sqlalchemy import Engine

from council.kernel.database import engines
from council.kernel.database.lease import Lease
from council.kernel.superseded import Superseded
from council.kernel.ticker import alone

HOLDS = """
import sys, time
from council.kernel.database import engines
from council.kernel.database.lease import Lease
turn = Lease(engines.writer(sys.argv[1]), "ticker")
print(turn.mine(), flush=True)
time.sleep(60)
"""


@pytest.fixture
def engine(database_url: str) -> Iterator[Engine]:
    made = engines.writer(database_url)
    yield made
    made.dispose()


def test_a_thing_is_one_process_at_a_time(engine: Engine):
    first, second, other = (Lease(engine, what) for what in ("ticker", "ticker", "updates/staff"))

    before = [first.mine(), second.mine(), other.mine(), first.mine()]
    first.give_back()
    after = [second.mine(), first.mine()]
    for turn in (first, second, other):
        turn.give_back()

    assert (before, after) == ([True, False, True, True], [True, False])


def test_a_process_that_is_killed_frees_its_place_at_once(engine: Engine, database_url: str):
    held = subprocess.Popen(  # noqa: S603 - our own interpreter
        [sys.executable, "-c", HOLDS, database_url], stdout=subprocess.PIPE, text=True
    )
    assert held.stdout is not None
    told = held.stdout.readline()
    turn = Lease(engine, "ticker")

    during = turn.mine()
    os.kill(held.pid, signal.SIGKILL)
    held.wait()
    held.stdout.close()
    after = asyncio.run(_soon(turn))
    turn.give_back()

    assert (told, during, after) == ("True\n", False, True)


async def _soon(turn: Lease) -> bool:
    """Whether the place is free within the patience of a start."""
    for _ in range(round(alone.PATIENCE / alone.LOOK)):
        if turn.mine():
            return True
        await asyncio.sleep(alone.LOOK)
    return False


async def test_who_comes_second_ends_with_the_sentence(
    engine: Engine, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(alone, "PATIENCE", 0.3)
    async with alone.alone(engine, "ticker", "the first ends"):
        with pytest.raises(Superseded, match="the second ends"):
            async with alone.alone(engine, "ticker", "the second ends"):
                pass
