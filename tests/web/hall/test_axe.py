"""What axe says against the hall's screens: nothing, in four ways of looking at them."""

from pathlib import Path
from typing import Any

import axe_playwright_python
import pytest

from tests.web.hall.conftest import Hamlet
from tests.web.hall.test_in_browser import LAST, NO_WORKER, STEPS, clock, database_url, phone

pytestmark = pytest.mark.browser
__all__ = ["clock", "database_url"]

#: The rules of axe-core as its package brings them.
_AXE = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text(encoding="utf-8")
_SAID = """async () => (await axe.run()).violations.flatMap(said => said.nodes.map(
    node => `${said.id}: ${node.target.join(' ')} ${node.html.slice(0, 120)}`))"""
#: Language, size, and whether it is dark.
WAYS = (("zh_CN", 0, "light"), ("en", 0, "dark"), ("zh_CN", 2, "light"), ("en", 1, "dark"))


async def said(page: Any) -> list[str]:
    """Tell what axe says."""
    await page.evaluate(_AXE)
    found: list[str] = await page.evaluate(_SAID)
    return found


@pytest.mark.parametrize(("lang", "large", "scheme"), WAYS)
async def test_axe_has_nothing_to_say_about_the_hall(
    hamlet: Hamlet, browser: Any, lang: str, large: int, scheme: str
):
    complaints = {}
    async with phone(hamlet, browser, color_scheme=scheme, **NO_WORKER) as page:
        hall = page.url
        for change in (f"settings.language:{lang}", f"settings.large:{large}"):
            await page.locator("#words").fill("/settings")
            await page.locator("#say > button").click()
            await page.locator(f'{LAST} button[value^="settings"]').first.wait_for()
            button = page.locator(f'{LAST} button[value="{change}"]')
            if await button.count():
                await button.click()
                await page.wait_for_timeout(600)
        await page.goto(hall)
        complaints["at rest"] = await said(page)
        await page.locator("#menu summary").click()
        complaints["menu"] = await said(page)
        await page.locator("#words").fill("/vote")
        await page.locator("#say > button").click()
        for wanted in STEPS:
            await page.locator(f"{LAST} {wanted}").first.click()
            await page.wait_for_timeout(300)
            complaints[wanted] = await said(page)
        await page.context.set_offline(True)
        await page.locator("#words").fill("/help")
        await page.locator("#say > button").click()
        await page.locator(".waiting").wait_for()
        complaints["waiting"] = await said(page)
        await page.context.set_offline(False)
        for path in ("/devices", "/desk", "/offline"):
            await page.goto(hall + path)
            complaints[path] = await said(page)
        await page.context.clear_cookies()
        await page.goto(hall)
        complaints["door"] = await said(page)

    assert {where: found for where, found in complaints.items() if found} == {}
