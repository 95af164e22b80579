"""Pictures of what people see: every kind of page, and the main screens of the chat.

Pages are those of the lively community that the tests of the web view use; the chat is the demo's, in
the sandbox's own page.
"""

import asyncio
import re
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

from aiohttp.test_utils import TestServer

from council import schema
from council.app import open_app
from council.cli.bench.chromium import chromium
from council.cli.bench.serving import free_port, listening, process
from council.demo.cast import RESIDENT_BOT, STAFF_BOT, account_of
from council.kernel.clock import FixedClock
from council.kernel.config import Settings
from council.kernel.screens.translator import LOCALES
from tests.web.conftest import NOW
from tests.web.heyue import lively
from tests.web.test_pages import PATHS
from web.app import make_app

if TYPE_CHECKING:
    from playwright.async_api import Browser, Page

_PHONE, _DESK = {"width": 390, "height": 844}, {"width": 1280, "height": 900}
#: How a page is looked at: by what is the picture known, on which screen, with which words and inks.
WAYS: tuple[tuple[str, dict[str, Any], str, dict[str, Any]], ...] = (
    ("phone", _PHONE, "", {}),
    ("desktop", _DESK, "", {}),
    ("dark", _PHONE, "", {"color_scheme": "dark"}),
    ("print", _DESK, "", {"media": "print"}),
    ("large", _PHONE, "&large=1", {}),
)
#: Who types what to which bot, or presses what: the screens that people see most.
CHAT = (
    *(
        ("R0001", RESIDENT_BOT, text)
        for text in (
            *(
                "/start",
                "/mine",
                "/proposals",
                "/proposals 1",
                "📣 转给邻居",
                "/vote",
                "/agenda",
                "/meetings",
            ),
            *("/resolutions", "/pledge", "/powers", "/search 停车", "/settings", "/help"),
        )
    ),
    *(
        ("F01", STAFF_BOT, text)
        for text in (
            *("/today", "/proposals", "/motions", "/meetings", "/polls", "/resolutions"),
            *("/campaigns", "/roll", "/settings"),
        )
    ),
)
#: How long an answer is waited for (ms), and how long until all of it is drawn (s).
_PATIENCE, _DRAWN = 60_000, 1.0
#: What a name of a file may be made of.
_ODD = re.compile(r"[^\w=.-]+")


async def take(folder: Path) -> int:
    """Take every picture into a folder; tells how many."""
    async with chromium() as browser:
        pages = await _pages(browser, folder)
        chat = await _chat(browser, folder)
    return pages + chat


async def _pages(browser: "Browser", folder: Path) -> int:
    with tempfile.TemporaryDirectory() as kept:
        url = f"sqlite:///{kept}/pictures.db"
        schema.upgrade(url)
        settings = Settings(_env_file=None, database_url=url, data_dir=Path(kept))
        with open_app(settings, clock=FixedClock(NOW)) as app:
            lively(app)
            async with TestServer(make_app(app)) as server:
                site = str(server.make_url("/")).rstrip("/")
                for way, screen, asked, looks in WAYS:
                    for locale in LOCALES:
                        where = folder / "pages" / locale / way
                        where.mkdir(parents=True)
                        page = await browser.new_page(viewport=screen)  # type: ignore[arg-type]
                        await page.emulate_media(**looks)
                        await _walk(page, site, f"lang={locale}{asked}", where)
                        await page.close()
    return len(WAYS) * len(LOCALES) * len(PATHS)


async def _walk(page: "Page", site: str, how: str, where: Path) -> None:
    for path in PATHS:
        await page.goto(f"{site}{path}{'&' if '?' in path else '?'}{how}")
        await page.screenshot(path=where / f"{_name(path)}.png", full_page=True)


async def _chat(browser: "Browser", folder: Path) -> int:
    """Start the demo, and write to its bots one after the other."""
    where = folder / "chat"
    where.mkdir(parents=True)
    port, pages = free_port(), free_port()
    with tempfile.TemporaryDirectory() as kept:
        environment = {
            "YISHI_DATA_DIR": kept,
            "YISHI_DATABASE_URL": f"sqlite:///{kept}/demo.db",
            "YISHI_SANDBOX_PORT": str(port),
            "YISHI_WEB_PORT": str(pages),
            "YISHI_LOG_LEVEL": "ERROR",
        }
        async with process("-m", "council", "run", "--demo", environment=environment) as demo:
            await listening(pages, demo)
            for place, (ref, bot, text) in enumerate(CHAT, 1):
                page = await browser.new_page(viewport=_PHONE, locale="zh-CN")  # type: ignore[arg-type]
                await page.goto(f"http://127.0.0.1:{port}/#phones={account_of(ref)}@{bot}")
                await _write(page, text)
                await page.screenshot(path=where / f"{place:02} {_name(f'{ref} {text}')}.png")
                await page.close()
    return len(CHAT)


async def _write(page: "Page", text: str) -> None:
    """Send a text, or press the newest button that says it; wait until the bot has answered.

    The first one waits for the bots to come up.
    """
    answers = page.locator(".row.in:not(.typing)")
    await page.locator(".row:not(.typing)").first.wait_for()
    await asyncio.sleep(_DRAWN)  # what was said before is drawn by then
    before = await answers.count()
    if text.startswith("/"):
        box = page.locator("textarea").first
        await box.fill(text)
        await box.press("Enter")
    else:
        await page.get_by_role("button", name=text).last.click()
    await answers.nth(before).wait_for(timeout=_PATIENCE)
    await asyncio.sleep(_DRAWN)


def _name(text: str) -> str:
    return _ODD.sub(" ", text).strip() or "home"
