"""A bot's update queue, with the getUpdates semantics of the official server.

Updates stay until confirmed: asking again without a new offset gives the same ones, which is
how duplicates arise. An update not fetched within its lifetime is gone.
"""

import asyncio
import time
from collections.abc import Callable
from dataclasses import dataclass
from itertools import takewhile
from typing import TYPE_CHECKING

from bot.sandbox.numbers import Numbers
from bot.sandbox.wire import ApiError, Json, conflict

if TYPE_CHECKING:
    from bot.sandbox.clock import SandboxClock
    from bot.sandbox.faults import FaultPlan

DAY = 24 * 3600
QUERY_LIFETIME = 150
"""Seconds a callback, shipping or pre-checkout query can be answered."""
SHORT_LIVED = frozenset({"callback_query", "shipping_query", "pre_checkout_query"})
NOT_BY_DEFAULT = frozenset({"chat_member", "message_reaction", "message_reaction_count"})
MAX_TIMEOUT = 50
MAX_LIMIT = 100
STRETCH = 3.0
"""The same offset asked again within this many seconds becomes a poll of that length."""
HASTE = 0.5
"""Within this many seconds it is answered with one update only."""

QueueKey = tuple[str, int]
"""Order holds within one key: the chat for messages, the user for taps, the poll for answers."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Update:
    """One pending update; `expires_at` in UTC seconds of the sandbox clock."""

    id: int
    kind: str
    key: QueueKey
    chat_id: int | None
    expires_at: int
    body: Json


class UpdateQueue:
    """What waits for one bot, by long poll or webhook."""

    def __init__(
        self,
        *,
        bot: str,
        clock: "SandboxClock",
        faults: "FaultPlan",
        numbers: Numbers,
        first_id: int,
        emptied: Callable[[], None],
    ) -> None:
        self._bot = bot
        self._clock = clock
        self._faults = faults
        self._numbers = numbers
        self._next_id = numbers.begin(bot, first_id)
        self._emptied = emptied
        self.pending: dict[int, Update] = {}
        self.allowed: frozenset[str] | None = None
        self.webhook_url = ""
        self._poll: asyncio.Future[ApiError | None] | None = None
        self._last_offset: int | None = None
        self._last_start = 0.0

    def push(
        self, kind: str, payload: Json, *, key: QueueKey, chat_id: int | None
    ) -> Update | None:
        """Queue one update; None when the bot did not ask for this kind."""
        if not self._wants(kind):
            return None
        update_id = self._next_id
        self._next_id += 1
        self._numbers.use(self._bot, update_id)
        lifetime = QUERY_LIFETIME if kind in SHORT_LIVED else DAY
        update = Update(
            id=update_id,
            kind=kind,
            key=key,
            chat_id=chat_id,
            expires_at=self._clock.now() + lifetime,
            body={"update_id": update_id, kind: payload},
        )
        self.pending[update_id] = update
        self._wake(None)
        return update

    def allow(self, kinds: list[str] | None) -> None:
        """Remember allowed_updates: None keeps the last, an empty list means the default."""
        if kinds is not None:
            self.allowed = frozenset(kinds) or None

    def clear(self) -> None:
        """Forget everything pending."""
        self.pending.clear()
        self._emptied()

    def confirm(self, update: Update) -> None:
        """A webhook took it."""
        self.pending.pop(update.id, None)
        if not self.pending:
            self._emptied()

    def expired(self, update: Update) -> bool:
        """Whether nobody will ever see this update."""
        return update.expires_at <= self._clock.now()

    def waiting(self) -> int:
        """How many updates are pending."""
        now = self._clock.now()
        return sum(1 for update in self.pending.values() if update.expires_at > now)

    def end_poll(self, reason: str) -> None:
        """Make a running long poll lose with 409."""
        self._wake(conflict(reason))

    async def get(self, *, offset: int, limit: int, patience: float) -> list[Json]:
        """The getUpdates answer; 409 while a webhook is set or when a younger poll arrives."""
        if self.webhook_url:
            raise conflict(
                "can't use getUpdates method while webhook is active; "
                "use deleteWebhook to delete the webhook first"
            )
        self.end_poll(
            "terminated by other getUpdates request; "
            "make sure that only one bot instance is running"
        )
        limit = limit if 1 <= limit <= MAX_LIMIT else MAX_LIMIT
        patience = min(max(patience, 0.0), MAX_TIMEOUT)
        now = time.monotonic()
        if offset == self._last_offset:
            if patience < STRETCH and now < self._last_start + STRETCH:
                patience = STRETCH
            if now < self._last_start + HASTE:
                limit = 1
        self._last_offset, self._last_start = offset, now
        self._forget_below(offset)
        return await self._wait(limit=limit, deadline=now + patience)

    async def _wait(self, *, limit: int, deadline: float) -> list[Json]:
        while True:
            batch = self._batch(limit)
            left = deadline - time.monotonic()
            if batch or left <= 0:
                return self._shuffle(batch)
            self._poll = poll = asyncio.get_running_loop().create_future()
            try:
                ended = await asyncio.wait_for(poll, left)
            except TimeoutError:
                return []
            finally:
                if self._poll is poll:
                    self._poll = None
            if ended is not None:
                raise ended

    def _batch(self, limit: int) -> list[Update]:
        now = self._clock.now()
        batch: list[Update] = []
        gone: list[int] = []
        for update in self.pending.values():
            if update.expires_at <= now:
                gone.append(update.id)
                continue
            batch.append(update)
            if len(batch) == limit:
                break
        for update_id in gone:
            del self.pending[update_id]
        return batch

    def _shuffle(self, batch: list[Update]) -> list[Json]:
        bodies: list[Json] = []
        for update in batch:
            bodies.append(update.body)
            if self._struck("duplicate_update", update):
                bodies.append(update.body)
        if len(batch) > 1 and self._struck("reorder_updates", batch[0]):
            bodies.reverse()
        return bodies

    def _struck(self, kind: str, update: Update) -> bool:
        fault = self._faults.strike_update(kind, bot=self._bot, chat=update.chat_id)
        return fault is not None

    def _forget_below(self, offset: int) -> None:
        if offset < 0:
            gone = list(self.pending)[:offset]
        elif offset > 0:
            gone = list(takewhile(lambda update_id: update_id < offset, self.pending))
        else:
            return
        for update_id in gone:
            del self.pending[update_id]
        if gone and not self.pending:
            self._emptied()

    def _wants(self, kind: str) -> bool:
        return kind not in NOT_BY_DEFAULT if self.allowed is None else kind in self.allowed

    def _wake(self, ended: ApiError | None) -> None:
        if self._poll is not None and not self._poll.done():
            self._poll.set_result(ended)
