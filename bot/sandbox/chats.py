"""One chat: its messages, and what its person sees beside them."""

import asyncio
from dataclasses import dataclass, field

from bot.sandbox.numbers import Numbers
from bot.sandbox.wire import Json

MESSAGES = "messages"
"""The series that all chats' messages are numbered from, so that one number is set aside for all."""


@dataclass(slots=True, kw_only=True, eq=False)
class Chat:
    """A private chat of one bot and one person, or a group with several of both."""

    wire: Json
    bot_ids: set[int]
    person_ids: set[int]
    numbers: Numbers
    messages: dict[int, Json] = field(default_factory=dict)
    last_message_id: int = field(init=False)
    started: bool = False
    blocked: bool = False
    left_bot_ids: set[int] = field(default_factory=set)
    reply_keyboard: Json | None = None
    input_placeholder: str | None = None
    force_reply: bool = False
    toasts: list[Json] = field(default_factory=list)
    typing_until: float = 0.0
    pinned_message_id: int | None = None
    invite_link: str | None = None
    join_requests: set[int] = field(default_factory=set)
    topics: dict[int, str] = field(default_factory=dict)
    waiters: set[asyncio.Future[None]] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.last_message_id = self.numbers.begin(MESSAGES, 1) - 1

    @property
    def id(self) -> int:
        return int(self.wire["id"])

    @property
    def is_private(self) -> bool:
        return bool(self.wire["type"] == "private")

    def take_message_id(self) -> int:
        """The next number in this chat."""
        self.last_message_id += 1
        self.numbers.use(MESSAGES, self.last_message_id)
        return self.last_message_id

    def wake(self) -> None:
        """Let everyone who waits for a change look again."""
        waiters, self.waiters = self.waiters, set()
        for waiter in waiters:
            if not waiter.done():
                waiter.set_result(None)
