"""A class filter for aiogram: a bare ``F`` filter would cost a thread hop for each update."""

from typing import Any

from aiogram.filters import Filter
from aiogram.types import CallbackQuery
from typing_extensions import override

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
