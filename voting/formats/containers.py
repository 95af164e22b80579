"""What a file is by its first bytes, whatever its name says, and unpacking gzip within bounds."""

import gzip
import io
import zlib

from voting.formats.faults import bad
from voting.formats.text import LARGEST_MB, MEGABYTE

GZIP = b"\x1f\x8b"
ZIP = b"PK\x03\x04"
#: The container of the old workbooks (.xls), and of new ones that a password locks.
COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_LOCKED = "EncryptedPackage".encode("utf-16-le")
_PIECE = 1 << 20

#: Other kinds that are sent in place of a table: how they begin, what they are called.
_KINDS = (
    (b"%PDF", "PDF"),
    (b"\xff\xd8\xff", "JPEG"),
    (b"\x89PNG", "PNG"),
    (b"{\\rtf", "RTF"),
    (b"Rar!", "RAR"),
    (b"7z\xbc\xaf", "7z"),
    (b"BZh", "bzip2"),
    (b"\xfd7zXZ", "xz"),
    (b"SQLite format 3", "SQLite"),
    (b"<!DOCTYPE html", "HTML"),
    (b"<html", "HTML"),
    (b"<?xml", "XML"),
    (b"MIME-Version:", "MHTML"),
    (b"ID;P", "SYLK"),
)


def unpacked(data: bytes, *, file: str) -> bytes:
    """Unpack gzip; raises ``BadInput`` where it is not whole or holds more than may be read.

    It is measured first, a piece at a time: what unpacks to anything is refused before it takes
    any memory.
    """
    limit = LARGEST_MB * MEGABYTE
    try:
        with gzip.GzipFile(fileobj=io.BytesIO(data)) as source:
            while source.tell() <= limit and source.read(_PIECE):
                pass
            if source.tell() > limit:
                raise bad("file.gzip_too_large", file=file, limit=LARGEST_MB)
        return gzip.decompress(data)
    except (gzip.BadGzipFile, EOFError, zlib.error):
        raise bad("file.gzip_broken", file=file) from None


def refuse_strange(data: bytes, *, file: str) -> None:
    """Raise ``BadInput`` with the true kind of a file that is neither text nor an XLSX workbook."""
    if data.startswith(COMPOUND):
        raise bad("file.password" if _LOCKED in data else "file.old_workbook", file=file)
    if data.startswith(GZIP):
        raise bad("file.not_a_table", file=file, name="gzip")
    begin = data[:64].lstrip().lower()
    for magic, name in _KINDS:
        if begin.startswith(magic.lower()):
            raise bad("file.not_a_table", file=file, name=name)
