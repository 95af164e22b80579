"""The raw limit of row 1: an aiogram webhook whose handler does nothing but answer.

Started as a process of its own: ``python -m council.cli.bench.noop PORT SECRET API_URL``.
"""

import gc
import sys

from aiogram import Bot, Dispatcher, Router
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.filters.callback_data import CallbackData
from aiogram.methods import EditMessageText
from aiogram.types import CallbackQuery
from aiogram.webhook.aiohttp_server import SimpleRequestHandler
from aiohttp import web


class Cast(CallbackData, prefix="ballot.cast"):
    """The button of a confirmed cast."""

    poll: int
    revision: int


async def tap(query: CallbackQuery) -> EditMessageText | None:
    """Answer with one method, as a cast does: the message edited."""
    if query.message is None:
        return None
    return EditMessageText(
        chat_id=query.message.chat.id, message_id=query.message.message_id, text="ok"
    )


async def freeze(_: web.Application) -> None:
    """Take start-up objects out of the collector's sight, as the product does."""
    gc.collect()
    gc.freeze()


def main(port: int, secret: str, api: str) -> None:
    """Serve until ended."""
    router = Router()
    router.callback_query.register(tap, Cast.filter())
    dispatcher = Dispatcher()
    dispatcher.include_router(router)
    bot = Bot("1001:" + "A" * 35, session=AiohttpSession(api=TelegramAPIServer.from_base(api)))
    app = web.Application()
    SimpleRequestHandler(
        dispatcher, bot, secret_token=secret, handle_in_background=False
    ).register(app, "/hooks/resident")
    app.on_startup.append(freeze)
    web.run_app(app, host="127.0.0.1", port=port, access_log=None, print=None)


if __name__ == "__main__":
    main(int(sys.argv[1]), sys.argv[2], sys.argv[3])
