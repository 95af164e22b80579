"""The port: whatever turns a voice message into words, in its own time and within bounds."""

from typing import Protocol

#: Characters of one message at most; whoever speaks longer is asked to say it in parts.
LONGEST = 2_000


class Recogniser(Protocol):
    """Turns audio into words, or does not."""

    async def text_of(self, audio: bytes, language: str) -> str | None:
        """Tell the words of a voice message (OGG, as the channel has it); None: none were found.

        ``language`` is ``zh`` or ``en``. Never raises for audio that cannot be read or an engine
        that fails, and never holds up the event loop.
        """
