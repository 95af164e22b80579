"""In a real browser: something between holds streams back; the network is away while one votes."""

import asyncio
from pathlib import Path
from typing import Any

import pytest

from council.kernel.clock import FixedClock
from tests.council.conftest import NOON
from tests.web.hall.conftest import Hamlet
from tests.web.hall.test_in_browser import LAST, NO_WORKER, SAY, STEPS, menu, phone, voted
from tests.web.hall.test_news import send, tell
from web.hall.sent import MOST_BYTES

pytestmark = pytest.mark.browser


@pytest.fixture
def database_url(sqlite_url: str) -> str:
    """One database is enough to look at pages."""
    return sqlite_url


@pytest.fixture
def clock() -> FixedClock:
    """The clock of the polls' helpers."""
    return FixedClock(NOON)


async def press(page: Any, wanted: str) -> None:
    """Press the newest button of a kind."""
    button = page.locator(f"{LAST} {wanted}").first
    await button.wait_for()
    await button.click()


async def test_behind_a_proxy_that_buffers_streams_news_come_all_the_same(hamlet: Hamlet, browser):
    async with phone(hamlet, browser, **NO_WORKER) as page:
        held, asked = asyncio.Event(), asyncio.Event()

        async def hold(route: Any) -> None:
            await held.wait()
            await route.abort()

        await page.context.route("**/events?*", hold)
        page.on("request", lambda made: "/news?" in made.url and asked.set())
        await page.clock.install()
        await page.reload()
        for _ in range(15):  # 45 s of the page's time
            await page.clock.run_for(3_000)
        await asyncio.wait_for(asked.wait(), 20)
        tell(hamlet, "1")
        await send(hamlet)
        await page.locator(".told").first.wait_for(timeout=20_000)
        held.set()

        assert "某手机" in " ".join(await page.locator(".told").all_inner_texts())


async def typed(page: Any, text: str) -> None:
    """Type words, and send them."""
    await page.locator("#words").fill(text)
    await page.get_by_role("button", name=str(SAY("web.hall.send"))).click()


def refusing(status: int) -> Any:
    """Answer as a server in front does, with a page of its own."""

    async def refuse(route: Any) -> None:
        await route.fulfill(status=status, content_type="text/html", body="<h1>nginx</h1>")

    return refuse


async def said(page: Any, key: str) -> None:
    """Wait until the line below the messages says so."""
    line = page.locator("#state", has_text=str(SAY(key, limit_mb=MOST_BYTES // 2**20)))
    await line.wait_for(timeout=10_000)


async def test_what_a_server_in_front_refuses_is_told_and_holds_up_nothing(
    hamlet: Hamlet, browser
):
    async with phone(hamlet, browser, **NO_WORKER) as page:
        for status, key in ((413, "web.hall.too_large"), (403, "web.hall.not_taken")):
            await page.context.route("**/act?*", refusing(status))
            await typed(page, "/vote")
            await said(page, key)
            await page.context.unroute("**/act?*")
        await typed(page, "/help")
        await page.locator(".said").first.wait_for()
        sent = await page.locator(".said").all_inner_texts()

        assert ["/help" in each for each in sent] == [True]
        assert await page.locator(".waiting").count() == 0


async def test_a_fault_of_ours_is_tried_again_a_few_times_and_then_told(hamlet: Hamlet, browser):
    tries: list[str] = []

    async def fail(route: Any) -> None:
        tries.append(route.request.post_data)
        await refusing(500)(route)

    async with phone(hamlet, browser, **NO_WORKER) as page:
        await page.clock.install()
        await page.reload()
        await page.context.route("**/act?*", fail)
        await typed(page, "/vote")
        await page.locator(".waiting").wait_for()
        while len(tries) < 5:  # each answer takes its own time, whatever the page's clock says
            await page.clock.run_for(10_000)
            await asyncio.sleep(0.1)
        await said(page, "web.hall.not_taken")
        await page.context.unroute("**/act?*")
        await typed(page, "/help")
        await page.locator(".said").first.wait_for()

        assert len(tries) == 5
        assert len(set(tries)) == 1


async def test_a_file_that_is_too_large_is_not_even_sent(hamlet: Hamlet, browser, tmp_path: Path):
    film = tmp_path / "film.mp4"
    film.write_bytes(bytes(MOST_BYTES + 1))
    async with phone(hamlet, browser, **NO_WORKER) as page:
        await page.locator('#say input[name="file"]').set_input_files(film)
        await typed(page, "看这个")
        await said(page, "web.hall.too_large")

        assert await page.locator(".waiting").count() == 0
        assert await page.locator("#words").input_value() == "看这个"


async def test_a_page_of_who_was_here_before_drops_nothing_of_who_is_here_now(
    hamlet: Hamlet, browser
):
    async with phone(hamlet, browser, **NO_WORKER) as page:
        old = await page.context.new_page()
        await old.goto(str(hamlet.server.make_url("/hall")))
        await old.clock.install()
        await old.evaluate(
            "() => { document.getElementById('log').dataset.who = 'somebody else' }"
        )
        source = await old.content()

        async def before(route: Any) -> None:
            await route.fulfill(content_type="text/html", body=source)

        await old.route("**/hall", before)
        await old.reload()  # a page that was drawn for somebody else
        await page.context.set_offline(True)
        await typed(page, "/help")
        await page.locator(".waiting").wait_for()
        await old.clock.run_for(30_000)
        await page.context.set_offline(False)
        await page.locator(".said").wait_for(timeout=20_000)

        assert "/help" in await page.locator(".said").inner_text()


async def test_where_the_browser_keeps_nothing_any_more_it_is_sent_all_the_same(
    hamlet: Hamlet, browser
):
    async with phone(hamlet, browser, **NO_WORKER) as page:
        broken = "IDBDatabase.prototype.transaction = () => { throw new DOMException('lost') }"
        await page.evaluate(f"() => {{ {broken} }}")
        await typed(page, "/help")
        await page.locator(".said").wait_for(timeout=10_000)

        assert "/help" in await page.locator(".said").inner_text()


async def test_the_network_is_away_for_a_minute_while_a_ballot_is_cast(hamlet: Hamlet, browser):
    async with phone(hamlet, browser, **NO_WORKER) as page:
        await page.clock.install()
        await page.reload()
        await menu(page, "key.vote")
        for wanted in STEPS[:-1]:
            before = await page.locator("#log").inner_html()
            await press(page, wanted)
            await page.wait_for_function(
                "before => document.getElementById('log')?.innerHTML !== before", arg=before
            )
        # The log changes as well when a stream tells of what was answered already.
        await page.locator(f"{LAST} {STEPS[-1]}").first.wait_for()
        await page.context.set_offline(True)
        await press(page, STEPS[-1])
        await page.locator(".waiting").wait_for()
        await page.clock.run_for(60_000)
        meanwhile = voted(hamlet)
        await page.context.set_offline(False)
        await page.clock.run_for(12_000)
        await page.locator(".waiting").wait_for(state="detached", timeout=20_000)

        assert (meanwhile, voted(hamlet)) == (0, 1)
