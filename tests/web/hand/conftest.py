"""A town, its pages in the hand, and people who open them as a chat program does."""

import json
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from aiohttp.test_utils import TestClient, TestServer

from bot.resident.launch import claim_of
from bot.sandbox.miniapp import init_data
from council.app import open_app
from council.kernel.app import App
from council.kernel.clock import FixedClock
from council.kernel.config import Settings
from tests.council.conftest import NOON, Town, found
from web.app import make_app
from web.hand.who import LaunchData

TOKEN = "1001:" + "r" * 35


def launched(account: str, *, at: int = NOON, token: str = TOKEN) -> str:
    """Launch data as a chat program hands it over, signed by a bot."""
    user = {"id": int(account), "first_name": "某", "language_code": "zh-hans"}
    return init_data(token=token, user=user, now=at, query_id="q1")


@dataclass
class Hand:
    """Somebody who holds a page: presses at the door."""

    client: TestClient[Any, Any]
    data: str
    root: str = "/c/heyue"
    pressed: int = 0
    headers: dict[str, str] = field(default_factory=dict)

    async def press(self, press: str, words: str = "", *, id: str = "") -> dict[str, Any]:  # noqa: A002 - the door's own name
        """Press, as a press of its own unless an ``id`` is given; tells what came of it."""
        self.pressed += 1
        body = {"id": id or f"press-of-my-own-{self.pressed:04}", "press": press, "words": words}
        _, told = await self.send(json.dumps(body))
        return told

    async def send(self, body: str | bytes) -> tuple[int, dict[str, Any]]:
        """Send a body; tells the status and the answer."""
        headers = {"Authorization": f"tma {self.data}", **self.headers}
        async with self.client.post(
            f"{self.root}/hand/press", data=body, headers=headers
        ) as answer:
            assert answer.headers["Cache-Control"] == "no-store"
            return answer.status, await answer.json()

    async def cast(self, typed: str, poll: int = 1) -> dict[str, Any]:
        """Rank and confirm."""
        sheet = await self.press(f"ballot.typed:{poll}", typed)
        return await self.press(presses(sheet, "ballot.cast")[0])


def presses(told: dict[str, Any], verb: str) -> list[str]:
    """The presses of a verb among the buttons that were drawn."""
    found = [each["press"] for row in told["rows"] for each in row]
    return [press for press in found if press.partition(":")[0] == verb]


@pytest.fixture
def clock() -> FixedClock:
    """A clock that stands at noon of 30 January 2026 until a test moves ``clock.at``."""
    return FixedClock(NOON)


@pytest.fixture
def app(database_url: str, clock: FixedClock, tmp_path: Path) -> Iterator[App]:
    """A hall on a fresh database whose residents' bot has a token."""
    settings = Settings(
        _env_file=None,
        database_url=database_url,
        data_dir=tmp_path,
        resident_bot_token=TOKEN,
        public_url="https://hall.example.org",
    )
    with open_app(settings, clock=clock) as opened:
        yield opened


@pytest.fixture
def town(app: App, clock: FixedClock) -> Town:
    """A community with a facilitator and a resident."""
    made = found(app, clock, "heyue")
    made.person("召", "facilitator")
    made.person("王芳")
    return made


@pytest.fixture
async def client(app: App) -> AsyncIterator[TestClient[Any, Any]]:
    """The web view."""
    way = LaunchData(partial(claim_of, TOKEN))
    async with TestClient(TestServer(make_app(app, ways=(way,)))) as opened:
        yield opened


@pytest.fixture
def hand(client: TestClient[Any, Any], town: Town) -> Hand:
    """The resident 王芳 with a page that she has just opened."""
    return Hand(client, launched(town.people["王芳"].id))
