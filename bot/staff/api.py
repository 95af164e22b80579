"""The Bot API through python-telegram-bot, with its errors told in our words."""

from typing import Any

from telegram import Bot, InputFile
from telegram.error import (
    BadRequest,
    Forbidden,
    NetworkError,
    TelegramError,
)
from telegram.error import (
    RetryAfter as FloodControl,
)

from bot.api import Call, ChatGone, Rejected, RetryAfter, Unreachable


class PtbApi:
    """``bot.api.Api`` through a python-telegram-bot bot."""

    def __init__(self, bot: Bot) -> None:
        """Use this bot."""
        self.bot = bot

    async def call(self, call: Call) -> Any:
        """Run a method."""
        uploads = {
            name: InputFile(content, filename=name, attach=False)
            for name, content in call.files.items()
        }
        try:
            return await self.bot.do_api_request(
                call.method, api_kwargs={**call.params, **uploads}
            )
        except FloodControl as error:
            wait = error.retry_after
            raise RetryAfter(wait if isinstance(wait, int) else wait.total_seconds()) from error
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
