"""A running sandbox with two bots and one resident, and a real client of each library."""

import pytest
from aiogram import Bot
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiohttp import web
from telegram.ext import ExtBot
from telegram.request import HTTPXRequest

from bot.sandbox.server import BotAccount, Sandbox

HALL = BotAccount(token="1001:AAA", username="hall_bot", name="议事厅")
STAFF = BotAccount(token="1002:BBB", username="staff_bot", name="值班台")


class PlainSession(AiohttpSession):
    """Closes at once: the wait of the original is for TLS."""

    async def close(self):
        if self._session is not None and not self._session.closed:
            await self._session.close()


@pytest.fixture
async def sandbox():
    sandbox = Sandbox((HALL, STAFF))
    await sandbox.start(port=0)
    yield sandbox
    await sandbox.stop()


@pytest.fixture
async def serve():
    """Serves an aiohttp application on a free port; gives its address."""
    runners = []

    async def start(app):
        runner = web.AppRunner(app, shutdown_timeout=0.1)
        runners.append(runner)
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        return f"http://127.0.0.1:{runner.addresses[0][1]}"

    yield start
    for runner in runners:
        await runner.cleanup()


@pytest.fixture
def resident(sandbox):
    return sandbox.add_person("张阿姨", id=700)


@pytest.fixture
def side(sandbox, resident):
    """The resident's chat with the hall bot, started and read."""
    side = sandbox.side(resident.id, HALL.username)
    side.start()
    side.bot.queue.clear()
    return side


@pytest.fixture(scope="session")
def one_session():
    """Made once: reading the certificate store costs more than a test."""
    return PlainSession()


@pytest.fixture
async def hall(sandbox, one_session):
    """The hall bot as aiogram sees it."""
    one_session.api = TelegramAPIServer.from_base(sandbox.url)
    async with Bot(HALL.token, session=one_session) as bot:
        yield bot


@pytest.fixture
async def staff(sandbox):
    """The staff bot as python-telegram-bot sees it."""
    bot = ExtBot(
        STAFF.token,
        base_url=sandbox.url + "/bot",
        base_file_url=sandbox.url + "/file/bot",
        request=HTTPXRequest(httpx_kwargs={"verify": False}),
        get_updates_request=HTTPXRequest(httpx_kwargs={"verify": False}),
    )
    async with bot:
        yield bot
