"""What people press and write in the residents' bot, handed on as any channel does."""

from dataclasses import replace

from aiogram import Router
from aiogram.exceptions import AiogramError
from aiogram.types import CallbackQuery, Message
from aiohttp import ClientError

from bot.chat_file import ChatFile
from bot.resident.api import AiogramApi
from bot.visit import Visit
from council.chat import message as chat
from council.chat.acting import pressed
from council.chat.answering import answer
from council.kernel.evidence import FILE_BYTES
from council.kernel.screens.screen import Screen

_ERRORS = (AiogramError, ClientError, TimeoutError)


async def press(query: CallbackQuery, visit: Visit) -> Screen:
    """Answer a pressed button."""
    return await pressed(query.data or "", visit)


async def take(message: Message, visit: Visit) -> Screen:
    """Answer a message."""
    return await answer(plain(message), visit)


def plain(message: Message) -> chat.Message:
    """Read a message of the library."""
    return chat.Message(
        text=message.text,
        caption=message.caption or "",
        file=_file(message),
        forwarded=message.forward_origin is not None,
        edited=message.edit_date is not None,
    )


def _file(message: Message) -> ChatFile | None:
    """Find what may be kept as evidence."""
    if message.photo:
        # The largest of the sizes that is within the limit; else the smallest, to be refused.
        sizes = sorted(message.photo, key=lambda photo: photo.width * photo.height)
        fitting = [photo for photo in sizes if (photo.file_size or 0) <= FILE_BYTES]
        chosen = fitting[-1] if fitting else sizes[0]
        return _chat_file(_client(message), chosen.file_id, "", chosen.file_size)
    kept = message.voice or message.audio or message.document
    if kept is None:
        return None
    name = message.document.file_name if message.document else None
    file = _chat_file(_client(message), kept.file_id, name, kept.file_size)
    return replace(file, is_voice=message.voice is not None)


def _client(message: Message) -> AiogramApi:
    assert message.bot is not None, "the dispatcher mounts it"
    return AiogramApi(message.bot)


def _chat_file(client: AiogramApi, file_id: str, name: str | None, size: int | None) -> ChatFile:
    return ChatFile(client=client, id=file_id, name=name or "", size=size or 0, errors=_ERRORS)


def spoken(client: AiogramApi, file_id: str) -> ChatFile:
    """Find a voice message that came before."""
    return replace(_chat_file(client, file_id, "", 0), is_voice=True)


def router() -> Router:
    """Whatever is pressed or written."""
    made = Router(name="table")
    made.message.register(take)
    made.callback_query.register(press)
    return made
