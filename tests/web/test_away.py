"""While the database is away: a page that says so, in both languages, and when to come again."""

import sqlite3
from dataclasses import replace
from typing import Any

import pytest
from aiohttp.test_utils import TestClient, TestServer
from sqlalchemy.exc import OperationalError

from council.kernel.app import App
from council.kernel.operation.records import STOPPED, beat
from council.kernel.ticker.readiness import Readiness
from tests.web.heyue import lively
from tests.web.page import Page
from web.app import make_app


class Away:
    """A desk whose database cannot be read."""

    def __init__(self, desk: Any, error: Exception) -> None:
        self.desk = desk
        self.error = error

    def __getattr__(self, name: str) -> Any:
        return getattr(self.desk, name)

    async def read(self, _function: Any) -> Any:
        raise self.error

    def read_now(self, _function: Any) -> Any:
        raise self.error


def lost() -> Exception:
    orig = sqlite3.OperationalError("unable to open database file")
    orig.sqlite_errorcode = sqlite3.SQLITE_CANTOPEN
    return OperationalError("SELECT 1", {}, orig)


def bug() -> Exception:
    orig = sqlite3.OperationalError("no such column: x")
    orig.sqlite_errorcode = sqlite3.SQLITE_ERROR
    return OperationalError("SELECT x", {}, orig)


@pytest.mark.parametrize(
    ("path", "title"),
    [
        ("/?lang=en", "The pages cannot be shown at the moment"),
        ("/polls/1?lang=zh_CN", "网页暂时打不开"),
        ("/nowhere?lang=en", "The pages cannot be shown at the moment"),
        ("/static/nothing?lang=en", "The pages cannot be shown at the moment"),
    ],
)
async def test_pages_say_that_the_record_cannot_be_read(app: App, path: str, title: str):
    lively(app)
    away = replace(app, bus=Away(app.bus, lost()))

    async with TestClient(TestServer(make_app(away))) as client:
        response = await client.get(path)
        page = Page(await response.text())

    assert (response.status, response.headers["Retry-After"]) == (503, "15")
    assert title in page.text
    assert page.faults == []


@pytest.mark.parametrize("path", ["/meetings.ics", "/resolutions.atom", "/metrics", "/readyz"])
async def test_what_programs_ask_for_is_503_too(app: App, path: str):
    lively(app)
    away = replace(app, bus=Away(app.bus, lost()))

    async with TestClient(TestServer(make_app(away))) as client:
        assert (await client.get(path)).status == 503


async def test_open_data_says_it_for_programs(app: App):
    away = replace(app, bus=Away(app.bus, lost()))

    async with TestClient(TestServer(make_app(away))) as client:
        response = await client.get("/api/v1/polls")

        assert (response.status, await response.json()) == (503, {"error": "unavailable"})
        assert response.headers["Retry-After"] == "15"


async def test_a_bug_in_a_query_stays_a_bug(app: App):
    lively(app)
    broken = replace(app, bus=Away(app.bus, bug()))

    async with TestClient(TestServer(make_app(broken))) as client:
        assert (await client.get("/")).status == 500


async def test_a_paused_bot_and_a_held_clock_are_not_ready(app: App):
    readiness = Readiness()
    readiness.bots["resident"] = lambda: "paused: 401 Unauthorized"
    readiness.bots["staff"] = lambda: ""
    readiness.clock_trouble = "the machine's clock has jumped by +30 d"

    async with TestClient(TestServer(make_app(app, readiness))) as client:
        response = await client.get("/readyz")
        metrics = (await (await client.get("/metrics")).text()).splitlines()

        assert (response.status, (await response.json())["checks"]) == (
            503,
            {
                "database": "ok",
                "migrations": "ok",
                "clock": "the machine's clock has jumped by +30 d",
                "scheduler": "ok",
                "resident": "paused: 401 Unauthorized",
                "staff": "ok",
            },
        )
    assert [line for line in metrics if line.startswith("yishi_trouble")] == [
        'yishi_trouble{part="resident"} 1',
        'yishi_trouble{part="staff"} 0',
        'yishi_trouble{part="scheduler"} 1',
        'yishi_trouble{part="database"} 0',
    ]


async def test_parts_of_other_processes_are_seen_by_their_signs_of_life(
    app: App, client: TestClient, clock: Any
):
    for part, trouble in (("ticker", ""), ("resident", "deaf: x"), ("staff", STOPPED)):
        app.bus.submit_run(lambda tx, p=part, t=trouble: beat(tx, p, t)).result()

    soon = (await (await client.get("/readyz")).json())["checks"]
    clock.at += 500
    later = (await (await client.get("/readyz")).json())["checks"]

    assert (soon["scheduler"], soon["resident"], "staff" in soon) == (
        "elsewhere",
        "deaf: x",
        False,
    )
    assert (later["scheduler"], later["resident"]) == ("silent for 500 s", "silent for 500 s")
