"""Updates come in: one webhook route and (``bot.polling``) one poll loop for both bots.

An update is acknowledged (a higher ``getUpdates`` offset, HTTP 200) only after its effect has
committed. An update whose handler fails is a bug: it is recorded as poison in a commit of its own,
its sender is told, and it is acknowledged, so that it does not return for hours. While the
database is away nothing is acknowledged: the update is handled when it is back.
"""

import asyncio
import hmac
import json
import logging
import traceback
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import cache
from hashlib import sha256
from typing import Protocol

from aiohttp import web
from sqlalchemy import delete, false, insert, update
from sqlalchemy.exc import InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from bot import drawing, polling, rivals
from bot.api import Api, ApiError, Call, Rejected
from bot.cleaning import clean
from bot.groups import Groups, in_group, unasked
from bot.menu import insist
from bot.patience import PatientApi
from bot.polling import ALLOWED, Update
from bot.replies import Replies
from bot.standing import Standing
from bot.visit import CHANNEL, voice
from council.bad_setting import BadSetting
from council.bootstrap import Hall
from council.domain.values import Account, Person
from council.storage import people
from council.storage.tables.dialogue import poison_updates
from council.storage.transaction import Transaction
from council.usecases.people import block_chat, open_chat
from council.wording.screen import Screen

log = logging.getLogger(__name__)

#: Failures that another try may mend: the database or the Bot API was away.
PASSING = (OperationalError, InterfaceError, PoolTimeout, ApiError)
#: How often such a failure may meet one update although the database answers.
TRIES = 5
#: Pauses (s) between tries: the first, and the longest.
PAUSE, LONGEST_PAUSE = 0.5, 15.0


class Face(Protocol):
    """One bot as its library makes it."""

    name: str
    token: str
    api: Api

    async def start(self) -> None:
        """Get ready: after this, updates may be answered."""

    async def announce(self) -> None:
        """Tell the chat program which commands there are; a courtesy."""

    async def close(self) -> None:
        """Let go of connections."""

    async def answer(self, update: Update) -> Screen | None:
        """Handle one cleaned update after its effect committed; the screen is the answer."""


