"""Running the story: the stage is set, the scenes follow one another, the report is written."""

import asyncio
import json
import secrets
import shutil
import signal
import tempfile
import time
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import asdict
from pathlib import Path
from typing import Any

import click
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from bot.sandbox.server import BotAccount, Sandbox
from council.cli.hall import stop
from council.cli.story.doors import Doors
from council.cli.story.figures import plot
from council.cli.story.foundation import Operator
from council.cli.story.product import Product, free_port, kill_every
from council.cli.story.public import Public
from council.cli.story.report import check
from council.cli.story.scenes import play_all
from council.cli.story.stage import Stage
from council.cli.story.trouble import StoryStopped, Unusable
from council.demo.cast import RESIDENT_BOT, RESIDENT_TOKEN, STAFF_BOT, STAFF_TOKEN
from council.demo.town import demo_residents

BEGINS = "2026-02-02T09:00"
#: The longest pause (s) of a webhook's next try: the product is killed, not gone for hours.
RETRY = 1.0


def run(
    *,
    residents: int,
    report: Path | None,
    kill_every: float | None,
    transport: str,
    database: str | None,
    three_doors: bool = False,
) -> None:
    """Play the story in a folder of its own, which stays only when something went wrong."""
    folder = Path(tempfile.mkdtemp(prefix="yishi-story-"))
    try:
        told = asyncio.run(
            _play(
                folder=folder,
                residents=residents,
                every=kill_every,
                transport=transport,
                three_doors=three_doors,
                database=database or f"sqlite:///{folder / 'story.db'}",
            )
        )
    except asyncio.CancelledError:
        raise click.Abort from None  # SIGTERM: the product was stopped on the way out
    except (StoryStopped, ExceptionGroup) as error:
        stopped = _first(error)
        if isinstance(stopped, Unusable):
            shutil.rmtree(folder)
            stop(f"--database: {stopped}")
        if not isinstance(stopped, StoryStopped):
            raise
        stop(f"the story stopped: {stopped}\n(everything is kept in {folder})", 1)
    text = json.dumps(told, ensure_ascii=False, indent=1)
    if report is None:
        click.echo(text)
    else:
        report.write_text(text + "\n", encoding="utf-8")
        click.echo(f"report written to {report}")
    shutil.rmtree(folder)


def _first(error: BaseException) -> BaseException:
    while isinstance(error, BaseExceptionGroup):
        error = error.exceptions[0]
    return error


async def _play(
    *,
    folder: Path,
    residents: int,
    every: float | None,
    transport: str,
    database: str,
    three_doors: bool,
) -> dict[str, Any]:
    began = time.monotonic()
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, _task().cancel)
    console = Console(stderr=True)
    sandbox = Sandbox(
        (
            BotAccount(token=RESIDENT_TOKEN, username=RESIDENT_BOT, name="和悦议事厅"),
            BotAccount(token=STAFF_TOKEN, username=STAFF_BOT, name="和悦工作台"),
        ),
        longest_webhook_delay=RETRY,
    )
    async with AsyncExitStack() as stack:
        await sandbox.start()
        stack.push_async_callback(sandbox.stop)
        settings = _settings(folder, database=database, api=sandbox.url, transport=transport)
        doors: Doors | None = None
        if three_doors:
            made = Doors(sandbox=sandbox, product_url=_url(settings))
            doors = await stack.enter_async_context(made)
            settings |= doors.settings()
        bars = stack.enter_context(_bars(console))
        operator = Operator(settings=settings, folder=folder)
        setting_up = bars.add_task("0 set-up by the command line", total=5)
        await operator.found(begins=BEGINS)
        bars.advance(setting_up)
        roll = await operator.fill(residents=residents)
        bars.advance(setting_up)
        product = Product(settings=settings, folder=folder, url=_url(settings))
        stack.push_async_callback(product.stop)
        async with asyncio.TaskGroup() as group:  # the product imports its libraries meanwhile
            group.create_task(product.start())
            await operator.appoint()
            bars.advance(setting_up)
            codes = await operator.codes(bot=RESIDENT_BOT)
            bars.advance(setting_up)
        bars.advance(setting_up)
        public = await stack.enter_async_context(Public(product))
        parts = plot(residents)
        if doors is not None:
            doors.deal(parts)
        stage = Stage(
            sandbox=sandbox,
            product=product,
            public=public,
            plot=parts,
            names={line.ref: line.name for line in demo_residents(residents)},
            killing=every is not None,
            doors=doors,
        )
        async with _killed(product, every, stage):
            await stage.begin()
            told = await play_all(stage, codes, bars)
            check(told := {"roll": asdict(roll), **told})
            stage.came.look(await public.came_by())
        checked = await operator.check()
        traces = product.tracebacks()
        if traces:
            message = f"{traces} tracebacks in the product's log:\n{product.last_words()}"
            raise StoryStopped(message)
    return {
        "residents": residents,
        **told,
        "by_channel": stage.came.told(),
        "kills": product.kills,
        "seconds": round(time.monotonic() - began),
        "transport": transport,
        "database": database.partition(":")[0].partition("+")[0],
        "check": checked.splitlines(),
    }


def _task() -> asyncio.Task[Any]:
    task = asyncio.current_task()
    assert task is not None, "called by a coroutine"
    return task


def _settings(folder: Path, *, database: str, api: str, transport: str) -> dict[str, str]:
    port = free_port()
    settings = {
        "YISHI_DATABASE_URL": database,
        "YISHI_DATA_DIR": str(folder),
        "YISHI_SIGNING_KEY_FILE": str(folder / "signing.key"),
        "YISHI_RESIDENT_BOT_TOKEN": RESIDENT_TOKEN,
        "YISHI_STAFF_BOT_TOKEN": STAFF_TOKEN,
        "YISHI_BOT_API_URL": api,
        "YISHI_WEB_HOST": "127.0.0.1",
        "YISHI_WEB_PORT": str(port),
        "YISHI_OUTBOX_PER_SECOND": "0",
        "YISHI_TIMEZONE": "Asia/Shanghai",
        "YISHI_LOCALE": "zh_CN",
        "YISHI_LOG_LEVEL": "WARNING",
    }
    if transport == "webhook":
        settings["YISHI_WEBHOOK_URL"] = f"http://127.0.0.1:{port}"
        settings["YISHI_WEBHOOK_SECRET"] = secrets.token_hex(16)
    return settings


def _url(settings: dict[str, str]) -> str:
    return f"http://{settings['YISHI_WEB_HOST']}:{settings['YISHI_WEB_PORT']}"


def _bars(console: Console) -> Progress:
    return Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        console=console,
    )


@asynccontextmanager
async def _killed(product: Product, every: float | None, stage: Stage) -> AsyncIterator[None]:
    """Kill the product every so many seconds while the block runs; at its end it is alive."""
    if every is None:
        yield
        return
    async with asyncio.TaskGroup() as group:
        killer = group.create_task(kill_every(product, every))
        counting = group.create_task(stage.count())  # each start sweeps old rows away
        yield
        killer.cancel()
        counting.cancel()
    if not product.ready.is_set():
        await product.stop()
        await product.start()
