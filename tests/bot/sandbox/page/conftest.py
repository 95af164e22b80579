"""A real Sandbox, a tiny bot that talks to it over plain HTTP, and Chromium looking at the page."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import suppress
from typing import TYPE_CHECKING

import aiohttp
import pytest

from bot.sandbox.server import BotAccount, Sandbox

if TYPE_CHECKING:
    from playwright.async_api import Browser

TOKEN = "1001:AAA-echo"
BOT = "echo_bot"


class EchoBot:
    """Long polling by hand: echoes texts, counts taps in place, answers with toasts and alerts."""

    def __init__(self, url: str, session: aiohttp.ClientSession) -> None:
        self._url = f"{url}/bot{TOKEN}"
        self._session = session

    async def call(self, method: str, **params: object) -> object:
        async with self._session.post(f"{self._url}/{method}", json=params) as response:
            return (await response.json())["result"]

    async def run(self) -> None:
        commands = [
            {"command": "start", "description": "从头开始"},
            {"command": "counter", "description": "计数器"},
        ]
        await self.call("setMyCommands", commands=commands)
        offset = 0
        while True:
            for update in await self.call("getUpdates", offset=offset, timeout=20):
                offset = update["update_id"] + 1
                if "callback_query" in update:
                    await self._tapped(update["callback_query"])
                elif "message" in update:
                    await self._told(update["message"])

    async def _told(self, message: dict) -> None:
        chat_id = message["chat"]["id"]
        text = message.get("text", "")
        if text.startswith("/start"):
            keyboard = [[{"text": "我的"}, {"text": "帮助"}]]
            markup = {"keyboard": keyboard, "resize_keyboard": True}
            code = text.removeprefix("/start").strip()
            await self.call(
                "sendMessage", chat_id=chat_id, text=f"您好 {code}".strip(), reply_markup=markup
            )
        elif text == "/counter":
            await self.call(
                "sendMessage", chat_id=chat_id, text="计数 0", reply_markup=_counter(0)
            )
        elif "photo" in message:
            await self.call("sendMessage", chat_id=chat_id, text="收到照片")
        else:
            await self.call("sendMessage", chat_id=chat_id, text=f"听到：{text}")

    async def _tapped(self, query: dict) -> None:
        verb, _, number = query["data"].partition(":")
        if verb == "plus":
            count = int(number) + 1
            await self.call(
                "editMessageText",
                chat_id=query["message"]["chat"]["id"],
                message_id=query["message"]["message_id"],
                text=f"计数 {count}",
                reply_markup=_counter(count),
            )
            await self.call("answerCallbackQuery", callback_query_id=query["id"])
        else:
            await self.call(
                "answerCallbackQuery",
                callback_query_id=query["id"],
                text="知道了" if verb == "toast" else "请注意",
                show_alert=verb == "alert",
            )


def _counter(count: int) -> dict:
    return {
        "inline_keyboard": [
            [{"text": f"加一（{count}）", "callback_data": f"plus:{count}"}],
            [
                {"text": "提示", "callback_data": "toast"},
                {"text": "警告", "callback_data": "alert"},
            ],
        ]
    }


@pytest.fixture
async def sandbox() -> AsyncIterator[Sandbox]:
    """A sandbox on a free port with one echo bot and two pinned people."""
    sandbox = Sandbox(bots=(BotAccount(token=TOKEN, username=BOT, name="回声"),), rates=False)
    await sandbox.start(host="127.0.0.1", port=0)
    async with aiohttp.ClientSession() as session:
        people = [
            {"first_name": name, "id": number, "pinned": True, "default_bot": BOT}
            for number, name in ((501, "张阿姨"), (502, "李建国"))
        ]
        async with session.post(f"{sandbox.url}/sim/people", json=people) as answer:
            assert answer.status == 200
        polling = asyncio.ensure_future(EchoBot(sandbox.url, session).run())
        yield sandbox
        polling.cancel()
        with suppress(asyncio.CancelledError):
            await polling
    await sandbox.stop()


@pytest.fixture
async def open_page(sandbox: Sandbox, browser: "Browser") -> AsyncIterator[object]:
    """Opens the chat page: `await open_page("?query", width=…, height=…)`; refuses script errors."""
    errors: list[str] = []

    async def opened(query: str = "", *, width: int = 1400, height: int = 900, locale="zh-CN"):
        context = await browser.new_context(
            viewport={"width": width, "height": height}, locale=locale, has_touch=width < 700
        )
        page = await context.new_page()
        page.on("pageerror", lambda error: errors.append(str(error)))
        await page.goto(f"{sandbox.url}/{query}")
        return page

    yield opened
    assert errors == []
