"""The pages in a real browser: they fit, they break no rule of their own, targets are large."""

import pytest
from aiohttp.test_utils import TestServer

from council.kernel.app import App
from tests.web.heyue import lively
from tests.web.test_pages import PATHS
from web.app import make_app

pytestmark = pytest.mark.browser

_TOO_WIDE = "document.documentElement.scrollWidth > document.documentElement.clientWidth"
#: What scrolls sideways by itself must be a region that a keyboard reaches and a name announces.
_UNNAMED_SCROLLERS = """[...document.querySelectorAll('main *')]
    .filter(e => e.scrollWidth > e.clientWidth + 1 && /auto|scroll/.test(getComputedStyle(e).overflowX))
    .filter(e => !(e.getAttribute('role') === 'region' && e.getAttribute('aria-label') && e.tabIndex === 0))
    .map(e => e.outerHTML.slice(0, 120))"""
#: How far anything moved after it was first drawn, and how much was sent without photos (bytes).
_SHIFTED = """new Promise(tell => {
    let moved = 0;
    new PerformanceObserver(found => { for (const each of found.getEntries()) moved += each.value })
        .observe({type: 'layout-shift', buffered: true});
    requestAnimationFrame(() => requestAnimationFrame(() => tell(moved)));
})"""
_SENT = """[...performance.getEntriesByType('navigation'), ...performance.getEntriesByType('resource')]
    .filter(each => !each.name.includes('/files/'))
    .reduce((sum, each) => sum + each.encodedBodySize, 0)"""
#: Phones, a tablet, a screen on a desk.
WIDTHS = (320, 390, 768, 1920)
MOST_BYTES = 50_000
_LOW_TARGETS = """[...document.querySelectorAll('.sections a, .display a, button, .filter a, .go, .below a')]
    .filter(target => target.getBoundingClientRect().height < 60).map(target => target.outerHTML)"""


@pytest.fixture
def database_url(sqlite_url: str) -> str:
    """One database is enough to look at pages."""
    return sqlite_url


@pytest.mark.parametrize("how", ["lang=zh_CN", "lang=en", "lang=zh_CN&large=1", "lang=en&large=1"])
async def test_every_page_fits_every_screen_stands_still_is_small_and_asks_nobody_else(
    app: App, browser, how: str
):
    lively(app)
    found = []
    async with TestServer(make_app(app)) as server:
        site = str(server.make_url("/")).rstrip("/")
        page = await browser.new_page(viewport={"width": WIDTHS[0], "height": 740})
        page.on("console", lambda message: found.append(message.text))
        page.on("pageerror", lambda error: found.append(str(error)))
        page.on("request", lambda asked: asked.url.startswith(site) or found.append(asked.url))

        for path in PATHS:
            address = f"{path}{'&' if '?' in path else '?'}{how}"
            await page.set_viewport_size({"width": WIDTHS[0], "height": 740})
            await page.goto(site + address)
            if moved := await page.evaluate(_SHIFTED):
                found.append(f"{address} moves by {moved}")
            if (sent := await page.evaluate(_SENT)) > MOST_BYTES:
                found.append(f"{address} takes {sent} bytes")
            if "large" in how:
                found += await page.evaluate(_LOW_TARGETS)
            for width in WIDTHS:
                await page.set_viewport_size({"width": width, "height": 740})
                if await page.evaluate(_TOO_WIDE):
                    found.append(f"{address} is wider than {width} px")
                found += [
                    f"{address} at {width} px: {each}"
                    for each in await page.evaluate(_UNNAMED_SCROLLERS)
                ]

        await page.close()

    assert found == []


async def test_a_reader_goes_from_the_front_page_to_a_count_and_moves_the_demo_on(
    app: App, browser
):
    lively(app)
    async with TestServer(make_app(app)) as server:
        page = await browser.new_page(locale="zh-CN")

        await page.goto(str(server.make_url("/")))
        await page.get_by_role("link", name="长辈版").click()
        await page.get_by_role("navigation", name="主要栏目").get_by_text("议事").click()
        await page.get_by_role("main").get_by_role("link", name="表决").click()
        await page.get_by_role("link", name="利用闲置空地建设 60 位机械立体停车场").click()
        heading = await page.get_by_role("heading", level=1).inner_text()
        large = await page.evaluate("getComputedStyle(document.body).fontSize")
        await page.get_by_role("button", name="进入下一天").click()
        after = page.url
        await page.close()

    assert (heading, large) == ("利用闲置空地建设 60 位机械立体停车场", "24px")
    assert after.endswith("/polls/2?large=1")


async def test_a_printed_result_shows_every_figure_of_the_screen(app: App, browser):
    lively(app)
    async with TestServer(make_app(app)) as server:
        page = await browser.new_page()
        await page.goto(str(server.make_url("/polls/1")))
        cells = "[...document.querySelectorAll('td, th')].filter(c => c.offsetWidth).length"

        on_screen = await page.evaluate(cells)
        await page.emulate_media(media="print")
        printed = await page.evaluate(cells)
        await page.close()

    assert printed == on_screen
