"""A message as any channel brings it: words, or a file with its caption."""

from typing import Protocol

from council.kernel.values import value


class NotFetched(Exception):
    """The channel does not give the file that came with a message."""


class AttachedFile(Protocol):
    """A file that came with a message; its bytes are fetched when somebody wants them."""

    @property
    def name(self) -> str:
        """Its name where it was sent as a file; empty for a photo or a voice message."""

    @property
    def size(self) -> int:
        """Its size in bytes; 0 where it is not told."""

    @property
    def voice(self) -> str:
        """The name by which a voice message is fetched again (``Visit.voice_message``); else empty."""

    async def fetch(self) -> bytes:
        """Fetch it. Raises NotFetched."""


@value
class Message:
    """What somebody wrote or sent. ``text`` is None for a photo, a voice message, a file."""

    text: str | None = None
    caption: str = ""
    file: AttachedFile | None = None
    forwarded: bool = False
    edited: bool = False
