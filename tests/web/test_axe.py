"""What axe says against a page, best practice included: nothing, in four ways of looking at it."""

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import axe_playwright_python
import pytest
from aiohttp.test_utils import TestServer

from council.kernel.app import App
from tests.web.heyue import lively
from tests.web.test_pages import PATHS
from web.app import make_app

pytestmark = pytest.mark.browser

#: The rules of axe-core as its package brings them.
_AXE = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text(encoding="utf-8")
_SAID = """async () => (await axe.run()).violations.flatMap(said => said.nodes.map(
    node => `${said.id}: ${node.target.join(' ')} ${node.html.slice(0, 120)}`))"""
#: Language, size, and whether it is dark.
WAYS = (("zh_CN", 0, "light"), ("en", 0, "dark"), ("zh_CN", 2, "light"), ("en", 1, "dark"))


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


@pytest.mark.parametrize(("lang", "large", "scheme"), WAYS)
async def test_axe_has_nothing_to_say(site: str, browser: Any, lang: str, large: int, scheme: str):
    context = await browser.new_context(
        viewport={"width": 390, "height": 844}, color_scheme=scheme
    )
    page = await context.new_page()
    said = {}
    for path in PATHS:
        sized = f"&large={large}" if large else ""
        await page.goto(f"{site}{path}{'&' if '?' in path else '?'}lang={lang}{sized}")
        await page.evaluate(_AXE)
        said[path] = await page.evaluate(_SAID)
    await context.close()

    assert {path: found for path, found in said.items() if found} == {}
