"""A database that takes no writes for a while: updates stay where they are, and none is poison."""

import asyncio
from pathlib import Path

import pytest
from sqlalchemy import func, select

from council.kernel.tables import poison_updates
from council.polls.tables import ballots
from tests.bot.conftest import Stage, staged
from tests.bot.crowd import confirming, joined, press, texts, town_of
from tests.council.polls.polling import open_ranking

#: So many that what they bring needs new pages, wherever there was room in the old ones.
VOTERS = tuple(f"邻居{n}" for n in range(40))

#: A file that cannot be written, and a disk that is full: a file may not grow beyond its size.
READ_ONLY = ("query_only=ON", "query_only=OFF")
FULL = ("max_page_count=1", "max_page_count=1073741823")


def pragma(stage: Stage, what: str) -> None:
    connection = stage.app.write.raw_connection()
    connection.execute(f"PRAGMA {what}")
    connection.close()


def counted(stage: Stage) -> tuple[int, int]:
    """How many ballots and how many updates put aside there are."""
    queries = [select(func.count()).select_from(table) for table in (ballots, poison_updates)]
    return stage.app.bus.read_now(
        lambda tx: tuple(tx.connection.scalar(query) or 0 for query in queries)
    )


@pytest.mark.parametrize("fault", [READ_ONLY, FULL], ids=["read-only", "full"])
async def test_no_update_is_lost_or_poison_while_the_database_takes_no_writes(
    sqlite_url: str, tmp_path: Path, webhook: bool, fault: tuple[str, str]
):
    async with staged(sqlite_url, tmp_path, webhook=webhook) as stage:
        town = town_of(stage)
        town.person("召", "facilitator")
        joined(stage, town, *VOTERS)
        open_ranking(town)
        revisions = [confirming(town, name) for name in VOTERS]
        await stage.quiet()

        pragma(stage, fault[0])
        for name, revision in zip(VOTERS, revisions, strict=True):
            press(stage, name, f"ballot.cast:1:{revision}")
        await asyncio.sleep(8)  # more than five tries of each
        (cast, poison) = counted(stage)
        pragma(stage, fault[1])
        await stage.sandbox.idle(60)
        await stage.quiet()

        assert (cast < len(VOTERS), poison) == (True, 0)
        assert counted(stage) == (len(VOTERS), 0)
        assert [sum(t.startswith("✅") for t in texts(stage, name)) for name in VOTERS] == [
            1
        ] * len(VOTERS)
