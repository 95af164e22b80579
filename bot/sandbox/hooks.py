"""getUpdates, setWebhook, deleteWebhook and getWebhookInfo."""

import asyncio
import json
import re
from urllib.parse import urlsplit

from bot.sandbox.accounts import Bot
from bot.sandbox.call import Answer
from bot.sandbox.validation import Limits
from bot.sandbox.webhook import Deliveries, Hook
from bot.sandbox.wire import Json, bad_request, too_many_requests

SECRET = re.compile(r"[A-Za-z0-9_-]*")
DEFAULT_CONNECTIONS = 40
PAUSE = 1.0
"""Seconds between two setWebhook calls that change something."""


class Hooks:
    """How a bot chooses to hear."""

    def __init__(self, deliveries: Deliveries) -> None:
        self._deliveries = deliveries
        self._next_change: dict[int, float] = {}

    async def get_updates(self, bot: Bot, params: Json) -> list[Json]:
        """The long poll."""
        bot.queue.allow(_kinds(params))
        return await bot.queue.get(
            offset=_number(params, "offset", 0),
            limit=_number(params, "limit", 100),
            patience=_number(params, "timeout", 0),
        )

    async def set_webhook(self, bot: Bot, params: Json, limits: Limits) -> Answer:
        """An empty URL deletes; the same URL again changes nothing but its settings."""
        url = str(params.get("url") or "")
        if not url:
            return await self.delete_webhook(bot, params)
        now = asyncio.get_running_loop().time()
        if now < self._next_change.get(bot.id, 0.0):
            raise too_many_requests(1)
        self._next_change[bot.id] = now + PAUSE
        hook = _hook(bot, url, params, limits)
        bot.queue.allow(_kinds(params))
        if params.get("drop_pending_updates"):
            bot.queue.clear()
        old = self._deliveries.hook(bot)
        unchanged = old is not None and (old.url, old.secret, old.max_connections) == (
            hook.url,
            hook.secret,
            hook.max_connections,
        )
        if unchanged:
            return Answer(result=True, description="Webhook is already set")
        bot.queue.end_poll("terminated by setWebhook request")
        await self._deliveries.remove(bot.id)
        bot.queue.webhook_url = url
        self._deliveries.install(hook)
        return Answer(result=True, description="Webhook was set")

    async def delete_webhook(self, bot: Bot, params: Json) -> Answer:
        """Back to getUpdates; what waits keeps waiting unless dropped."""
        if str(params.get("drop_pending_updates") or "").lower() in {"true", "1"}:
            bot.queue.clear()
        if not bot.queue.webhook_url:
            return Answer(result=True, description="Webhook is already deleted")
        bot.queue.webhook_url = ""
        await self._deliveries.remove(bot.id)
        return Answer(result=True, description="Webhook was deleted")

    def webhook_info(self, bot: Bot) -> Json:
        """URL, how much waits, the last error."""
        info: Json = {
            "url": bot.queue.webhook_url,
            "has_custom_certificate": False,
            "pending_update_count": bot.queue.waiting(),
        }
        hook = self._deliveries.hook(bot)
        if hook is not None:
            info["max_connections"] = hook.max_connections
            if hook.last_error_date is not None:
                info["last_error_date"] = hook.last_error_date
                info["last_error_message"] = hook.last_error_message
        if bot.queue.allowed is not None:
            info["allowed_updates"] = sorted(bot.queue.allowed)
        return info


def _hook(bot: Bot, url: str, params: Json, limits: Limits) -> Hook:
    parts = urlsplit(url)
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        raise bad_request("bad webhook: An HTTPS URL must be provided for webhook")
    secret = str(params.get("secret_token") or "")
    if not SECRET.fullmatch(secret):
        raise bad_request("secret token contains unallowed characters")
    if len(secret) > limits.webhook_secret:
        raise bad_request("secret token is too long")
    connections = int(params.get("max_connections") or DEFAULT_CONNECTIONS)
    connections = min(max(connections, 1), limits.webhook_connections)
    return Hook(bot=bot, url=url, secret=secret, max_connections=connections)


def _kinds(params: Json) -> list[str] | None:
    value = params.get("allowed_updates")
    if isinstance(value, str):
        try:
            value = json.loads(value) if value else None
        except ValueError:
            raise bad_request("can't parse allowed updates JSON object") from None
    if value is not None and not isinstance(value, list):
        raise bad_request("can't parse allowed updates: Expected an Array of String")
    return None if value is None else [str(kind) for kind in value]


def _number(params: Json, name: str, default: int) -> int:
    try:
        return int(float(str(params.get(name) or default)))
    except ValueError:
        return default
