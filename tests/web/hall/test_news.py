"""Notices come into the hall, at once to whoever listens, and wait for whoever does not."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from http import HTTPStatus
from typing import Any

import pytest
from sqlalchemy import select

from council.kernel.outbox.enqueueing import everyone, notify
from council.kernel.outbox.rate_limiter import RateLimiter
from council.kernel.outbox.sender import Sender
from council.kernel.screens.translator import Translator
from council.kernel.tables import outbox
from council.people.hall.messages import changed_since
from tests.web.hall.conftest import Browser, Hamlet
from web.hall.hall import HALL
from web.hall.outlet import HallOutlet

SAY = Translator("zh_CN")
UNPACED = RateLimiter(per_second=0, per_chat=0)


def tell(hamlet: Hamlet, subject: str, device: str = "某手机") -> int:
    """Let the council tell everybody something."""
    return int(
        hamlet.run(
            lambda tx: notify(
                tx,
                hamlet.community_id,
                everyone(hamlet.community_id),
                notice="hall.signed_in",
                subject=subject,
                params={"device": device, "came_at": tx.now},
            )
        )
    )


async def send(hamlet: Hamlet, push: Any = None) -> int:
    """Let the outbox send what waits for the hall."""
    bells = hamlet.application[HALL].bells
    outlet = HallOutlet(hamlet.app, "resident", bells, push)
    return await Sender(hamlet.app, "resident", outlet, UNPACED).empty()


async def test_a_notice_waits_in_the_hall_with_a_badge_until_it_is_looked_at(hamlet: Hamlet):
    browser = await hamlet.member("W001")
    tell(hamlet, "1")

    sent = await send(hamlet)
    page = await browser.get()
    again = await browser.get()

    assert sent == 1
    assert 'class="told"' in page
    assert "某手机" in page
    assert str(SAY("web.hall.unread", n=1)) in page
    assert 'class="told"' in again
    assert str(SAY("web.hall.unread", n=1)) not in again
    assert hamlet.rows(select(outbox.c.channel, outbox.c.state)) == [("web", "sent")]


async def test_a_notice_reaches_each_channel_of_a_person_and_counts_them_once(hamlet: Hamlet):
    await hamlet.member("W001")
    hamlet.chat("W001", "4711")

    told = tell(hamlet, "1")

    assert told == 1
    found = hamlet.rows(select(outbox.c.channel).order_by(outbox.c.channel))
    assert found == [("telegram",), ("web",)]
    assert await send(hamlet) == 1
    left = hamlet.rows(select(outbox.c.state).where(outbox.c.channel == "telegram"))
    assert left == [("queued",)]


@asynccontextmanager
async def listening(browser: Browser, after: int = 0) -> AsyncIterator[Any]:
    """Listen to the stream; gives what reads its next event."""
    answer = await browser.client.get(f"/hall/events?after={after}", headers=browser.headers)
    assert answer.headers["X-Accel-Buffering"] == "no"

    async def event() -> dict[str, str]:
        found: dict[str, str] = {}
        while True:
            line = (await answer.content.readline()).decode().strip()
            if not line and found:
                return found
            name, _, rest = line.partition(": ")
            if name:
                found[name] = rest

    try:
        yield event
    finally:
        answer.close()


async def test_who_listens_hears_of_a_notice_at_once_and_goes_on_where_they_were(hamlet: Hamlet):
    browser = await hamlet.member("W001")

    async with listening(browser) as event:
        first = await asyncio.wait_for(event(), 5)
        tell(hamlet, "1")
        await send(hamlet)
        second = await asyncio.wait_for(event(), 5)
    async with listening(browser, int(first["id"])) as event:
        resumed = await asyncio.wait_for(event(), 5)

    assert "居民W001" in json.loads(first["data"])["html"]
    assert "某手机" in json.loads(second["data"])["html"]
    assert int(second["id"]) > int(first["id"])
    assert json.loads(resumed["data"])["html"].count("<li") == 1


async def test_two_tabs_and_two_devices_see_the_last_that_committed(hamlet: Hamlet):
    browser = await hamlet.member("W001")
    shown = await browser.press("settings")

    async with listening(browser, shown["revision"]) as event:
        await asyncio.wait_for(event(), 5)  # its first word: nothing is new
        await browser.press("settings.digest:daily", message=shown["number"])
        heard = json.loads((await asyncio.wait_for(event(), 5))["data"])

    assert f'id="m{shown["number"]}"' in heard["html"]
    assert str(SAY("digest.daily")) in heard["html"]


async def test_a_stream_ends_with_its_session(hamlet: Hamlet):
    browser = await hamlet.member("W001")

    async with listening(browser) as event:
        await asyncio.wait_for(event(), 5)
        data = {"token": browser.token, "press": "all"}
        await browser.client.post("/hall/devices", data=data, headers=browser.headers)
        over = await asyncio.wait_for(event(), 5)

    assert over["event"] == "over"
    assert (await browser.client.get("/hall/events")).status == HTTPStatus.NO_CONTENT


async def test_a_stream_speaks_at_once_so_that_one_that_is_held_back_is_known(hamlet: Hamlet):
    browser = await hamlet.member("W001")
    async with listening(browser) as event:
        first = await asyncio.wait_for(event(), 5)

    async with listening(browser, int(first["id"])) as event:
        nothing_new = await asyncio.wait_for(event(), 5)

    assert (first["event"], nothing_new["event"]) == ("news", "beat")


async def test_where_a_stream_is_held_back_a_question_waits_for_its_answer(hamlet: Hamlet):
    browser = await hamlet.member("W001")

    waiting = asyncio.create_task(browser.client.get("/hall/news?after=1"))
    await asyncio.sleep(0.1)
    tell(hamlet, "1")
    await send(hamlet)
    told = await (await asyncio.wait_for(waiting, 10)).json()

    assert "某手机" in told["html"]
    assert told["revision"] == 2


async def test_what_another_process_wrote_is_heard_at_the_next_look(
    hamlet: Hamlet, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr("web.hall.bell.EVERY", 0.05)
    browser = await hamlet.member("W001")
    tell(hamlet, "1")

    async with listening(browser) as event:
        await asyncio.wait_for(event(), 5)
        elsewhere = type(hamlet.application[HALL].bells)(hamlet.app)
        outlet = HallOutlet(hamlet.app, "resident", elsewhere)
        await Sender(hamlet.app, "resident", outlet, UNPACED).empty()
        heard = await asyncio.wait_for(event(), 5)

    assert "某手机" in json.loads(heard["data"])["html"]


async def test_a_look_that_fails_is_logged_and_the_next_one_tells(
    hamlet: Hamlet, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
):
    monkeypatch.setattr("web.hall.bell.EVERY", 0.05)
    browser = await hamlet.member("W001")
    failed = asyncio.Event()
    loop = asyncio.get_running_loop()

    def once(tx: Any, since: int) -> Any:
        if not failed.is_set():
            loop.call_soon_threadsafe(failed.set)
            message = "a fault of ours"
            raise ValueError(message)
        return changed_since(tx, since)

    monkeypatch.setattr("web.hall.bell.changed_since", once)
    tell(hamlet, "1")
    async with listening(browser) as event:
        await asyncio.wait_for(event(), 5)
        await asyncio.wait_for(failed.wait(), 5)
        elsewhere = type(hamlet.application[HALL].bells)(hamlet.app)
        outlet = HallOutlet(hamlet.app, "resident", elsewhere)
        await Sender(hamlet.app, "resident", outlet, UNPACED).empty()
        heard = await asyncio.wait_for(event(), 5)

    assert "某手机" in json.loads(heard["data"])["html"]
    assert "what has changed cannot be told" in caplog.text


async def test_a_page_that_knows_more_than_a_restored_backup_is_loaded_anew(hamlet: Hamlet):
    browser = await hamlet.member("W001")
    shown = await browser.press("settings")
    later = shown["revision"] + 5

    async with listening(browser, later) as event:
        heard = await asyncio.wait_for(event(), 5)
    asked = await browser.client.get(f"/hall/news?after={later}")
    async with listening(browser, shown["revision"]) as event:
        known = await asyncio.wait_for(event(), 5)

    assert heard["event"] == "over"
    assert (await asked.json())["over"] is True
    assert known["event"] == "beat"
