"""Somebody's line is dead in the middle, or slow on purpose: it holds nobody up, and is no way round."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from sqlalchemy import select

from council.kernel.directory import residents
from tests.web.hall.conftest import Browser, Hamlet
from tests.web.hall.test_news import listening
from web.hall import bell, doors


@pytest.fixture
def database_url(sqlite_url: str) -> str:
    """What comes slowly has reached no database."""
    return sqlite_url


@asynccontextmanager
async def slowly(
    hamlet: Hamlet, browser: Browser, body: bytes
) -> AsyncIterator[tuple[asyncio.StreamReader, asyncio.StreamWriter]]:
    """Send all of a body but its last byte."""
    cookie = next(iter(browser.client.session.cookie_jar)).value
    head = (
        "POST /hall/act HTTP/1.1\r\nHost: x\r\nConnection: close\r\n"
        f"Cookie: yishi={cookie}\r\nAccept: application/json\r\nSec-Fetch-Site: same-origin\r\n"
        f"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {len(body)}\r\n\r\n"
    )
    reader, writer = await asyncio.open_connection("127.0.0.1", hamlet.server.port)
    writer.write(head.encode() + body[:-1])
    await writer.drain()
    await asyncio.sleep(0.1)
    try:
        yield reader, writer
    finally:
        writer.close()


async def test_a_line_that_is_dead_in_the_middle_holds_up_nothing(hamlet: Hamlet):
    browser = await hamlet.member("W001")
    body = f"token={browser.token}&id={'s' * 20}&press=home".encode()

    async with slowly(hamlet, browser, body):
        told = await asyncio.wait_for(browser.press("help"), 5)

    assert told["status"] == 200


async def test_who_is_signed_out_while_something_is_on_its_way_does_nothing(
    hamlet: Hamlet, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(doors, "SLOW", 0.0)
    browser = await hamlet.member("W001")
    body = f"token={browser.token}&id={'s' * 20}&press=settings.large:1".encode()

    async with slowly(hamlet, browser, body) as (reader, writer):
        data = {"token": browser.token, "press": "all"}
        await browser.client.post("/hall/devices", data=data, headers=browser.headers)
        writer.write(body[-1:])
        answer = await asyncio.wait_for(reader.read(), 5)

    assert b"hall.signed_out" in answer
    assert hamlet.rows(select(residents.c.large).where(residents.c.ref == "W001")) == [(0,)]


async def test_who_opens_one_stream_too_many_lets_go_of_the_oldest(
    hamlet: Hamlet, monkeypatch: pytest.MonkeyPatch
):
    """Of streams over lines that are dead nobody knows for minutes; who is here now is to hear."""
    monkeypatch.setattr(bell, "STREAMS", 2)
    browser = await hamlet.member("W001")

    async with listening(browser) as first, listening(browser) as second:
        await asyncio.wait_for(first(), 5)
        await asyncio.wait_for(second(), 5)
        async with listening(browser) as third:
            news = await asyncio.wait_for(third(), 5)
            ended = await asyncio.wait_for(first(), 5)
            await browser.press("help")
            heard = await asyncio.wait_for(second(), 5)

    assert news["event"] == heard["event"] == "news"
    assert (ended["event"], ended["retry"]) == ("beat", "30000")