class Intake:
    """Takes the updates of one bot."""

    def __init__(self, hall: Hall, face: Face) -> None:
        """Serve one bot of one hall."""
        self.hall = hall
        self.face = face
        self.standing = Standing(face.name)
        self.api = PatientApi(face.api, self.standing)
        self.replies = Replies(hall, face.name, self.api)
        self.groups = Groups(hall, self.replies)
        self._tries: dict[int, int] = {}
        #: The Bot API's address with our token.
        self.base = f"{hall.settings.bot_api_url}/bot{face.token}"

    async def watch(self) -> None:
        """See that our webhook stays ours, until cancelled."""
        await rivals.watch_hook(self.base, self.hook, self.standing)

    @property
    def hook(self) -> str:
        """The address that the Bot API is to call; empty under long polling."""
        url = self.hall.settings.webhook_url
        return f"{url}/hooks/{self.face.name}" if url else ""

    async def take(self, raw: Update, *, body: bool = False) -> Call | None:
        """Handle one update. With ``body`` its main call may be returned instead of being sent.

        Raises what another try may mend; then the update must come again.
        """
        update = clean(raw)
        if not any(isinstance(update.get(kind), dict) for kind in ALLOWED):
            return None  # a kind that we never asked for: edited messages, channel posts …
        if unasked(update):
            return None
        self.replies.in_hand += 1
        try:
            if "my_chat_member" in update:
                await self._membership(update["my_chat_member"])
                return None
            if in_group(update):
                await self.groups.take(update["message"])
                return None
            await self._note_return(update.get("message"))
            call = await self._answer(update, body=body)
        except Exception as error:
            if isinstance(error, PASSING) and not await self._hopeless(update):
                raise
            log.exception("%s update %s failed", self.face.name, update.get("update_id"))
            await self._poison(update, traceback.format_exc())
            call = None
        finally:
            self.replies.in_hand -= 1
        self._tries.pop(update["update_id"], None)
        return call

    async def _answer(self, update: Update, *, body: bool) -> Call | None:
        query = update.get("callback_query")
        if query is not None and "message" in query:
            pressed = query["message"]
            await self.replies.proofs.pressed(str(pressed["chat"]["id"]), pressed["message_id"])
        screen = await self.face.answer(update)
        if query is not None:
            self.replies.courtesy(drawing.toast(query["id"], screen))
        if screen is None or not screen.text:
            return None
        main = _main_call(update, screen)
        if body and await self.replies.fits_a_body(main, screen):
            return main
        await self.replies.deliver(main, screen, self._sorry(None, _language(update)))
        return None

    async def _membership(self, change: Update) -> None:
        """Somebody blocked the bot or came back. Groups are no concern of ours."""
        if change["chat"]["type"] != "private":
            return
        account, status = str(change["from"]["id"]), change["new_chat_member"]["status"]
        act = block_chat if status in {"kicked", "left"} else open_chat
        await self.hall.desk.run(lambda tx: act(tx, self.face.name, account))

    async def _note_return(self, message: Update | None) -> None:
        """START proves that the chat is open, whatever was noted before."""
        if message is None or message.get("text") != "/start" or "from" not in message:
            return
        account = str(message["from"]["id"])
        if message["chat"]["type"] == "private":
            await self.hall.desk.run(lambda tx: open_chat(tx, self.face.name, account))

    async def _hopeless(self, update: Update) -> bool:
        """Whether an update failed too often although the database was there each time."""

        def touch(tx: Transaction) -> None:
            tx.connection.execute(_NO_ROW)

        await self.hall.desk.run(touch)
        tried = self._tries.get(update["update_id"], 0) + 1
        self._tries[update["update_id"]] = tried
        return tried >= TRIES

    async def _poison(self, update: Update, error: str) -> None:
        """Record an update that met a bug, and tell its sender."""
        key = {"bot": self.face.name, "update_id": update["update_id"]}
        account = Account(channel=CHANNEL, id=str(polling.sender(update)))
        body = json.dumps(update, ensure_ascii=False)[:10_000]

        def keep(tx: Transaction) -> Person | None:
            t = poison_updates.c
            tx.connection.execute(
                delete(poison_updates).where(t.bot == key["bot"], t.update_id == key["update_id"])
            )
            row = {**key, "failed_at": tx.now, "error": error[-4_000:], "body": body}
            tx.connection.execute(insert(poison_updates), [row])
            return people.person_of(tx, account)

        sorry = self._sorry(await self.hall.desk.run(keep), _language(update))
        query, message = update.get("callback_query"), update.get("message")
        chat_id = polling.sender(update)
        if message is not None and message.get("chat", {}).get("type") != "private":
            return
        try:
            if query is not None:
                self.replies.courtesy(drawing.toast(query["id"], sorry))
            if chat_id:
                await self.replies.deliver(drawing.send(chat_id, sorry), sorry, sorry)
        except Exception:
            log.exception("%s: nor could its sender be told", self.face.name)

    def _sorry(self, who: Person | None, language: str | None) -> Screen:
        text = str(voice(self.hall, who, language)("refusal.our_fault"))
        return Screen(text=text, toast=text[:190], alert=True, in_place=False)

    async def courtesies(self) -> None:
        """Answer presses until cancelled."""
        await self.replies.courtesies()

    async def poll(self) -> None:
        """Fetch and handle updates until cancelled (long polling)."""
        disturbed = rivals.Disturbed(self.face.name).met
        await polling.poll(f"{self.base}/getUpdates", self.standing, disturbed, self._insist)

    async def _insist(self, update: Update) -> None:
        """Handle an update, again and again while the database is away."""
        pause = PAUSE
        while True:
            try:
                await self.take(update)
            except Exception:
                log.exception("%s: update not handled yet", self.face.name)
                await asyncio.sleep(pause)
                pause = min(pause * 2, LONGEST_PAUSE)
            else:
                return

    async def receive(self, request: web.Request, secret: str) -> web.Response:
        """Answer a webhook call: handle, commit, then 200 with at most one method.

        While the database is away: 503, so that the update comes again.
        """
        expected = hook_secret(secret, self.face.name).encode()
        given = request.headers.get("X-Telegram-Bot-Api-Secret-Token", "")
        if not hmac.compare_digest(given.encode("utf-8", "surrogateescape"), expected):
            return web.Response(status=401)
        try:
            update = await request.json()
        except (ValueError, LookupError, RecursionError):
            return web.Response(status=400)
        if not isinstance(update, dict) or not isinstance(update.get("update_id"), int):
            return web.Response(status=400)
        try:
            call = await self.take(update, body=True)
        except Exception:
            log.exception("%s: update not handled yet", self.face.name)
            return web.Response(status=503, headers={"Retry-After": "1"})
        if call is None:
            return web.Response()
        return web.json_response({"method": call.method, **call.params})

    @asynccontextmanager
    async def registered(self) -> AsyncIterator[None]:
        """Ask the Bot API to call our hook (or to stop), before updates are taken."""
        await self.replies.recover()
        settings = self.hall.settings
        await rivals.let_live(self.base, self.face.name, self.hook)
        if settings.webhook_url:
            call = Call(
                method="setWebhook",
                params={
                    "url": self.hook,
                    "secret_token": hook_secret(settings.webhook_secret, self.face.name),
                    "allowed_updates": list(ALLOWED),
                },
            )
        else:
            call = Call(method="deleteWebhook", params={})
        try:
            await insist(self.face.api, call)
        except Rejected as error:
            if settings.webhook_url:
                message = f"YISHI_WEBHOOK_URL: the Bot API refuses it ({error}); see .env.example"
                raise BadSetting(message) from error
            log.info("%s: %s", self.face.name, error)  # a server without webhooks has none to end
        yield


#: A write that changes nothing: it tells whether the database takes writes.
_NO_ROW = update(poison_updates).where(false()).values(error="")


@cache
def hook_secret(secret: str, bot: str) -> str:
    """Each hook's own secret token, derived from the setting by HMAC."""
    return hmac.new(secret.encode(), f"yishi/hook/{bot}".encode(), sha256).hexdigest()


def _language(update: Update) -> str | None:
    part = update.get("message") or update.get("callback_query") or {}
    language: str | None = (part.get("from") or {}).get("language_code")
    return language


def _main_call(update: Update, screen: Screen) -> Call:
    """The call that shows a screen: in the place of the pressed message where that can be."""
    query = update.get("callback_query")
    if query is None:
        return drawing.send(update["message"]["chat"]["id"], screen)
    message = query.get("message")
    if message is None or message["chat"]["type"] != "private":
        return drawing.send(query["from"]["id"], screen)
    # An edited message cannot change the big keys below the input field.
    if screen.in_place and screen.keyboard is None and "text" in message:
        return drawing.edit(message["chat"]["id"], message["message_id"], screen)
    return drawing.send(message["chat"]["id"], screen)
