"""Cutting a text that is longer than a message may be, without breaking its markup."""

import re

from council.kernel.shortening import CHINESE, ellipsis

#: Tags and character references count as what they show: nothing, and one sign.
_PART = re.compile(r"<(/?)([a-z]+)[^<>]*>|&(?:#\d+|#x[0-9a-fA-F]+|[a-z]+);|.", re.DOTALL)
_ASTRAL = 0xFFFF


def cut(html: str, limit: int) -> str:
    """Shorten to ``limit`` UTF-16 units after markup; the end shows that something is missing.

    Tags that the cut would leave open are closed.
    """
    if 2 * len(html) <= limit or length(html) <= limit:
        return html
    kept: list[str] = []
    opened: list[str] = []
    left = limit - (2 if CHINESE.search(html) else 1)  # room for the mark
    for part in _PART.finditer(html):
        size = _size(part)
        if size > left:
            break
        left -= size
        kept.append(part[0])
        if part[2] and part[1]:
            opened.pop()
        elif part[2]:
            opened.append(part[2])
    closing = "".join(f"</{tag}>" for tag in reversed(opened))
    text = "".join(kept).rstrip()
    return text + ellipsis(text) + closing


def length(html: str) -> int:
    """UTF-16 units after markup."""
    return sum(map(_size, _PART.finditer(html)))


def _size(part: "re.Match[str]") -> int:
    if part[2]:
        return 0
    shown = part[0]
    return 2 if len(shown) == 1 and ord(shown) > _ASTRAL else 1
