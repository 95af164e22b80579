"""Elder mode 长辈版 in a real browser: large letters, large targets, content first, read aloud."""

from collections.abc import AsyncIterator
from typing import Any

import pytest
from aiohttp.test_utils import TestServer

from council.kernel.app import App
from tests.web.heyue import lively
from tests.web.test_pages import PATHS
from web.app import make_app

pytestmark = pytest.mark.browser

_TOO_WIDE = "document.documentElement.scrollWidth > document.documentElement.clientWidth"
#: Whatever can be pressed and is smaller than it should be; a card is its title's target.
_SMALL = """least => [...document.querySelectorAll('a, button, input:not([type=hidden]), summary')]
    .filter(target => target.checkVisibility() && !target.matches('.skip'))
    .map(target => [target, (target.matches('.card h2 a, .card h3 a') ? target.closest('.card') : target).getBoundingClientRect()])
    .filter(([, box]) => box.width < least || box.height < least)
    .map(([target, box]) => `${box.width.toFixed(1)} × ${box.height.toFixed(1)} ${target.outerHTML}`)"""
_VOICE = """(() => {
    window.heard = [];
    const voice = {
        speak: said => { window.heard.push(said.text); },
        cancel: () => { window.heard.push('—'); },
    };
    Object.defineProperty(window, 'speechSynthesis', { value: voice, configurable: true });
    window.SpeechSynthesisUtterance = function (text) { this.text = text; };
})()"""
_NO_VOICE = "Object.defineProperty(window, 'speechSynthesis', { value: undefined })"
#: What is written in the main part, without navigation and forms, letter by letter.
_WRITTEN = """(() => {
    const main = document.querySelector('main').cloneNode(true);
    main.querySelectorAll('nav, form, svg, [hidden], [aria-hidden=true], .on-screen').forEach(each => each.remove());
    return main.textContent.replace(/\\s/g, '');
})()"""


@pytest.fixture
def database_url(sqlite_url: str) -> str:
    """One database is enough to look at pages."""
    return sqlite_url


@pytest.fixture
async def site(app: App) -> AsyncIterator[str]:
    """The address of a lively hall."""
    lively(app)
    async with TestServer(make_app(app)) as server:
        yield str(server.make_url("/")).rstrip("/")


def sized(path: str, large: int, lang: str = "zh_CN") -> str:
    return f"{path}{'&' if '?' in path else '?'}lang={lang}&large={large}"


@pytest.mark.parametrize(("large", "least"), [(0, 44), (1, 60), (2, 60)])
async def test_whatever_can_be_pressed_is_large_enough(
    site: str, browser: Any, large: int, least: int
):
    page = await browser.new_page(viewport={"width": 390, "height": 844})
    small = []

    for lang in ("zh_CN", "en"):
        for path in PATHS:
            await page.goto(site + sized(path, large, lang))
            small += [f"{path} {each}" for each in await page.evaluate(_SMALL, least)]
    await page.close()

    assert small == []


@pytest.mark.parametrize("large", [1, 2])
async def test_the_largest_letters_fit_the_narrowest_phone(site: str, browser: Any, large: int):
    page = await browser.new_page(viewport={"width": 320, "height": 640})
    found: list[str] = []
    page.on("console", lambda message: found.append(message.text))

    for lang in ("zh_CN", "en"):
        for path in PATHS:
            await page.goto(site + sized(path, large, lang))
            if await page.evaluate(_TOO_WIDE):
                found.append(f"{sized(path, large, lang)} is wider than the phone")
    await page.close()

    assert found == []


@pytest.mark.parametrize(("large", "size"), [(0, 18), (1, 24), (2, 30)])
async def test_letters_have_the_size_that_was_chosen_and_air_around_them(
    site: str, browser: Any, large: int, size: int
):
    page = await browser.new_page()
    await page.goto(site + sized("/proposals/1", large))

    style = await page.evaluate(
        "(() => { const s = getComputedStyle(document.body); return [s.fontSize, s.lineHeight]; })()"
    )
    await page.close()

    assert style[0] == f"{size}px"
    assert float(style[1].removesuffix("px")) >= 1.3 * size


async def test_paragraphs_of_elder_mode_stand_well_apart(site: str, browser: Any):
    page = await browser.new_page()
    await page.goto(site + sized("/resolutions/2026-1", 1))
    apart = """(() => {
        document.querySelector('main').insertAdjacentHTML('beforeend', '<p>一</p><p id=two>二</p>');
        const s = getComputedStyle(document.querySelector('#two'));
        return parseFloat(s.marginTop) / parseFloat(s.lineHeight);
    })()"""

    found = await page.evaluate(apart)
    await page.close()

    assert found >= 1.3


async def test_the_first_screen_of_elder_mode_is_content(site: str, browser: Any):
    page = await browser.new_page(viewport={"width": 390, "height": 844})
    tops = {}

    for path in ("/", "/polls/1", "/proposals/1", "/meetings/1"):
        await page.goto(site + sized(path, 1))
        tops[path] = await page.evaluate(
            "document.querySelector('main > :not(.crumbs):not(.unseen)').getBoundingClientRect().top"
        )
    await page.close()

    assert {path: top for path, top in tops.items() if top > 844 / 3} == {}


async def test_a_page_is_read_aloud_as_it_is_written(site: str, browser: Any):
    page = await browser.new_page()
    await page.add_init_script(_VOICE)
    await page.goto(site + sized("/proposals/1", 1))

    await page.get_by_role("button", name="朗读").click()
    heard = await page.evaluate("window.heard")
    await page.get_by_role("button", name="停止朗读").click()
    after = await page.evaluate("window.heard.at(-1)")
    written = await page.evaluate(_WRITTEN)
    await page.close()

    assert "".join("".join(heard).split()) == written
    assert len(heard) > 5
    assert after == "—"


async def test_where_the_browser_has_no_voice_no_button_is_shown(site: str, browser: Any):
    page = await browser.new_page()
    await page.add_init_script(_NO_VOICE)
    await page.goto(site + sized("/proposals/1", 1))

    shown = await page.locator(".read-aloud").is_visible()
    await page.close()

    assert not shown


async def test_print_in_elder_mode_is_larger_too(site: str, browser: Any):
    page = await browser.new_page()
    await page.emulate_media(media="print")
    points = []

    for large in (0, 1, 2):
        await page.goto(site + sized("/resolutions/2026-1", large))
        size = await page.evaluate("parseFloat(getComputedStyle(document.body).fontSize)")
        points.append(round(size * 72 / 96))
    await page.close()

    assert points == [12, 18, 22]
