"""Starting against a Bot API server: a wrong token ends with a line, missing courtesies do not."""

import asyncio
from pathlib import Path

import pytest
from aiohttp import ClientConnectionError, ClientSession, web
from aiohttp.test_utils import TestClient, TestServer

from bot.sandbox.server import BotAccount, Sandbox
from council.app import open_app
from council.cli.serving import serve
from council.cli.story.product import free_port
from council.kernel.bad_setting import BadSetting
from council.kernel.config import Settings
from council.kernel.ticker.readiness import Readiness
from web.app import make_app

TOKENS = {"resident": "1001:" + "r" * 35, "staff": "1002:" + "s" * 35}


def settings_at(url: str, database_url: str, folder: Path) -> Settings:
    return Settings(
        _env_file=None,
        database_url=database_url,
        data_dir=folder,
        resident_bot_token=TOKENS["resident"],
        staff_bot_token=TOKENS["staff"],
        bot_api_url=url,
        outbox_per_second=0,
    )


@pytest.mark.parametrize("bot", ["resident", "staff"])
async def test_a_token_that_the_server_does_not_know_stops_the_start(
    sqlite_url: str, tmp_path: Path, bot: str
):
    other = "staff" if bot == "resident" else "resident"
    sandbox = Sandbox((BotAccount(token=TOKENS[other], username="known_bot", name="known"),))
    await sandbox.start()

    with (
        open_app(settings_at(sandbox.url, sqlite_url, tmp_path)) as app,
        pytest.raises(BaseExceptionGroup) as stopped,
    ):
        await asyncio.wait_for(serve(app, frozenset({bot})), 60)

    await sandbox.stop()
    assert stopped.group_contains(BadSetting, match=f"YISHI_{bot.upper()}_BOT_TOKEN: ", depth=None)


async def test_a_server_without_menus_and_webhooks_is_served_all_the_same(
    sqlite_url: str, tmp_path: Path
):
    sent: list[dict[str, object]] = []
    asked = asyncio.Event()

    async def method(request: web.Request) -> web.Response:
        name = request.path.rpartition("/")[2]
        if name == "getMe":
            me = {"id": 1001, "is_bot": True, "first_name": "b", "username": "b_bot"}
            return web.json_response({"ok": True, "result": me})
        if name == "getUpdates":
            if (await request.json())["offset"]:
                await asyncio.sleep(0.2)
                return web.json_response({"ok": True, "result": []})
            return web.json_response({"ok": True, "result": [hello()]})
        if name == "sendMessage":
            sent.append(dict(await request.post()))
            asked.set()
            message = hello()["message"]
            return web.json_response({"ok": True, "result": message})
        answer = {"ok": False, "error_code": 404, "description": "Not Found"}
        return web.json_response(answer, status=404)

    app = web.Application()
    app.router.add_route("*", "/{path:.*}", method)
    runner = web.AppRunner(app, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    url = f"http://127.0.0.1:{runner.addresses[0][1]}"
    stopping = asyncio.Event()

    with open_app(settings_at(url, sqlite_url, tmp_path)) as app:
        serving = asyncio.create_task(serve(app, frozenset({"staff"}), stopping=stopping))
        await asyncio.wait_for(asked.wait(), 60)
        stopping.set()
        await serving

    await runner.cleanup()
    assert str(sent[0]["text"]).startswith("You have not joined yet.")


def hello() -> dict[str, object]:
    person = {"id": 5, "is_bot": False, "first_name": "Ann", "language_code": "en"}
    chat = {"id": 5, "type": "private", "first_name": "Ann"}
    message = {"message_id": 1, "date": 1769745600, "from": person, "chat": chat, "text": "hi"}
    return {"update_id": 7, "message": message}


async def test_a_bot_whose_start_waits_for_the_bot_api_is_not_ready(
    sqlite_url: str, tmp_path: Path
):
    stopping, readiness = asyncio.Event(), Readiness()
    nobody = f"http://127.0.0.1:{free_port()}"

    with open_app(settings_at(nobody, sqlite_url, tmp_path)) as app:
        serving = asyncio.create_task(
            serve(app, frozenset({"staff"}), stopping=stopping, readiness=readiness)
        )
        while not readiness.bots:  # noqa: ASYNC110 - a start rings no bell
            await asyncio.sleep(0.01)
        async with TestClient(TestServer(make_app(app, readiness))) as client:
            response = await client.get("/readyz")
            answer = await response.json()
        stopping.set()
        await serving

    found = response.status, answer["checks"]["staff"], answer["bots"]
    assert found == (503, "starting: takes no updates yet", [])


async def test_a_hook_tells_that_it_lives_before_its_bot_takes_updates(
    sqlite_url: str, tmp_path: Path
):
    stopping, port = asyncio.Event(), free_port()
    hooks = f"http://127.0.0.1:{port}"
    settings = settings_at(f"http://127.0.0.1:{free_port()}", sqlite_url, tmp_path).model_copy(
        update={"webhook_url": hooks, "webhook_secret": "not-a-secret", "web_port": port}
    )
    found: list[int] = []

    with open_app(settings) as app:
        serving = asyncio.create_task(serve(app, frozenset({"staff"}), stopping=stopping))
        async with ClientSession() as session:
            for headers in ({}, {"X-Telegram-Bot-Api-Secret-Token": "whatever"}):
                answer = await _when_open(session, f"{hooks}/hooks/staff", headers)
                found.append(answer)
        stopping.set()
        await serving

    assert found == [401, 503]


async def _when_open(session: ClientSession, url: str, headers: dict[str, str]) -> int:
    """Call a hook as soon as its door is open; tells the status."""
    while True:
        try:
            async with session.post(url, json={}, headers=headers) as response:
                return response.status
        except ClientConnectionError:
            await asyncio.sleep(0.05)
