"""The local Bot API server: several bots over real HTTP, people played by hand or by program.

    sandbox = Sandbox(bots=(BotAccount(token="1001:AAA", username="a_bot", name="A"),))
    await sandbox.start(port=0)

aiogram talks to it with `TelegramAPIServer.from_base(sandbox.url)`, python-telegram-bot with
`base_url(sandbox.url + "/bot")`.
"""

import asyncio
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from aiohttp import web

from bot.sandbox.accounts import Bot, BotAccount
from bot.sandbox.call import Answer, Call
from bot.sandbox.control import Control
from bot.sandbox.faults import HTML_502, Fault
from bot.sandbox.files import Upload
from bot.sandbox.hooks import Hooks
from bot.sandbox.log import Entry
from bot.sandbox.methods.registry import METHODS, NAMES, UNCHECKED
from bot.sandbox.numbers import Numbers
from bot.sandbox.people import Person
from bot.sandbox.side import Side
from bot.sandbox.transport import ok, read_call, refused
from bot.sandbox.validation import Schema
from bot.sandbox.webhook import Deliveries
from bot.sandbox.wire import ApiError, Json
from bot.sandbox.world import World

__all__ = ["BotAccount", "Person", "Sandbox", "Side"]

BODY_LIMIT = 60_000_000
SHUTDOWN_SECONDS = 0.5
UNAUTHORIZED = ApiError(401, "Unauthorized")
NOT_FOUND = ApiError(404, "Not Found")


