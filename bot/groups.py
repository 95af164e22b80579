"""What is written in groups: never an act, hardly ever an answer.

Residents' groups are theirs: a bot that answers every remark is thrown out. So one hint a day says
where the hall is; posts of channels and of other bots get none. A join code that is typed there is
readable for everybody: it is void from then on, and that is said.
"""

import re
import time
import unicodedata
from itertools import pairwise
from typing import Any

from bot import drawing
from bot.replies import Replies
from council.kernel.app import App
from council.kernel.screens.screen import Screen
from council.kernel.screens.translator import Translator
from council.people.codes import void_shown

#: A code as it is typed, and as a link bears it.
_CODE = re.compile(r"[A-Z2-7]{10}|[A-Z2-7]{26}", re.ASCII)
#: Seconds between two hints in one group, the most groups remembered, the most words looked at.
HINT, MANY, WORDS = 86_400.0, 10_000, 200


def unasked(update: dict[str, Any]) -> bool:
    """Whether a message was written by no person: a channel's post, a group's, another bot's."""
    message = _part(update, "message")
    author = _part(message, "from")
    return bool(
        message.get("is_automatic_forward") or message.get("sender_chat") or author.get("is_bot")
    )


def in_group(update: dict[str, Any]) -> bool:
    """Whether a message was written where others read it."""
    chat = _part(_part(update, "message"), "chat")
    return chat.get("type") in {"group", "supergroup", "channel"}


def _part(whole: dict[str, Any], name: str) -> dict[str, Any]:
    part = whole.get(name)
    return part if isinstance(part, dict) else {}


def codes_in(text: str) -> set[str]:
    """What might be join codes, also in two halves."""
    plain = unicodedata.normalize("NFKC", text).replace("-", "").upper()
    words = plain.split()[:WORDS]
    halves = {one + two for one, two in pairwise(words)}
    return {found for found in {*words, *halves} if _CODE.fullmatch(found)}


class Groups:
    """What one bot does with what is written in groups."""

    def __init__(self, app: App, replies: Replies) -> None:
        """Answer through these replies, where there is an answer."""
        self.app = app
        self._replies = replies
        #: When the last hint was given, by group (monotonic).
        self._hinted: dict[int, float] = {}

    async def take(self, message: dict[str, Any]) -> None:
        """Void the codes that a message shows; else hint, once in a while.

        Where nobody wrote a word (people come and go, the group gets a name) nobody asked for one.
        """
        chat_id, text = message["chat"]["id"], message.get("text") or message.get("caption") or ""
        shown = codes_in(text)
        void = await self.app.bus.run(lambda tx: void_shown(tx, shown)) if shown else 0
        if void:
            await self._say(chat_id, message, "group.code_void")
        elif text and self._may_hint(chat_id):
            await self._say(chat_id, message, "refusal.message.not_private")

    def _may_hint(self, chat_id: int) -> bool:
        now = time.monotonic()
        if now - self._hinted.get(chat_id, float("-inf")) < HINT:
            return False
        if len(self._hinted) >= MANY:
            self._hinted = {c: at for c, at in self._hinted.items() if now - at < HINT}
        self._hinted[chat_id] = now
        return True

    async def _say(self, chat_id: int, message: dict[str, Any], key: str) -> None:
        language = _part(message, "from").get("language_code") or "zh"
        say = Translator("zh_CN" if language.startswith("zh") else "en")
        screen = Screen(text=str(say(key)), in_place=False)
        await self._replies.deliver(drawing.send(chat_id, screen), screen, screen)
