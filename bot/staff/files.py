"""Files in the staff bot: fetching what staff sent as bytes, sending what is kept.

A file id belongs to one bot, so what another bot or the desk took is sent as our own copy.
"""

from typing import Any

from telegram import InputFile, Message
from telegram.error import TelegramError

from bot.staff.api import PtbApi
from bot.staff.routes import StaffContext
from bot.visit import Visit
from council.domain.proposals import FILE_BYTES, file_too_large
from council.storage.files import KeptFile
from council.wording.screen import Screen

#: Names under which files are sent, by media type.
_NAMES = {
    "image/jpeg": "photo.jpg",
    "image/png": "photo.png",
    "image/webp": "photo.webp",
    "audio/ogg": "voice.ogg",
    "audio/mpeg": "voice.mp3",
    "audio/mp4": "voice.m4a",
    "audio/webm": "voice.webm",
    "video/mp4": "video.mp4",
}
_VOICES = frozenset({"audio/ogg", "audio/mpeg", "audio/mp4"})


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
        return visit.word(file_too_large(found.file_size or 0))
    try:
        return await PtbApi(message.get_bot()).file(found.file_id)
    except TelegramError:
        return visit.refuse("proposal.file_not_fetched")


async def send_file(context: StaffContext, chat_id: int, file: KeptFile) -> None:
    """Send a kept file as what it is. Raises TelegramError where the Bot API refuses it."""
    upload = InputFile(file.content, filename=_NAMES[file.media_type])
    if file.kind == "photo":
        await context.bot.send_photo(chat_id, upload)
    elif file.kind == "video":
        await context.bot.send_video(chat_id, upload)
    elif file.media_type in _VOICES:
        await context.bot.send_voice(chat_id, upload)
    else:
        await context.bot.send_document(chat_id, upload)
