"""Two processes with one token: one ends with a sentence, and it is not the one that was first."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
from aiohttp import ClientSession
from sqlalchemy import select

from bot import rivals
from bot.sandbox.server import BotAccount, Sandbox
from bot.sandbox.side import Side
from council import schema as migrate
from council.app import open_app
from council.cli.serving import serve
from council.cli.story.product import free_port
from council.kernel.config import Settings
from council.kernel.superseded import Superseded
from council.kernel.tables import processed_updates
from council.kernel.ticker import alone

TOKEN = "1001:" + "r" * 35


@pytest.fixture(autouse=True)
def _knocking(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rivals, "KNOCK", 2)
    monkeypatch.setattr(rivals, "LOOK", 0.3)
    monkeypatch.setattr(rivals, "LOOK_AGAIN", 0.3)
    monkeypatch.setattr(alone, "PATIENCE", 0.5)


@pytest.fixture
async def sandbox() -> AsyncIterator[Sandbox]:
    made = Sandbox((BotAccount(token=TOKEN, username="hall_bot", name="hall"),))
    await made.start()
    yield made
    await made.stop()


class Host:
    """One host that serves the bot from a database of its own."""

    def __init__(self, sandbox: Sandbox, database: Path, *, hook: str = "") -> None:
        self.url = f"sqlite:///{database}"
        self.sandbox = sandbox
        self.hook = hook
        self.ready = asyncio.Event()
        self.stopping = asyncio.Event()

    async def serve(self) -> None:
        migrate.create_if_empty(self.url)
        port = int(self.hook.rpartition(":")[2]) if self.hook else 0
        settings = Settings(
            _env_file=None,
            database_url=self.url,
            resident_bot_token=TOKEN,
            bot_api_url=self.sandbox.url,
            webhook_url=self.hook,
            webhook_secret="not-a-secret-in-a-test" if self.hook else "",
            web_port=port,
            outbox_per_second=0,
        )
        with open_app(settings) as app:
            parts = frozenset({"resident"})
            await serve(app, parts, ready=self.ready.set, stopping=self.stopping)

    def handled(self) -> int:
        """How many updates this host's record knows of."""
        with open_app(Settings(_env_file=None, database_url=self.url)) as app:
            query = select(processed_updates.c.update_id)
            return len(app.bus.read_now(lambda tx: list(tx.connection.execute(query))))


@asynccontextmanager
async def running(host: Host) -> AsyncIterator["asyncio.Task[None]"]:
    """Serve while the block runs; the block sees how it ends."""
    task = asyncio.create_task(host.serve())
    ready = asyncio.create_task(host.ready.wait())
    await asyncio.wait({task, ready}, return_when=asyncio.FIRST_COMPLETED, timeout=60)
    ready.cancel()
    try:
        yield task
    finally:
        host.stopping.set()
        await asyncio.gather(task, return_exceptions=True)


def gave_way(task: "asyncio.Task[None]") -> bool:
    error = task.exception() if task.done() else None
    return isinstance(error, BaseExceptionGroup) and error.subgroup(Superseded) is not None


async def answered(side: Side, text: str) -> None:
    before = len(side.messages)
    side.text(text)
    await side.until(lambda s: len(s.messages) > before + 1, timeout=30)


def hook_for(under: str) -> str:
    """Where a host waits for updates; nowhere if it fetches them."""
    return f"http://127.0.0.1:{free_port()}" if under == "webhook" else ""


@pytest.mark.parametrize(
    ("living", "late"),
    [("polling", "polling"), ("webhook", "polling"), ("polling", "webhook")],
)
async def test_a_second_host_ends_without_having_taken_anything(
    sandbox: Sandbox, tmp_path: Path, living: str, late: str
):
    side = sandbox.side(sandbox.add_person("王芳").id, "hall_bot")
    first = Host(sandbox, tmp_path / "a.db", hook=hook_for(living))
    second = Host(sandbox, tmp_path / "b.db", hook=hook_for(late))

    async with running(first) as one, running(second) as two:
        ended = gave_way(two)
        await answered(side, "/start AAAA-BBBB-CC")
        still = not one.done()
        hook = (await api(sandbox, "getWebhookInfo"))["result"]["url"]

    assert (ended, still) == (True, True)
    assert (first.handled(), second.handled()) == (1, 0)
    assert bool(hook) == (living == "webhook")


@pytest.mark.parametrize("under", ["polling", "webhook"])
async def test_a_host_whose_first_question_was_lost_asks_again(
    sandbox: Sandbox, tmp_path: Path, under: str
):
    side = sandbox.side(sandbox.add_person("王芳").id, "hall_bot")
    first = Host(sandbox, tmp_path / "a.db")
    second = Host(sandbox, tmp_path / "b.db", hook=hook_for(under))

    async with running(first) as one:
        await answered(side, "/start AAAA-BBBB-CC")
        sandbox.fault("reset", method="getUpdates")
        async with running(second) as two:
            ended = gave_way(two)
            still = not one.done()

    assert (ended, still) == (True, True)
    assert second.handled() == 0


async def test_a_host_whose_webhook_was_taken_away_ends(sandbox: Sandbox, tmp_path: Path):
    hook = hook_for("webhook")

    async with running(Host(sandbox, tmp_path / "a.db", hook=hook)) as one:
        async with asyncio.timeout(30):
            await api(sandbox, "deleteWebhook")
            await asyncio.wait({one})

    assert gave_way(one)


async def test_a_polling_host_ends_when_a_webhook_is_set(sandbox: Sandbox, tmp_path: Path):
    async with running(Host(sandbox, tmp_path / "a.db")) as one:
        async with asyncio.timeout(30):
            await api(sandbox, "setWebhook", url="http://127.0.0.1:9/elsewhere")
            await asyncio.wait({one})

    assert gave_way(one)


async def test_a_polling_host_ends_when_its_rival_does_not_give_way(
    sandbox: Sandbox, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(rivals, "DISTURBED", 3)

    async def greedy() -> None:
        while True:
            await api(sandbox, "getUpdates", timeout=1)

    async with running(Host(sandbox, tmp_path / "a.db")) as one:
        rival = asyncio.create_task(greedy())
        async with asyncio.timeout(30):
            await asyncio.wait({one})
        rival.cancel()
        await asyncio.gather(rival, return_exceptions=True)

    assert gave_way(one)


async def test_a_dead_webhook_and_a_backlog_stop_no_start(sandbox: Sandbox, tmp_path: Path):
    side = sandbox.side(sandbox.add_person("王芳").id, "hall_bot")
    await api(sandbox, "setWebhook", url="http://127.0.0.1:9/dead")
    side.text("/start AAAA-BBBB-CC")

    async with running(Host(sandbox, tmp_path / "a.db")) as one:
        await side.until(lambda s: len(s.messages) > 1, timeout=30)
        still = not one.done()

    assert still


async def test_one_database_is_served_by_one_process(sandbox: Sandbox, tmp_path: Path):
    first, second = Host(sandbox, tmp_path / "a.db"), Host(sandbox, tmp_path / "a.db")

    async with running(first) as one:
        async with running(second) as two:
            ended = gave_way(two)
        still = not one.done()
    async with running(Host(sandbox, tmp_path / "a.db")) as after:
        goes_on = not after.done()

    assert (ended, still, goes_on) == (True, True, True)


async def api(sandbox: Sandbox, method: str, **params: Any) -> Any:
    """Ask the sandbox as another program with the same token would."""

    async with (
        ClientSession() as session,
        session.post(f"{sandbox.url}/bot{TOKEN}/{method}", json=params) as response,
    ):
        return await response.json()
