"""Files that are kept with something: how many, how large, of which kinds, judged by their bytes."""

import re

from council.kernel.refusals import Refusal, refuse

#: Evidence: how many photos and voice messages together, and the bytes of each.
FILES_AT_MOST = 6


FILE_BYTES = 10 * 1024 * 1024


#: What may be kept with a proposal; evidence of consent may also be a video.
EVIDENCE = frozenset({"photo", "voice"})


#: An MP4 file with a track of pictures: the handler of that track.
_PICTURES = re.compile(rb"hdlr.{8}vide", re.DOTALL)


#: First bytes of the file kinds that are kept: kind, media type, offset, bytes.
_MAGIC = (
    ("photo", "image/jpeg", 0, b"\xff\xd8\xff"),
    ("photo", "image/png", 0, b"\x89PNG\r\n\x1a\n"),
    ("photo", "image/webp", 8, b"WEBP"),
    ("document", "application/pdf", 0, b"%PDF-"),
    ("voice", "audio/ogg", 0, b"OggS"),
    ("voice", "audio/webm", 0, b"\x1a\x45\xdf\xa3"),
    ("voice", "audio/mp4", 4, b"ftyp"),
    ("voice", "audio/mpeg", 0, b"ID3"),
)


def file_kind(content: bytes) -> tuple[str, str] | None:
    """Tell ``(kind, media type)`` of a file from its first bytes; None for anything else."""
    for kind, media_type, offset, start in _MAGIC:
        if content[offset : offset + len(start)] == start:
            if media_type == "audio/mp4" and _PICTURES.search(content):
                return "video", "video/mp4"
            return kind, media_type
    return None


def check_file(content: bytes, *, kept: int, kinds: frozenset[str] = EVIDENCE) -> Refusal | None:
    """Refuse a file beyond the limits, or of another kind than ``kinds``.

    ``kept`` is how many the proposal has already.
    """
    if kept >= FILES_AT_MOST:
        return refuse("proposal.too_many_files", limit=FILES_AT_MOST)
    if len(content) > FILE_BYTES:
        return file_too_large(len(content))
    found = file_kind(content)
    if found is None or found[0] not in kinds:
        return refuse("proposal.file_unknown")
    return None


def file_too_large(size: int) -> Refusal:
    """Refuse a file of ``size`` bytes, in whole MB (rounded up)."""
    megabyte = 1024 * 1024
    return refuse(
        "proposal.file_large", size_mb=-(-size // megabyte), limit_mb=FILE_BYTES // megabyte
    )
