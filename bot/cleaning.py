"""Cleaning an update at the door: what would later fail at an insert is mended here.

What is nested deeper than anything we look at is cut off.
"""

from typing import Any

from council.domain.texts import clean_text

#: A message's entities lie four deep; a message that is replied to (unused) begins three deep.
DEPTH = 8


def clean(part: Any, depth: int = DEPTH) -> Any:
    """Clean every string of a JSON value; line breaks and tabs stay."""
    if isinstance(part, str):
        return clean_text(part)
    if isinstance(part, dict | list) and not depth:
        return None
    if isinstance(part, dict):
        return {key: clean(inner, depth - 1) for key, inner in part.items()}
    if isinstance(part, list):
        return [clean(inner, depth - 1) for inner in part]
    return part
