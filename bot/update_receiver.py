"""Updates come in: one webhook route and (``bot.polling``) one poll loop for both bots.

An update is acknowledged (a higher ``getUpdates`` offset, HTTP 200) once it is ours for good: its
effect has committed, or it is a row in the inbox. By long polling everything is taken in, a batch
by one commit, so that nobody's slow line holds the offset; by webhook what can be handled at once
is handled at once, and only what would wait behind an earlier update of its person becomes a row.

An update that cannot be read, or whose handler fails, is recorded as poison in a commit of its
own, its sender is told, and it is acknowledged, so that it does not return for hours. While the
database is in the way nothing is acknowledged and nothing is poison.
"""

import asyncio
import hmac
import json
import logging
from collections import Counter
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from functools import cache
from hashlib import sha256
from typing import Any

from aiohttp import web

from bot import polling, rivals
from bot.allowance import Allowance
from bot.answers import Answers
from bot.api import ApiError, Call, Rejected
from bot.groups import in_group
from bot.handling import Answer, BotAdapter, Handling
from bot.inbox import Inbox
from bot.menu import insist
from bot.patience import PatientApi
from bot.polling import ALLOWED
from bot.reading import Malformed, read
from bot.replies import Replies
from bot.standing import Standing
from bot.visit import CHANNEL
from council.kernel.again import LONGEST, Again
from council.kernel.app import App
from council.kernel.bad_setting import BadSetting
from council.kernel.bus.inbox import Waiting
from council.kernel.database.failures import means_wait

log = logging.getLogger(__name__)

#: Pauses (s) between tries while something is in the way: the first, and the longest.
PAUSE, LONGEST_PAUSE = 0.5, 15.0
#: The largest update (bytes). The Bot API names no bound; a reply to a message of the greatest
#: length, both full of formatting, has some 100 kB.
LARGEST = 4 * 2**20
#: How long (s) a stop waits for answers that are leaving.
FINISH = 5.0


