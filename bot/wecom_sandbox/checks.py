"""What WeCom refuses in a message (documents 90236, 91770, 94888), by its code and words."""

import re
from typing import Any

Json = dict[str, Any]

_TASK = re.compile(r"[A-Za-z0-9_@-]{1,128}", re.ASCII)
TEXT_BYTES, TITLE_BYTES, WORDS_BYTES = 2048, 128, 512
BUTTONS, KEY_BYTES = 6, 1024


class Refusal(Exception):
    """An answer with an error code."""

    def __init__(self, code: int, said: str) -> None:
        super().__init__(said)
        self.code, self.said = code, said


def check(message: Json) -> None:
    """Look a message over. Raises Refusal."""
    kind = message.get("msgtype")
    match kind:
        case "text":
            _text(message.get("text"))
        case "textcard":
            _textcard(message.get("textcard"))
        case "template_card":
            card(message.get("template_card"))
        case _:
            raise Refusal(40008, "invalid message type")


def _text(text: Any) -> None:
    content = text.get("content") if isinstance(text, dict) else None
    if not isinstance(content, str) or not content:
        raise Refusal(44004, "content is empty")
    if len(content.encode()) > TEXT_BYTES:
        raise Refusal(45002, "content size out of limit")


def _textcard(given: Any) -> None:
    if not isinstance(given, dict) or not all(
        given.get(name) for name in ("title", "description", "url")
    ):
        raise Refusal(40058, "textcard: title, description and url are needed")
    if (
        len(given["title"].encode()) > TITLE_BYTES
        or len(given["description"].encode()) > WORDS_BYTES
    ):
        raise Refusal(40058, "textcard: too long")


def card(given: Any) -> None:
    """Look a template card over. Raises Refusal."""
    if not isinstance(given, dict):
        raise Refusal(40058, "template_card: missing")
    title = given.get("main_title", {}).get("title")
    if not title and not given.get("sub_title_text"):
        raise Refusal(40058, "template_card: title or sub_title_text is needed")
    match given.get("card_type"):
        case "text_notice":
            if given.get("card_action", {}).get("type") not in {1, 2}:
                raise Refusal(40058, "text_notice: card_action is needed")
        case "button_interaction":
            _buttons(given)
        case _:
            raise Refusal(40058, "template_card: unknown card_type")


def _buttons(given: Json) -> None:
    if not _TASK.fullmatch(str(given.get("task_id", ""))):
        raise Refusal(40058, "task_id: letters, figures and _-@, 128 at most")
    listed = given.get("button_list")
    if not isinstance(listed, list) or not 1 <= len(listed) <= BUTTONS:
        raise Refusal(40058, "button_list: one to six")
    keys = [each["key"] for each in listed if each.get("type", 0) == 0 and each.get("key")]
    if len(set(keys)) < len(keys) or any(len(key.encode()) > KEY_BYTES for key in keys):
        raise Refusal(40058, "button_list: keys must differ, and have 1024 bytes at most")
    for each in listed:
        if not each.get("text") or not (
            each.get("url") if each.get("type") == 1 else each.get("key")
        ):
            raise Refusal(40058, "button_list: a text, and a key or url are needed")
