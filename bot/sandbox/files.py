"""Files that people and bots handed in. A file_id belongs to one bot; the content is shared."""

import hashlib
from dataclasses import dataclass

from bot.sandbox.media import PHOTO_SIDES, picture_size, sample_photo
from bot.sandbox.wire import Json, bad_request

DOWNLOAD_LIMIT = 20_000_000
FOLDERS = {
    "photo": "photos",
    "voice": "voice",
    "document": "documents",
    "audio": "music",
    "video": "videos",
}
EXTENSIONS = {"photo": ".jpg", "voice": ".oga", "document": "", "audio": ".mp3", "video": ".mp4"}
PNG = b"\x89PNG"


@dataclass(frozen=True, slots=True, kw_only=True)
class Upload:
    """A file part of a multipart request."""

    name: str
    mime_type: str
    content: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredFile:
    """One file as one bot knows it."""

    file_id: str
    unique_id: str
    bot_id: int
    kind: str
    path: str
    mime_type: str
    content: bytes
    wire: Json
    """PhotoSize, Voice, Document …: what messages show of it."""

    def describe(self) -> Json:
        """The answer of getFile; over the download limit Telegram refuses."""
        if len(self.content) > DOWNLOAD_LIMIT:
            raise bad_request("file is too big")
        return {
            "file_id": self.file_id,
            "file_unique_id": self.unique_id,
            "file_size": len(self.content),
            "file_path": self.path,
        }


class FileStore:
    """All files, by file_id and by download path."""

    def __init__(self) -> None:
        self._by_id: dict[str, StoredFile] = {}
        self._by_path: dict[tuple[int, str], StoredFile] = {}
        self._photos: dict[str, list[Json]] = {}

    def add(
        self, *, bot_id: int, kind: str, upload: Upload, extra: Json | None = None
    ) -> StoredFile:
        """Keep one file for one bot; `extra` are the fields its kind shows (duration, width …)."""
        digest = hashlib.sha256(upload.content).hexdigest()
        file_id = f"{kind.capitalize()}-{bot_id}-{digest[:24]}-{len(self._by_id)}"
        number = len(self._by_id)
        extension = _extension(kind, upload)
        path = f"{FOLDERS.get(kind, 'documents')}/file_{number}{extension}"
        wire: Json = {
            "file_id": file_id,
            "file_unique_id": digest[:16],
            **(extra or {}),
            "file_size": len(upload.content),
        }
        stored = StoredFile(
            file_id=file_id,
            unique_id=digest[:16],
            bot_id=bot_id,
            kind=kind,
            path=path,
            mime_type=upload.mime_type,
            content=upload.content,
            wire=wire,
        )
        self._by_id[file_id] = stored
        self._by_path[bot_id, path] = stored
        return stored

    def add_photo(self, *, bot_id: int, content: bytes | None) -> list[Json]:
        """A photo in several sizes, smallest first.

        None is the sample photo, truly drawn in each size; a handed-in photo is not scaled (every
        size serves the same bytes, the numbers shrink).
        """
        if content is None:
            pictures = [(side, side * 3 // 4, sample_photo(side)) for side in PHOTO_SIDES]
        else:
            size = picture_size(content)
            if size is None or 0 in size:
                raise bad_request("IMAGE_PROCESS_FAILED")
            pictures = [(*fitted, content) for fitted in _sizes(*size)]
        sizes = [
            self.add(
                bot_id=bot_id,
                kind="photo",
                upload=Upload(name="photo.png", mime_type=_picture_type(data), content=data),
                extra={"width": width, "height": height},
            ).wire
            for width, height, data in pictures
        ]
        self._photos.update((size["file_id"], sizes) for size in sizes)
        return sizes

    def photo_sizes(self, stored: StoredFile) -> list[Json]:
        """All sizes of the photo that this file is one size of."""
        return self._photos[stored.file_id]

    def get(self, file_id: str) -> StoredFile | None:
        """For the chat page: whichever bot it belongs to."""
        return self._by_id.get(file_id)

    def owned(self, file_id: str, *, bot_id: int) -> StoredFile:
        """A bot's own file; another bot's file_id is refused."""
        stored = self._by_id.get(file_id)
        if stored is None or stored.bot_id != bot_id:
            raise bad_request("wrong file identifier/HTTP URL specified")
        return stored

    def at(self, path: str, *, bot_id: int) -> StoredFile | None:
        """The file behind a download path."""
        return self._by_path.get((bot_id, path))


def _sizes(width: int, height: int) -> list[tuple[int, int]]:
    longest = max(width, height)
    sides = [side for side in PHOTO_SIDES if side < longest] + [min(longest, 1280)]
    return [(max(width * side // longest, 1), max(height * side // longest, 1)) for side in sides]


def _picture_type(content: bytes) -> str:
    return "image/png" if content.startswith(PNG) else "image/jpeg"


def _extension(kind: str, upload: Upload) -> str:
    if kind == "photo" and upload.content.startswith(PNG):
        return ".png"
    _, dot, ending = upload.name.rpartition(".")
    if EXTENSIONS.get(kind):
        return EXTENSIONS[kind]
    return f".{ending}" if dot and ending.isalnum() else ""
