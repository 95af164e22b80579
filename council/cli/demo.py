"""``yishi run --demo``: the live demo council of 和悦家园, with no token and no internet."""

import asyncio
import time
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click
from aiohttp import web

from bot.sandbox.server import BotAccount, Sandbox
from council import schema as migrate
from council.app import open_app
from council.cli.hall import stop
from council.cli.serving import EVERYTHING, serve
from council.demo.cast import (
    NEIGHBOURS,
    PLAYERS,
    RESIDENT_BOT,
    RESIDENT_TOKEN,
    STAFF_BOT,
    STAFF_TOKEN,
    account_of,
)
from council.demo.clock import move_clock
from council.demo.colleagues import work
from council.demo.guide import suggestions
from council.demo.hall import slip
from council.demo.neighbours import LOOKING, OTHERS, look
from council.demo.seed import accounts_of, let_neighbours_join_in, seed
from council.kernel.app import App
from council.kernel.clock import Clock
from council.kernel.config import Settings
from council.kernel.refusals import Refusal
from web.app import get_ready

if TYPE_CHECKING:
    from subprocess import Popen

DAY = 86_400
#: Beside the demo's database: how far the sandbox's numbers have gone.
NUMBERS = "demo-numbers.json"
#: Every so many seconds a few neighbours look at their phones.
EVERY = 3.0
#: The most days that the staff make up for after one move of the clock.
DAYS = 3
BOTS = {"resident": RESIDENT_BOT, "staff": STAFF_BOT}


async def serve_demo(settings: Settings, laying: "Popen[bytes] | None" = None) -> None:
    """Open the sandbox and the council, load the demo at the first start, and serve.

    ``laying`` is a process that lays out the demo already; it is waited for.
    """
    began = time.monotonic()
    sandbox = Sandbox(
        (
            BotAccount(token=RESIDENT_TOKEN, username=RESIDENT_BOT, name="和悦议事厅"),
            BotAccount(token=STAFF_TOKEN, username=STAFF_BOT, name="和悦工作台"),
        ),
        numbers=Path(settings.data_dir) / NUMBERS,
    )
    sandbox.offer(
        links=[
            {"label": {"zh": "公开网页", "en": "Public pages"}, "href": f"{settings.web_url}/"},
            {"label": {"zh": "网页议事厅", "en": "Web hall"}, "href": "/demo/hall"},
        ],
        actions=[
            {
                "label": {"zh": "过一天", "en": "Next day"},
                "href": "/demo/next-day",
                "method": "POST",
            },
            {
                "label": {"zh": "过一周", "en": "Next week"},
                "href": "/demo/next-week",
                "method": "POST",
            },
        ],
        guide="/demo/guide",
        time_zone=settings.timezone,
    )
    halls: list[App] = []

    async def move_on(days: int) -> web.Response:
        if not halls:
            return _not_yet()
        # What waited for the staff is done before the day is over, or it would fall due undone.
        await halls[0].bus.run(work)
        moved = await halls[0].bus.run(lambda tx: move_clock(tx, days * DAY))
        if isinstance(moved, Refusal):
            return web.Response(status=409, text=moved.key)
        sandbox.set_clock(moved.offset_seconds)
        return web.Response(status=204)

    async def next_day(request: web.Request) -> web.Response:
        return await move_on(1)

    async def next_week(request: web.Request) -> web.Response:
        return await move_on(7)

    async def guide(request: web.Request) -> web.Response:
        if not halls:
            return _not_yet()
        return web.json_response(await halls[0].bus.read(lambda tx: suggestions(tx, BOTS)))

    sandbox.app.router.add_post("/demo/next-day", next_day)
    sandbox.app.router.add_get("/demo/hall", partial(_into_hall, halls))
    sandbox.app.router.add_post("/demo/next-week", next_week)
    sandbox.app.router.add_get("/demo/guide", guide)
    try:
        await sandbox.start(port=settings.sandbox_port)
    except OSError as error:
        stop(
            f"YISHI_SANDBOX_PORT: port {settings.sandbox_port} cannot be used ({error.strerror});"
            " choose another or end what listens there"
        )
    try:
        get_ready(settings.locale)
        if laying is not None:
            await asyncio.to_thread(laying.wait)
        # What it has not done (it may have failed, or not been asked) is done here.
        migrate.create_if_empty(settings.database_url)
        with open_app(settings, clock=Clock(demo=True)) as app:
            await seed(app)
            halls.append(app)
            await _people(app, sandbox)
            _greet(sandbox)

            async def opened() -> None:
                click.echo("")
                click.echo(f"  聊天 chat   {sandbox.url}/")
                click.echo(f"  网页 pages  {settings.web_url}/")
                click.echo(
                    f"  ready for the browser after {time.monotonic() - began:.1f} s; Ctrl-C stops"
                )
                click.echo("")
                await let_neighbours_join_in(app)

            async def follow() -> None:
                await _follow_clock(app, sandbox)

            async def live() -> None:
                await _live(app)

            await serve(app, EVERYTHING, beside=(opened, follow, live))
    finally:
        await sandbox.stop()


async def _into_hall(halls: Sequence[App], _: web.Request) -> web.Response:
    """Lead to the web hall with a fresh slip."""
    if not halls:
        return _not_yet()
    where, payload = f"{halls[0].settings.web_url}/hall", await slip(halls[0])
    raise web.HTTPSeeOther(f"{where}?code={payload}" if payload else where)


def _not_yet() -> web.Response:
    return web.Response(status=503, headers={"Retry-After": "1"})


async def _people(app: App, sandbox: Sandbox) -> None:
    """Give the players their phones."""
    names = await app.bus.read(accounts_of)
    for player in PLAYERS:
        sandbox.add_person(
            first_name=names[player.ref],
            id=account_of(player.ref),
            language_code="zh-hans",
            pinned=player.pinned,
            default_bot=BOTS[player.bot],
            note=player.note,
        )
    for ref in (*NEIGHBOURS, *OTHERS):
        person = sandbox.add_person(
            first_name=names[ref],
            id=account_of(ref),
            language_code="zh-hans",
            default_bot=RESIDENT_BOT,
            note="邻居 / neighbour",
        )
        sandbox.side(person.id, RESIDENT_BOT).chat.started = True  # they joined on paper


def _greet(sandbox: Sandbox) -> None:
    """Let everybody's chat begin with the start screen of their bot."""
    for player in PLAYERS:
        sandbox.side(account_of(player.ref), BOTS[player.bot]).start()


async def _live(app: App) -> None:
    """Let the neighbours look at their phones now and then, and the staff work day by day."""
    place, worked = 0, app.clock.offset
    while True:
        await asyncio.sleep(EVERY)
        await app.bus.run(partial(look, start=place))
        place += LOOKING
        days = (app.clock.offset - worked) // DAY
        worked = app.clock.offset if days else worked
        for _ in range(min(days, DAYS)):
            await app.bus.run(work)


async def _follow_clock(app: App, sandbox: Sandbox) -> None:
    """Message dates follow the council's clock when the demo moves it."""
    while True:
        await app.bus.read(lambda tx: tx.now)
        if sandbox.world.clock.offset != app.clock.offset:
            sandbox.set_clock(app.clock.offset)
        await asyncio.sleep(0.5)
