"""Pacing: so many messages a second overall and so many per chat, on the monotonic clock."""

import asyncio
import time


class RateLimiter:
    """Hands out departure times. ``per_second`` overall and ``per_chat`` each; 0 = unlimited."""

    def __init__(self, *, per_second: float, per_chat: float) -> None:
        """Set the two rates (messages a second)."""
        self._gap = 1 / per_second if per_second else 0.0
        self._chat_gap = 1 / per_chat if per_chat else 0.0
        self._next = 0.0
        self._chats: dict[str, float] = {}

    async def turn(self, account: str) -> None:
        """Wait until a message to this account may leave."""
        now = time.monotonic()
        at = max(now, self._next, self._chats.get(account, 0.0))
        self._next = max(now, self._next) + self._gap
        if self._chat_gap:
            self._chats[account] = at + self._chat_gap
            if len(self._chats) > 10_000:  # noqa: PLR2004 - forget chats whose turn has come
                self._chats = {chat: t for chat, t in self._chats.items() if t > now}
        if at > now:
            await asyncio.sleep(at - now)
