"""Where the outbox's messages leave the house: one outlet per bot and channel."""

from typing import Protocol

from council.kernel.screens.screen import Screen
from council.kernel.values import value


@value
class Sent:
    """The channel took the message."""


@value
class Gone:
    """The chat is closed to us (blocked, deleted): nothing more can be sent there."""

    why: str


@value
class Unfit:
    """The channel refused this very message; sending it again would not help."""

    why: str


@value
class Wait:
    """The channel asks us to leave this chat alone for a while."""

    seconds: float


@value
class Unknown:
    """No clear answer: it may or may not have arrived, so it is sent again."""

    why: str


@value
class Paused:
    """The channel serves none of our chats now (a revoked token): nothing was sent, all wait."""

    why: str


Delivery = Sent | Gone | Unfit | Wait | Unknown | Paused


class Transport(Protocol):
    """Sends one screen to one account."""

    @property
    def channel(self) -> str:
        """Whose accounts it sends to."""

    async def send(self, account: str, screen: Screen) -> Delivery:
        """Send and tell what became of it; never raises for what the channel answers."""

    async def prove(self, account: str, message_id: int, screen: Screen) -> Delivery:
        """See that a message shows a screen: as it is, edited, or sent anew; never raises."""
