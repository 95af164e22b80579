"""Class filters for aiogram: a bare ``F`` filter would cost a thread hop for each update."""

from typing import Any

from aiogram.filters import Filter
from aiogram.types import CallbackQuery, Message
from typing_extensions import override

from bot.acting import key_meant
from bot.visit import Visit
from council.kernel.screens import callback_data as presses


class Pressed(Filter):
    """A pressed button with this verb; hands the read ``press`` to the handler."""

    def __init__(self, verb: str) -> None:
        """Look for one verb."""
        self.verb = verb
        self.prefix = verb + ":"

    @override
    async def __call__(self, query: CallbackQuery) -> bool | dict[str, Any]:
        data = query.data or ""
        if data != self.verb and not data.startswith(self.prefix):
            return False
        press = presses.read(data)
        return {"press": press} if press is not None else False


class Key(Filter):
    """A big key of the reply keyboard, in any language, pressed, or typed with or without sign."""

    def __init__(self, command: str) -> None:
        """Look for the key of one command."""
        self.command = command

    @override
    async def __call__(self, message: Message, visit: Visit) -> bool:
        return key_meant(message.text, visit) == self.command


class Awaits(Filter):
    """A message that a half-done draft of this kind is waiting for."""

    def __init__(self, kind: str) -> None:
        """Look for one kind of draft."""
        self.kind = kind

    @override
    async def __call__(self, message: Message, visit: Visit) -> bool:
        text = (message.text or "").strip()
        if text.startswith("/") or key_meant(text, visit):
            return False  # a command or a big key is never the text that was asked for
        return visit.draft is not None and visit.draft.kind == self.kind
