"""The web hall in a real browser: coming in, voting, a photo, no script, no network, news."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, select

from council.kernel.clock import FixedClock
from council.kernel.screens.translator import Translator
from council.polls.tables import ballots
from tests.council.conftest import NOON, Town
from tests.council.polls.polling import council, open_ranking
from tests.web.hall.conftest import Hamlet
from tests.web.hall.test_news import send, tell
from tests.web.heyue import RED_DOT

pytestmark = pytest.mark.browser

SAY = Translator("zh_CN")
LAST = "#log > li:last-of-type"
#: The buttons of a ranking: C, then A, and cast.
STEPS = (
    'button[value^="ballot.open"]',
    'button[value^="ballot.tap"][value$=":C"]',
    'button[value^="ballot.tap"][value$=":A"]',
    'button[value^="ballot.done"]',
    'button[value^="ballot.cast"]',
)
#: For where a test comes between the page and the hall: a worker that has just claimed the page takes
#: what it sends past the routes of a test and past the network that it took away.
NO_WORKER = {"service_workers": "block"}


@pytest.fixture
def database_url(sqlite_url: str) -> str:
    """One database is enough to look at pages."""
    return sqlite_url


@pytest.fixture
def clock() -> FixedClock:
    """The clock of the polls' helpers."""
    return FixedClock(NOON)


def voted(hamlet: Hamlet) -> int:
    """Count the ballots."""
    return int(hamlet.rows(select(func.count()).select_from(ballots))[0][0])


def poll(hamlet: Hamlet) -> None:
    """Open a ranking."""
    town = Town(app=hamlet.app, clock=hamlet.clock, id=hamlet.community_id, slug="heyue")
    council(town)
    open_ranking(town)


@asynccontextmanager
async def phone(hamlet: Hamlet, browser: Any, **options: Any) -> AsyncIterator[Any]:
    """Come in on a phone, by the address on a slip; complaints of the page are the test's."""
    found: list[str] = []
    viewport = {"width": 320, "height": 640}
    context = await browser.new_context(viewport=viewport, locale="zh-CN", **options)
    page = await context.new_page()
    page.on("pageerror", lambda error: found.append(str(error)))
    page.on("console", lambda message: found.append(message.text))
    page.found = found
    hamlet.resident("W001")
    poll(hamlet)
    payload = hamlet.issue("W001").payload
    await page.goto(str(hamlet.server.make_url(f"/hall?code={payload}")))
    await page.get_by_role("button", name=str(SAY("web.hall.join"))).click()
    await page.wait_for_selector("#m1")
    try:
        yield page
    finally:
        await context.close()


async def vote(page: Any) -> None:
    """Rank by taps and cast, whether or not there is a script."""
    for wanted in STEPS:
        button = page.locator(f"{LAST} {wanted}").first
        await button.wait_for()
        before = await page.locator("#log").inner_html()
        await button.click()
        await page.wait_for_function(
            "before => document.getElementById('log')?.innerHTML !== before", arg=before
        )


async def quiet(page: Any) -> None:
    """Wait until everything that was sent has its answer, and the page has come to rest."""
    await page.locator("#log:not([aria-busy])").wait_for(state="attached")


async def menu(page: Any, key: str) -> None:
    """Press a big key."""
    button = page.get_by_role("button", name=str(SAY(key)))
    if not await button.is_visible():
        await page.locator("#menu summary").click()
    await button.click()


async def test_a_slip_a_ranking_by_taps_and_the_ballot_is_cast(hamlet: Hamlet, browser):
    async with phone(hamlet, browser) as page:
        await menu(page, "key.vote")
        await vote(page)
        last = await page.locator(LAST).inner_text()
        wide = await page.evaluate(
            "document.documentElement.scrollWidth > document.documentElement.clientWidth"
        )
        await page.reload()
        after = await page.locator(LAST).inner_text()

        assert voted(hamlet) == 1
        assert last.splitlines()[0] == after.splitlines()[0]
        assert not wide
        assert page.found == []


async def answered(page: Any) -> None:
    """Await the page that answers a cast: while it is on its way there is nothing to go back to."""
    await page.locator(f"{LAST} {STEPS[-1]}").first.wait_for(state="detached")
    await page.wait_for_load_state()


async def test_the_same_without_a_script(hamlet: Hamlet, browser):
    async with phone(hamlet, browser, java_script_enabled=False) as page:
        await menu(page, "key.vote")
        for wanted in STEPS:
            await page.locator(f"{LAST} {wanted}").first.click()
        await answered(page)
        await page.go_back()
        await page.reload()

        assert voted(hamlet) == 1