class UpdateReceiver:
    """Takes the updates of one bot."""

    def __init__(self, app: App, face: BotAdapter) -> None:
        """Serve one bot of one hall."""
        self.app = app
        self.face = face
        self.standing = Standing(face.name)
        self.api = PatientApi(face.api, self.standing)
        self.replies = Replies(app, face.name, self.api)
        self.answers = Answers(self.replies)
        self.inbox = Inbox(app, face.name, CHANNEL, self._work_off)
        self._handling = Handling(app, face, self.replies)
        self._allowance = Allowance(app, CHANNEL)
        self._leaving: set[asyncio.Task[None]] = set()
        self._in_the_way = Again(first=LONGEST)
        #: The Bot API's address with our token.
        self.base = f"{app.settings.bot_api_url}/bot{face.token}"

    async def watch(self) -> None:
        """See that our webhook stays ours, until cancelled."""
        await rivals.watch_hook(self.base, self.hook, self.standing)

    @property
    def hook(self) -> str:
        """The address that the Bot API is to call; empty under long polling."""
        url = self.app.settings.webhook_url
        return f"{url}/hooks/{self.face.name}" if url else ""

    async def take(self, raw: Any, *, body: bool = False) -> Call | None:
        """Take one update: handled at once, or in its turn where its person has more waiting.

        With ``body`` its main call may be returned instead of being sent. Raises what another try
        may mend; then the update must come again.
        """
        try:
            waiting = read(raw)
        except Malformed as error:
            await self._show(await self._refused(raw, error))
            return None
        if waiting is None or self.inbox.holds(waiting):
            return None
        if not await self._admitted(waiting):
            await self._show(await self._dropped(waiting))
            return None
        lines = self.inbox.lines
        if lines.length(waiting.sender):
            await self.inbox.take_in([waiting])
            return None
        lines.occupy(waiting.sender)
        try:
            answer = await self._handling.handle(waiting)
        finally:
            lines.vacate(waiting.sender)
        if answer is None:
            return None
        if body and await self.answers.fits_a_body(answer.call, answer.screen):
            return answer.call
        try:
            await self._show(answer)
        except Exception as error:
            if _passing(error):
                raise
            await self._handling.fail(waiting)
        return None

    async def take_in(self, batch: Sequence[Any]) -> None:
        """Take a batch in by one commit, again and again until the database has it."""
        pause = PAUSE
        while True:
            try:
                await self._take_in(batch)
            except Exception as error:
                if not _passing(error):
                    raise
                self._trouble(error)
                await asyncio.sleep(pause)
                pause = min(pause * 2, LONGEST_PAUSE)
            else:
                return

    async def _take_in(self, batch: Sequence[Any]) -> None:
        updates: list[Waiting] = []
        answers: list[Answer | None] = []
        more: Counter[int] = Counter()
        for raw in batch:
            try:
                waiting = read(raw)
            except Malformed as error:
                answers.append(await self._refused(raw, error))
                continue
            if waiting is None or self.inbox.holds(waiting):
                continue
            if await self._admitted(waiting, more=more[waiting.sender]):
                more[waiting.sender] += 1
                updates.append(waiting)
            else:
                answers.append(await self._dropped(waiting))
        updates.sort(key=lambda waiting: waiting.update_id)
        await self.inbox.take_in(updates)
        for answer in answers:
            self._send_off(answer)

    async def _admitted(self, waiting: Waiting, *, more: int = 0) -> bool:
        sender = waiting.sender
        if not sender or in_group(waiting.update):
            return True  # in a group people talk to each other
        unfinished = self.inbox.lines.length(sender) + more + await self.answers.waiting(sender)
        return await self._allowance.admits(sender, unfinished=unfinished)

    async def _dropped(self, waiting: Waiting) -> Answer | None:
        if not self._allowance.tells(waiting.sender):
            return None
        log.warning("%s: more than can be answered comes from one account", self.face.name)
        return await self._handling.too_much(waiting)

    async def _refused(self, raw: Any, error: Malformed) -> Answer | None:
        answer = await self._handling.refuse(raw, error)
        told = error.sender and await self._allowance.admits(error.sender, unfinished=0)
        return answer if told else None

    async def _work_off(self, waiting: Waiting) -> None:
        """Handle an update of the inbox, again and again while something is in the way."""
        pause = PAUSE
        while True:
            try:
                answer = await self._handling.handle(waiting)
            except Exception as error:  # noqa: BLE001 - told, and tried again
                self._trouble(error)
                await asyncio.sleep(pause)
                pause = min(pause * 2, LONGEST_PAUSE)
            else:
                break
        self._send_off(answer, waiting)

    def _send_off(self, answer: Answer | None, waiting: Waiting | None = None) -> None:
        """Let an answer leave beside everything else; then its update is done with."""
        task = asyncio.create_task(self._leave(answer, waiting))
        self._leaving.add(task)
        task.add_done_callback(self._leaving.discard)

    async def _leave(self, answer: Answer | None, waiting: Waiting | None) -> None:
        pause = PAUSE
        while answer is not None:
            try:
                await self._show(answer)
            except Exception as error:
                if _passing(error):
                    self._trouble(error)
                    await asyncio.sleep(pause)
                    pause = min(pause * 2, LONGEST_PAUSE)
                    continue
                if waiting is not None:
                    await self._handling.fail(waiting)
                else:
                    log.exception("%s: somebody cannot be told", self.face.name)
            break
        if waiting is not None:
            self.inbox.done(waiting)

    async def _show(self, answer: Answer | None) -> None:
        if answer is not None:
            sorry = answer.sorry or self._handling.sorry(None, answer.language)
            await self.answers.show(answer.call, answer.screen, sorry, about=answer.about)

    def _trouble(self, error: Exception) -> None:
        """Say once a minute that something is in the way; how it got there if that is a bug."""
        if self._in_the_way.due():
            log.error(
                "%s: updates are not handled yet: %s",
                self.face.name,
                type(error).__name__,
                exc_info=None if _passing(error) else error,
            )

    async def courtesies(self) -> None:
        """Answer presses until cancelled."""
        await self.replies.courtesies()

    async def sweep(self) -> None:
        """Remove what is done with from the inbox, until cancelled; then finish what is begun."""
        try:
            await self.inbox.sweep()
        finally:
            if self._leaving:
                await asyncio.wait(self._leaving, timeout=FINISH)
            left = list(self._leaving)
            for task in left:
                task.cancel()
            await asyncio.gather(*left, return_exceptions=True)
            await self.inbox.farewell()

    async def poll(self) -> None:
        """Fetch updates and take them in until cancelled (long polling)."""
        disturbed = rivals.Disturbed(self.face.name).met
        await polling.poll(f"{self.base}/getUpdates", self.standing, disturbed, self.take_in)

    async def receive(self, request: web.Request, secret: str) -> web.Response:
        """Answer a webhook call: take it, then 200 with at most one method.

        What cannot be read is put aside and acknowledged too: it would come again for a day. While
        the database is in the way: 503, so that the update comes again.
        """
        expected = hook_secret(secret, self.face.name).encode()
        given = request.headers.get(rivals.SECRET, "")
        if not hmac.compare_digest(given.encode("utf-8", "surrogateescape"), expected):
            return web.Response(status=401)
        content = await _content(request)
        try:
            call = await self.take(_parsed(content), body=True)
        except Exception as error:  # noqa: BLE001 - told, and it comes again
            self._trouble(error)
            return web.Response(status=503, headers={"Retry-After": "1"})
        if call is None:
            return web.Response()
        return web.json_response({"method": call.method, **call.params})

    @asynccontextmanager
    async def registered(self) -> AsyncIterator[None]:
        """Ask the Bot API to call our hook (or to stop), before updates are taken."""
        await self.replies.recover()
        await self.inbox.recover()
        settings = self.app.settings
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


async def _content(request: web.Request) -> bytes:
    """The body; of one that is too large only its beginning."""
    content = bytearray()
    async for chunk in request.content.iter_any():
        content += chunk
        if len(content) > LARGEST:
            break
    return bytes(content)


def _parsed(content: bytes) -> Any:
    """The update in a body. What is no JSON, or too large, stays text, which cannot be read."""
    text = content.decode("utf-8", "surrogateescape")
    if len(content) > LARGEST:
        return text
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return text


def _passing(error: Exception) -> bool:
    """Whether another try may mend a failure: the database or the Bot API was in the way."""
    return isinstance(error, ApiError) or means_wait(error)


@cache
def hook_secret(secret: str, bot: str) -> str:
    """Each hook's own secret token, derived from the setting by HMAC."""
    return hmac.new(secret.encode(), f"yishi/hook/{bot}".encode(), sha256).hexdigest()
