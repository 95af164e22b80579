"""Updates come in: one poll loop and one webhook route for both bots.

An update is acknowledged (a higher ``getUpdates`` offset, HTTP 200) only after its effect has
committed. Updates of one chat are handled in order, different chats side by side. An update whose
handler fails is a bug: it is recorded as poison in a commit of its own, its sender is told, and it
is acknowledged, so that it does not return for hours. When even that cannot be recorded (the
database is away), nothing is acknowledged.
"""

import asyncio
import hmac
import json
import logging
import traceback
from collections import defaultdict
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from hashlib import sha256
from typing import Any, Protocol

import aiohttp
from aiohttp import web
from sqlalchemy import delete, insert

from bot import drawing
from bot.api import Api, ApiError, Call, ChatGone, Rejected, RetryAfter, Unreachable
from bot.cleaning import clean
from bot.menu import insist
from bot.visit import voice
from council.bootstrap import Hall
from council.storage.outbox import queue_screen
from council.storage.tables.dialogue import poison_updates
from council.storage.transaction import Transaction
from council.usecases.people import block_chat, open_chat
from council.wording.screen import Screen, as_json

log = logging.getLogger(__name__)

#: The kinds of updates that our bots want.
ALLOWED = ["message", "callback_query", "my_chat_member"]
#: The longest pause (s) for which a reply waits in place; a longer one goes to the outbox.
PATIENCE = 3.0


class Face(Protocol):
    """One bot as its library makes it."""

    name: str
    token: str
    api: Api

    async def start(self) -> None:
        """Get ready: after this, updates may be answered."""

    async def close(self) -> None:
        """Let go of connections."""

    async def answer(self, update: dict[str, Any]) -> Screen | None:
        """Handle one cleaned update after its effect committed; the screen is the answer."""