async def test_the_back_button_over_a_cast_ballot_casts_no_second_one(hamlet: Hamlet, browser):
    async with phone(hamlet, browser, java_script_enabled=False) as page:
        await menu(page, "key.vote")
        for wanted in STEPS:
            await page.locator(f"{LAST} {wanted}").first.click()
        await answered(page)
        await page.go_back()
        again = page.locator('button[value^="ballot.cast"]').first
        if await again.count():
            await again.click()

        assert voted(hamlet) == 1


async def test_a_proposal_with_a_photo(hamlet: Hamlet, browser, tmp_path: Path):
    photo = tmp_path / "灯.png"
    photo.write_bytes(RED_DOT)
    async with phone(hamlet, browser) as page:
        await menu(page, "key.propose")
        for words in ("楼道的灯坏了", "三单元楼道的灯坏了半个月，晚上看不见。"):
            await page.wait_for_timeout(300)
            await page.locator("#words").fill(words)
            await page.get_by_role("button", name=str(SAY("web.hall.send"))).click()
            await page.get_by_text(words).first.wait_for()
        await page.locator('input[type="file"]').set_input_files(photo)
        await page.get_by_role("button", name=str(SAY("web.hall.send"))).click()
        await page.get_by_text("灯.png").first.wait_for()
        said = await page.locator(LAST).inner_text()

        assert str(SAY("refusal.proposal.file_unknown")) not in said
        assert page.found == []


async def test_what_is_pressed_without_a_network_is_marked_and_goes_out_once(
    hamlet: Hamlet, browser
):
    async with phone(hamlet, browser, **NO_WORKER) as page:
        await page.context.set_offline(True)
        await page.locator("#words").fill("/help")
        await page.get_by_role("button", name=str(SAY("web.hall.send"))).click()
        mark = page.locator(".waiting")
        await mark.wait_for()
        waiting = await mark.inner_text()
        await page.context.set_offline(False)
        await mark.wait_for(state="detached", timeout=20_000)
        said = await page.locator(".said").all_inner_texts()

        assert str(SAY("web.hall.waiting")) in waiting
        assert len(said) == 1
        assert "/help" in said[0]


async def test_all_that_waits_for_the_network_is_marked_and_goes_out_in_its_order(
    hamlet: Hamlet, browser
):
    several = ["一", "二", "三", "四", "五"]
    async with phone(hamlet, browser, **NO_WORKER) as page:
        await page.clock.set_fixed_time("2026-01-30T12:00:00Z")  # all of it in one moment
        await page.context.set_offline(True)
        for words in several:
            await page.locator("#words").fill(words)
            await page.get_by_role("button", name=str(SAY("web.hall.send"))).click()
            await quiet(page)
        waiting = await page.locator(".waiting").all_inner_texts()
        await page.context.set_offline(False)
        await page.locator(".said").nth(4).wait_for(timeout=20_000)
        sent = await page.locator(".said .text").all_inner_texts()

        assert [each.partition(" ")[0] for each in waiting] == several
        assert [each[-1] for each in sent] == several


async def test_what_waits_outlives_the_page(hamlet: Hamlet, browser):
    async with phone(hamlet, browser, **NO_WORKER) as page:
        await page.context.route("**/act?*", lambda route: route.abort())
        await page.locator("#words").fill("/help")
        await page.get_by_role("button", name=str(SAY("web.hall.send"))).click()
        await page.locator(".waiting").wait_for()
        await page.context.unroute("**/act?*")
        await page.reload()
        await page.locator(".said").wait_for()

        assert await page.locator(".said").count() == 1


async def test_news_come_by_themselves(hamlet: Hamlet, browser):
    async with phone(hamlet, browser) as page:
        tell(hamlet, "1")
        await asyncio.sleep(0.2)
        await send(hamlet)
        await page.locator(".told").first.wait_for(timeout=10_000)

        assert "某手机" in " ".join(await page.locator(".told").all_inner_texts())


async def test_the_page_opens_at_the_first_notice_that_nobody_has_read(hamlet: Hamlet, browser):
    async with phone(hamlet, browser) as page:
        hall = page.url.partition("#")[0]
        await page.goto("about:blank")
        for subject in ("1", "2", "3", "4", "5", "6"):
            tell(hamlet, subject)
        await asyncio.sleep(0.2)
        await send(hamlet)
        await page.goto(hall)
        await page.wait_for_timeout(300)
        box = await page.locator(".told").first.bounding_box()

        assert await page.locator(".told").count() == 6
        assert 0 < box["y"] < 320


