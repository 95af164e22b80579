"""Photos, voice messages and files that residents send, fetched as bytes."""

from aiogram.exceptions import AiogramError
from aiogram.types import Message
from aiohttp import ClientError

from bot.resident.api import AiogramApi
from bot.visit import Visit
from council.kernel.evidence import FILE_BYTES, file_too_large
from council.kernel.screens.screen import Screen


async def file_of(message: Message, visit: Visit) -> bytes | Screen:
    """Fetch what a message carries, or say why not."""
    found = _file(message)
    if found is None:
        return visit.refuse("form.text_or_file")
    file_id, size = found
    if size > FILE_BYTES:
        return visit.render(file_too_large(size))
    return await fetched(file_id, visit)


async def fetched(file_id: str, visit: Visit) -> bytes | Screen:
    """Fetch a file by its id, or say that it cannot be had now."""
    api = visit.api
    assert isinstance(api, AiogramApi), "the dispatcher of this bot has no other"
    try:
        return await api.file(file_id)
    except (AiogramError, ClientError, TimeoutError):
        return visit.refuse("proposal.file_not_fetched")


def _file(message: Message) -> tuple[str, int] | None:
    """Find what is kept as evidence: its file id and size in bytes (0 when not told)."""
    if message.photo:
        # The largest of the sizes that is within the limit; else the smallest, to be refused.
        sizes = sorted(message.photo, key=lambda photo: photo.width * photo.height)
        fitting = [photo for photo in sizes if (photo.file_size or 0) <= FILE_BYTES]
        chosen = fitting[-1] if fitting else sizes[0]
        return chosen.file_id, chosen.file_size or 0
    kept = message.voice or message.audio or message.document
    return None if kept is None else (kept.file_id, kept.file_size or 0)
