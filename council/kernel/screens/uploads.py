"""Files that a bot sends now, or not at all: they are never kept with a reply."""

from council.kernel.files import KeptFile
from council.kernel.values import value

#: Names under which kept files are sent, by media type.
_NAMES = {
    "image/jpeg": "photo.jpg",
    "image/png": "photo.png",
    "image/webp": "photo.webp",
    "audio/ogg": "voice.ogg",
    "audio/mpeg": "voice.mp3",
    "audio/mp4": "voice.m4a",
    "audio/webm": "voice.webm",
    "video/mp4": "video.mp4",
    "application/pdf": "document.pdf",
}
_VOICES = frozenset({"audio/ogg", "audio/mpeg", "audio/mp4"})


@value
class Upload:
    """A file to send; ``kind`` says as what: photo, video, voice or document.

    ``caption`` is plain text below it, of at most 1,024 letters.
    """

    name: str
    content: bytes
    kind: str = "document"
    caption: str = ""


def kept(file: KeptFile) -> Upload:
    """Send a kept file as what it is."""
    if file.kind in {"photo", "video"}:
        kind = file.kind
    else:
        kind = "voice" if file.media_type in _VOICES else "document"
    return Upload(name=_NAMES[file.media_type], content=file.content, kind=kind)
