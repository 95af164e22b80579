"""Webhook delivery: one request at a time per queue, several queues side by side.

A queue is the chat for messages, the user for taps, the poll for answers: order holds inside
one, not between them. What is not confirmed by a 2xx comes again, later and later, until the
update expires.
"""

import asyncio
import secrets
from collections import deque
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

import aiohttp

from bot.sandbox.accounts import Bot
from bot.sandbox.files import Upload
from bot.sandbox.transport import read_reply
from bot.sandbox.updates import QueueKey, Update
from bot.sandbox.wire import ApiError, Json, dump
from bot.sandbox.world import World

SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105  # a header's name
ANSWER_WITHIN = 60.0
FIRST_DELAY = 1.0
LONGEST_DELAY = (60, 120)
GONE = 410
GONE_FOR = 23 * 3600
SUCCESS = range(200, 300)
COMPANY = 1.0
"""Seconds an update that is to be overtaken waits for the one that overtakes it."""
GLANCE = 0.01

Execute = Callable[[Bot, str, Json, dict[str, Upload]], Awaitable[None]]


@dataclass(slots=True, kw_only=True, eq=False)
class Hook:
    """One bot's webhook and its queues."""

    bot: Bot
    url: str
    secret: str
    max_connections: int
    queues: dict[QueueKey, deque[Update]] = field(default_factory=dict)
    ready: deque[QueueKey] = field(default_factory=deque)
    busy: set[QueueKey] = field(default_factory=set)
    delays: dict[QueueKey, float] = field(default_factory=dict)
    timers: dict[QueueKey, asyncio.TimerHandle] = field(default_factory=dict)
    requests: set[asyncio.Task[None]] = field(default_factory=set)
    gone_since: int | None = None
    last_error_date: int | None = None
    last_error_message: str | None = None


