"""Debian's Chromium, headless, for measuring and for pictures; Playwright comes with the test extras."""

import os
import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.async_api import Browser

_BROWSERS = ("chromium", "chromium-browser", "google-chrome")
# Nothing that a browser does for itself may reach for the internet.
_SWITCHES = (
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


class NoBrowser(Exception):
    """There is no Chromium on this machine, or nothing to drive it with."""


@asynccontextmanager
async def chromium() -> AsyncIterator["Browser"]:
    """Open it. Raises NoBrowser."""
    program = next(filter(None, map(shutil.which, _BROWSERS)), None)
    if program is None:
        message = "no browser found: apt-get install chromium"
        raise NoBrowser(message)
    try:
        from playwright.async_api import async_playwright
    except ImportError:
        message = "Playwright is missing: pip install '.[test]'"
        raise NoBrowser(message) from None
    # Chromium's own sandbox refuses to start as root.
    switches = [*_SWITCHES, "--no-sandbox"] if os.geteuid() == 0 else [*_SWITCHES]
    async with async_playwright() as playwright:
        opened = await playwright.chromium.launch(executable_path=program, args=switches)
        try:
            yield opened
        finally:
            await opened.close()
