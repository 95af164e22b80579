"""Somebody who sends and sends holds up nobody; both bots, both transports, both databases."""

import asyncio
from collections.abc import Callable
from pathlib import Path

from sqlalchemy import func, select

from council.polls.tables import ballots
from tests.bot.conftest import Stage, staged
from tests.bot.crowd import confirming, joined, opened, press, texts, town_of
from tests.council.polls.polling import open_ranking

VOTERS = tuple(f"邻居{n}" for n in range(10))
TOO_MUCH = "您发来的消息太多"


async def until(stage: Stage, predicate: Callable[[], bool]) -> None:
    """Wait until something is so, while the hall's clock moves on slowly."""
    async with asyncio.timeout(90):
        while not predicate():
            stage.clock.at += 1
            await asyncio.sleep(0.1)


def cast(stage: Stage) -> int:
    """How many ballots there are."""
    query = select(func.count()).select_from(ballots)
    return stage.app.bus.read_now(lambda tx: tx.connection.scalar(query) or 0)


async def test_a_stranger_who_floods_delays_no_ballot_and_is_told_once(
    database_url: str, tmp_path: Path, webhook: bool
):
    async with staged(database_url, tmp_path, webhook=webhook, rates=True) as stage:
        town = town_of(stage)
        town.person("召", "facilitator")
        joined(stage, town, *VOTERS)
        open_ranking(town)
        revisions = [confirming(town, name) for name in VOTERS]
        stranger = stage.side("过路人")

        for n in range(200):
            stranger.text(f"有人吗 {n}")
        for name, revision in zip(VOTERS, revisions, strict=True):
            press(stage, name, f"ballot.cast:1:{revision}")
        await until(stage, lambda: cast(stage) == len(VOTERS))
        at_the_last_cast = len(texts(stage, "过路人"))
        await until(stage, lambda: all(_receipts(stage, name) for name in VOTERS))
        await stage.sandbox.idle(60)
        await until(stage, lambda: any(TOO_MUCH in text for text in texts(stage, "过路人")))

        assert [len(_receipts(stage, name)) for name in VOTERS] == [1] * len(VOTERS)
        assert at_the_last_cast < 20, "the ballots did not wait for answers to the flood"
        assert sum(TOO_MUCH in text for text in texts(stage, "过路人")) == 1
        assert len(texts(stage, "过路人")) < 30


def _receipts(stage: Stage, name: str) -> list[str]:
    return [text for text in texts(stage, name) if text.startswith("✅ 已收到您的选票")]


async def test_quick_taps_are_all_counted(sqlite_url: str, tmp_path: Path, webhook: bool):
    async with staged(sqlite_url, tmp_path, webhook=webhook) as stage:
        town = town_of(stage)
        town.person("召", "facilitator")
        joined(stage, town, "王芳")
        open_ranking(town)
        revision = opened(town, "王芳")
        await stage.quiet()  # the notice that the vote is open has come

        for letter in "CAB":
            press(stage, "王芳", f"ballot.tap:1:{revision}:{letter}")
        press(stage, "王芳", f"ballot.done:1:{revision}")
        await stage.quiet()

        order = "1. C 道闸+重新划线\n2. A 立体停车场\n3. B 错峰共享"
        sure = [text for text in texts(stage, "王芳") if order in text]
        assert sure[-1:] == texts(stage, "王芳")[-1:]