class Deliveries:
    """All webhooks of all bots."""

    def __init__(self, world: World, execute: Execute, *, longest_delay: float | None) -> None:
        self._world = world
        self._execute = execute
        self._longest_delay = longest_delay
        self._hooks: dict[int, Hook] = {}
        self._session: aiohttp.ClientSession | None = None

    async def start(self) -> None:
        """Open the client."""
        self._session = aiohttp.ClientSession(
            connector=aiohttp.TCPConnector(limit=0),
            timeout=aiohttp.ClientTimeout(total=ANSWER_WITHIN),
        )

    async def stop(self) -> None:
        """End every request in flight; nothing unconfirmed is forgotten."""
        for bot_id in list(self._hooks):
            await self.remove(bot_id)
        if self._session is not None:
            await self._session.close()
            self._session = None

    def hook(self, bot: Bot) -> Hook | None:
        return self._hooks.get(bot.id)

    def install(self, hook: Hook) -> None:
        """Deliver from now on, first what already waits."""
        self._hooks[hook.bot.id] = hook
        for update in hook.bot.queue.pending.values():
            self.enqueue(hook.bot, update)

    async def remove(self, bot_id: int) -> None:
        """Stop delivering; the updates stay pending."""
        hook = self._hooks.pop(bot_id, None)
        if hook is None:
            return
        for timer in hook.timers.values():
            timer.cancel()
        current = asyncio.current_task()
        requests = [request for request in hook.requests if request is not current]
        for request in requests:
            request.cancel()
        await asyncio.gather(*requests, return_exceptions=True)

    def enqueue(self, bot: Bot, update: Update) -> None:
        """Put one update into its queue and set it going."""
        hook = self._hooks.get(bot.id)
        if hook is None:
            return
        queue = hook.queues.get(update.key)
        if queue is None:
            hook.queues[update.key] = deque((update,))
            hook.ready.append(update.key)
            self._go(hook)
        else:
            queue.append(update)

    def _go(self, hook: Hook) -> None:
        while hook.ready and len(hook.busy) < hook.max_connections:
            key = hook.ready.popleft()
            hook.busy.add(key)
            request = asyncio.create_task(self._deliver_first(hook, key))
            hook.requests.add(request)
            request.add_done_callback(hook.requests.discard)

    async def _deliver_first(self, hook: Hook, key: QueueKey) -> None:
        queue = hook.queues[key]
        await self._reorder(hook, queue)
        update = queue[0]
        if update.id not in hook.bot.queue.pending or hook.bot.queue.expired(update):
            wait: float | None = None
        else:
            wait = await self._post(hook, key, update)
        hook.busy.discard(key)
        if wait is not None:
            loop = asyncio.get_running_loop()
            hook.timers[key] = loop.call_later(wait, self._again, hook, key)
        else:
            hook.delays.pop(key, None)
            if not self._struck("duplicate_update", update, hook.bot):
                queue.popleft()
                hook.bot.queue.confirm(update)
            if queue:
                hook.ready.append(key)
            else:
                del hook.queues[key]
        self._go(hook)

    def _again(self, hook: Hook, key: QueueKey) -> None:
        del hook.timers[key]
        hook.ready.append(key)
        self._go(hook)

    async def _reorder(self, hook: Hook, queue: deque[Update]) -> None:
        """Let the second overtake the first where a fault asks for it."""
        plan = self._world.faults
        if not plan.faults:
            return
        first = queue[0]
        if not plan.expects("reorder_updates", bot=hook.bot.username, chat=first.chat_id):
            return
        waited = 0.0
        while len(queue) == 1 and waited < COMPANY:
            await asyncio.sleep(GLANCE)
            waited += GLANCE
        if len(queue) > 1 and self._struck("reorder_updates", first, hook.bot):
            queue[0], queue[1] = queue[1], queue[0]

    def _struck(self, kind: str, update: Update, bot: Bot) -> bool:
        plan = self._world.faults
        if not plan.faults:
            return False
        return plan.strike_update(kind, bot=bot.username, chat=update.chat_id) is not None

    async def _post(self, hook: Hook, key: QueueKey, update: Update) -> float | None:
        """None when the update is confirmed, else the seconds until the next try."""
        if self._session is None:
            return FIRST_DELAY
        headers = {"Content-Type": "application/json"}
        if hook.secret:
            headers[SECRET_HEADER] = hook.secret
        try:
            async with self._session.post(
                hook.url, data=dump(update.body), headers=headers
            ) as response:
                if response.status not in SUCCESS:
                    await self._note_gone(hook, response.status)
                    self._note(
                        hook,
                        f"Wrong response from the webhook: {response.status} {response.reason}",
                    )
                    return self._delay(hook, key, response.headers.get("Retry-After"))
                hook.gone_since = None
                params, uploads = await read_reply(response)
        except TimeoutError:
            self._note(hook, "Read timeout expired")
            return self._delay(hook, key, None)
        except (aiohttp.ClientError, ConnectionError):
            self._note(hook, "Connection refused")
            return self._delay(hook, key, None)
        except ApiError:
            return None
        if self._struck("drop_webhook_reply", update, hook.bot):
            self._note(hook, "Connection reset by peer")
            return self._delay(hook, key, None)
        method = params.pop("method", None)
        if method:
            await self._execute(hook.bot, str(method), params, uploads)
        return None

    def _delay(self, hook: Hook, key: QueueKey, retry_after: str | None) -> float:
        if retry_after is not None and retry_after.isdecimal():
            return float(retry_after)
        low, high = LONGEST_DELAY
        cap = self._longest_delay or float(low + secrets.randbelow(high - low + 1))
        delay = min(hook.delays.get(key, FIRST_DELAY), cap)
        hook.delays[key] = delay * 2
        return delay

    def _note(self, hook: Hook, message: str) -> None:
        hook.last_error_date = self._world.clock.now()
        hook.last_error_message = message

    async def _note_gone(self, hook: Hook, status: int) -> None:
        """410 for 23 hours removes the webhook."""
        now = self._world.clock.now()
        if status != GONE:
            hook.gone_since = None
        elif hook.gone_since is None:
            hook.gone_since = now
        elif now - hook.gone_since >= GONE_FOR:
            hook.bot.queue.webhook_url = ""
            await self.remove(hook.bot.id)
