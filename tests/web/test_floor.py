"""The projector's page: it updates itself, names no choice before the vote is over, and survives."""

import asyncio
from pathlib import Path

import pytest
from aiohttp.test_utils import TestClient, TestServer

from council.app import open_app
from council.cli.story.product import free_port
from council.kernel.app import App
from council.kernel.clock import FixedClock
from council.kernel.config import Settings
from council.meetings.commands import AdjournMeeting
from council.meetings.floor.public import projected
from tests.council.conftest import NOON, Town, found
from tests.council.meetings.floor.holding import Held, opened
from tests.web.page import Page
from web.app import make_app


@pytest.fixture
def town(app: App, clock: FixedClock) -> Town:
    """A community long before the meeting."""
    clock.at = NOON
    return found(app, clock, "heyue")


async def told(stream, event: str, *, within: float = 10) -> str:
    """Read on until an event of a name comes; tells its data."""
    async with asyncio.timeout(within):
        name, data = "", []
        while True:
            line = (await stream.content.readline()).decode().rstrip("\r\n")
            if line.startswith("event: "):
                name = line.removeprefix("event: ")
            elif line.startswith("data: "):
                data.append(line.removeprefix("data: "))
            elif not line and name == event:
                return "\n".join(data)
            elif not line:
                name, data = "", []


async def test_the_page_shows_what_is_on_the_floor(town: Town, client: TestClient):
    evening = opened(town)
    evening.member("李", "raise_against")
    evening.member("王", "raise_for")
    evening.chair("give")

    answer = await client.get("/meetings/1/floor?lang=zh_CN")
    page = Page(await answer.text())

    assert (answer.status, page.faults) == (200, [])
    assert "script-src 'self'; connect-src 'self'" in answer.headers["Content-Security-Policy"]
    text = " ".join(page.text.split())
    assert "小区停车难怎么办" in text
    assert "李 反对" in text
    assert "等候发言 1 人（接下来：王）" in text
    assert "到会 8 人（法定人数 11：未达到）" in text


async def test_there_is_no_floor_of_a_meeting_that_is_not(town: Town, client: TestClient):
    opened(town)

    page, stream = (
        await client.get("/meetings/7/floor"),
        await client.get("/meetings/7/floor/events"),
    )

    assert (page.status, stream.status) == (404, 404)


async def test_no_choice_is_told_before_the_vote_is_over(town: Town):
    evening = opened(town)
    evening.form("代", "body", "12")
    evening.chair("put")
    evening.member("王", "vote_for")
    evening.member("李", "vote_for")

    during = town.app.bus.read_now(lambda tx: projected(tx, town.id, 1))
    evening.chair("against", "decide")
    after = town.app.bus.read_now(lambda tx: projected(tx, town.id, 1))

    assert during is not None
    assert (during.hands.voted, during.result) == (2, None)
    assert after is not None
    assert (after.result.yes, after.result.no, after.result.outcome) == (2, 0, "carried")


async def test_nobody_is_named_once_the_meeting_is_over(town: Town, client: TestClient):
    evening = opened(town)
    evening.member("李", "raise_against")
    evening.chair("give")
    town.act("主", AdjournMeeting, number=1)

    text = Page(await (await client.get("/meetings/1/floor?lang=zh_CN")).text()).text

    assert "会议已散会。" in text
    assert "李" not in text


async def test_a_listener_is_sent_the_part_anew_when_something_happens(
    town: Town, client: TestClient
):
    evening = opened(town)

    async with client.get("/meetings/1/floor/events?lang=zh_CN") as stream:
        first = await told(stream, "floor")
        await asyncio.to_thread(evening.member, "李", "raise_against")
        await asyncio.to_thread(evening.chair, "give")
        second = await told(stream, "floor")
        while "反对" not in second:
            second = await told(stream, "floor")

    assert stream.headers["Content-Type"].startswith("text/event-stream")
    assert stream.headers["X-Accel-Buffering"] == "no"
    assert "讨论中。" in first
    assert "李" in second


async def test_the_page_follows_a_council_that_runs_in_another_process(
    town: Town, app: App, clock: FixedClock, tmp_path: Path
):
    evening = opened(town)
    settings = Settings(_env_file=None, database_url=app.settings.database_url, data_dir=tmp_path)
    with open_app(settings, clock=clock) as elsewhere:
        async with (
            TestClient(TestServer(make_app(elsewhere))) as reader,
            reader.get("/meetings/1/floor/events?lang=zh_CN") as stream,
        ):
            await told(stream, "floor")
            await asyncio.to_thread(evening.chair, "postpone")
            part = await told(stream, "floor")

    assert "现在没有正在讨论的议案" in part


