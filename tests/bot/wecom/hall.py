"""A hall that WeCom alone leads to, and members who act on its cards."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import func, select

from bot.wecom_sandbox.company import Company, Shown
from bot.wecom_sandbox.server import WecomSandbox
from council.app import open_app
from council.cli.serving import serve
from council.cli.story.product import free_port
from council.kernel.clock import FixedClock
from council.kernel.config import Settings
from council.kernel.directory import accounts, communities, residents
from council.kernel.tables import inbox, outbox, poison_updates
from council.kernel.values import Account
from council.people.commands import ImportResidents, IssueCodes, ResidentLine
from tests.bot.wecom.conftest import AGENT, CORP, SECRET
from tests.bot.wecom.test_crypto import KEY, TOKEN
from tests.council.conftest import NOON, Town, found


class Hall:
    """The hall, WeCom, and the town's people."""

    def __init__(self, town: Town, theirs: WecomSandbox, url: str) -> None:
        self.town, self.theirs, self.url = town, theirs, url

    def code_of(self, name: str) -> str:
        """Put somebody on the list; tells their code."""
        line = ResidentLine(
            ref=name, name=name, unit="1-1-101", adult=True, owner_key=None, locale=None
        )
        self.town.operate(ImportResidents, lines=(line,))
        return str(self.town.operate(IssueCodes, refs=(name,)).codes[0].code)

    async def join(self, name: str, user: str) -> None:
        """Let somebody join by typing their code to the application."""
        code = self.code_of(name)
        self.theirs.company.join(user)
        await self.theirs.write(user, code)
        self.town.people[name] = Account(channel="wecom", id=user)
        await self.quiet()

    def chat(self, user: str) -> list[Shown]:
        """What a member sees."""
        return self.theirs.company.chats[user]

    async def press(self, user: str, text: str) -> Shown:
        """Press the newest button of that text; tells its card as it is afterwards."""
        for shown in reversed(self.chat(user)):
            if text in shown.buttons:
                assert await self.theirs.press(user, shown, text) == 200
                await self.quiet()
                return shown
        raise AssertionError(f"no {text!r}: {[list(s.buttons) for s in self.chat(user)]}")

    async def write(self, user: str, text: str) -> None:
        """Write to the application, and wait for the answer."""
        assert await self.theirs.write(user, text) == 200
        await self.quiet()

    def waiting(self) -> int:
        """How many events and letters have not been done with; no event may be poison."""

        def count(tx: Any) -> tuple[int, list[str]]:
            letters = select(func.count()).where(
                outbox.c.channel == "wecom", outbox.c.state.in_(("queued", "sending"))
            )
            events = select(func.count()).select_from(inbox)
            poison = list(tx.connection.scalars(select(poison_updates.c.error)))
            return sum(tx.connection.scalar(each) or 0 for each in (letters, events)), poison

        left, poison = self.town.app.bus.read_now(count)
        assert not poison, poison[0]
        return left

    async def quiet(self) -> None:
        """Wait until all is answered and told."""
        await self.until(lambda: not self.waiting())

    async def until(self, holds: Callable[[], bool], seconds: float = 10.0) -> None:
        """Wait until something holds."""
        for _ in range(int(seconds / 0.02)):
            if holds():
                return
            await asyncio.sleep(0.02)
        raise AssertionError("waited in vain")


def settings_of(
    theirs: WecomSandbox, database_url: str, folder: Path, port: int
) -> dict[str, Any]:
    """The settings of a hall with this WeCom and nothing else."""
    return {
        "database_url": database_url,
        "data_dir": folder,
        "web_port": port,
        "public_url": f"http://127.0.0.1:{port}",
        "outbox_per_second": 0,
        "wecom_corp_id": CORP,
        "wecom_agent_id": AGENT,
        "wecom_secret": SECRET,
        "wecom_token": TOKEN,
        "wecom_aes_key": KEY,
        "wecom_api_url": theirs.url,
        "wecom_oauth_url": theirs.url,
        "wecom_robot_url": theirs.robot_url,
    }


@asynccontextmanager
async def wecom_of(port: int) -> AsyncIterator[WecomSandbox]:
    """Serve a WeCom whose application's address is on this port."""
    company = Company(corp_id=CORP, secret=SECRET, agent_id=AGENT)
    theirs = WecomSandbox(company, token=TOKEN, aes_key=KEY)
    theirs.callback_url = f"http://127.0.0.1:{port}/wecom/callback"
    await theirs.start()
    try:
        yield theirs
    finally:
        await theirs.stop()


@asynccontextmanager
async def hall_of(database_url: str, folder: Path, *, again: bool = False) -> AsyncIterator[Hall]:
    """Serve a hall, on a fresh database or ``again`` on the one of before."""
    port = free_port()
    async with wecom_of(port) as theirs:
        settings = Settings(_env_file=None, **settings_of(theirs, database_url, folder, port))
        clock = FixedClock(NOON)
        with open_app(settings, clock=clock) as app:
            town = _again(app, clock) if again else found(app, clock, "heyue")
            async with served(app):
                hall = Hall(town, theirs, settings.public_url)
                await ready(theirs)
                yield hall


def _again(app: Any, clock: FixedClock) -> Town:
    community_id = app.bus.read_now(lambda tx: tx.connection.scalar(select(communities.c.id)))
    rows = app.bus.read_now(
        lambda tx: tx.connection.execute(
            select(residents.c.ref, accounts.c.channel, accounts.c.account).join(
                accounts, accounts.c.resident_id == residents.c.id
            )
        ).all()
    )
    people = {row.ref: Account(channel=row.channel, id=row.account) for row in rows}
    return Town(app=app, clock=clock, id=community_id, slug="heyue", people=people)


@asynccontextmanager
async def served(app: Any) -> AsyncIterator[None]:
    """Serve the pages, and with them WeCom."""
    stopping = asyncio.Event()
    serving = asyncio.create_task(serve(app, frozenset({"web"}), stopping=stopping))
    try:
        yield
    finally:
        stopping.set()
        await serving


async def ready(theirs: WecomSandbox) -> None:
    """Wait until callbacks are taken."""
    for _ in range(500):
        try:
            if await theirs.happen("nobody-in-particular", "view") == 200:
                return
        except OSError:
            pass
        await asyncio.sleep(0.05)
    raise AssertionError("it does not start")
