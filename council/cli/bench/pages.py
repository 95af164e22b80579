"""Row 4: public pages of a full record beside a hello page, and the bot beside a crowd of readers."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path

from council import schema as migrate
from council.app import open_app
from council.cli.bench.load import Load, fire, get, until_answered
from council.cli.bench.population import Population, confirm_sheets, populate
from council.cli.bench.row import Row, rate
from council.cli.bench.serving import (
    SECRET,
    STAFF_TOKEN,
    TOKEN,
    agreeable_api,
    free_port,
    listening,
    process,
)
from council.cli.bench.webhook import press
from council.cli.bench.years import MEETINGS, POLLS, PROPOSALS, TRANSFERS, age
from council.kernel.config import load

RESIDENTS = 20_000
#: A page of every kind, and what else is fetched; the map of a whole record is large, and for crawlers.
PATHS = (
    "/",
    "/matters",
    "/money",
    "/lookup",
    "/meetings",
    f"/meetings/{MEETINGS - 1}",
    f"/meetings/{MEETINGS - 1}/minutes",
    f"/meetings/{MEETINGS - 1}/agenda",
    "/proposals",
    f"/proposals/{PROPOSALS}",
    f"/matters/p{PROPOSALS}",
    f"/matters/m{POLLS // 2}",
    "/motions",
    f"/motions/{POLLS // 2}",
    f"/motions/{POLLS // 2}/statements",
    "/responses",
    "/polls",
    f"/polls/{POLLS + 1}",
    "/resolutions",
    f"/resolutions/2026-{POLLS + 1}",
    "/campaigns",
    "/campaigns/2",
    "/ledger",
    "/ledger?page=100",
    "/search?q=%E5%81%9C%E8%BD%A6",
    "/indicators",
    "/rules",
    "/powers",
    "/verify",
    "/api/v1/ledger",
    "/api/v1/polls",
    f"/api/v1/polls/{POLLS + 1}",
    f"/api/v1/matters/m{POLLS // 2}",
    "/api/v1/openapi.json",
    "/meetings.ics",
    "/news.atom",
    "/resolutions.atom",
    "/sitemap.xml",
    f"/polls/{POLLS + 1}.csv",
    f"/polls/{POLLS + 1}/ballots.soi",
    f"/polls/{POLLS + 1}/card.png",
)
DEAREST = "/ledger"
CONNECTIONS, REQUESTS, WARM, ROUNDS = 16, 12_000, 100, 3
#: What every browser asks for.
AS_A_BROWSER = {"Accept-Encoding": "gzip, deflate"}
READERS, CASTS = 64, 400
#: How many press the button at once while the crowd reads.
PRESSING = 4
SHARE, SLOWER = 0.70, 0.100


async def measure(folder: Path) -> list[Row]:
    """Measure each page in turn with a hello page before it, then the bot without and with readers."""
    url = f"sqlite:///{folder / 'pages.db'}"
    migrate.upgrade(url)
    with open_app(load(database_url=url)) as app:
        people = populate(app, RESIDENTS)
        age(app, people)
        few = replace(people, voters=people.voters[: 2 * CASTS + WARM])
        people = confirm_sheets(app, few)
    async with hello_served() as hello, served(url) as port:
        shares = {path: await _share(hello, port, path) for path in PATHS}
        quiet, crowded = await _beside(port, people)
    least = min(shares, key=lambda path: shares[path][0])
    share, hellos, pages = shares[least]
    slower = crowded.p99 - quiet.p99
    told = f"{RESIDENTS:,} residents, {TRANSFERS:,} transfers, {POLLS:,} past polls"
    return [
        Row(
            name="4 pages",
            what=f"the slowest of {len(PATHS)} pages ({least}), c = {CONNECTIONS}; {told}",
            measured=rate(pages),
            limit=f"hello page {rate(hellos)}",
            ratio=f"{share:.0%}",
            budget=f"≥ {SHARE:.0%}",
            met=share >= SHARE,
            note=", ".join(f"{path} {found[0]:.0%}" for path, found in shares.items()),
        ),
        Row(
            name="4 beside",
            what=f"p99 of a cast while {READERS} read {DEAREST} without a pause",
            measured=f"{crowded.p99 * 1000:.0f} ms",
            limit=f"nobody reads {quiet.p99 * 1000:.0f} ms",
            ratio=f"+{slower * 1000:.0f} ms",
            budget=f"< {SLOWER * 1000:.0f} ms slower",
            met=slower < SLOWER,
            note=f"p50 {quiet.p50 * 1000:.0f} → {crowded.p50 * 1000:.0f} ms, "
            f"{quiet.rate:.0f} → {crowded.rate:.0f} casts/s by {PRESSING}",
        ),
    ]


async def _share(hello: int, port: int, path: str) -> tuple[float, float, float]:
    """Tell a page's part of the hello page's rate, in the middle of some rounds, and both rates."""
    await until_answered(port, get(path))
    found = []
    greeting, asked = get("/", AS_A_BROWSER), get(path, AS_A_BROWSER)
    for _ in range(ROUNDS):
        limit = await fire(hello, [greeting] * REQUESTS, connections=CONNECTIONS)
        load = await fire(port, [asked] * REQUESTS, connections=CONNECTIONS)
        found.append((load.rate / limit.rate, limit.rate, load.rate))
    return sorted(found)[len(found) // 2]


async def _beside(port: int, people: Population) -> tuple[Load, Load]:
    """Cast with nobody else there, then beside a crowd of readers."""
    from bot.update_receiver import hook_secret

    secret = hook_secret(SECRET, "resident")
    presses = [
        press(n, voter, revision, secret)
        for n, (voter, revision) in enumerate(
            zip(people.voters, people.revisions, strict=True), start=1
        )
    ]
    await until_answered(port, presses[0])
    await fire(port, presses[:WARM], connections=PRESSING)
    quiet = await fire(port, presses[WARM : WARM + CASTS], connections=PRESSING)
    readers = ("-m", "council.cli.bench.readers", str(port), DEAREST, str(READERS))
    async with process(*readers):
        await asyncio.sleep(1)
        crowded = await fire(port, presses[WARM + CASTS :], connections=PRESSING)
    return quiet, crowded


@asynccontextmanager
async def hello_served() -> AsyncIterator[int]:
    """Serve hello; tells its port."""
    port = free_port()
    async with process("-m", "council.cli.bench.hello", str(port)) as server:
        await listening(port, server)
        await fire(port, [get("/")] * WARM, connections=CONNECTIONS)
        yield port


@asynccontextmanager
async def served(url: str) -> AsyncIterator[int]:
    """Serve everything in one process, as ``yishi run`` does."""
    port = free_port()
    async with agreeable_api() as api:
        environment = {
            "YISHI_DATABASE_URL": url,
            "YISHI_RESIDENT_BOT_TOKEN": TOKEN,
            "YISHI_STAFF_BOT_TOKEN": STAFF_TOKEN,
            "YISHI_BOT_API_URL": api,
            "YISHI_WEBHOOK_URL": f"http://127.0.0.1:{port}",
            "YISHI_WEBHOOK_SECRET": SECRET,
            "YISHI_WEB_PORT": str(port),
            "YISHI_LOG_LEVEL": "ERROR",
        }
        async with process("-m", "council", "run", environment=environment) as server:
            await listening(port, server)
            yield port
