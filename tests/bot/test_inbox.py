"""The inbox: what was taken in outlives the process, counts by its time, and holds up a close."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from bot.update_receiver import UpdateReceiver
from council.app import open_app
from council.kernel.app import App
from council.kernel.clock import FixedClock
from council.kernel.config import Settings
from council.kernel.refusals import Refusal, refuse
from council.kernel.screens.screen import Screen
from council.kernel.tables import inbox, processed_updates
from council.kernel.values import Account, Cause
from council.polls import falls_due as polls_due
from council.polls.ballots.commands import CastBallot
from council.polls.commands import ClosePoll, CountPoll
from council.polls.tables import ballots
from tests.bot.test_update_receiver_trouble import (
    FakeApi,
    FakeFace,
    message,
    rows,
    worked_off,
    working,
)
from tests.council.conftest import Town, found
from tests.council.polls.polling import NOON, RANKED, WEEK, Step, open_ranking

CLOSES = NOON + WEEK


class VotingFace(FakeFace):
    """A bot whose every message casts the sender's ballot."""

    app: App
    people: dict[str, Account]
    revision = 0

    async def answer(self, update: dict[str, Any], cause: Cause) -> Screen | None:
        await self.handle(update)
        sender = str(update["message"]["from"]["id"])
        actor = next(each for each in self.people.values() if each.id == sender)
        outcome = await self.app.bus.ask(
            CastBallot(actor=actor, cause=cause, poll=1, revision=self.revision)
        )
        return Screen(text=type(outcome).__name__)


@pytest.fixture
def clock() -> FixedClock:
    return FixedClock(NOON)


@pytest.fixture
def app(database_url: str, clock: FixedClock, tmp_path: Path) -> Any:
    settings = Settings(_env_file=None, database_url=database_url, data_dir=tmp_path)
    with open_app(settings, clock=clock) as opened:
        yield opened


@pytest.fixture
def town(app: App, clock: FixedClock) -> Town:
    made = found(app, clock, "heyue")
    for name, *roles in (("召", "facilitator"), ("王芳",)):
        made.person(name, *roles)
    open_ranking(made)
    return made


def face_of(town: Town, handle: Any) -> VotingFace:
    """A bot where 王芳 has filled in her sheet."""
    face = VotingFace(FakeApi(), handle)
    face.app, face.people = town.app, town.people
    face.revision = Step(town=town, name="王芳", poll=1).sheet("A").revision
    return face


def written(town: Town, number: int = 1) -> Any:
    return message(number, sender=int(town.people["王芳"].id))


async def at_once(_update: dict[str, Any]) -> None: ...


@asynccontextmanager
async def held(town: Town) -> AsyncIterator[tuple[UpdateReceiver, asyncio.Event, VotingFace]]:
    """An intake whose handler waits until it is let go."""
    go = asyncio.Event()

    async def handle(_update: dict[str, Any]) -> None:
        await go.wait()

    face = face_of(town, handle)
    async with working(UpdateReceiver(town.app, face)) as intake:
        try:
            yield intake, go, face
        finally:
            go.set()


def cast_at(town: Town) -> list[int]:
    return [at for (at,) in rows(town.app, select(ballots.c.cast_at))]


async def test_what_was_taken_in_is_worked_off_at_the_next_start(town: Town):
    go = asyncio.Event()

    async def never(_update: dict[str, Any]) -> None:
        await go.wait()

    face = face_of(town, never)
    crashed = UpdateReceiver(town.app, face)
    await crashed.take_in([written(town)])
    await asyncio.sleep(0)  # it is in hand when the process ends
    left = rows(town.app, select(inbox.c.update_id))
    revived = VotingFace(FakeApi(), at_once)
    revived.app, revived.people, revived.revision = face.app, face.people, face.revision
    async with working(UpdateReceiver(town.app, revived)) as restarted:
        await restarted.inbox.recover()
        await worked_off(town.app)

    assert left == [(1,)]
    assert cast_at(town) == [NOON]
    assert revived.api.texts(int(town.people["王芳"].id)) == ["BallotCast"]
    go.set()
    await _end(crashed)


