"""Messages of the staff bot's library, read as any channel's."""

from typing import Any

from telegram import Message
from telegram.error import TelegramError

from bot.chat_file import ChatFile
from bot.staff.api import PtbApi
from council.chat import message as chat
from council.kernel.evidence import FILE_BYTES


def plain(message: Message) -> chat.Message:
    """Read a message of the library."""
    return chat.Message(
        text=message.text or None,
        caption=message.caption or "",
        file=_file(message),
        forwarded=message.forward_origin is not None,
        edited=message.edit_date is not None,
    )


def _file(message: Message) -> ChatFile | None:
    """Find a photo (its largest fitting size), a file, a voice or video message."""
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
        return None
    name = message.document.file_name if found is message.document and message.document else None
    return ChatFile(
        client=PtbApi(message.get_bot()),
        id=found.file_id,
        name=name or "",
        size=found.file_size or 0,
        errors=(TelegramError,),
    )
