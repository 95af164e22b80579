"""The Bot API through aiogram, with its errors told in our words."""

from typing import Any

from aiogram import Bot, methods
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.exceptions import (
    AiogramError,
    TelegramAPIError,
    TelegramBadRequest,
    TelegramConflictError,
    TelegramForbiddenError,
    TelegramNotFound,
    TelegramRetryAfter,
    TelegramUnauthorizedError,
)
from aiogram.methods import Response, TelegramMethod
from aiogram.types import BufferedInputFile
from typing_extensions import override

from bot.api import BadToken, Call, ChatGone, Conflict, NotFound, Rejected, RetryAfter, Unreachable

_METHODS: dict[str, type[TelegramMethod[Any]]] = {
    cls.__api_method__: cls
    for cls in vars(methods).values()
    if isinstance(cls, type) and issubclass(cls, TelegramMethod) and cls is not TelegramMethod
}

#: The models of answers, kept for us: aiogram asks pydantic for one at every call, and pydantic
#: forgets a model that nobody holds. Built anew it costs 10 ms, more than all else in a call.
_ANSWERS: dict[str, object] = {}


class Session(AiohttpSession):
    """aiogram's connections. Where they end it sleeps 250 ms, which aiohttp now waits for by itself."""

    @override
    async def close(self) -> None:
        if self._session is not None:
            await self._session.close()


def make_bot(token: str, api_url: str) -> Bot:
    """An aiogram bot at any Bot API server."""
    return Bot(token, session=Session(api=TelegramAPIServer.from_base(api_url), limit=50))


class AiogramApi:
    """``bot.api.Api`` through an aiogram bot."""

    def __init__(self, bot: Bot) -> None:
        """Use this bot."""
        self.bot = bot

    async def call(self, call: Call) -> Any:
        """Run a method."""
        method = _METHODS[call.method]
        if call.method not in _ANSWERS:
            _ANSWERS[call.method] = Response.__class_getitem__(method.__returning__)
        uploads = {
            name: BufferedInputFile(content, file) for name, (file, content) in call.files.items()
        }
        try:
            return await self.bot(method(**{**call.params, **uploads}))
        except TelegramRetryAfter as error:
            raise RetryAfter(error.retry_after) from error
        except TelegramUnauthorizedError as error:
            raise BadToken(error.message) from error
        except TelegramConflictError as error:
            raise Conflict(error.message) from error
        except TelegramForbiddenError as error:
            raise ChatGone(error.message) from error
        except TelegramNotFound as error:
            raise NotFound(error.message) from error
        except TelegramBadRequest as error:
            if "chat not found" in error.message:
                raise ChatGone(error.message) from error
            raise Rejected(error.message) from error
        except (TelegramAPIError, AiogramError) as error:
            raise Unreachable(str(error)) from error

    async def file(self, file_id: str) -> bytes:
        """Fetch a file that a person sent."""
        found = await self.bot.get_file(file_id)
        assert found.file_path is not None
        content = await self.bot.download_file(found.file_path)
        assert content is not None
        return content.read()
