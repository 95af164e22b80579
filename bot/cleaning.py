r"""Cleaning an update at the door: what would later fail at an insert is mended here.

Lone surrogates (they arrive as ``\ud800`` in JSON and cannot be encoded), U+0000 (PostgreSQL
refuses it) and other control characters (they hide text) are removed from every string. What is
nested deeper than anything we look at is cut off.
"""

import re
from typing import Any

_CONTROL = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff\ud800-\udfff]"
)

#: A message's entities lie four deep; a message that is replied to (unused) begins three deep.
DEPTH = 8


def clean(part: Any, depth: int = DEPTH) -> Any:
    """Clean every string of a JSON value; line breaks and tabs stay."""
    if isinstance(part, str):
        if part.isprintable():
            return part  # none of them is printable, and most strings are
        return _CONTROL.sub("", part.replace("\r\n", "\n").replace("\r", "\n"))
    if isinstance(part, dict | list) and not depth:
        return None
    if isinstance(part, dict):
        return {key: clean(inner, depth - 1) for key, inner in part.items()}
    if isinstance(part, list):
        return [clean(inner, depth - 1) for inner in part]
    return part
