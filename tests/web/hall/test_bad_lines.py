"""In a real browser: something between holds streams back; the network is away while one votes."""

import asyncio
from typing import Any

import pytest

from council.kernel.clock import FixedClock
from tests.council.conftest import NOON
from tests.web.hall.conftest import Hamlet
from tests.web.hall.test_in_browser import LAST, STEPS, menu, phone, voted
from tests.web.hall.test_news import send, tell

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
    async with phone(hamlet, browser) as page:
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


async def test_the_network_is_away_for_a_minute_while_a_ballot_is_cast(hamlet: Hamlet, browser):
    async with phone(hamlet, browser) as page:
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
