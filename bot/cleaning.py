r"""Cleaning an update at the door: what would later fail at an insert is mended here.

Lone surrogates (they arrive as ``\ud800`` in JSON and cannot be encoded), U+0000 (PostgreSQL
refuses it) and other control characters (they hide text) are removed from every string.
"""

import re
from typing import Any

_CONTROL = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff\ud800-\udfff]"
)


def edited_as_message(update: dict[str, Any]) -> dict[str, Any]:
    """Let an edited message come as a message that tells when it was edited (``edit_date``).

    Only words that were changed in a private chat are of concern: a shared position moves by edits
    too, and what is written in groups is nobody's act here.
    """
    edited = update.get("edited_message")
    if not isinstance(edited, dict):
        return update
    rest = {name: part for name, part in update.items() if name != "edited_message"}
    private = (edited.get("chat") or {}).get("type") == "private"
    if not private or not (edited.get("text") or edited.get("caption")):
        return rest
    return {**rest, "message": {"edit_date": edited.get("date", 0), **edited}}


def clean(part: Any) -> Any:
    """Clean every string of a JSON value; line breaks and tabs stay."""
    if isinstance(part, str):
        if part.isprintable():
            return part  # none of them is printable, and most strings are
        return _CONTROL.sub("", part.replace("\r\n", "\n").replace("\r", "\n"))
    if isinstance(part, dict):
        return {key: clean(inner) for key, inner in part.items()}
    if isinstance(part, list):
        return [clean(inner) for inner in part]
    return part
