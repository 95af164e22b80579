"""The web view over a lively community, and a client that asks it."""

from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
from aiohttp.test_utils import TestClient, TestServer

from council.app import open_app
from council.kernel.app import App
from council.kernel.clock import FixedClock
from council.kernel.config import Settings
from tests.web.heyue import EVENING
from web.app import make_app

#: Tuesday 12 May 2026, 20:00 in Shanghai.
NOW = EVENING + 74 * 86_400 + 1800


@pytest.fixture
def clock() -> FixedClock:
    """A clock that stands until a test moves it."""
    return FixedClock(NOW)


@pytest.fixture
def app(database_url: str, clock: FixedClock, tmp_path: Path) -> Iterator[App]:
    """A hall on a fresh database, once on SQLite and once on PostgreSQL."""
    settings = Settings(_env_file=None, database_url=database_url, data_dir=tmp_path)
    with open_app(settings, clock=clock) as opened:
        yield opened


@pytest.fixture
async def client(app: App) -> AsyncIterator[TestClient]:
    """Somebody with a browser that follows no redirect by itself."""
    async with TestClient(TestServer(make_app(app))) as opened:
        yield opened
