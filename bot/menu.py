"""Calls that must succeed before a bot can serve, and the menu of its commands."""

import asyncio
import logging
from collections.abc import Iterable
from typing import Any

from bot.api import Api, ApiError, Call, RetryAfter, Unreachable
from council.kernel.again import Again
from council.kernel.screens.translator import Translator

log = logging.getLogger(__name__)

#: The pause (s) before the Bot API is called again.
PAUSE = 1.0


async def insist(api: Api, call: Call) -> Any:
    """Repeat a call until the Bot API answers it."""
    unreachable = Again()
    while True:
        try:
            return await api.call(call)
        except RetryAfter as error:
            await asyncio.sleep(error.seconds)
        except Unreachable as error:
            if unreachable.due():
                log.warning("%s: %s", call.method, error)
            await asyncio.sleep(PAUSE)


async def announce_commands(api: Api, commands: Iterable[str], bot: str) -> None:
    """Set the chat program's menu of commands, in Chinese and, for others, in English.

    A courtesy: a server that knows no such method is served all the same.
    """
    for locale, language in (("en", ""), ("zh_CN", "zh")):
        say = Translator(locale)
        menu = [
            {"command": name, "description": str(say(f"menu.{bot}.{name}"))} for name in commands
        ]
        params: dict[str, Any] = {"commands": menu}
        if language:
            params["language_code"] = language
        try:
            await insist(api, Call(method="setMyCommands", params=params))
        except ApiError as error:
            log.warning("%s: no menu of commands: %s", bot, error)
            return
