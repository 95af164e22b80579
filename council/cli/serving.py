"""Serving: everything in one process (``yishi run``), or one part each."""

import asyncio
import importlib
import logging
import signal
from collections.abc import AsyncIterator, Callable, Coroutine, Iterator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager, contextmanager
from functools import partial
from types import ModuleType
from typing import TYPE_CHECKING, Any

import click
from aiohttp import web as http

from council.cli.hall import command_hall, stop
from council.cli.importing import uncollected
from council.falls_due import make_ticker
from council.kernel.app import App
from council.kernel.bad_setting import BadSetting
from council.kernel.config import Settings, load
from council.kernel.database.durability import forgetful
from council.kernel.database.transaction import Transaction
from council.kernel.one_line import OneLine
from council.kernel.superseded import Superseded
from council.kernel.ticker.alone import alone
from council.kernel.ticker.clock_watch import ClockWatch, Witness, nobody, over_https
from council.kernel.ticker.pulse import pulse
from council.kernel.ticker.readiness import STARTING, Readiness
from council.people.joining import set_group

if TYPE_CHECKING:
    from bot.update_receiver import UpdateReceiver

log = logging.getLogger(__name__)

#: Messages a second to one chat (the Bot API's own rule of thumb).
PER_CHAT = 1.0
#: The channel of a WeCom group's robot (``bot.wecom.transport``, which need not be imported here).
ROBOT = "wecom_robot"
EVERYTHING = frozenset({"web", "resident", "staff", "ticker"})


@click.command()
def web() -> None:
    """Serve the public pages alone."""
    serve_parts(frozenset({"web"}))


@click.command()
def resident_bot() -> None:
    """Serve the residents' bot alone."""
    serve_parts(frozenset({"resident"}))


@click.command()
def staff_bot() -> None:
    """Serve the staff bot alone."""
    serve_parts(frozenset({"staff"}))


@click.command()
def ticker() -> None:
    """Serve the clock alone."""
    serve_parts(frozenset({"ticker"}))


def serve_parts(parts: frozenset[str]) -> None:
    settings = load()
    if parts == EVERYTHING and not _any_token(settings) and settings.has_another_door:
        parts -= {"resident", "staff"}  # a council without Telegram
    for bot in ("resident", "staff"):
        if bot in parts and not getattr(settings, f"{bot}_bot_token"):
            message = f"YISHI_{bot.upper()}_BOT_TOKEN: missing; get one from @BotFather (see .env.example), or set YISHI_PUBLIC_URL and no token for the web hall alone, or try: yishi run --demo"
            raise BadSetting(message)
    residents, staff = settings.resident_bot_token, settings.staff_bot_token
    # The number before the colon is the bot; the rest changes when its token is made anew.
    if {"resident", "staff"} <= parts and residents.split(":")[0] == staff.split(":")[0]:
        message = "YISHI_STAFF_BOT_TOKEN: the same bot as YISHI_RESIDENT_BOT_TOKEN; make a second one with @BotFather (/newbot)"
        raise BadSetting(message)
    start_logging(settings)
    with one_reason(), command_hall(settings) as app:
        asyncio.run(serve(app, parts))


def _any_token(settings: Settings) -> bool:
    return bool(settings.resident_bot_token or settings.staff_bot_token)


@contextmanager
def one_reason() -> Iterator[None]:
    """Let the setting or the rival that stopped the parts be told by itself."""
    try:
        yield
    except BaseExceptionGroup as errors:
        raise _first(errors) from None


def _first(errors: BaseExceptionGroup[BaseException]) -> BaseException:
    """The setting or the rival that stopped the parts, if one did; else everything that happened."""
    known = errors.subgroup((BadSetting, Superseded))
    while known is not None:
        first = known.exceptions[0]
        if not isinstance(first, BaseExceptionGroup):
            return first
        known = first
    return errors


