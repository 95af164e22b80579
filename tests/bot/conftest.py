"""Both real bots at the sandbox, over HTTP, with a community whose people chat."""

import asyncio
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, select

from bot import rivals
from bot.sandbox.server import BotAccount, Sandbox
from bot.sandbox.side import Side
from council.app import open_app
from council.cli.serving import serve
from council.cli.story.product import free_port
from council.demo.town import RULES_FILE
from council.kernel.app import App
from council.kernel.clock import FixedClock
from council.kernel.config import Settings
from council.kernel.outbox.enqueueing import PROOF
from council.kernel.screens import callback_data as presses
from council.kernel.tables import inbox, outbox, poison_updates
from council.kernel.ticker.readiness import Readiness
from council.kernel.values import OPERATOR
from council.people.commands import GrantRole, ImportResidents, IssueCodes, ResidentLine
from council.routes import ROUTES
from council.rules.founding import create_community
from tests.punctuation import chinese, faults

NOON = 1769745600
TOKENS = {"resident": "1001:" + "r" * 35, "staff": "1002:" + "s" * 35}
BOTS = {"resident": "hall_bot", "staff": "desk_bot"}


@dataclass
class Stage:
    """The sandbox, the hall behind the bots, and the people on the list."""

    sandbox: Sandbox
    app: App
    clock: FixedClock
    community_id: str
    readiness: Readiness
    people: dict[str, int] = field(default_factory=dict)

    def operate(self, command: Any, **fields: Any) -> Any:
        """Act as the operator."""
        made = command(actor=OPERATOR, community_id=self.community_id, **fields)
        return self.app.bus.submit(made).result()

    def on_the_list(
        self, name: str, *roles: str, owner_key: str | None = None, adult: bool = True
    ) -> str:
        """Put somebody on the list; tells their code."""
        line = ResidentLine(
            ref=name, name=name, unit="1-1-101", adult=adult, owner_key=owner_key, locale=None
        )
        self.operate(ImportResidents, lines=(line,))
        for role in roles:
            self.operate(GrantRole, ref=name, role=role)
        code: str = self.operate(IssueCodes, refs=(name,)).codes[0].code
        return code

    def phone(self, name: str, language: str = "zh-hans") -> int:
        """Give somebody a phone; tells its account."""
        if name not in self.people:
            self.people[name] = self.sandbox.add_person(name, language_code=language).id
        return self.people[name]

    def with_phone(self, name: str, account: int) -> None:
        """Give somebody who has joined a phone with this account; both bots were started on it."""
        self.people[name] = self.sandbox.add_person(name, id=account).id
        for bot in BOTS:
            self.side(name, bot).chat.started = True

    def side(self, name: str, bot: str = "resident") -> Side:
        """Somebody's chat with a bot."""
        return self.sandbox.side(self.phone(name), BOTS[bot])

    async def join(self, name: str, *roles: str, owner_key: str | None = None) -> Side:
        """Put somebody on the list and let them join by their code; staff also at the desk."""
        code = self.on_the_list(name, *roles, owner_key=owner_key)
        side = self.side(name)
        side.start(code)
        await self.quiet()
        if roles:
            self.side(name, "staff").start(code)
            await self.quiet()
        return side

    async def join_together(self, homes: Mapping[str, str]) -> None:
        """Let many residents join in the same moment by their codes: name → unit."""
        lines = tuple(
            ResidentLine(ref=name, name=name, unit=unit, adult=True, owner_key=None, locale=None)
            for name, unit in homes.items()
        )
        self.operate(ImportResidents, lines=lines)
        for issued in self.operate(IssueCodes, refs=tuple(homes)).codes:
            self.side(issued.ref).start(issued.code)
        await self.quiet()

    async def quiet(self) -> None:
        """Wait until every update is handled and the outbox is empty; no update may be poison."""
        await self.sandbox.idle(20)
        for _ in range(400):
            waiting, poison = self.app.bus.read_now(_waiting)
            assert not poison, poison
            if not waiting:
                break
            await asyncio.sleep(0.02)
        await self.sandbox.idle(20)

    async def say(self, name: str, text: str, bot: str = "resident") -> str:
        """Send a text and wait; tells the last message that came back."""
        self.side(name, bot).text(text)
        await self.quiet()
        return self.last(name, bot)

    async def tap(self, name: str, label: str, bot: str = "resident") -> str:
        """Tap the newest button whose label contains ``label``; tells the last bot message."""
        side = self.side(name, bot)
        for message in reversed(side.messages):
            for row in message.get("reply_markup", {}).get("inline_keyboard", []):
                for button in row:
                    if label in button["text"]:
                        side.tap(message_id=message["message_id"], text=button["text"])
                        await self.quiet()
                        return self.last(name, bot)
        shown = [
            button["text"]
            for message in side.messages[-3:]
            for row in message.get("reply_markup", {}).get("inline_keyboard", [])
            for button in row
        ]
        raise AssertionError(f"no button {label!r} among {shown}; last: {self.last(name, bot)}")

    def faults(self) -> list[str]:
        """What in the Chinese screens of all phones is not punctuated as it should be."""
        return sorted(
            {
                f"{name}: {fault}"
                for name in self.people
                for bot in BOTS
                for message in self.side(name, bot).messages
                if message["from"]["is_bot"]
                for text in (message.get("text", ""), *_labels(message))
                if chinese(text)
                for fault in faults(text)
            }
        )

    def dead_buttons(self) -> list[str]:
        """Which buttons that people were shown no row knows, or not with such words."""
        shown = {
            (bot, button["callback_data"])
            for name in self.people
            for bot in BOTS
            for message in self.side(name, bot).messages
            if message["from"]["is_bot"]
            for row in message.get("reply_markup", {}).get("inline_keyboard", [])
            for button in row
            if "callback_data" in button
        }
        return sorted(f"{bot}: {data}" for bot, data in shown if not _known(data, bot))

    def last(self, name: str, bot: str = "resident") -> str:
        """The text of the bot message that changed last."""
        theirs = [m for m in self.side(name, bot).messages if m["from"]["is_bot"]]
        newest = max(theirs, key=lambda m: (m.get("edit_date", m["date"]), m["message_id"]))
        text: str = newest.get("text", "")
        return text


