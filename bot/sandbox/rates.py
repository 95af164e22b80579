"""Rates as published.

About one message a second per chat, twenty a minute per group, thirty a second over all chats.
Buckets allow a small burst, as the real server does.
"""

import math
import time
from collections import deque
from dataclasses import dataclass, field

CHAT_PER_SECOND = 1.0
CHAT_BURST = 3.0
GROUP_PER_MINUTE = 20
OVERALL_PER_SECOND = 30.0
MINUTE = 60.0


@dataclass(slots=True)
class _Bucket:
    rate: float
    burst: float
    level: float
    at: float

    def wait(self, now: float) -> float:
        """Seconds until one more message fits; 0 when it fits now."""
        self.level = min(self.burst, self.level + (now - self.at) * self.rate)
        self.at = now
        return 0.0 if self.level >= 1.0 else (1.0 - self.level) / self.rate


@dataclass(slots=True)
class RateLimits:
    """Flood control of all bots; switched off it lets everything pass."""

    on: bool = False
    _chats: dict[tuple[int, int], _Bucket] = field(default_factory=dict)
    _overall: dict[int, _Bucket] = field(default_factory=dict)
    _groups: dict[tuple[int, int], deque[float]] = field(default_factory=dict)

    def retry_after(self, *, bot_id: int, chat_id: int) -> int:
        """Whole seconds this message must wait; 0 when it passes (and is counted)."""
        if not self.on:
            return 0
        now = time.monotonic()
        chat = self._chats.setdefault(
            (bot_id, chat_id), _Bucket(CHAT_PER_SECOND, CHAT_BURST, CHAT_BURST, now)
        )
        overall = self._overall.setdefault(
            bot_id, _Bucket(OVERALL_PER_SECOND, OVERALL_PER_SECOND, OVERALL_PER_SECOND, now)
        )
        wait = max(chat.wait(now), overall.wait(now))
        group = self._groups.setdefault((bot_id, chat_id), deque()) if chat_id < 0 else None
        if group is not None:
            while group and group[0] <= now - MINUTE:
                group.popleft()
            if len(group) >= GROUP_PER_MINUTE:
                wait = max(wait, group[0] + MINUTE - now)
        if wait > 0:
            return math.ceil(wait)
        chat.level -= 1.0
        overall.level -= 1.0
        if group is not None:
            group.append(now)
        return 0
