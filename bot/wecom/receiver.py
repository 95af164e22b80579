"""WeCom's callbacks: kept first, acknowledged then, answered afterwards.

WeCom waits five seconds and then sends again, three times. So an event is acknowledged once it is a
row of the inbox; its effect commits with the mark of what caused it, so however often it comes, it is
done once and gets the same answer.
"""

import asyncio
import logging
import traceback
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from functools import partial
from http import HTTPStatus

from aiohttp import web

from bot.inbox import Inbox
from bot.reading import shown
from bot.wecom.answering import Answering
from bot.wecom.api import Wecom
from bot.wecom.crypto import Crypt
from bot.wecom.envelope import CHANNEL, LARGEST, SKEW, Event, Refused, echoed, event_of, opened
from bot.wecom.sides import DESK, RESIDENT, side_of
from bot.wecom.transport import WecomOutlet
from council.kernel.again import Again
from council.kernel.app import App
from council.kernel.bus.inbox import Key, Waiting
from council.kernel.bus.poison import Poison, set_aside
from council.kernel.database.failures import means_wait

log = logging.getLogger(__name__)

BOTS = (RESIDENT, DESK)
#: What a member does that we answer; locations, menus and whatever comes next are none of it.
ANSWERED = frozenset(
    {
        "text",
        "image",
        "voice",
        "file",
        "template_card_event",
        "enter_agent",
        "subscribe",
        "unsubscribe",
    }
)
#: So much unfinished of one member is enough: the rest is acknowledged, and dropped.
UNFINISHED = 50
#: Pauses (s) between tries while the database is in the way.
PAUSE, LONGEST_PAUSE = 0.5, 15.0


class WecomReceiver:
    """Takes the callbacks of one application."""

    def __init__(
        self,
        app: App,
        api: Wecom,
        crypt: Crypt,
        outlets: Mapping[str, WecomOutlet],
        clock: Callable[[], float] | None = None,
    ) -> None:
        """Answer through the outlets of both sides; ``clock`` tells the time of the real world."""
        self.app = app
        self._api = api
        self._crypt = crypt
        self._clock = clock or app.clock.wall
        self._answering = {bot: Answering(app, bot, outlets[bot]) for bot in BOTS}
        self._inboxes = {
            bot: Inbox(app, bot, CHANNEL, partial(self._work_off, bot)) for bot in BOTS
        }
        #: What came within the time in which an envelope counts as fresh.
        self._seen: dict[Key, float] = {}
        self._taking: dict[Key, asyncio.Future[None]] = {}
        self._in_the_way = Again()
        #: Nothing is taken before what a former process left is in its line.
        self._open = False

    def routes(self) -> list[web.RouteDef]:
        """The address that the console is given."""
        path = f"/{CHANNEL}/callback"
        return [web.get(path, self.verify, allow_head=False), web.post(path, self.receive)]

    async def verify(self, request: web.Request) -> web.Response:
        """Answer the console's check of the address."""
        try:
            return web.Response(body=echoed(self._crypt, request.query, self._clock()))
        except Refused as error:
            return self._turned_away(error)

    async def receive(self, request: web.Request) -> web.Response:
        """Take one event: 200 once it is ours for good, 503 while the database is in the way."""
        try:
            event = opened(
                self._crypt,
                request.query,
                await _body(request),
                self._api.application.corp_id,
                self._clock(),
            )
        except Refused as error:
            return self._turned_away(error)
        if not self._open:
            return web.Response(status=HTTPStatus.SERVICE_UNAVAILABLE)
        try:
            await self.take(event)
        except Exception as error:
            if not means_wait(error):
                raise
            self._trouble(error)
            return web.Response(status=HTTPStatus.SERVICE_UNAVAILABLE)
        return web.Response()

    async def take(self, event: Event) -> None:
        """Keep an event. Raises what the database raises."""
        if event.kind not in ANSWERED:
            return
        waiting = event.waiting()
        if self._came_before(waiting):
            return
        taking = self._taking.get(waiting.key)
        if taking is None:
            taking = asyncio.ensure_future(self._take_in(event, waiting))
            self._taking[waiting.key] = taking
            taking.add_done_callback(lambda _: self._taking.pop(waiting.key, None))
        await asyncio.shield(taking)

    async def _take_in(self, event: Event, waiting: Waiting) -> None:
        bot = await side_of(self.app, event, waiting)
        box = self._inboxes[bot]
        if box.holds(waiting):
            return
        if box.lines.length(waiting.sender) >= UNFINISHED:
            log.warning("wecom: more than can be answered comes from one member")
            return
        await box.take_in([waiting])
        self._seen[waiting.key] = self._clock()

    def _came_before(self, waiting: Waiting) -> bool:
        """Whether it came within the time in which its envelope can be sent once more."""
        now = self._clock()
        if len(self._seen) > 10_000:  # noqa: PLR2004 - forget what can come no more
            self._seen = {key: at for key, at in self._seen.items() if at > now - 2 * SKEW}
        return self._seen.get(waiting.key, float("-inf")) > now - 2 * SKEW

    def _turned_away(self, error: Refused) -> web.Response:
        log.info("wecom: a callback was turned away: %s", error)
        return web.Response(status=error.status)

    async def _work_off(self, bot: str, waiting: Waiting) -> None:
        """Answer an event of the inbox, again and again while the database is in the way."""
        pause, event = PAUSE, event_of(waiting)
        while True:
            try:
                await self._answering[bot].answer(event, waiting)
            except Exception as error:
                if means_wait(error):
                    self._trouble(error)
                    await asyncio.sleep(pause)
                    pause = min(pause * 2, LONGEST_PAUSE)
                    continue
                log.exception("wecom: event %s failed", waiting.update_id)
                await self._put_aside(bot, waiting)
            break
        self._inboxes[bot].done(waiting)

    async def _put_aside(self, bot: str, waiting: Waiting) -> None:
        poison = Poison(
            update_id=waiting.update_id,
            digest=waiting.digest,
            error=traceback.format_exc(),
            body=shown(waiting.update),
        )
        try:
            await self.app.bus.run(lambda tx: set_aside(tx, bot, poison))
            await self._answering[bot].apologize(event_of(waiting))
        except Exception:
            log.exception("wecom: event %s cannot be put aside", waiting.update_id)

    def _trouble(self, error: Exception) -> None:
        if self._in_the_way.due():
            log.error("wecom: events are not handled yet: %s", type(error).__name__)

    @asynccontextmanager
    async def working(self) -> AsyncIterator[None]:
        """Work off what a former process took in, then whatever comes, until the block ends."""
        for box in self._inboxes.values():
            await box.recover()
        self._open = True
        sweeps = [asyncio.create_task(box.sweep()) for box in self._inboxes.values()]
        try:
            yield
        finally:
            self._open = False
            for task in sweeps:
                task.cancel()
            await asyncio.gather(*sweeps, return_exceptions=True)
            for box in self._inboxes.values():
                await box.farewell()


async def _body(request: web.Request) -> bytes:
    """The body; of one that is too large only its beginning."""
    content = bytearray()
    async for chunk in request.content.iter_any():
        content += chunk
        if len(content) > LARGEST:
            break
    return bytes(content)