class Intake:
    """Takes the updates of one bot."""

    def __init__(self, hall: Hall, face: Face) -> None:
        """Serve one bot of one hall."""
        self.hall = hall
        self.face = face
        self._courtesies: asyncio.Queue[Call] = asyncio.Queue(200)

    async def take(self, raw: dict[str, Any], *, body: bool = False) -> Call | None:
        """Handle one update; with ``body`` its main call is returned instead of being sent."""
        update = clean(raw)
        try:
            if "my_chat_member" in update:
                await self._membership(update["my_chat_member"])
                return None
            screen = await self.face.answer(update)
        except Exception:
            await self._poison(update, traceback.format_exc())
            log.exception("%s update %s failed", self.face.name, update.get("update_id"))
            screen = self._apology(update)
        return await self._reply(update, screen, body=body)

    async def _membership(self, change: dict[str, Any]) -> None:
        account, status = str(change["from"]["id"]), change["new_chat_member"]["status"]
        act = block_chat if status in {"kicked", "left"} else open_chat
        await self.hall.desk.run(lambda tx: act(tx, self.face.name, account))

    async def _poison(self, update: dict[str, Any], error: str) -> None:
        def keep(tx: Transaction) -> None:
            key = {"bot": self.face.name, "update_id": int(update.get("update_id", 0))}
            t = poison_updates.c
            tx.connection.execute(
                delete(poison_updates).where(t.bot == key["bot"], t.update_id == key["update_id"])
            )
            body = json.dumps(update, ensure_ascii=False)[:10_000]
            row = {**key, "failed_at": tx.now, "error": error[-4_000:], "body": body}
            tx.connection.execute(insert(poison_updates), [row])

        await self.hall.desk.run(keep)

    def _apology(self, update: dict[str, Any]) -> Screen:
        sender = (update.get("message") or update.get("callback_query") or {}).get("from", {})
        say = voice(self.hall, None, sender.get("language_code"))
        text = str(say("refusal.our_fault"))
        return Screen(text=text, toast=text[:190], alert=True, in_place=False)

    async def _reply(
        self, update: dict[str, Any], screen: Screen | None, *, body: bool
    ) -> Call | None:
        query = update.get("callback_query")
        if query is not None:
            self._courtesy(drawing.toast(query["id"], screen))
        if screen is None or not screen.text:
            return None
        main = _main_call(update, screen)
        if main is None or body:
            return main
        await self.deliver(main, screen)
        return None

    async def deliver(self, call: Call, screen: Screen) -> None:
        """Send a reply; what cannot be sent now is told later by the outbox."""
        chat_id = call.params["chat_id"]
        try:
            await self.face.api.call(call)
        except ChatGone:
            account = str(chat_id)
            await self.hall.desk.run(lambda tx: block_chat(tx, self.face.name, account))
        except Rejected as error:
            if "not modified" in str(error):
                return
            if call.method == "editMessageText":
                await self.deliver(drawing.send(chat_id, screen), screen)
                return
            log.exception("%s: reply refused", self.face.name)
        except RetryAfter as error:
            if error.seconds <= PATIENCE:
                await asyncio.sleep(error.seconds)
                await self.deliver(call, screen)
            else:
                await self._later(chat_id, screen, seconds=error.seconds)
        except Unreachable:
            await self._later(chat_id, screen, seconds=1)

    async def _later(self, chat_id: int, screen: Screen, *, seconds: float) -> None:
        drawn = as_json(screen)
        await self.hall.desk.run(
            lambda tx: queue_screen(
                tx, self.face.name, str(chat_id), drawn, not_before=tx.now + int(seconds) + 1
            )
        )

    def _courtesy(self, call: Call) -> None:
        """Queue the end of a button's loading mark; under a flood the oldest is dropped."""
        if self._courtesies.full():
            self._courtesies.get_nowait()
        self._courtesies.put_nowait(call)

    async def courtesies(self) -> None:
        """Answer presses, a few at a time, until cancelled; a failed one is not repeated."""

        async def one() -> None:
            while True:
                call = await self._courtesies.get()
                try:
                    await self.face.api.call(call)
                except ApiError as error:
                    log.info("%s: a press was not answered: %s", self.face.name, error)

        async with asyncio.TaskGroup() as group:
            for _ in range(4):
                group.create_task(one())

    async def poll(self) -> None:
        """Fetch and handle updates until cancelled (long polling)."""
        url = f"{self.hall.settings.bot_api_url}/bot{self.face.token}/getUpdates"
        offset = 0
        async with aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=60)) as session:
            while True:
                updates = await self._fetch(session, url, offset)
                if updates:
                    await self._together(updates)
                    offset = max(update["update_id"] for update in updates) + 1

    async def _fetch(
        self, session: aiohttp.ClientSession, url: str, offset: int
    ) -> list[dict[str, Any]]:
        wish = {"offset": offset, "timeout": 25, "limit": 100, "allowed_updates": ALLOWED}
        try:
            async with session.post(url, json=wish) as response:
                answer = await response.json()
        except (aiohttp.ClientError, TimeoutError, ValueError) as error:
            log.warning("%s: no updates: %s", self.face.name, type(error).__name__)
            await asyncio.sleep(1)
            return []
        if answer.get("ok"):
            result: list[dict[str, Any]] = answer["result"]
            return result
        log.warning("%s: no updates: %s", self.face.name, answer.get("description"))
        await asyncio.sleep(answer.get("parameters", {}).get("retry_after", 1))
        return []

    async def _together(self, updates: list[dict[str, Any]]) -> None:
        """Handle a batch: chats side by side, in order within a chat; all committed at return."""
        lines: dict[int, list[dict[str, Any]]] = defaultdict(list)
        for update in updates:
            lines[_sender(update)].append(update)

        async def line(waiting: list[dict[str, Any]]) -> None:
            for update in waiting:
                await self._insist(update)

        async with asyncio.TaskGroup() as group:
            for waiting in lines.values():
                group.create_task(line(waiting))

    async def _insist(self, update: dict[str, Any]) -> None:
        """Handle an update, again and again while the database is away."""
        pause = 0.5
        while True:
            try:
                await self.take(update)
            except Exception:
                log.exception("%s: update not handled yet", self.face.name)
                await asyncio.sleep(pause)
                pause = min(pause * 2, 30)
            else:
                return

    async def receive(self, request: web.Request, secret: str) -> web.Response:
        """Answer a webhook call: handle, commit, then 200 with at most one method."""
        expected = hook_secret(secret, self.face.name).encode()
        given = request.headers.get("X-Telegram-Bot-Api-Secret-Token", "")
        if not hmac.compare_digest(given.encode("utf-8", "surrogateescape"), expected):
            return web.Response(status=401)
        try:
            update = await request.json()
        except ValueError:
            return web.Response(status=400)
        if not isinstance(update, dict) or not isinstance(update.get("update_id"), int):
            return web.Response(status=400)
        call = await self.take(update, body=True)
        if call is None:
            return web.Response()
        return web.json_response({"method": call.method, **call.params})

    @asynccontextmanager
    async def registered(self) -> AsyncIterator[None]:
        """Ask the Bot API to call our hook (or to stop), before updates are taken."""
        settings = self.hall.settings
        if settings.webhook_url:
            call = Call(
                method="setWebhook",
                params={
                    "url": f"{settings.webhook_url}/hooks/{self.face.name}",
                    "secret_token": hook_secret(settings.webhook_secret, self.face.name),
                    "allowed_updates": ALLOWED,
                },
            )
        else:
            call = Call(method="deleteWebhook", params={})
        await insist(self.face.api, call)
        yield


def hook_secret(secret: str, bot: str) -> str:
    """Each hook's own secret token, derived from the setting by HMAC."""
    return hmac.new(secret.encode(), f"yishi/hook/{bot}".encode(), sha256).hexdigest()


def _sender(update: dict[str, Any]) -> int:
    for kind in ALLOWED:
        if kind in update:
            return int(update[kind].get("from", {}).get("id", 0))
    return 0


def _main_call(update: dict[str, Any], screen: Screen) -> Call | None:
    query = update.get("callback_query")
    if query is None:
        return drawing.send(update["message"]["chat"]["id"], screen)
    message = query.get("message")
    if message is None:
        return drawing.send(query["from"]["id"], screen)
    if screen.in_place and "text" in message:
        return drawing.edit(message["chat"]["id"], message["message_id"], screen)
    return drawing.send(message["chat"]["id"], screen)
