"""A Bot API client that keeps quiet where it was told to.

After "retry after N seconds" nothing is sent to that chat for so long, neither replies nor
letters: asking again would only lengthen the wait. While the Bot API does not serve the bot at all,
nothing is sent to anybody.
"""

import time
from typing import Any

from bot.api import Api, Call, NotFound, NotServed, RetryAfter
from bot.standing import Standing

#: Chats remembered at most before those whose time is over are forgotten.
MANY = 10_000


class PatientApi:
    """``bot.api.Api`` around another one."""

    def __init__(self, api: Api, standing: Standing) -> None:
        """Ask through this client, while the bot stands well."""
        self._api = api
        self._standing = standing
        self._until: dict[int, float] = {}

    async def call(self, call: Call) -> Any:
        """Run a method, unless its chat must be left alone: then RetryAfter without asking.

        Raises NotServed, also without asking, while the bot is paused. Every method that bears
        a chat exists on every server: there, "not found" speaks of the bot.
        """
        if self._standing.paused:
            raise NotServed(self._standing.trouble)
        chat_id = call.params.get("chat_id")
        if chat_id is None:
            return await self._ask(call)
        left = self.wait(chat_id)
        if left > 0:
            raise RetryAfter(left)
        try:
            return await self._ask(call)
        except NotFound as error:
            self._standing.refused(f"404 {error}")
            raise NotServed(str(error)) from error
        except RetryAfter as error:
            self._until[chat_id] = time.monotonic() + error.seconds
            raise

    async def _ask(self, call: Call) -> Any:
        try:
            return await self._api.call(call)
        except NotServed as error:
            self._standing.refused(f"{type(error).__name__}: {error}")
            raise

    def wait(self, chat_id: int) -> float:
        """Seconds for which nothing may be sent to a chat."""
        until = self._until.get(chat_id)
        if until is None:
            return 0.0
        now = time.monotonic()
        if until > now:
            return until - now
        del self._until[chat_id]
        if len(self._until) > MANY:
            self._until = {chat: at for chat, at in self._until.items() if at > now}
        return 0.0
