"""Two processes with one token would share the votes between two records: one of them must go.

The Bot API ends a long poll with 409 when a younger one arrives, so whoever starts listens at the
door first: who is answered by somebody else's poll, or sees updates taken away, is not alone and
ends without having handled anything. A running process that is disturbed asks again at once, which
tells the newcomer; only a rival that does not give way ends it. A webhook that became another's is
found by looking at it now and then.
"""

import asyncio
import logging
import time
from http import HTTPStatus
from typing import Any

import aiohttp

from bot.polling import ALLOWED
from bot.standing import OURS, Standing
from council.kernel.superseded import Superseded

log = logging.getLogger(__name__)

#: How long (s) a start listens at the door, and how often it looks while updates wait there.
KNOCK = 2
#: A 409 within so many seconds is no rival's long poll; it may be that of our own dead process,
#: which ends within so many.
AT_ONCE, DEAD = 0.2, 35.0
#: Seconds between two looks at updates that wait: a living rival takes them away meanwhile.
GLANCE = 0.7
#: Pause (s) before a disturbed long poll is asked for again: shorter than a knock.
AGAIN = 0.5
#: So many disturbances within so many seconds, and the rival does not give way.
DISTURBED, WITHIN = 20, 60.0
#: Seconds between two looks at our webhook: when all is well, and when something is not.
LOOK, LOOK_AGAIN = 30.0, 5.0
#: So many looks in a row at which updates wait after an error: we do not hear them.
UNHEARD = 3
#: How long (s) an answer is waited for.
ANSWER = aiohttp.ClientTimeout(total=15)

#: Bears the secret of a hook in each of the Bot API's calls; a call without it only asks who lives.
SECRET = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105 - a header's name

Answer = dict[str, Any]


async def ask(
    session: aiohttp.ClientSession, base: str, method: str, **params: Any
) -> tuple[int, Answer]:
    """Ask the Bot API past both libraries; status 0 when it gives no answer that can be read."""
    try:
        async with session.post(f"{base}/{method}", json=params) as response:
            answer = await response.json()
    except (aiohttp.ClientError, TimeoutError, ValueError):
        return 0, {}
    return response.status, answer if isinstance(answer, dict) else {}


async def knock(base: str, bot: str) -> bool:
    """Find out whether another process fetches the bot's updates; nothing is acknowledged.

    ``base`` is the Bot API's address with the token. Raises Superseded; False where the Bot API
    did not say, so that nothing was found out.
    """
    if not KNOCK:
        return True
    first = None
    began = time.monotonic()
    async with aiohttp.ClientSession(timeout=ANSWER) as session:
        while True:
            asked = time.monotonic()
            wish = {"timeout": KNOCK, "limit": 1, "allowed_updates": ALLOWED}
            status, answer = await ask(session, base, "getUpdates", **wish)
            if (
                status == HTTPStatus.CONFLICT
                and "webhook" not in str(answer.get("description", "")).lower()
            ):
                # Refused at the door: by a server that lets a process finish that may be dead.
                if time.monotonic() - asked < AT_ONCE and time.monotonic() - began < DEAD:
                    await asyncio.sleep(1)
                    continue
                raise Superseded(rival(bot, "fetches the updates of"))
            waiting = answer.get("result")
            if not answer.get("ok") or not isinstance(waiting, list):
                return status in OURS  # the start itself says what is wrong
            found = waiting[0].get("update_id") if waiting else None
            if found is None:
                if first is None:
                    return True
                raise Superseded(rival(bot, "takes the updates of"))
            if found == first:
                return True
            if first is not None:
                raise Superseded(rival(bot, "takes the updates of"))
            first = found
            await asyncio.sleep(GLANCE)


def rival(bot: str, what: str) -> str:
    """The sentence of a process that gives way."""
    return (
        f"another process {what} the {bot} bot: one token serves one hall. This one ends;"
        " stop the other first, or give this hall a bot of its own (@BotFather, /newbot)"
    )


class Disturbed:
    """Counts the 409s of a long poll that was running well."""

    def __init__(self, bot: str) -> None:
        """Begin undisturbed."""
        self.bot = bot
        self._met: list[float] = []

    async def met(self, description: str) -> None:
        """Wait a moment after a 409, then ask again. Raises Superseded when it will not end."""
        now = time.monotonic()
        self._met = [at for at in self._met if now - at < WITHIN] + [now]
        if "webhook" in description.lower() and len(self._met) > 1:
            raise Superseded(rival(self.bot, "has set a webhook for"))
        if len(self._met) >= DISTURBED:
            raise Superseded(rival(self.bot, "fetches the updates of"))
        await asyncio.sleep(AGAIN)


async def let_live(base: str, bot: str, ours: str) -> None:
    """Leave a webhook alone at whose other end a hall like ours answers. Raises Superseded.

    ``ours`` is the address that this process will register, empty under long polling.
    """
    async with aiohttp.ClientSession(timeout=ANSWER) as session:
        _, answer = await ask(session, base, "getWebhookInfo")
        address = _address(answer)
        if not address or address == ours:
            return
        try:
            async with session.post(address, json={}) as response:
                alive = response.status == HTTPStatus.UNAUTHORIZED  # ours: the secret is missing
        except (aiohttp.ClientError, TimeoutError, ValueError):
            alive = False
        if alive:
            raise Superseded(rival(bot, f"answers at {address} for"))
        log.warning("%s bot: takes over from a webhook where nobody answers: %s", bot, address)


async def watch_hook(base: str, ours: str, standing: Standing) -> None:
    """Look at our webhook until cancelled. Raises Superseded when it has become another's."""
    lost = unheard = 0
    async with aiohttp.ClientSession(timeout=ANSWER) as session:
        while True:
            status, answer = await ask(session, base, "getWebhookInfo")
            standing.answered(status, answer)
            address = _address(answer)
            if answer.get("ok") and address is not None:
                lost = lost + 1 if address != ours else 0
                if lost > 1:
                    what = (
                        f"has set the webhook {address!r} for"
                        if address
                        else "has ended the webhook of"
                    )
                    raise Superseded(rival(standing.bot, what))
                failing = _waits(answer["result"])
                unheard = unheard + 1 if failing else 0
                standing.warn(
                    "deaf: has lost its webhook"
                    if lost
                    else f"deaf: {failing}"
                    if unheard >= UNHEARD
                    else ""
                )
            until = time.monotonic() + (LOOK_AGAIN if lost or unheard else LOOK)
            while time.monotonic() < until:
                await asyncio.sleep(LOOK_AGAIN)
                if standing.paused:
                    break


def _address(answer: Answer) -> str | None:
    """Where the webhook points; None where the answer does not say."""
    info = answer.get("result")
    url = info.get("url") if isinstance(info, dict) else None
    return url if isinstance(url, str) else None


def _waits(info: Answer) -> str:
    """What the Bot API says of updates that it cannot hand over; empty when it hands them over."""
    if not info.get("pending_update_count") or not info.get("last_error_date"):
        return ""
    return f"{info['pending_update_count']} updates wait: {info.get('last_error_message', '')}"
