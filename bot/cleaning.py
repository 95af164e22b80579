"""Cleaning an update at the door: what would later fail at an insert is mended here."""

from typing import Any

from council.domain.texts import clean_text


def clean(part: Any) -> Any:
    """Clean every string of a JSON value; line breaks and tabs stay."""
    if isinstance(part, str):
        return clean_text(part)
    if isinstance(part, dict):
        return {key: clean(inner) for key, inner in part.items()}
    if isinstance(part, list):
        return [clean(inner) for inner in part]
    return part
