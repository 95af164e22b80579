"""Cleaning an update at the door: what would later fail at an insert is mended here.

What is nested deeper than anything we look at is cut off.
"""

from typing import Any

from council.kernel.texts import clean_text

#: A message's entities lie four deep; a message that is replied to (unused) begins three deep.
DEPTH = 8


def edited_as_message(update: dict[str, Any]) -> dict[str, Any]:
    """Let an edited message come as a message that tells when it was edited (``edit_date``).

    Only words that were changed in a private chat are of concern: a shared position moves by edits
    too, and what is written in groups is nobody's act here.
    """
    edited = update.get("edited_message")
    if not isinstance(edited, dict):
        return update
    rest = {name: part for name, part in update.items() if name != "edited_message"}
    chat = edited.get("chat")
    private = isinstance(chat, dict) and chat.get("type") == "private"
    if not private or not (edited.get("text") or edited.get("caption")):
        return rest
    return {**rest, "message": {"edit_date": edited.get("date", 0), **edited}}


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
