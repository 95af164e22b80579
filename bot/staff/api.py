"""The Bot API through python-telegram-bot, with its errors told in our words."""

import os
import re
from typing import Any

from telegram import (
    Bot,
    BotCommand,
    InlineKeyboardMarkup,
    InputFile,
    LinkPreviewOptions,
    ReplyKeyboardMarkup,
    ReplyKeyboardRemove,
)
from telegram.error import BadRequest, Forbidden, InvalidToken, NetworkError, TelegramError
from telegram.error import Conflict as TokenInUse
from telegram.error import RetryAfter as FloodControl

from bot.api import BadToken, Call, ChatGone, Conflict, NotFound, Rejected, RetryAfter, Unreachable

# The library's own switch: waits are timedeltas, as in its next major version. Without it every
# RetryAfter warns of the change, which an interpreter with -W error turns into a failure.
os.environ.setdefault("PTB_TIMEDELTA", "true")


def _snake(method: str) -> str:
    """``sendMessage`` → ``send_message``: the library's name of a method."""
    return re.sub(r"(?<!^)(?=[A-Z])", "_", method).lower()


def _object(name: str, part: Any, bot: Bot) -> Any:
    """The library's object for a parameter that is a plain value in a call."""
    match name:
        case "reply_markup" if "inline_keyboard" in part:
            return InlineKeyboardMarkup.de_json(part, bot)
        case "reply_markup" if "remove_keyboard" in part:
            return ReplyKeyboardRemove()
        case "reply_markup":
            return ReplyKeyboardMarkup(**part)
        case "link_preview_options":
            return LinkPreviewOptions.de_json(part, bot)
        case "commands":
            return [BotCommand.de_json(command, bot) for command in part]
        case _:
            return part


class PtbApi:
    """``bot.api.Api`` through a python-telegram-bot bot."""

    def __init__(self, bot: Bot) -> None:
        """Use this bot."""
        self.bot = bot

    async def call(self, call: Call) -> Any:
        """Run a method."""
        function = getattr(self.bot, _snake(call.method))
        given = {name: _object(name, part, self.bot) for name, part in call.params.items()}
        uploads = {
            name: InputFile(content, filename=file) for name, (file, content) in call.files.items()
        }
        try:
            return await function(**given, **uploads)
        except FloodControl as error:
            wait = error.retry_after
            raise RetryAfter(wait if isinstance(wait, int) else wait.total_seconds()) from error
        except InvalidToken as error:
            # The library says this both of a wrong token (401) and of a method or file that the
            # server does not know (404).
            if "not found" in error.message.lower():
                raise NotFound(error.message) from error
            raise BadToken(error.message) from error
        except TokenInUse as error:
            raise Conflict(error.message) from error
        except Forbidden as error:
            raise ChatGone(error.message) from error
        except BadRequest as error:
            if "chat not found" in error.message.lower():
                raise ChatGone(error.message) from error
            raise Rejected(error.message) from error
        except (NetworkError, TelegramError) as error:
            raise Unreachable(str(error)) from error

    async def file(self, file_id: str) -> bytes:
        """Fetch a file that a person sent."""
        found = await self.bot.get_file(file_id)
        return bytes(await found.download_as_bytearray())
