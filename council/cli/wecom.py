"""Serving WeCom beside the pages: its callbacks, its way into the hall, its part of the outbox."""

import asyncio
import logging
from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine, Sequence
from contextlib import asynccontextmanager
from functools import partial
from typing import Any

from aiohttp import web

from bot.wecom.api import WecomError
from bot.wecom.app import WecomChannel
from bot.wecom.pace import ROBOT_PER_MINUTE, Pace
from bot.wecom.receiver import BOTS
from bot.wecom.transport import RobotOutlet
from council.kernel.app import App
from council.kernel.outbox.rate_limiter import RateLimiter
from council.kernel.outbox.sender import Sender
from council.kernel.ticker.readiness import Readiness
from council.people.joining import set_group
from council.routes import PAGES
from web.hall import vouched

log = logging.getLogger(__name__)

Job = Callable[[], Coroutine[Any, Any, None]]


@asynccontextmanager
async def wecom(
    app: App,
    application: web.Application,
    readiness: Readiness,
    believed: Callable[[], Awaitable[None]],
) -> AsyncIterator[Sequence[Job]]:
    """Add the application's addresses to the pages; gives the work that is to be done beside.

    Nothing is answered before the clock is ``believed``.
    """
    settings = app.settings
    channel = WecomChannel(app)

    async def identify(code: str) -> str:
        try:
            return await channel.identify(code)
        except WecomError as error:
            raise vouched.Away from error

    application.add_routes(channel.receiver.routes())
    vouched.add(
        application,
        vouched.Voucher(
            authorize_url=settings.wecom_oauth_url,
            corp_id=settings.wecom_corp_id,
            agent_id=settings.wecom_agent_id,
            site=settings.public_url,
            secret=settings.wecom_secret,
            identify=identify,
        ),
    )
    readiness.bots["wecom"] = lambda: channel.api.trouble

    async def answer() -> None:
        await believed()
        async with channel.receiver.working():
            await asyncio.Event().wait()

    # Its own limits hold the rates of each member; all together may send 10,000 a minute.
    pace = RateLimiter(per_second=settings.outbox_per_second, per_chat=0)
    jobs: list[Job] = [
        answer,
        *(Sender(app, bot, channel.outlets[bot], pace, PAGES[bot]).serve for bot in BOTS),
    ]
    try:
        yield jobs
    finally:
        await channel.close()


async def robot(app: App) -> Sequence[Job]:
    """The work of a group's robot: what is told to everybody is posted to the group as well.

    One address is one group, so it belongs to the only community.
    """
    if not await app.bus.run(partial(set_group, channel=RobotOutlet.channel, there=True)):
        log.error("YISHI_WECOM_ROBOT_URL: not used, for there is not exactly one community")
        return []
    limits = Pace(per_minute=ROBOT_PER_MINUTE, per_hour=ROBOT_PER_MINUTE * 60, per_day=10_000)
    pace = RateLimiter(per_second=0, per_chat=0)
    outlet = RobotOutlet(app.settings.wecom_robot_url, limits)
    return [Sender(app, "resident", outlet, pace, PAGES["resident"]).serve]