class Sandbox:
    """The server and the programmatic side of its people.

    `longest_webhook_delay` (seconds) shortens the back-off of webhook retries, for stories that
    kill their bots; None keeps Telegram's 60 to 120 s. `numbers` is a file by which the numbers of
    updates and messages go on across starts.
    """

    def __init__(
        self,
        bots: Iterable[BotAccount] = (),
        *,
        rates: bool = False,
        longest_webhook_delay: float | None = None,
        numbers: Path | None = None,
    ) -> None:
        self.world = World(rates=rates, numbers=Numbers(numbers))
        for account in bots:
            self.world.add_bot(account)
        self._schema = Schema()
        self._deliveries = Deliveries(
            self.world, self._execute_reply, longest_delay=longest_webhook_delay
        )
        self._hooks = Hooks(self._deliveries)
        self.world.deliver = self._deliveries.enqueue
        self._runner: web.AppRunner | None = None
        self.url = ""
        self.app = web.Application(client_max_size=BODY_LIMIT)
        self.app.router.add_route("*", "/bot{token}/{method}", self._api)
        self.app.router.add_get("/file/bot{token}/{path:.+}", self._download)
        Control(self.world).add_routes(self.app)
        self.app.on_startup.append(self._on_startup)
        self.app.on_shutdown.append(self._on_shutdown)

    # Life

    async def start(self, *, host: str = "127.0.0.1", port: int = 0) -> None:
        """Serve; port 0 takes a free one. `url` is known afterwards."""
        self._runner = web.AppRunner(self.app, access_log=None, shutdown_timeout=SHUTDOWN_SECONDS)
        await self._runner.setup()
        site = web.TCPSite(self._runner, host, port)
        await site.start()
        self.url = f"http://{host}:{self._runner.addresses[0][1]}"

    async def stop(self) -> None:
        """End polls, deliveries and listeners, then the server."""
        if self._runner is not None:
            await self._runner.cleanup()
            self._runner = None

    async def _on_startup(self, _app: web.Application) -> None:
        await self._deliveries.start()

    async def _on_shutdown(self, _app: web.Application) -> None:
        for bot in self.world.bots.values():
            bot.queue.end_poll("terminated by server shutdown")
        self.world.events.hang_up()
        await self._deliveries.stop()

    # The people's side

    def add_bot(self, account: BotAccount) -> None:
        """One more bot."""
        self.world.add_bot(account)

    def add_person(
        self,
        first_name: str,
        *,
        language_code: str = "zh-hans",
        id: int | None = None,  # noqa: A002  # the Bot API's own name
        last_name: str | None = None,
        username: str | None = None,
        pinned: bool = False,
        default_bot: str | None = None,
        note: str = "",
    ) -> Person:
        """One more person; without an id they get the next free one."""
        return self.world.add_person(
            Person(
                id=self.world.free_person_id() if id is None else id,
                first_name=first_name,
                last_name=last_name,
                username=username,
                language_code=language_code,
                pinned=pinned,
                default_bot=default_bot,
                note=note,
            )
        )

    def side(self, person_id: int, bot_username: str, *, group_id: int | None = None) -> Side:
        """The person's side of their chat with one bot, or of a group both are in."""
        bot = self.world.bot_named(bot_username)
        if group_id is None:
            chat = self.world.private_chat(bot, person_id)
        else:
            chat = self.world.group(group_id)
        return Side(world=self.world, bot=bot, person_id=person_id, chat=chat)

    def add_group(self, title: str, *, bots: Iterable[str], people: Iterable[int]) -> int:
        """A group of bots (by username) and people; its chat id."""
        members = [self.world.bot_named(username) for username in bots]
        return self.world.add_group(title=title, bots=members, people=list(people)).id

    def offer(
        self,
        *,
        links: Sequence[Json] = (),
        actions: Sequence[Json] = (),
        guide: str | None = None,
        time_zone: str | None = None,
    ) -> None:
        """What the host application adds to the page.

        Links and actions are {"label", "href"} (actions may name a "method"); a label is a
        string or one per language; dates are shown in `time_zone`. `guide` is an address that
        tells what to try: {"intro", "suggestions": [{"who", "text", "person", "bot", "send"}]}.
        """
        self.world.host = {
            "links": list(links),
            "actions": list(actions),
            "guide": guide,
            "time_zone": time_zone,
        }

    def set_clock(self, offset: int) -> None:
        """Move the sandbox clock: seconds added to the wall clock."""
        self.world.set_clock(offset)

    def fault(self, kind: str, **details: object) -> None:
        """Plan a fault; details as in the control API (bot, method, chat, count, …)."""
        self.world.plan_fault({"kind": kind, **details})

    def log(self, after: int = 0) -> list[Entry]:
        """The last calls of the bots."""
        return self.world.log.since(after)

    async def until(self, predicate: Callable[[], bool], timeout: float) -> None:  # noqa: ASYNC109  # part of the contract with the story
        """Wait until `predicate` holds, looking again at every change; else TimeoutError."""
        await self.world.until(predicate, within=timeout, chat=None)

    async def idle(self, timeout: float) -> None:  # noqa: ASYNC109  # part of the contract with the story
        """Wait until the bots have confirmed every update; before moving the clock, for example."""
        await self.until(
            lambda: all(bot.queue.waiting() == 0 for bot in self.world.bots.values()), timeout
        )

    # The Bot API

    async def _api(self, request: web.Request) -> web.StreamResponse:
        bot = self.world.bots.get(request.match_info["token"])
        if bot is None:
            return refused(UNAUTHORIZED)
        name = NAMES.get(request.match_info["method"].lower())
        if name is None:
            return refused(NOT_FOUND)
        params: Json = {}
        try:
            params, uploads = await read_call(request)
        except ConnectionError:
            return web.Response(
                status=400
            )  # the bot died while it was speaking: nobody hears this
        except ApiError as error:
            return refused(error)
        try:
            fault = self._strike(bot, name, params)
            if fault is not None and fault.kind != "timeout_after_delivery":
                response = _strike_back(request, fault)
            else:
                response = _envelope(await self._execute(bot, name, params, uploads))
                if fault is not None:
                    await asyncio.sleep(fault.seconds)
                    _hang_up(request)
        except ApiError as error:
            response = refused(error)
        if name != "getUpdates":
            self._note(bot, name, params, response.status)
        return response

    def _note(self, bot: Bot, method: str, params: Json, status: int) -> None:
        self.world.log.note(
            method=method,
            bot=bot.username,
            status=status,
            at=self.world.clock.now(),
            params=params,
        )

    async def _execute_reply(
        self, bot: Bot, method: str, params: Json, uploads: dict[str, Upload]
    ) -> None:
        """A call from the body a webhook answered with; only the log learns what became of it."""
        status = 200
        try:
            fault = self._strike(bot, method, params)
            if fault is not None and fault.kind != "timeout_after_delivery":
                raise fault.error()
            await self._execute(bot, method, params, uploads)
        except ApiError as error:
            status = error.code
        self._note(bot, method, params, status)

    def _strike(self, bot: Bot, name: str, params: Json) -> Fault | None:
        plan = self.world.faults
        if not plan.faults:
            return None
        chat = params.get("chat_id")
        return plan.strike_call(
            bot=bot.username, method=name, chat=None if chat is None else str(chat)
        )

    async def _execute(
        self, bot: Bot, method: str, params: Json, uploads: dict[str, Upload]
    ) -> object:
        """One call, however it came."""
        name = NAMES.get(method.lower())
        if name is None:
            raise NOT_FOUND
        if name not in UNCHECKED:
            if not self._schema.loaded:
                await self._schema.load()
            for part in uploads:
                params.setdefault(part, f"attach://{part}")
            params = self._schema.check(name, params)
        handler = METHODS.get(name)
        if handler is None:
            return await self._listen(bot, name, params)
        return handler(
            Call(
                world=self.world,
                bot=bot,
                method=name,
                params=params,
                schema=self._schema,
                uploads=uploads,
            )
        )

    async def _listen(self, bot: Bot, name: str, params: Json) -> object:
        match name:
            case "getUpdates":
                return await self._hooks.get_updates(bot, params)
            case "setWebhook":
                return await self._hooks.set_webhook(bot, params, self._schema.limits)
            case "deleteWebhook":
                return await self._hooks.delete_webhook(bot, params)
            case _:
                return self._hooks.webhook_info(bot)

    async def _download(self, request: web.Request) -> web.Response:
        bot = self.world.bots.get(request.match_info["token"])
        if bot is None:
            return refused(UNAUTHORIZED)
        stored = self.world.files.at(request.match_info["path"], bot_id=bot.id)
        if stored is None:
            return refused(NOT_FOUND)
        return web.Response(body=stored.content, content_type="application/octet-stream")


def _envelope(result: object) -> web.Response:
    if isinstance(result, Answer):
        return ok(result.result, description=result.description)
    return ok(result)


def _strike_back(request: web.Request, fault: Fault) -> web.Response:
    match fault.kind:
        case "reset":
            _hang_up(request)
            return web.Response(status=499)
        case "502_html":
            return web.Response(status=502, text=HTML_502, content_type="text/html")
        case _:
            return refused(fault.error())


def _hang_up(request: web.Request) -> None:
    if request.transport is not None:
        request.transport.abort()