async def test_a_stop_does_not_wait_for_those_who_watch(town: Town, app: App):
    opened(town)
    async with TestClient(TestServer(make_app(app))) as reader:
        stream = await reader.get("/meetings/1/floor/events")
        await told(stream, "floor")
        async with asyncio.timeout(2):
            await reader.server.close()


SIZES = (("projector", 1920, 1080), ("phone", 390, 844))
_TOO_WIDE = "document.documentElement.scrollWidth > document.documentElement.clientWidth"


async def stages(evening: Held):
    """What the wall shows over an evening, one after the other."""
    evening.member("李", "raise_against")
    evening.member("王", "raise_for")
    yield "debate"
    evening.chair("give")
    yield "speech"
    evening.chair("end", "give", "end")
    evening.form("李", "amendment", "先划 50 个车位，其余改为绿地，半年后再议。", file=True)
    evening.member("赵", "second")
    evening.chair("state")
    yield "amendment"
    evening.chair("put")
    evening.member("王", "vote_for")
    yield "vote"
    evening.chair("against", "decide")
    evening.member("钱", "raise_order")
    yield "result"
    evening.chair("taken")
    evening.form("王", "amendment", "把车位划在 3 号楼以北，" * 70, file=True)
    evening.member("孙", "second")
    evening.chair("state", "put")
    yield "long"


@pytest.mark.browser
async def test_every_moment_fits_the_wall_and_a_phone(
    sqlite_url: str, clock: FixedClock, tmp_path: Path, browser
):
    clock.at = NOON
    settings = Settings(_env_file=None, database_url=sqlite_url, data_dir=tmp_path)
    wrong = []
    with open_app(settings, clock=clock) as app:
        evening = await asyncio.to_thread(lambda: opened(found(app, clock, "heyue")))
        async with TestServer(make_app(app)) as server:
            pages = []
            for name, width, height in SIZES:
                page = await browser.new_page(viewport={"width": width, "height": height})
                page.on("console", lambda message: wrong.append(message.text))
                page.on("pageerror", lambda error: wrong.append(str(error)))
                await page.goto(str(server.make_url("/meetings/1/floor?lang=zh_CN")))
                pages.append((name, page))
            async for stage in stages(evening):
                await asyncio.sleep(1.2)
                for name, page in pages:
                    await page.screenshot(path=str(tmp_path / f"{stage}-{name}.png"))
                    if await page.evaluate(_TOO_WIDE):
                        wrong.append(f"{stage} is wider than the {name}")
            high = await pages[0][1].evaluate("document.documentElement.scrollHeight")
            for _, page in pages:
                await page.close()

    assert wrong == []
    assert high <= 1080


@pytest.mark.browser
async def test_a_lost_connection_is_said_and_mended_and_the_clock_runs_on(
    sqlite_url: str, clock: FixedClock, tmp_path: Path, browser
):
    clock.at = NOON
    settings = Settings(_env_file=None, database_url=sqlite_url, data_dir=tmp_path)
    port = free_port()
    with open_app(settings, clock=clock) as app:
        evening = await asyncio.to_thread(lambda: opened(found(app, clock, "heyue")))
        page = await browser.new_page(viewport={"width": 1920, "height": 1080})
        async with TestServer(make_app(app), port=port) as server:
            await page.goto(str(server.make_url("/meetings/1/floor?lang=zh_CN")))
            await asyncio.to_thread(evening.member, "李", "raise_against")
            await asyncio.to_thread(evening.chair, "give")
            await page.get_by_text("李").first.wait_for()
            began = await page.get_by_role("timer").inner_text()
            hidden = await page.locator("#lost").is_visible()
        await page.get_by_text("连接中断，正在重连").wait_for(timeout=8_000)
        await asyncio.to_thread(evening.chair, "end")
        await asyncio.sleep(2)
        still = await page.get_by_role("timer").inner_text()
        async with TestServer(make_app(app), port=port):
            await page.get_by_text("讨论中。").wait_for(timeout=15_000)
            after = await page.locator("#lost").is_visible()
            await page.close()

    assert (hidden, after) == (False, False)
    assert "1:30" < began <= "2:00"
    assert still < began  # it counted on by itself while nobody was there