def _labels(message: dict[str, Any]) -> list[str]:
    rows = message.get("reply_markup", {}).get("inline_keyboard", [])
    return [button["text"] for row in rows for button in row]


def _known(data: str, bot: str) -> bool:
    press = presses.read(data)
    if press is None:
        return False
    route = ROUTES[bot].get(press.verb)
    return route is not None and route.read(press.arguments) is not None


def _waiting(tx: Any) -> tuple[int, list[str]]:
    letters = tx.connection.scalar(
        select(func.count()).where(
            outbox.c.state.in_(("queued", "sending")), outbox.c.notice != PROOF
        )
    )
    updates = tx.connection.scalar(select(func.count()).select_from(inbox))
    return letters + updates, list(tx.connection.scalars(select(poison_updates.c.error)))


@pytest.fixture(autouse=True)
def _nobody_else_serves(monkeypatch: pytest.MonkeyPatch) -> None:
    """A start need not listen whether another process serves the bot: a sandbox of its own."""
    monkeypatch.setattr(rivals, "KNOCK", 0)


@pytest.fixture
async def stage(sqlite_url: str, tmp_path: Path) -> AsyncIterator[Stage]:
    """Both bots serving by long polling at a fresh sandbox, on SQLite."""
    async with staged(sqlite_url, tmp_path) as made:
        yield made


@pytest.fixture
async def hooked_stage(sqlite_url: str, tmp_path: Path) -> AsyncIterator[Stage]:
    """The same with webhooks."""
    async with staged(sqlite_url, tmp_path, webhook=True) as made:
        yield made


@pytest.fixture(params=["polling", "webhook"])
async def any_stage(
    request: pytest.FixtureRequest, sqlite_url: str, tmp_path: Path
) -> AsyncIterator[Stage]:
    """The stage once with each transport."""
    async with staged(sqlite_url, tmp_path, webhook=request.param == "webhook") as made:
        yield made


@pytest.fixture(params=["polling", "webhook"])
def webhook(request: pytest.FixtureRequest) -> bool:
    """Whether the bots are called by webhook; once with each transport."""
    return bool(request.param == "webhook")


@asynccontextmanager
async def staged(
    database_url: str,
    folder: Path,
    *,
    webhook: bool = False,
    rates: bool = False,
    after: Stage | None = None,
) -> AsyncIterator[Stage]:
    """Serve both bots at a fresh sandbox, by long polling or by webhook.

    ``after`` is an earlier stage on the same database, whose community and people are there again.
    """
    clock = FixedClock(NOON)
    sandbox = Sandbox(
        (BotAccount(token=TOKENS[bot], username=name, name=name) for bot, name in BOTS.items()),
        longest_webhook_delay=2,
        rates=rates,
    )
    await sandbox.start()
    port = free_port() if webhook else 0
    settings = Settings(
        _env_file=None,
        database_url=database_url,
        data_dir=folder,
        resident_bot_token=TOKENS["resident"],
        staff_bot_token=TOKENS["staff"],
        bot_api_url=sandbox.url,
        webhook_url=f"http://127.0.0.1:{port}" if webhook else "",
        webhook_secret="not-a-secret-in-a-test" if webhook else "",
        web_port=port,
        outbox_per_second=0,
    )
    with open_app(settings, clock=clock) as app:
        community_id = after.community_id if after is not None else _community(app)
        stopping, ready, readiness = asyncio.Event(), asyncio.Event(), Readiness()
        serving = asyncio.create_task(
            serve(
                app,
                frozenset({"resident", "staff", "ticker"}),
                ready=ready.set,
                readiness=readiness,
                stopping=stopping,
            )
        )
        try:
            waiting = asyncio.create_task(ready.wait())
            await asyncio.wait({serving, waiting}, return_when=asyncio.FIRST_COMPLETED, timeout=60)
            if serving.done():
                waiting.cancel()
                await serving
            made = Stage(
                sandbox=sandbox,
                app=app,
                clock=clock,
                community_id=community_id,
                readiness=readiness,
            )
            for name, phone in (after.people if after is not None else {}).items():
                made.with_phone(name, phone)
            yield made
            assert made.faults() == []
            assert made.dead_buttons() == []
        finally:
            stopping.set()
            await serving
            await sandbox.stop()


def _community(app: App) -> str:
    return app.bus.submit_run(
        lambda tx: create_community(
            tx,
            slug="heyue",
            name="和悦家园",
            locale="zh_CN",
            timezone="Asia/Shanghai",
            own_rules=RULES_FILE.read_text(encoding="utf-8"),
            demo=False,
        )
    ).result()
