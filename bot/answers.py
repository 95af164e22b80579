"""Answers leave each chat in order, beside the intake: nobody's next update waits for them.

While an answer waits for its chat's pace, a newer one may make it needless: the same edit of the
same message drawn again, or the very same words again.
"""

import asyncio
import time
from dataclasses import dataclass, field

from bot.api import Call
from bot.replies import PATIENCE, Replies
from council.kernel.screens.screen import Screen


@dataclass(slots=True, eq=False)
class _Answer:
    call: Call
    about: str
    begun: bool = False


@dataclass(slots=True, eq=False)
class _Chat:
    turn: asyncio.Lock = field(default_factory=asyncio.Lock)
    answers: list[_Answer] = field(default_factory=list)


class Answers:
    """What is on its way to one bot's chats."""

    def __init__(self, replies: Replies) -> None:
        """Send through ``replies``."""
        self._replies = replies
        self._chats: dict[int, _Chat] = {}

    async def waiting(self, chat_id: int) -> int:
        """How many answers have not reached somebody yet, here and in the outbox."""
        chat = self._chats.get(chat_id)
        return (len(chat.answers) if chat else 0) + await self._replies.kept(str(chat_id))

    async def fits_a_body(self, call: Call, screen: Screen) -> bool:
        """Whether the HTTP answer of a webhook may carry it: nothing is on its way before it."""
        if call.params["chat_id"] in self._chats:
            return False
        return await self._replies.fits_a_body(call, screen)

    async def show(self, call: Call, screen: Screen, sorry: Screen, *, about: str = "") -> None:
        """Show a screen, after all that the chat was to be shown before.

        Ends when it was taken, lies in the outbox, or was made needless. ``about`` tells which
        edits of a message show the same thing; ``sorry`` is shown where the screen is refused.
        """
        chat_id: int = call.params["chat_id"]
        chat = self._chats.setdefault(chat_id, _Chat())
        if chat.answers and not chat.answers[-1].begun and chat.answers[-1].call == call:
            return
        answer = _Answer(call=call, about=about)
        deadline = time.monotonic() + PATIENCE
        chat.answers.append(answer)
        try:
            async with chat.turn:
                if not _superseded(answer, chat):
                    answer.begun = True
                    await self._replies.deliver(call, screen, sorry, deadline=deadline)
        finally:
            chat.answers.remove(answer)
            if not chat.answers:
                del self._chats[chat_id]


def _superseded(answer: _Answer, chat: _Chat) -> bool:
    """Whether a newer edit of the same message shows the same thing as it is now."""
    message_id = answer.call.params.get("message_id")
    if message_id is None or not answer.about:
        return False
    newer = chat.answers[chat.answers.index(answer) + 1 :]
    return any(
        each.about == answer.about and each.call.params.get("message_id") == message_id
        for each in newer
    )