async def test_a_batch_delivered_again_while_it_waits_is_handled_once(town: Town):
    async with held(town) as (intake, go, face):
        await intake.take_in([written(town), written(town)])
        await intake.take_in([written(town)])
        await intake.take(written(town))
        go.set()
        await worked_off(town.app)

    assert rows(town.app, select(processed_updates.c.update_id)) == [(1,)]
    assert face.api.texts(int(town.people["王芳"].id)) == ["BallotCast"]


async def test_a_close_waits_for_a_ballot_that_was_taken_in_before_it(
    town: Town, clock: FixedClock
):
    async with held(town) as (intake, go, _):
        clock.at = CLOSES - 1
        await intake.take_in([written(town)])
        clock.at = CLOSES + 30
        owed = _owed(town)
        by_the_clock = await asyncio.to_thread(town.tick, ClosePoll, poll=1)
        go.set()
        await worked_off(town.app)
        owed_after = _owed(town)
        await asyncio.to_thread(town.tick, ClosePoll, poll=1)
        counted = await asyncio.to_thread(town.tick, CountPoll, poll=1)

    assert owed == []
    assert by_the_clock == refuse("poll.still_taking_in", **RANKED)
    assert owed_after == [ClosePoll]
    assert cast_at(town) == [CLOSES - 1]
    assert not isinstance(counted, Refusal)


async def test_a_ballot_that_was_taken_in_after_the_close_is_late_and_holds_up_nothing(
    town: Town, clock: FixedClock
):
    async with held(town) as (intake, go, face):
        clock.at = CLOSES
        await intake.take_in([written(town)])
        closed = await asyncio.to_thread(town.tick, ClosePoll, poll=1)
        go.set()
        await worked_off(town.app)

    assert not isinstance(closed, Refusal)
    assert cast_at(town) == []
    assert face.api.texts(int(town.people["王芳"].id)) == ["Refusal"]


async def test_a_close_by_hand_asks_for_a_moment_while_ballots_wait(town: Town):
    async with held(town) as (intake, go, _):
        await intake.take_in([written(town)])
        too_early = await asyncio.to_thread(town.act, "召", ClosePoll, poll=1)
        go.set()
        await worked_off(town.app)
        closed = await asyncio.to_thread(town.act, "召", ClosePoll, poll=1)

    assert too_early == refuse("poll.still_taking_in", **RANKED)
    assert not isinstance(closed, Refusal)
    assert cast_at(town) == [NOON]


async def test_what_waits_behind_its_persons_update_is_acknowledged_as_a_row(town: Town):
    async with held(town) as (intake, go, face):
        first = asyncio.create_task(intake.take(written(town, 1), body=True))
        await asyncio.sleep(0.05)
        await intake.take(written(town, 2), body=True)
        waiting = rows(town.app, select(inbox.c.update_id))
        unanswered = not first.done()
        go.set()
        await first
        await worked_off(town.app)

    assert (unanswered, waiting) == (True, [(2,)])
    assert len(face.api.texts(int(town.people["王芳"].id))) == 2


async def test_a_ballot_handled_at_once_leaves_no_row(town: Town):
    async with working(UpdateReceiver(town.app, face_of(town, at_once))) as intake:
        await intake.take(written(town), body=True)
        left = rows(town.app, select(inbox.c.update_id))

    assert left == []
    assert cast_at(town) == [NOON]


def _owed(town: Town) -> list[type[Any]]:
    return [type(each) for each in town.app.bus.read_now(polls_due.falls_due)]


async def _end(intake: UpdateReceiver) -> None:
    stopping = asyncio.create_task(intake.sweep())
    await asyncio.sleep(0)
    stopping.cancel()
    await asyncio.gather(stopping, return_exceptions=True)
