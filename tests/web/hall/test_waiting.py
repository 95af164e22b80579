"""Files that wait to be fetched, and people who wait for their turn."""

import asyncio

import pytest

from council.kernel.screens.uploads import Upload
from council.kernel.values import Account
from web.hall import uploads as module
from web.hall.lanes import WAITING, Busy, Lanes
from web.hall.uploads import WAITS, Uploads

ME, OTHER = Account(channel="web", id="me"), Account(channel="web", id="other")
SLIP = Upload(name="slip.html", content=b"<p>")


def test_a_file_waits_for_its_account_and_not_for_ever():
    now = 0.0
    uploads = Uploads(lambda: now)
    key = uploads.offer(ME, SLIP)

    assert uploads.fetch(ME, key) == SLIP
    assert uploads.fetch(OTHER, key) is None
    assert uploads.fetch(ME, "nothing") is None
    now = WAITS
    assert uploads.fetch(ME, key) is None


def test_the_oldest_files_make_room(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(module, "MOST_BYTES", 6)
    uploads = Uploads(lambda: 0.0)

    keys = [uploads.offer(ME, SLIP) for _ in range(3)]
    large = uploads.offer(OTHER, Upload(name="roll.xlsx", content=bytes(100)))

    assert [uploads.fetch(ME, key) is None for key in keys] == [True, True, True]
    assert uploads.fetch(OTHER, large) is not None


async def test_ones_own_acts_come_one_after_the_other_and_others_at_once():
    lanes, done = Lanes(), []
    gate = asyncio.Event()

    async def act(account: str, name: str) -> None:
        async with lanes.place(account) as turn, turn:
            if name == "slow":
                await gate.wait()
            done.append(name)

    acts = [asyncio.create_task(act("me", name)) for name in ("slow", "first", "second")]
    acts.append(asyncio.create_task(act("other", "else")))
    await asyncio.sleep(0.01)
    before = list(done)
    gate.set()
    await asyncio.gather(*acts)

    assert before == ["else"]
    assert done == ["else", "slow", "first", "second"]


async def test_too_many_of_ones_own_are_sent_away():
    lanes, gate = Lanes(), asyncio.Event()

    async def act() -> None:
        async with lanes.place("me") as turn, turn:
            await gate.wait()

    acts = [asyncio.create_task(act()) for _ in range(WAITING)]
    await asyncio.sleep(0.01)
    with pytest.raises(Busy):
        async with lanes.place("me"):
            pass
    gate.set()
    await asyncio.gather(*acts)
    async with lanes.place("me"):
        pass
