"""The outbox in trouble: a channel or a database that is away, a stop, two senders."""

import asyncio
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy.exc import OperationalError

from council.app import open_app
from council.kernel.clock import FixedClock
from council.kernel.config import Settings
from council.kernel.outbox import sender
from council.kernel.outbox.transport import Unknown
from tests.council.conftest import Town, found
from tests.council.kernel.outbox.sending import (
    FakeOutlet,
    SlowOutlet,
    empty,
    serving,
    states,
    tell,
    until,
)


class Troubled:
    """A desk whose database is away for some writes: the first ``after`` pass, ``fails`` do not.

    ``loses_answer``: the write is done, but its answer gets lost.
    """

    def __init__(
        self, desk: Any, *, fails: int, after: int = 0, loses_answer: bool = False
    ) -> None:
        self.desk = desk
        self.passing = after
        self.failing = fails
        self.loses_answer = loses_answer

    def __getattr__(self, name: str) -> Any:
        return getattr(self.desk, name)

    async def run(self, function: Any) -> Any:
        if self.passing > 0:
            self.passing -= 1
        elif self.failing > 0:
            self.failing -= 1
            if self.loses_answer:
                await self.desk.run(function)
            raise OperationalError("COMMIT", {}, Exception("the database is away"))
        return await self.desk.run(function)


async def test_a_channel_that_is_away_for_days_loses_nothing(town: Town):
    town.person("王芳")
    tell(town, "1")
    outlet = FakeOutlet(lambda _account, _text: Unknown(why="away"))
    for _ in range(60):
        await empty(town, outlet)
        town.clock.at += 3_700

    back = FakeOutlet()
    await empty(town, back)

    assert [text for _, text in back.sent] == ["1"]


async def test_a_stop_lets_the_letter_in_hand_arrive_and_keeps_the_rest(town: Town):
    town.person("王芳")
    tell(town, "1", "2")
    outlet = SlowOutlet(town.people["王芳"].id)

    async with serving(town, outlet):
        await until(lambda: outlet.held)
        asyncio.get_running_loop().call_later(0.3, outlet.go.set)

    assert [text for _, text in outlet.sent] == ["1"]
    assert states(town) == [("1", "sent"), ("2", "queued")]


async def test_what_was_sent_is_noted_although_the_database_was_away(
    town: Town, caplog: pytest.LogCaptureFixture
):
    town.person("王芳")
    tell(town, "1")
    outlet = FakeOutlet()
    troubled = Troubled(town.app.bus, fails=1, after=2)

    async with serving(town, outlet, app=replace(town.app, bus=troubled)):
        await until(lambda: states(town) == [("1", "sent")])

    assert len(outlet.sent) == 1
    assert "not noted yet" in caplog.text


async def test_a_database_that_stays_away_does_not_fill_the_log(
    town: Town, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
):
    town.person("王芳")
    tell(town, "1")
    outlet = FakeOutlet()
    troubled = Troubled(town.app.bus, fails=100)
    monkeypatch.setattr(sender, "PAUSE", 0.001)
    monkeypatch.setattr(sender, "AGAIN", 0.001)

    async with serving(town, outlet, app=replace(town.app, bus=troubled)):
        await until(lambda: states(town) == [("1", "sent")])

    told = [record for record in caplog.records if record.name == sender.log.name]
    assert [(each.levelname, each.exc_info) for each in told][:1] == [("WARNING", None)]
    assert len(told) < 10


async def test_a_claim_whose_commit_was_in_doubt_is_not_forgotten(town: Town):
    town.person("王芳")
    tell(town, "1")
    outlet = FakeOutlet()
    troubled = Troubled(town.app.bus, fails=1, after=1, loses_answer=True)

    async with serving(town, outlet, app=replace(town.app, bus=troubled)):
        await until(lambda: states(town) == [("1", "sent")])

    assert len(outlet.sent) == 1


@pytest.mark.postgres
async def test_of_two_senders_one_sends_and_the_other_takes_over(
    postgres_url: str, clock: FixedClock, tmp_path: Path
):
    settings = Settings(_env_file=None, database_url=postgres_url, data_dir=tmp_path)
    with open_app(settings, clock=clock) as one, open_app(settings, clock=clock) as two:
        town = found(one, clock, "heyue")
        town.person("王芳")
        first, second = FakeOutlet(), FakeOutlet()
        async with serving(town, second, app=two):
            async with serving(town, first, app=one):
                tell(town, *(str(n) for n in range(20)))
                await until(lambda: len(first.sent) + len(second.sent) == 20)
                split = (len(first.sent), len(second.sent))
            if split == (0, 20):
                first, second = second, first
            tell(town, "later")
            await until(lambda: len(first.sent) + len(second.sent) == 21)

    assert sorted(split) == [0, 20]
    assert sorted(text for _, text in (*first.sent, *second.sent)) == sorted(
        [*(str(n) for n in range(20)), "later"]
    )
