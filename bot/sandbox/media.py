"""Sample media, made here from arithmetic: a photo (PNG) and a voice message (Ogg Opus).

Also reads the size of PNG, JPEG and GIF pictures that people or bots hand in.
"""

import struct
import zlib
from functools import cache

PHOTO_SIDES = (90, 320, 800)
"""Longest sides in pixels of the sample photo's sizes, smallest first, as Telegram lists them."""
OPUS_SILENCE = b"\xf8\xff\xfe"
"""One 20 ms Opus frame of silence (RFC 6716: CELT, full band, mono)."""
FRAMES_PER_SECOND = 50
SAMPLES_PER_FRAME = 960
FRAMES_PER_PAGE = 50
OGG_FIRST, OGG_LAST = 0x02, 0x04
FALLBACK_SIZE = (800, 600)


@cache
def sample_photo(side: int) -> bytes:
    """A wall with a door and a damp stain, `side` pixels wide, 3:4 high, as PNG."""
    width, height = side, side * 3 // 4
    rows = bytearray()
    for y in range(height):
        rows.append(0)
        for x in range(width):
            rows.extend(_pixel(x / width, y / height))
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"".join(
        (
            b"\x89PNG\r\n\x1a\n",
            _png_chunk(b"IHDR", header),
            _png_chunk(b"IDAT", zlib.compress(bytes(rows), 6)),
            _png_chunk(b"IEND", b""),
        )
    )


def _pixel(x: float, y: float) -> tuple[int, int, int]:
    stain = (x - 0.3) ** 2 + (y - 0.35) ** 2
    if y > 0.85:  # noqa: PLR2004  # the floor
        return 120, 110, 100
    if 0.6 < x < 0.82 and y > 0.3:  # noqa: PLR2004  # the door
        return (96, 64, 40) if 0.63 < x < 0.79 and y > 0.34 else (140, 100, 64)  # noqa: PLR2004
    if stain < 0.03:  # noqa: PLR2004  # the damp patch
        return 176 - int(900 * (0.03 - stain)), 160, 120
    return 226, 218 - int(20 * y), 200 - int(30 * y)


def _png_chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


@cache
def sample_voice(seconds: int) -> bytes:
    """`seconds` of silence as an Ogg Opus file that players accept."""
    head = b"OpusHead" + struct.pack("<BBHIhB", 1, 1, 0, 48_000, 0, 0)
    vendor = b"sandbox"
    tags = b"OpusTags" + struct.pack("<I", len(vendor)) + vendor + struct.pack("<I", 0)
    pages = [
        _ogg_page([head], number=0, granule=0, flags=OGG_FIRST),
        _ogg_page([tags], number=1, granule=0, flags=0),
    ]
    frames = max(seconds, 1) * FRAMES_PER_SECOND
    for first in range(0, frames, FRAMES_PER_PAGE):
        count = min(FRAMES_PER_PAGE, frames - first)
        last = first + count == frames
        pages.append(
            _ogg_page(
                [OPUS_SILENCE] * count,
                number=len(pages),
                granule=(first + count) * SAMPLES_PER_FRAME,
                flags=OGG_LAST if last else 0,
            )
        )
    return b"".join(pages)


def _ogg_page(packets: list[bytes], *, number: int, granule: int, flags: int) -> bytes:
    table = bytes(len(packet) for packet in packets)
    header = b"OggS" + struct.pack("<BBqIIIB", 0, flags, granule, 1, number, 0, len(table))
    page = bytearray(header + table + b"".join(packets))
    page[22:26] = struct.pack("<I", _ogg_crc(page))
    return bytes(page)


@cache
def _ogg_crc_table() -> tuple[int, ...]:
    table = []
    for byte in range(256):
        value = byte << 24
        for _ in range(8):
            value = (value << 1) ^ (0x04C11DB7 if value & 0x80000000 else 0)
        table.append(value & 0xFFFFFFFF)
    return tuple(table)


def _ogg_crc(data: bytes | bytearray) -> int:
    table = _ogg_crc_table()
    value = 0
    for byte in data:
        value = ((value << 8) & 0xFFFFFFFF) ^ table[(value >> 24) ^ byte]
    return value


def picture_size(content: bytes) -> tuple[int, int] | None:
    """Width and height in pixels; None when this is no picture we know."""
    if content.startswith(b"\x89PNG\r\n\x1a\n") and len(content) >= 24:  # noqa: PLR2004
        width, height = struct.unpack(">II", content[16:24])
        return width, height
    if content.startswith(b"GIF8") and len(content) >= 10:  # noqa: PLR2004
        width, height = struct.unpack("<HH", content[6:10])
        return width, height
    if content.startswith(b"\xff\xd8"):
        return _jpeg_size(content)
    return None


def _jpeg_size(content: bytes) -> tuple[int, int]:
    at = 2
    while at + 9 < len(content) and content[at] == 0xFF:  # noqa: PLR2004
        marker = content[at + 1]
        if 0xC0 <= marker <= 0xCF and marker not in {0xC4, 0xC8, 0xCC}:  # noqa: PLR2004
            height, width = struct.unpack(">HH", content[at + 5 : at + 9])
            return width, height
        at += 2 + int.from_bytes(content[at + 2 : at + 4], "big")
    return FALLBACK_SIZE