async def test_two_tabs_show_the_same(hamlet: Hamlet, browser):
    async with phone(hamlet, browser) as page:
        other = await page.context.new_page()
        await other.goto(page.url)
        await page.locator("#words").fill("/help")
        await page.get_by_role("button", name=str(SAY("web.hall.send"))).click()
        await other.locator(".said").wait_for(timeout=10_000)

        assert "/help" in await other.locator(".said").inner_text()


@pytest.mark.parametrize("how", ["lang=zh_CN", "lang=en&large=1"])
async def test_the_pages_fit_a_narrow_phone_and_say_nothing_to_the_console(
    hamlet: Hamlet, browser, how: str
):
    async with phone(hamlet, browser, color_scheme="dark") as page:
        wide = []
        for path in ("/hall", "/hall/devices", "/hall/desk", "/hall/offline"):
            await page.goto(str(hamlet.server.make_url(path)) + "?" + how)
            if await page.evaluate(
                "document.documentElement.scrollWidth > document.documentElement.clientWidth"
            ):
                wide.append(path)

        assert wide == []
        assert page.found == []


async def test_a_sheet_is_worked_off_without_scrolling_and_the_keys_stay_on_it(
    hamlet: Hamlet, browser
):
    async with phone(hamlet, browser) as page:
        await menu(page, "key.vote")
        await page.locator(f"{LAST} {STEPS[0]}").first.click()
        option = page.locator(f"{LAST} {STEPS[1]}").first
        await option.wait_for()
        await quiet(page)  # the stream may bring the sheet before the answer, which scrolls to it
        await option.scroll_into_view_if_needed()
        before = await option.bounding_box()
        pressed = await option.get_attribute("value")
        await option.click()
        await page.wait_for_function(
            "was => document.activeElement.value && document.activeElement.value !== was",
            arg=pressed,
        )
        await quiet(page)
        after = await page.locator(f"{LAST} {STEPS[1]}").first.bounding_box()
        focused = await page.evaluate("document.activeElement.value")

        assert abs(before["y"] - after["y"]) < 2
        assert focused.endswith(":C")


async def test_a_sheet_without_a_script_goes_on_at_its_buttons(hamlet: Hamlet, browser):
    async with phone(hamlet, browser, java_script_enabled=False) as page:
        await menu(page, "key.vote")
        for wanted in STEPS[:2]:
            await page.locator(f"{LAST} {wanted}").first.click()
        at_buttons = page.url
        await page.locator(f"{LAST} {STEPS[3]}").first.click()

        assert "#b" in at_buttons
        assert "#m" in page.url


async def test_the_page_opens_at_its_newest_message_without_a_script(hamlet: Hamlet, browser):
    async with phone(hamlet, browser, java_script_enabled=False) as page:
        for _ in range(4):
            await page.locator("#words").fill("/help")
            await page.get_by_role("button", name=str(SAY("web.hall.send"))).click()
        await page.goto(page.url.partition("#")[0])
        box = await page.locator(LAST).bounding_box()

        assert box["y"] < 640 < box["y"] + box["height"] + 640


async def test_another_language_and_size_change_keys_and_headings_at_once(hamlet: Hamlet, browser):
    async with phone(hamlet, browser) as page:
        for change, seen in (
            (
                "settings.language:en",
                f'#menu summary:has-text("{Translator("en")("web.hall.menu")}")',
            ),
            ("settings.large:1", "html.large .read-aloud"),
        ):
            await page.locator("#words").fill("/settings")
            await page.locator("#say > button").click()
            await page.locator(f'{LAST} button[value="{change}"]').click()
            await page.locator(seen).wait_for(state="attached", timeout=10_000)

        assert page.found == []


async def test_what_is_sent_closes_the_menu_over_its_answer(hamlet: Hamlet, browser):
    async with phone(hamlet, browser) as page:
        await page.locator("#words").fill("/help")
        await page.get_by_role("button", name=str(SAY("web.hall.send"))).click()
        await page.locator(".said").wait_for()

        assert not await page.locator("#menu").evaluate("menu => menu.open")


async def test_addresses_of_our_pages_can_be_followed_and_no_others(hamlet: Hamlet, browser):
    async with phone(hamlet, browser) as page:
        await page.locator("#words").fill("看 https://elsewhere.example/x")
        await page.get_by_role("button", name=str(SAY("web.hall.send"))).click()
        await page.locator(".said").wait_for()
        links = await page.locator("#log .text a").evaluate_all("all => all.map(a => a.href)")

        assert links
        assert all(link.startswith("http://hall.example/") for link in links)
