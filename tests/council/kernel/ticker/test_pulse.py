"""Signs of life are writes: where they fail, the record cannot be written, and an operator sees it."""

import asyncio
from dataclasses import replace
from typing import Any

import pytest
from aiohttp.test_utils import TestClient, TestServer
from sqlalchemy.exc import OperationalError

from council.kernel.app import App
from council.kernel.ticker import pulse
from council.kernel.ticker.readiness import Readiness
from web.app import make_app


class Full:
    """A desk whose database takes nothing while the disk is full."""

    def __init__(self, desk: Any) -> None:
        self.desk = desk
        self.full = True

    def __getattr__(self, name: str) -> Any:
        return getattr(self.desk, name)

    async def run(self, function: Any) -> Any:
        if self.full:
            raise OperationalError("INSERT", {}, Exception("database or disk is full"))
        return await self.desk.run(function)


async def test_a_record_that_cannot_be_written_is_not_ready(
    app: App, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(pulse, "LOOK", 0.01)
    readiness, desk = Readiness(), Full(app.bus)
    giving = asyncio.create_task(pulse.pulse(replace(app, bus=desk), readiness, ticker=True))
    found: list[tuple[int, str, bool]] = []

    async with TestClient(TestServer(make_app(app, readiness))) as client:
        for full in (True, False):
            desk.full = full
            while readiness.unwritable is not full:  # noqa: ASYNC110 - a disk rings no bell
                await asyncio.sleep(0.01)
            response = await client.get("/readyz")
            check = (await response.json())["checks"]["database"]
            figures = (await (await client.get("/metrics")).text()).splitlines()
            alarm = 'yishi_trouble{part="database"} 1' in figures
            found.append((response.status, check, alarm))
    giving.cancel()
    await asyncio.gather(giving, return_exceptions=True)

    assert found == [(503, "cannot be written", True), (200, "ok", False)]
