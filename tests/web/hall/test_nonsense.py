"""What no page of ours sends: it is told to be garbled, and is never a fault of ours."""

import asyncio
import json
from typing import Any
from urllib.parse import quote

import pytest
from sqlalchemy import func, select

from council.people.hall.subscriptions import read_subscription
from council.people.hall.tables import hall_acts
from tests.web.hall.conftest import Browser, Hamlet

ID = "x" * 20


@pytest.fixture
def database_url(sqlite_url: str) -> str:
    """It is turned away before it reaches a database."""
    return sqlite_url


async def sent(hamlet: Hamlet, browser: Browser, body: bytes, kind: str, query: str = "") -> int:
    """Send a body as it is; tells the status."""
    cookie = next(iter(browser.client.session.cookie_jar)).value
    head = (
        f"POST /hall/act{query} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n"
        f"Cookie: yishi={cookie}\r\nAccept: application/json\r\nSec-Fetch-Site: same-origin\r\n"
        f"Content-Type: {kind}\r\nContent-Length: {len(body)}\r\n\r\n"
    )
    reader, writer = await asyncio.open_connection("127.0.0.1", hamlet.server.port)
    writer.write(head.encode() + body)
    await writer.drain()
    answer = await reader.read()
    writer.close()
    return int(answer.split(b" ", 2)[1])


@pytest.mark.parametrize(
    "charset", ["nonsense", "rot13", "utf-7", "raw_unicode_escape", "idna", "undefined"]
)
async def test_words_in_no_writing_of_this_world_are_garbled(hamlet: Hamlet, charset: str):
    browser = await hamlet.member("W001")
    body = f"token={browser.token}&id={ID}&press=%2B2AA-%5Cud800".encode()

    status = await sent(
        hamlet, browser, body, f"application/x-www-form-urlencoded; charset={charset}"
    )

    assert status in {200, 400, 403}


@pytest.mark.parametrize(
    "head",
    [
        b"nonsense",
        b'Content-Disposition: form-data; name="' + b"x" * 20_000 + b'"',
        b"\r\n".join(b"X-%d: a" % n for n in range(3_000)),
        b'Content-Disposition: form-data; name="to\0ken"',
        b'Content-Disposition: form-data; name="file"; filename="a\0.jpg"',
        b"Content-Type: multipart/mixed; boundary=z",
        b"",
    ],
    ids=["no colon", "long", "many", "nul", "nul in a file's name", "nested", "none"],
)
async def test_parts_with_senseless_heads_are_garbled(hamlet: Hamlet, head: bytes):
    browser = await hamlet.member("W001")
    body = b"--b\r\n" + head + b"\r\n\r\nx\r\n--b--\r\n"

    status = await sent(hamlet, browser, body, "multipart/form-data; boundary=b")

    assert status == 400


async def test_a_token_of_strange_letters_is_not_ours(hamlet: Hamlet):
    browser = await hamlet.member("W001")

    browser.token = "é" * 32
    told = await browser.press("home")

    assert (told["status"], told["why"]) == (403, "hall.not_ours")
    assert hamlet.rows(select(func.count()).select_from(hall_acts)) == [(1,)]


@pytest.mark.parametrize(
    "number",
    ["9" * 16, "9" * 30, "9" * 5_000, "²", "٣", "-1", ""],
    ids=["long", "longer", "longest", "raised", "arabic", "negative", "none"],
)
async def test_a_number_of_a_message_that_cannot_be_is_none(hamlet: Hamlet, number: str):
    browser = await hamlet.member("W001")

    page = await browser.client.get(f"/hall?before={quote(number)}", headers=browser.headers)
    body = f"token={browser.token}&id={ID}&press=home".encode()
    kind = "application/x-www-form-urlencoded"
    after = [await sent(hamlet, browser, body, kind, f"?after={quote(number)}") for _ in range(2)]

    assert page.status == 200
    assert 'id="m1"' in await page.text()
    assert after == [200, 200]


def test_a_subscription_of_half_a_character_is_garbled():
    keys = {"p256dh": "B" * 87, "auth": "a" * 22}
    said: dict[str, Any] = {"endpoint": "https://fcm.googleapis.com/\ud800", "keys": keys}

    assert read_subscription(json.dumps(said)).key == "hall.garbled"


async def test_older_browsers_can_say_where_a_form_comes_from(hamlet: Hamlet):
    """They know no ``Sec-Fetch-Site``, and say ``Origin: null`` of a page without a referrer."""
    browser = hamlet.browser()
    door = await browser.client.get("/hall")
    browser.headers = {"Origin": str(hamlet.server.make_url("/")).rstrip("/")}

    page = await browser.join(hamlet.resident("W001"))

    assert door.headers["Referrer-Policy"] == "same-origin"
    assert 'id="m1"' in page
