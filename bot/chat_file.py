"""A file of a message, fetched through either library's client."""

from typing import Protocol

from council.chat.message import NotFetched
from council.kernel.values import value


class Files(Protocol):
    """A client that fetches files."""

    async def file(self, file_id: str) -> bytes:
        """Fetch a file that a person sent."""


@value
class ChatFile:
    """``council.chat.message.AttachedFile`` of a chat; ``errors`` are what its library raises."""

    client: Files
    id: str
    name: str
    size: int
    errors: tuple[type[Exception], ...]
    is_voice: bool = False

    @property
    def voice(self) -> str:
        """Its id, where it is a voice message."""
        return self.id if self.is_voice else ""

    async def fetch(self) -> bytes:
        """Fetch it. Raises NotFetched."""
        try:
            return await self.client.file(self.id)
        except self.errors as error:
            raise NotFetched from error
