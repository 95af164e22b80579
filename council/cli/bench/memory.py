"""Rows 6 and 7: memory of a full hall, and what a cast costs when a million are stored."""

import asyncio
import json
import sys
import time
from pathlib import Path
from urllib.request import urlopen

from council import schema as migrate
from council.app import open_app
from council.cli.bench.desk import cast_all
from council.cli.bench.population import confirm_sheets, populate, store_ballots
from council.cli.bench.row import Row
from council.cli.bench.serving import (
    STAFF_TOKEN,
    TOKEN,
    agreeable_api,
    answers,
    cost_of,
    free_port,
    listening,
    process,
)
from council.kernel.config import load

RESIDENTS, STORED = 20_000, 1_000_000
EXTRA = 100_000_000
#: Row 7: how many cast before and after the tables are full, and how much dearer it may become.
CASTS, FEW_STORED = 4_000, 1_000
DEARER = 1.2
_SETTLE = 5.0
_PATIENCE = 90


async def measure(folder: Path) -> list[Row]:
    """Fill a database, serve it whole, and compare with the imports alone."""
    url = f"sqlite:///{folder / 'memory.db'}"
    migrate.upgrade(url)
    with open_app(load(database_url=url)) as app:
        people = populate(app, RESIDENTS)
        store_ballots(app, people, FEW_STORED)
        people = confirm_sheets(app, people)
        await cast_all(app.bus, people, range(CASTS))  # the caches are warm
        few = await cast_all(app.bus, people, range(CASTS, 2 * CASTS))
        store_ballots(app, people, STORED, first=3)
        many = await cast_all(app.bus, people, range(2 * CASTS, 3 * CASTS))
    port = free_port()
    async with agreeable_api() as api:
        environment = {
            "YISHI_DATABASE_URL": url,
            "YISHI_RESIDENT_BOT_TOKEN": TOKEN,
            "YISHI_STAFF_BOT_TOKEN": STAFF_TOKEN,
            "YISHI_BOT_API_URL": api,
            "YISHI_WEBHOOK_URL": f"http://127.0.0.1:{port}",
            "YISHI_WEBHOOK_SECRET": "0" * 32,
            "YISHI_WEB_PORT": str(port),
            "YISHI_LOG_LEVEL": "ERROR",
        }
        async with process("-m", "council", "run", environment=environment) as server:
            await listening(port, server)
            await _both_bots(f"http://127.0.0.1:{port}/readyz")
            for page in ("/", "/polls", "/polls/1", "/motions", "/ledger"):
                await asyncio.to_thread(answers, f"http://127.0.0.1:{port}{page}")
            await asyncio.sleep(_SETTLE)
            whole = cost_of(server.pid).memory
    imports = await _imports()
    beyond = whole - imports
    return [
        Row(
            name="6 memory",
            what=f"all in one process, {RESIDENTS:,} residents, {STORED:,} stored ballots",
            measured=f"{whole / 1e6:.0f} MB",
            limit=f"the imports alone {imports / 1e6:.0f} MB",
            ratio=f"+{beyond / 1e6:.0f} MB",
            budget=f"≤ imports + {EXTRA / 1e6:.0f} MB",
            met=beyond <= EXTRA,
        ),
        Row(
            name="7 full tables",
            what=f"a cast with {STORED:,} stored ballots beside one with {FEW_STORED:,}",
            measured=f"{many / CASTS * 1e6:.0f} µs",
            limit=f"{few / CASTS * 1e6:.0f} µs",
            ratio=f"{many / few:.2f} ×",
            budget=f"≤ {DEARER} ×",
            met=many / few <= DEARER,
        ),
    ]


async def _both_bots(url: str) -> None:
    """Wait until both bots take updates: their libraries are the larger part of the memory."""
    for _ in range(_PATIENCE):
        if len(await asyncio.to_thread(_bots, url)) == 2:  # noqa: PLR2004 - residents' and staff's
            return
        await asyncio.sleep(1)
    message = "the bots of the measured process did not come up"
    raise RuntimeError(message)


def _bots(url: str) -> list[str]:
    try:
        with urlopen(url, timeout=5) as response:  # noqa: S310 - loopback
            found: list[str] = json.load(response).get("bots", [])
    except OSError:
        return []
    return found


async def _imports() -> int:
    code = (
        "import time, bot.resident.app, bot.staff.app, bot.update_receiver, web.app,"
        " council.cli.serving; time.sleep(60)"
    )
    started = await asyncio.create_subprocess_exec(sys.executable, "-c", code)
    try:
        before, same = 0, 0
        deadline = time.monotonic() + 50
        while same < 5 and time.monotonic() < deadline:  # noqa: PLR2004 - settled
            await asyncio.sleep(0.4)
            now = cost_of(started.pid).memory
            same = same + 1 if now == before else 0
            before = now
        return before
    finally:
        started.kill()
        await started.wait()
