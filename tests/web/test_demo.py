"""The demo's clock: its button, its address for programs, and what neither of them can read."""

import asyncio

import pytest
from aiohttp.test_utils import TestClient, TestServer
from sqlalchemy import select

from council.kernel.app import App
from council.kernel.clock import FixedClock
from council.kernel.tables import demo_clock
from council.kernel.ticker.readiness import Readiness
from tests.web.heyue import lively
from web.app import make_app


def offset(app: App) -> int | None:
    return app.bus.read_now(lambda tx: tx.connection.scalar(select(demo_clock.c.offset_seconds)))


async def test_the_demo_button_goes_to_the_next_day_and_back_to_its_page(
    app: App, client: TestClient
):
    lively(app)

    responses = [
        await client.post("/demo/next-day", data={"back": back}, allow_redirects=False)
        for back in ("/polls/2?lang=en", "//evil.example/", "/\\evil.example", "https://x/", "")
    ]

    assert [(r.status, r.headers["Location"]) for r in responses] == [
        (303, "/polls/2?lang=en"),
        (303, "/"),
        (303, "/"),
        (303, "/"),
        (303, "/"),
    ]
    assert offset(app) == 5 * 86_400


async def test_a_program_moves_the_demo_clock_forward_only(
    app: App, client: TestClient, clock: FixedClock
):
    lively(app)

    forward = await client.post("/demo/clock", json={"to": clock.at + 60})
    backward = await client.post("/demo/clock", json={"to": clock.at - 1})
    nonsense = [
        (await client.post("/demo/clock", data=body)).status
        for body in ("", "[]", '{"to": "1"}', '{"to": true}', "\xff")
    ]

    assert await forward.json() == {"now": clock.at + 60, "offset_seconds": 60}
    assert (backward.status, (await backward.json())["error"]) == (409, "demo.forward_only")
    assert nonsense == [400, 400, 400, 400, 400]


async def test_a_moved_clock_asks_the_schedule_to_look_at_once(app: App, clock: FixedClock):
    lively(app)
    readiness = Readiness()

    asked = []
    async with TestClient(TestServer(make_app(app, readiness))) as client:
        for path, body in (
            ("/demo/clock", {"json": {"to": clock.at - 1}}),
            ("/demo/clock", {"json": {"to": clock.at + 60}}),
            ("/demo/next-day", {"data": {"back": "/"}}),
        ):
            await client.post(path, allow_redirects=False, **body)
            asked.append(readiness.soon.is_set())
            readiness.soon.clear()

    assert asked == [False, True, True]


async def test_a_real_community_has_no_such_button(app: App, client: TestClient):
    lively(app, demo=False)

    refused = await client.post("/demo/next-day", data={"back": "/"}, allow_redirects=False)

    assert (refused.status, offset(app)) == (403, None)


async def test_no_other_site_may_press_the_button(app: App, client: TestClient):
    lively(app)

    refused = await client.post("/demo/next-day", headers={"Sec-Fetch-Site": "cross-site"})

    assert (refused.status, offset(app)) == (403, None)


URLENCODED = "application/x-www-form-urlencoded"


@pytest.mark.parametrize(
    ("media_type", "body"),
    [
        ("multipart/form-data", b"back=/polls"),
        ("multipart/form-data; boundary=x", b"back=/polls"),
        (f"{URLENCODED}; charset=none", b"back=/polls"),
        (f"{URLENCODED}; charset=utf-16", b"b"),
        (URLENCODED, b"\xff=%ff&back=%ff"),
    ],
)
async def test_a_strange_form_moves_the_demo_on_too(
    app: App, client: TestClient, media_type: str, body: bytes
):
    lively(app)

    pressed = await client.post(
        "/demo/next-day",
        data=body,
        headers={"Content-Type": media_type},
        allow_redirects=False,
    )

    assert (pressed.status, offset(app)) == (303, 86_400)


@pytest.mark.parametrize(
    ("media_type", "body"),
    [
        ("application/json; charset=none", b"{}"),
        ("application/json", b"[" * 60_000),
        ("application/json", b'{"to": 1' + b"0" * 5_000 + b"}"),
    ],
)
async def test_a_program_is_told_what_to_send(
    app: App, client: TestClient, media_type: str, body: bytes
):
    lively(app)

    told = await client.post("/demo/clock", data=body, headers={"Content-Type": media_type})

    assert (told.status, await told.json()) == (400, {"error": 'send {"to": UTC seconds}'})


@pytest.mark.parametrize("path", ["/demo/next-day", "/demo/clock"])
async def test_what_cannot_be_unpacked_is_refused_and_is_no_failure_of_ours(
    app: App, client: TestClient, caplog: pytest.LogCaptureFixture, path: str
):
    lively(app)

    refused = await client.post(path, data=b"no gzip", headers={"Content-Encoding": "gzip"})

    assert (refused.status, offset(app)) == (400, None)
    assert [record for record in caplog.records if record.name == "web.show"] == []


async def test_who_goes_away_in_the_middle_of_a_form_is_no_failure_of_ours(
    app: App, client: TestClient, caplog: pytest.LogCaptureFixture
):
    lively(app)
    assert client.port is not None
    _, writer = await asyncio.open_connection(client.host, client.port)
    writer.write(b"POST /demo/next-day HTTP/1.1\r\nHost: hall\r\nContent-Length: 9\r\n\r\nback")
    await client.get("/")

    writer.close()
    await writer.wait_closed()
    await client.get("/polls")

    assert (offset(app), caplog.messages) == (None, [])