def start_logging(settings: Settings) -> None:
    handler = logging.StreamHandler()
    handler.setFormatter(OneLine("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    logging.basicConfig(level=settings.log_level, handlers=[handler])
    for noisy in ("httpx", "aiogram.event", "aiohttp.access", "alembic"):
        logging.getLogger(noisy).setLevel(logging.WARNING)


async def serve(
    app: App,
    parts: frozenset[str],
    *,
    beside: Sequence[Callable[[], Coroutine[Any, Any, None]]] = (),
    ready: Callable[[], None] | None = None,
    stopping: asyncio.Event | None = None,
    readiness: Readiness | None = None,
) -> None:
    """Serve the parts until SIGINT or SIGTERM (or ``stopping``), then finish what is begun.

    Pages are there at once; then ``beside``, more work, begins. Each bot follows when its library
    is imported. ``ready`` is called when all of them take updates; ``readiness`` tells meanwhile
    how they stand.
    """
    stop_asked = stopping or asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, stop_asked.set)
    readiness = readiness or Readiness()
    readiness.warnings = await app.bus.read(_warnings)
    intakes: dict[str, UpdateReceiver] = {}
    bots = sorted(parts & {"resident", "staff"})
    # A bot whose start waits, for the Bot API or for a rival to go, is not well: it is deaf.
    readiness.bots |= dict.fromkeys(bots, lambda: STARTING)

    def here(bot: str, intake: "UpdateReceiver") -> None:
        intakes[bot] = intake
        readiness.bots[bot] = lambda: intake.standing.trouble
        if len(intakes) == len(bots) and ready is not None:
            ready()

    async with AsyncExitStack() as stack:
        application = _application(app, parts, readiness)
        if bots and app.settings.webhook_url:
            application = application if application is not None else http.Application()
            application.add_routes([_hook(app.settings, bot, intakes) for bot in bots])
        watch = ClockWatch(app, readiness, _witness(app.settings, bots))
        watched = bool(parts & {"resident", "staff", "ticker"})
        if application is not None and "web" in parts:
            believed = watch.until_believed if watched else _at_once
            beside = (*beside, *await _wecom(app, application, readiness, stack, believed))
        if application is not None:
            await stack.enter_async_context(_site(application, app.settings))
        if application is not None and "web" in parts:
            beside = (*beside, *_hall_senders(app, application))
        # Two imports side by side are slower than one after the other, and residents come first.
        turn = asyncio.Lock()
        jobs = [begin() for begin in beside]
        if watched:
            jobs += [watch.serve(), _pulse(app, readiness, watch, ticker="ticker" in parts)]
            jobs += [_serve_bot(app, bot, turn, watch, here) for bot in bots]
        if "ticker" in parts:
            jobs.append(_tick(app, readiness, watch))
        await _until(stop_asked, jobs)


def _warnings(tx: Transaction) -> tuple[str, ...]:
    """What is not as it must be for a binding vote, but stops nothing; told loudly."""
    off = forgetful(tx.connection)
    if not off:
        return ()
    what = (
        f"PostgreSQL runs with {', '.join(f'{name}=off' for name in off)}: a power cut may lose"
        " ballots that have a receipt; set it to on, and restart the server"
    )
    log.error("%s", what)
    return (what,)


def _hook(settings: Settings, bot: str, intakes: dict[str, "UpdateReceiver"]) -> http.RouteDef:
    """The webhook of a bot; before the bot is here it asks to be called again.

    Who bears no secret is refused then too: that is how another host sees that this one lives.
    """
    from bot.rivals import SECRET

    async def receive(request: http.Request) -> http.Response:
        if bot not in intakes:
            status = 503 if SECRET in request.headers else 401
            return http.Response(status=status, headers={"Retry-After": "1"})
        return await intakes[bot].receive(request, settings.webhook_secret)

    return http.post(f"/hooks/{bot}", receive)


async def _serve_bot(
    app: App,
    bot: str,
    turn: asyncio.Lock,
    watch: ClockWatch,
    here: Callable[[str, "UpdateReceiver"], None],
) -> None:
    """Serve one bot: its updates, its courtesies, its part of the outbox."""
    async with AsyncExitStack() as stack:
        if not app.settings.webhook_url:  # under a webhook several processes may take updates
            sentence = (
                f"another process of this database (YISHI_DATABASE_URL) serves the {bot} bot;"
                " this one ends: stop the other first"
            )
            await stack.enter_async_context(alone(app.write, f"updates/{bot}", sentence))
        intake = await stack.enter_async_context(_bot(app, bot, turn))
        # Nobody may be told that a poll is over by a clock that is wrong: updates wait.
        await watch.until_believed()
        await stack.enter_async_context(intake.registered())
        here(bot, intake)
        async with asyncio.TaskGroup() as group:
            group.create_task(intake.face.announce())
            group.create_task(intake.watch() if app.settings.webhook_url else intake.poll())
            group.create_task(intake.sweep())
            group.create_task(intake.courtesies())
            group.create_task(_sender(app, intake))


async def _pulse(app: App, readiness: Readiness, watch: ClockWatch, *, ticker: bool) -> None:
    """Give signs of life, none by a clock that is not believed."""
    await watch.until_believed()
    await pulse(app, readiness, ticker=ticker)


async def _tick(app: App, readiness: Readiness, watch: ClockWatch) -> None:
    """Be the clock, as the only one."""
    sentence = (
        "another process of this database (YISHI_DATABASE_URL) is its clock; this one ends:"
        " run one `yishi run` or one `yishi ticker`"
    )
    async with alone(app.write, "ticker", sentence):
        await make_ticker(app, readiness, watch=watch).serve()


def _application(app: App, parts: frozenset[str], readiness: Readiness) -> http.Application | None:
    if "web" not in parts:
        return None
    with uncollected():
        from bot.resident.launch import claim_of
        from web.app import make_app
        from web.hand.who import LaunchData

    launched = LaunchData(partial(claim_of, app.settings.resident_bot_token))
    return make_app(app, readiness if "ticker" in parts else None, (launched,))


#: How long (s) a stop waits for answers under way, and once more for readers who take none. Twice
#: that is less than the ten seconds after which containers are killed and a second start gives up.
READERS = 3.0


@asynccontextmanager
async def _site(application: http.Application, settings: Settings) -> AsyncIterator[None]:
    runner = http.AppRunner(application, access_log=None, shutdown_timeout=READERS)
    await runner.setup()
    try:
        try:
            await http.TCPSite(runner, settings.web_host, settings.web_port).start()
        except OSError as error:
            stop(
                f"YISHI_WEB_PORT: {settings.web_host}:{settings.web_port} cannot be used"
                f" ({error.strerror}); choose another port or end what listens there"
            )
        yield
    finally:
        await runner.cleanup()


@asynccontextmanager
async def _bot(app: App, bot: str, turn: asyncio.Lock) -> AsyncIterator["UpdateReceiver"]:
    """Import a bot's library off the event loop when it is its turn, then build its intake."""
    async with asyncio.TaskGroup() as group:
        importing = group.create_task(_imported(bot, turn))
        knocking = group.create_task(_knock(app.settings, bot))
    module = importing.result()
    from bot.api import BadToken, NotFound
    from bot.update_receiver import UpdateReceiver

    face = module.make(app)
    try:
        try:
            await face.start()
        except (BadToken, NotFound) as error:
            message = (
                f"YISHI_{bot.upper()}_BOT_TOKEN: the Bot API does not know it ({error});"
                " copy it again from @BotFather"
            )
            raise BadSetting(message) from error
        if not knocking.result():  # the Bot API was away then
            await _knock(app.settings, bot)
        yield UpdateReceiver(app, face)
    finally:
        await face.close()


async def _imported(bot: str, turn: asyncio.Lock) -> ModuleType:
    async with turn:
        return await asyncio.to_thread(_library, bot)


async def _knock(settings: Settings, bot: str) -> bool:
    """End where another process already fetches the updates of this token; False: not found out."""
    from bot.rivals import knock

    token = getattr(settings, f"{bot}_bot_token")
    return await knock(f"{settings.bot_api_url}/bot{token}", bot)


def _library(bot: str) -> ModuleType:
    with uncollected():
        importlib.import_module("bot.update_receiver")
        return importlib.import_module(f"bot.{bot}.app")


async def _sender(app: App, intake: "UpdateReceiver") -> None:
    from bot.transport import ApiOutlet
    from council.kernel.outbox.rate_limiter import RateLimiter
    from council.kernel.outbox.sender import Sender
    from council.routes import PAGES

    per_second = app.settings.outbox_per_second
    pace = RateLimiter(per_second=per_second, per_chat=PER_CHAT if per_second else 0)
    bot = intake.face.name
    await Sender(app, bot, ApiOutlet(intake.api), pace, PAGES[bot]).serve()


def _hall_senders(
    app: App, application: http.Application
) -> list[Callable[[], Coroutine[Any, Any, None]]]:
    """The outbox's way into the web hall, for both its sides."""
    from council.kernel.outbox.rate_limiter import RateLimiter
    from council.kernel.outbox.sender import Sender
    from council.routes import PAGES
    from web.hall.hall import HALL
    from web.hall.outlet import HallOutlet

    hall = application[HALL]
    pace = RateLimiter(per_second=0, per_chat=0)  # our own rows: nobody else's rates
    push = None if hall.pushes is None else hall.pushes.push
    jobs: list[Callable[[], Coroutine[Any, Any, None]]] = [
        Sender(app, bot, HallOutlet(app, bot, hall.bells, push), pace, PAGES[bot]).serve
        for bot in ("resident", "staff")
    ]
    return jobs if hall.pushes is None else [*jobs, hall.pushes.serve]


def _witness(settings: Settings, bots: Sequence[str]) -> Witness:
    """Whose clock ours is held against: a server that we talk with anyway, or nobody's."""
    if settings.has_wecom and not bots:
        return over_https(settings.wecom_api_url)
    return over_https(settings.bot_api_url) if _any_token(settings) else nobody


async def _at_once() -> None:
    """Nothing is waited for: another process watches the clock."""


async def _wecom(
    app: App,
    application: http.Application,
    readiness: Readiness,
    stack: AsyncExitStack,
    believed: Callable[[], Coroutine[Any, Any, None]],
) -> list[Callable[[], Coroutine[Any, Any, None]]]:
    """WeCom's application and robot, where the settings name them."""
    if not app.settings.wecom_robot_url:
        await app.bus.run(partial(set_group, channel=ROBOT, there=False))
    if not (app.settings.has_wecom or app.settings.wecom_robot_url):
        return []
    with uncollected():
        from council.cli.wecom import robot, wecom

    jobs: list[Callable[[], Coroutine[Any, Any, None]]] = []
    if app.settings.has_wecom:
        jobs += await stack.enter_async_context(wecom(app, application, readiness, believed))
    if app.settings.wecom_robot_url:
        jobs += await robot(app)
    return jobs


async def _until(stop_asked: asyncio.Event, jobs: list[Coroutine[Any, Any, None]]) -> None:
    """Run the jobs until asked to stop. A job that fails is a bug and ends the program."""
    async with asyncio.TaskGroup() as group:
        tasks = [group.create_task(job) for job in jobs]
        await stop_asked.wait()
        for task in tasks:
            task.cancel()
