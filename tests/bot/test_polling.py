"""Long polling against a server that answers by a script, down to the byte."""

import asyncio
import json
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from typing import Any

import pytest
from aiohttp import web

from bot import polling
from bot.standing import Standing


class Script:
    """A Bot API server: each getUpdates gets the next answer; then it waits for ever."""

    def __init__(self, *answers: bytes | list[Any]) -> None:
        self.answers = list(answers)
        self.wishes: list[dict[str, Any]] = []
        self.over = asyncio.Event()

    async def updates(self, request: web.Request) -> web.Response:
        self.wishes.append(await request.json())
        if not self.answers:
            self.over.set()
            await asyncio.sleep(3600)
        answer = self.answers.pop(0)
        if isinstance(answer, list):
            answer = json.dumps({"ok": True, "result": answer}).encode()
        return web.Response(body=answer, content_type="application/json")

    def asked(self) -> list[tuple[int, int]]:
        """Offset and limit of each request, up to the one that waits."""
        return [(wish["offset"], wish["limit"]) for wish in self.wishes]


@asynccontextmanager
async def polled(script: Script) -> AsyncIterator[list[Any]]:
    """Poll the script to its end; gives what was taken in, batch by batch."""
    app = web.Application()
    app.router.add_post("/getUpdates", script.updates)
    runner = web.AppRunner(app, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    url = f"http://127.0.0.1:{runner.addresses[0][1]}/getUpdates"
    taken: list[Any] = []

    async def take_in(batch: Sequence[Any]) -> None:
        taken.append(list(batch))

    async def disturbed(description: str) -> None:
        raise AssertionError(description)

    standing = Standing("resident")
    polling_it = asyncio.create_task(polling.poll(url, standing, disturbed, take_in))
    try:
        async with asyncio.timeout(30):
            await script.over.wait()
        yield taken
    finally:
        polling_it.cancel()
        await asyncio.gather(polling_it, return_exceptions=True)
        await runner.cleanup()


@pytest.fixture(autouse=True)
def _no_pause(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(polling, "PAUSE", 0.01)


def update(number: Any) -> dict[str, Any]:
    return {"update_id": number, "message": {"text": "hi"}}


async def test_the_offset_moves_past_what_was_taken_in():
    script = Script([update(5), update(6)], [update(7)])

    async with polled(script) as taken:
        pass

    assert taken == [[update(5), update(6)], [update(7)]]
    assert script.asked()[:3] == [(0, 100), (7, 100), (8, 100)]


async def test_a_look_that_has_left_tells_what_was_taken_in_and_nothing_waits_to_say_it_again():
    script = Script([update(5)])

    async with polled(script):
        pass

    assert script.asked() == [(0, 100), (6, 100)]


async def test_what_was_taken_in_is_told_at_the_end_where_a_look_has_failed(
    monkeypatch: pytest.MonkeyPatch,
):
    script = Script([update(5)], b"")
    monkeypatch.setattr(polling, "PAUSE", 3600)
    monkeypatch.setattr(Standing, "unheard", lambda *_: script.over.set())

    async with polled(script):
        pass

    assert script.asked() == [(0, 100), (6, 100), (6, 1)]


async def test_after_a_quiet_time_numbers_may_begin_anywhere():
    script = Script([update(900)], [], [update(5)])

    async with polled(script) as taken:
        pass

    assert taken == [[update(900)], [update(5)]]
    assert [offset for offset, _ in script.asked()[:4]] == [0, 901, 0, 6]


async def test_an_answer_without_updates_is_none_and_does_not_fill_the_log(
    caplog: pytest.LogCaptureFixture,
):
    agrees = b'{"ok": true, "result": true}'
    script = Script(*[agrees] * 20, [update(1)])

    async with polled(script) as taken:
        pass

    assert taken == [[update(1)]]
    assert [record.getMessage() for record in caplog.records] == [
        "resident bot: no updates: an answer without updates"
    ]


async def test_what_is_no_update_is_taken_in_with_the_rest_and_moves_no_offset():
    garbage = [None, 7, "x", [], {"message": {}}, update(None), update("8"), update(2**70)]
    script = Script([*garbage, update(3)], garbage)

    async with polled(script) as taken:
        pass

    assert taken == [[*garbage, update(3)], garbage]
    assert [offset for offset, _ in script.asked()[:3]] == [0, 4, 4]


def answer(*updates: bytes) -> bytes:
    return b'{"ok": true, "result": [' + b", ".join(updates) + b"]}"


DEEP = b'{"reply_to_message": ' * 3000 + b"1" + b"}" * 3000
UNREADABLE = {
    "deep": b'{"update_id": 2, "message": ' + DEEP + b"}",
    "long number": b'{"update_id": 2, "message": {"message_id": ' + b"9" * 5000 + b"}}",
    "no JSON": b'{"update_id": 2, "message": {"text": "a \\" ]},{"}, \xff}',
    "no number": b'{"update_id": ' + b"9" * 5000 + b"}",
    "deep without a number": b'{"update_id": null, "message": ' + DEEP + b"}",
}


@pytest.mark.parametrize("broken", UNREADABLE.values(), ids=UNREADABLE)
async def test_an_update_that_no_parser_takes_is_taken_in_as_text_with_the_rest(broken: bytes):
    others = [update(None), update(1), update(3)]
    before, first, third = (json.dumps(other).encode() for other in others)
    script = Script(answer(before, first, broken, third), answer(before, broken))

    async with polled(script) as taken:
        pass

    text = broken.decode("utf-8", "surrogateescape")
    assert taken == [[*others[:2], text, others[2]], [others[0], text]]
    assert script.asked()[:3] == [(0, 100), (4, 100), (4, 100)]


async def test_an_update_that_does_not_end_is_singled_out():
    broken = b'{"update_id": 2, "message": {"text": "'
    first, third = (json.dumps(update(number)).encode() for number in (1, 3))
    script = Script(
        answer(first, broken, third), answer(first), answer(broken), answer(broken), answer(third)
    )

    async with polled(script) as taken:
        pass

    assert taken == [[update(1)], [answer(broken).decode()], [update(3)]]
    assert script.asked()[:6] == [(0, 100), (0, 1), (2, 100), (2, 1), (3, 100), (4, 100)]


@pytest.mark.parametrize(
    "answer",
    [
        b"",
        b"<html>",
        b"[]",
        b"null",
        b'{"ok": true}',
        b'{"ok": true, "result": 5}',
        b'{"ok": false}',
        b'{"ok": false, "parameters": [], "description": 5}',
    ],
)
async def test_an_answer_that_is_none_is_asked_for_again(answer: bytes):
    script = Script(answer, [update(1)])

    async with polled(script) as taken:
        pass

    assert taken == [[update(1)]]


async def test_invalid_bytes_inside_a_text_are_no_obstacle():
    script = Script(b'{"ok": true, "result": [{"update_id": 1, "message": {"text": "a\xff"}}]}')

    async with polled(script) as taken:
        pass

    assert taken == [[{"update_id": 1, "message": {"text": "a\udcff"}}]]
