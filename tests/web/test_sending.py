"""A drawn answer over the wire: the same by every kind of request, and whole on a kept connection."""

import asyncio
from collections.abc import AsyncIterator
from email.utils import parsedate_to_datetime

import aiohttp
import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer

from web.drawn import drawn, page
from web.sending import SECURE, Written, guard, send

HTML = "<!doctype html><p>议事</p>" + "<p>一</p>" * 300
PAGE = page(HTML, locale="zh_CN")
LARGE = drawn(bytes(range(256)) * 4_000, "application/octet-stream")
#: Less than aiohttp lets by without a look whether it is read.
MIDDLING = drawn(bytes(range(256)) * 200, "application/octet-stream")
#: How many bytes asyncio lets wait before it asks a writer to pause.
HIGH_WATER = 64 * 1024
DRAWN = {"/": PAGE, "/large": LARGE, "/middling": MIDDLING}
#: How many bytes were written but not sent yet, as each request came.
WAITING = web.AppKey("waiting", list[int])
#: What one kind of answer has and another has not, by their nature.
OF_THE_WAY = {"date", "server", "connection"}


def application(*, secure: bool = False) -> web.Application:
    async def show(request: web.Request) -> web.StreamResponse:
        assert request.transport is not None
        app[WAITING].append(request.transport.get_write_buffer_size())
        return send(request, DRAWN[request.path])

    app = web.Application()
    app[SECURE] = secure
    app[WAITING] = []
    app.on_response_prepare.append(guard)
    for path in DRAWN:
        app.router.add_get(path, show)
    app.router.add_get("/cookies", with_two_cookies)
    return app


async def with_two_cookies(_: web.Request) -> web.StreamResponse:
    answer = web.Response()
    answer.set_cookie("one", "1")
    answer.set_cookie("two", "2")
    return answer


@pytest.fixture
async def server() -> AsyncIterator[TestServer]:
    async with TestServer(application()) as opened:
        yield opened


async def ask(server: TestServer, *requests: str) -> list[tuple[str, dict[str, str], bytes]]:
    """Send requests at once over one connection; tell each answer's status, headers and body."""
    assert server.port is not None
    reader, writer = await asyncio.open_connection("127.0.0.1", server.port)
    writer.write("".join(requests).encode())
    answers = []
    for request in requests:
        status, *lines = (await reader.readuntil(b"\r\n\r\n")).decode().strip().split("\r\n")
        headers = {name.lower(): text for name, text in (line.split(": ", 1) for line in lines)}
        sized = 0 if request.startswith("HEAD") else int(headers.get("content-length", 0))
        answers.append((status, headers, await reader.readexactly(sized)))
    writer.close()
    await writer.wait_closed()
    return answers


def get(path: str = "/", *lines: str, method: str = "GET", version: str = "1.1") -> str:
    return "\r\n".join([f"{method} {path} HTTP/{version}", "Host: hall", *lines, "", ""])


def told(headers: dict[str, str]) -> dict[str, str]:
    return {name: text for name, text in headers.items() if name not in OF_THE_WAY}


async def test_every_kind_of_request_is_told_the_same(server: TestServer):
    [(status, headers, body)] = await ask(server, get())

    [(old, old_headers, old_body)] = await ask(server, get(version="1.0"))
    [(last, last_headers, last_body)] = await ask(server, get("/", "Connection: close"))
    [(head, head_headers, nothing)] = await ask(server, get(method="HEAD"))

    assert (status, body) == ("HTTP/1.1 200 OK", HTML.encode())
    assert (old, old_body) == ("HTTP/1.0 200 OK", body)
    assert (last, last_body) == (head, body) == ("HTTP/1.1 200 OK", body)
    assert nothing == b""
    assert told(headers) == told(old_headers) == told(last_headers) == told(head_headers)
    assert last_headers["connection"] == "close"


async def test_an_answer_is_dated(server: TestServer):
    [(_, quick, _)] = await ask(server, get())
    [(_, slow, _)] = await ask(server, get(method="HEAD"))

    dates = [parsedate_to_datetime(headers["date"]) for headers in (quick, slow)]

    assert abs((dates[1] - dates[0]).total_seconds()) <= 2


async def test_many_requests_at_once_on_one_connection_are_answered_in_their_order(
    server: TestServer,
):
    packed = get("/", "Accept-Encoding: gzip")

    answers = await ask(server, get(), get("/large"), get(method="HEAD"), packed, get())

    bodies = [body for _, _, body in answers]
    assert bodies == [
        HTML.encode(),
        LARGE.plain.body,
        b"",
        PAGE.packed and PAGE.packed.body,
        HTML.encode(),
    ]


async def test_what_is_known_already_is_not_sent_and_the_connection_goes_on(server: TestServer):
    answers = await ask(server, get("/", f"If-None-Match: {PAGE.etag}"), get())

    assert [(status, body) for status, _, body in answers] == [
        ("HTTP/1.1 304 Not Modified", b""),
        ("HTTP/1.1 200 OK", HTML.encode()),
    ]


async def test_an_answer_behind_https_says_so_by_every_way():
    async with TestServer(application(secure=True)) as server:
        [(_, quick, _)] = await ask(server, get())
        [(_, slow, _)] = await ask(server, get(version="1.0"))

    assert quick["strict-transport-security"] == "max-age=31536000"
    assert told(quick) == told(slow)


async def test_who_asks_on_and_on_and_reads_nothing_is_not_written_to_without_end(
    server: TestServer,
):
    assert server.port is not None
    _, writer = await asyncio.open_connection("127.0.0.1", server.port, limit=1)
    writer.write(get("/middling").encode() * 500)
    for _ in range(30):  # so long that all would be written
        await ask(server, *[get()] * 20)

    writer.transport.abort()

    assert max(server.app[WAITING]) <= HIGH_WATER


async def test_a_reader_who_goes_away_in_the_middle_disturbs_nobody(server: TestServer):
    assert server.port is not None
    for _ in range(3):
        _, writer = await asyncio.open_connection("127.0.0.1", server.port)
        writer.write(get("/large").encode() * 20)
        writer.transport.abort()

    [(status, _, body)] = await ask(server, get("/large"))

    assert (status, body) == ("HTTP/1.1 200 OK", LARGE.plain.body)


def test_a_written_answer_takes_no_more_headers():
    answer = Written(PAGE.plain, status=200, dated=b"\r\n")

    with pytest.raises(TypeError):
        answer.headers["Retry-After"] = "15"  # type: ignore[index]


async def test_both_cookies_of_an_answer_go_out_under_the_headers_of_all(server: TestServer):
    async with (
        aiohttp.ClientSession() as session,
        session.get(server.make_url("/cookies")) as told,
    ):
        cookies = told.headers.getall("Set-Cookie")

    assert [each.partition(";")[0] for each in cookies] == ["one=1", "two=2"]
    assert told.headers["X-Frame-Options"] == "DENY"
