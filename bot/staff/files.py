"""Files in the staff bot: fetching what staff sent as bytes."""

from typing import Any

from telegram import Message
from telegram.error import TelegramError

from bot.staff.api import PtbApi
from bot.visit import Visit
from council.kernel.evidence import FILE_BYTES, file_too_large
from council.kernel.screens.screen import Screen


async def file_of(message: Message, visit: Visit) -> bytes | Screen:
    """Fetch a photo (its largest fitting size), a picture or video file, a voice or video message."""
    sizes = sorted(message.photo, key=lambda photo: photo.width * photo.height)
    fitting = [photo for photo in sizes if (photo.file_size or 0) <= FILE_BYTES]
    found: Any = (
        (fitting[-1] if fitting else sizes[0] if sizes else None)
        or message.document
        or message.voice
        or message.video
        or message.video_note
    )
    if found is None:
        return visit.refuse("message.not_expected")
    if (found.file_size or 0) > FILE_BYTES:
        return visit.render(file_too_large(found.file_size or 0))
    try:
        return await PtbApi(message.get_bot()).file(found.file_id)
    except TelegramError:
        return visit.refuse("proposal.file_not_fetched")
