"""What our bots need of a Bot API client, whichever library provides it."""

from collections.abc import Mapping
from dataclasses import field
from typing import Any, Protocol

from council.kernel.values import value


@value
class Call:
    """One Bot API method with its parameters; ``files`` are uploads: parameter → name, content."""

    method: str
    params: Mapping[str, Any]
    files: Mapping[str, tuple[str, bytes]] = field(default_factory=dict)


class ApiError(Exception):
    """The Bot API did not do what was asked."""


class RetryAfter(ApiError):
    """Too many requests: nothing may be sent to this chat for ``seconds``."""

    def __init__(self, seconds: float) -> None:
        """Remember how long."""
        super().__init__(f"retry after {seconds} s")
        self.seconds = seconds


class ChatGone(ApiError):
    """The person blocked the bot, or the chat is no more: this chat only, for good."""


class Rejected(ApiError):
    """The request itself was refused (400): repeating it would not help."""


class NotFound(Rejected):
    """The Bot API knows no such method, or no such bot (404)."""


class NotServed(ApiError):
    """The Bot API does not serve this bot now: nothing that was to be said is final."""


class BadToken(NotServed):
    """The Bot API does not know our token (401): an operator must mend the setting."""


class Conflict(NotServed):
    """Another process uses our token (409)."""


class Unreachable(ApiError):
    """No answer, a broken one, or a server error: it may or may not have been delivered."""


class Api(Protocol):
    """A client of the Bot API."""

    async def call(self, call: Call) -> Any:
        """Run a method; raises one of the errors above."""
