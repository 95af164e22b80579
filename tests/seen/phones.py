"""Everybody's phone at the sandbox: what is sent, edited and answered, and what people do there."""

import json
from collections.abc import Mapping
from typing import Any

import pytest

from bot.sandbox.files import Upload
from bot.sandbox.methods.registry import NAMES
from bot.sandbox.server import Sandbox
from bot.sandbox.world import World
from tests.seen.record import DATA, OTHER, SEEN, Record, cells, written
from tests.seen.words import Words

#: What of a call is no part of what is seen: who it goes to, and names that programs give.
_UNSEEN = frozenset(
    {
        "allow_sending_without_reply",
        "callback_query_id",
        "caption",
        "chat_id",
        "entities",
        "link_preview_options",
        "message_id",
        "parse_mode",
        "protect_content",
        "reply_markup",
        "reply_parameters",
        "text",
    }
)
#: Calls by which nobody sees anything.
_SILENT = frozenset(
    {"deleteWebhook", "getFile", "getMe", "getUpdates", "getWebhookInfo", "logOut", "setWebhook"}
)
_ANSWER = "answerCallbackQuery"


def watch_phones(record: Record, patch: pytest.MonkeyPatch, words: Words | None = None) -> None:
    """Keep every call by which a sandbox's bots show somebody something, and every press."""
    execute, opened, writes = Sandbox._execute, World.open_query, World.person_writes
    presses: dict[str, tuple[list[str], ...]] = {}

    async def executed(
        self: Any, bot: Any, method: str, params: dict[str, Any], uploads: dict[str, Upload]
    ) -> object:
        given = {name: _read(each) for name, each in params.items()}
        result = await execute(self, bot, method, params, uploads)
        name = NAMES.get(method.lower(), method)
        if name == _ANSWER:
            _answered(presses.pop(str(given["callback_query_id"]), ()), given, words)
        elif name not in _SILENT:
            where = _where(self.world, given.get("chat_id"), bot)
            _shown(record, where, name, given, uploads, words)
        return result

    def pressed(self: Any, bot: Any, *, person_id: int, chat: Any, payload: dict[str, Any]) -> Any:
        query = opened(self, bot, person_id=person_id, chat=chat, payload=payload)
        if "data" in payload:
            where = _where(self, person_id, bot)
            presses[query.id] = _did(record, where, f"» [{_label(payload)}]")
        return query

    def wrote(self: Any, chat: Any, person_id: int, content: dict[str, Any]) -> Any:
        bot = self.only_bot(chat)
        text = content.get("text") or content.get("caption") or ""
        what = ", ".join(sorted(content.keys() - {"text", "caption", "entities"}))
        if bot is not None:
            said = f"» {text}{f' ({what})' if what else ''}"
            _did(record, _where(self, person_id, bot), said)
        return writes(self, chat, person_id, content)

    patch.setattr(Sandbox, "_execute", executed)
    patch.setattr(World, "open_query", pressed)
    patch.setattr(World, "person_writes", wrote)


def _where(world: World, chat: Any, bot: Any) -> str:
    """Tell whose phone, or which group, and which bot."""
    number = int(chat) if str(chat).lstrip("-").isdecimal() else 0
    if number in world.people:
        return f"{world.people[number].first_name} · {bot.username}"
    if number in world.groups:
        return f"{world.groups[number].wire['title']} · {bot.username}"
    return f"everybody · {bot.username}"


def _label(payload: Mapping[str, Any]) -> str:
    """Tell the label of the button that was pressed; its data if it stands there no more."""
    rows = payload.get("message", {}).get("reply_markup", {}).get("inline_keyboard", [])
    for button in (button for row in rows for button in row):
        if button.get("callback_data") == payload["data"]:
            return str(button["text"])
    return "?"


def _did(record: Record, where: str, what: str) -> tuple[list[str], ...]:
    """Note what somebody does, in each of their files."""
    return tuple(record.note(where, what, kind=kind) for kind in (SEEN, OTHER, DATA))


def _answered(notes: tuple[list[str], ...], given: Mapping[str, Any], words: Words | None) -> None:
    """Put the answer of a press under it."""
    text = str(given.get("text") or "")
    if not text:
        return
    mark = "(alert)" if given.get("show_alert") in {True, "true", "True"} else "(toast)"
    others = [text] if words is None else [text, words.toast(text)]
    for note, said in zip(notes, others, strict=False):
        note.append(f"{mark} {said}")


def _shown(
    record: Record,
    where: str,
    method: str,
    given: Mapping[str, Any],
    uploads: Mapping[str, Upload],
    words: Words | None,
) -> None:
    text = str(given.get("text") or given.get("caption") or "")
    markup = given.get("reply_markup") or {}
    rows = markup.get("inline_keyboard") or markup.get("keyboard") or []
    rest = {
        name: each
        for name, each in sorted(given.items())
        if name not in _UNSEEN and name not in uploads
    }
    lines = [f"─ {method}", text, *(" ".join(map(_button, row)) for row in rows)]
    if markup.get("remove_keyboard"):
        lines.append("(no keys)")
    if rest:
        lines.append(json.dumps(rest, ensure_ascii=False, default=str, sort_keys=True))
    lines += [_document(upload) for upload in uploads.values()]
    record.note(where, "\n".join(filter(None, lines)))
    buttons = [button for row in rows for button in row if "callback_data" in button]
    if buttons:
        said = (f"{each['text']}\t{each['callback_data']}" for each in buttons)
        record.note(where, "\n".join(("─ buttons", *said)), kind=DATA)
    if text and words is not None:
        record.note(where, f"─ {method}\n{words.screen(text)}", kind=OTHER)


def _read(given: Any) -> Any:
    """Read a parameter that travelled as JSON in a text."""
    if isinstance(given, str) and given[:1] in {"[", "{"}:
        try:
            return json.loads(given)
        except ValueError:
            return given
    return given


def _button(button: Any) -> str:
    told = {"text": button} if isinstance(button, str) else button
    return f"[{told['text']}{' → ' + told['url'] if 'url' in told else ''}]"


def _document(upload: Upload) -> str:
    """Tell a file that was sent: its name, and its content if that is text."""
    write = cells if upload.name.endswith(".xlsx") else written
    return f"📎 {upload.name} ({upload.mime_type})\n{write(upload.content)}"
