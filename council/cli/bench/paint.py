"""Row 13: how soon a phone far from the server shows something of each page.

First contentful paint by Chromium's own clock, with an empty cache, on a slow 4G line (150 ms there
and back, 1.6 Mbit/s) and a processor slowed four times.
"""

from pathlib import Path
from typing import TYPE_CHECKING

from council import schema as migrate
from council.app import open_app
from council.cli.bench.chromium import NoBrowser, chromium
from council.cli.bench.hall import let_in, token
from council.cli.bench.pages import PATHS, RESIDENTS, hello_served, served
from council.cli.bench.population import populate
from council.cli.bench.row import Row
from council.cli.bench.years import age
from council.kernel.config import load

if TYPE_CHECKING:
    from playwright.async_api import Browser

#: A line as Lighthouse calls slow 4G: ms, bytes a second each way.
_LINE = {
    "offline": False,
    "latency": 150,
    "downloadThroughput": 1_600_000 // 8,
    "uploadThroughput": 750_000 // 8,
}
SLOWED, ROUNDS = 4, 3
SOON = 1000
#: What of ``pages`` is no page.
_NO_PAGES = ("/api/", ".ics", ".atom", ".xml", ".csv", ".soi", ".png")
_PAINTED = """new Promise(tell => {
    const seen = () => performance.getEntriesByName('first-contentful-paint')[0];
    if (seen()) return tell(seen().startTime);
    new PerformanceObserver(() => seen() && tell(seen().startTime)).observe({type: 'paint', buffered: true});
})"""


async def measure(folder: Path) -> list[Row]:
    """Open each page as somebody who was never here, and hello likewise."""
    url = f"sqlite:///{folder / 'paint.db'}"
    migrate.upgrade(url)
    with open_app(load(database_url=url)) as app:
        people = populate(app, RESIDENTS)
        let_in(app, people)
        age(app, people)
    hall = "/hall, signed in"
    paths = [path for path in PATHS if not any(part in path for part in _NO_PAGES)]
    try:
        async with chromium() as browser, hello_served() as hello, served(url) as port:
            limit = await _painted(browser, f"http://127.0.0.1:{hello}/")
            found = {
                path: await _painted(browser, f"http://127.0.0.1:{port}{path}")
                for path in (*paths, "/hall")
            }
            found[hall] = await _painted(browser, f"http://127.0.0.1:{port}/hall", token(0))
    except NoBrowser as missing:
        return [_row(measured="–", limit="–", ratio="–", met=None, note=str(missing))]
    slowest = max(found, key=lambda path: found[path])
    return [
        _row(
            what=f"slowest of {len(found)} pages ({slowest})",
            measured=f"{found[slowest]:.0f} ms",
            limit=f"hello page {limit:.0f} ms",
            ratio=f"+{found[slowest] - limit:.0f} ms",
            met=found[slowest] < SOON,
            note=", ".join(f"{path} {took:.0f}" for path, took in found.items()),
        )
    ]


def _row(
    *, measured: str, limit: str, ratio: str, met: bool | None, note: str, what: str = "no browser"
) -> Row:
    return Row(
        name="13 paint",
        what=f"first paint on slow 4G, CPU ÷ {SLOWED}: {what}",
        measured=measured,
        limit=limit,
        ratio=ratio,
        budget=f"< {SOON / 1000:.0f} s",
        met=met,
        note=note,
    )


async def _painted(browser: "Browser", address: str, cookie: str = "") -> float:
    """Tell the middle (ms) of some visits, each with nothing kept but the hall's cookie."""
    times = []
    for _ in range(ROUNDS):
        context = await browser.new_context(viewport={"width": 390, "height": 844})
        if cookie:
            await context.add_cookies([{"name": "yishi", "value": cookie, "url": address}])
        page = await context.new_page()
        wire = await context.new_cdp_session(page)
        await wire.send("Network.enable")
        await wire.send("Network.emulateNetworkConditions", _LINE)
        await wire.send("Emulation.setCPUThrottlingRate", {"rate": SLOWED})
        await page.goto(address)
        times.append(float(await page.evaluate(_PAINTED)))
        await context.close()
    return sorted(times)[len(times) // 2]
