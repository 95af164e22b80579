"""parse_mode=HTML, as Telegram reads it: few tags, byte offsets in the complaints."""

import html
import re
from dataclasses import dataclass

from bot.sandbox.spans import Formatted, utf16_length, utf16_slice
from bot.sandbox.wire import ApiError, Json, bad_request

SIMPLE = {
    "b": "bold",
    "strong": "bold",
    "i": "italic",
    "em": "italic",
    "u": "underline",
    "ins": "underline",
    "s": "strikethrough",
    "strike": "strikethrough",
    "del": "strikethrough",
    "tg-spoiler": "spoiler",
    "code": "code",
    "pre": "pre",
}
SPECIAL = frozenset({"a", "span", "tg-emoji", "blockquote"})
SIGNS = re.compile("[<&]")
ATTRIBUTE = re.compile(r"""([a-zA-Z-]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+)))?""")
REFERENCE = re.compile(r"&(#\d{1,8}|#x[0-9a-fA-F]{1,8}|lt|gt|amp|quot);")
LANGUAGE = "language-"


@dataclass(slots=True, kw_only=True)
class _Open:
    tag: str
    entity: Json | None
    start: int
    at: int


def parse_html(source: str) -> Formatted:
    """Text and entities; raises "can't parse entities: …" as Telegram words it."""
    return _Parser(source).run()


class _Parser:
    def __init__(self, source: str) -> None:
        self.source = source
        self.text: list[str] = []
        self.length = 0
        self.entities: list[Json] = []
        self.stack: list[_Open] = []

    def run(self) -> Formatted:
        at = 0
        while at < len(self.source):
            char = self.source[at]
            if char == "<":
                at = self._tag(at)
            elif char == "&":
                at = self._reference(at)
            else:
                found = SIGNS.search(self.source, at)
                end = len(self.source) if found is None else found.start()
                self._add(self.source[at:end])
                at = end
        if self.stack:
            tag = self.stack[-1].tag
            raise _fault(f'Can\'t find end tag corresponding to start tag "{tag}"')
        return Formatted("".join(self.text), self.entities)

    def _add(self, piece: str) -> None:
        self.text.append(piece)
        self.length += utf16_length(piece)

    def _reference(self, at: int) -> int:
        match = REFERENCE.match(self.source, at)
        if match is None:
            self._add("&")
            return at + 1
        self._add(html.unescape(match.group()))
        return match.end()

    def _tag(self, at: int) -> int:
        end = self.source.find(">", at)
        if end < 0:
            raise _fault(f"Unclosed start tag at byte offset {self._bytes(at)}")
        inside = self.source[at + 1 : end]
        if inside.startswith("/"):
            self._close(inside[1:].strip().lower(), at)
        else:
            self._open(inside, at)
        return end + 1

    def _open(self, inside: str, at: int) -> None:
        name, _, rest = inside.strip().partition(" ")
        tag = name.lower()
        attributes = {
            match[1].lower(): html.unescape(match[2] or match[3] or match[4] or "")
            for match in ATTRIBUTE.finditer(rest)
        }
        if tag not in SIMPLE and tag not in SPECIAL:
            raise _fault(f'Unsupported start tag "{tag}" at byte offset {self._bytes(at)}')
        if tag == "span" and attributes.get("class") != "tg-spoiler":
            raise _fault(
                f'Tag "span" must have class "tg-spoiler" at byte offset {self._bytes(at)}'
            )
        entity: Json | None = _entity(tag, attributes)
        if tag == "code" and "class" in attributes and self.stack and self.stack[-1].tag == "pre":
            language = attributes["class"].removeprefix(LANGUAGE)
            outer = self.stack[-1].entity
            if outer is not None and language:
                outer["language"] = language
            entity = None
        self.stack.append(_Open(tag=tag, entity=entity, start=self.length, at=at))

    def _close(self, tag: str, at: int) -> None:
        if not self.stack:
            raise _fault(f"Unexpected end tag at byte offset {self._bytes(at)}")
        opened = self.stack.pop()
        if tag and tag != opened.tag:
            raise _fault(
                f"Unmatched end tag at byte offset {self._bytes(at)}, "
                f'expected "</{opened.tag}>", found "</{tag}>"'
            )
        entity = opened.entity
        if opened.tag == "a" and entity is not None and not entity["url"]:
            entity["url"] = utf16_slice("".join(self.text), opened.start).strip()
        if entity is not None and self.length > opened.start:
            length = self.length - opened.start
            kind = entity.pop("type")
            self.entities.append(
                {"offset": opened.start, "length": length, "type": kind, **entity}
            )

    def _bytes(self, at: int) -> int:
        return len(self.source[:at].encode(errors="replace"))


def _entity(tag: str, attributes: dict[str, str]) -> Json:
    match tag:
        case "a":
            return {"type": "text_link", "url": attributes.get("href", "")}
        case "span":
            return {"type": "spoiler"}
        case "tg-emoji":
            return {"type": "custom_emoji", "custom_emoji_id": attributes.get("emoji-id", "")}
        case "blockquote":
            return {
                "type": "expandable_blockquote" if "expandable" in attributes else "blockquote"
            }
        case _:
            return {"type": SIMPLE[tag]}


def _fault(reason: str) -> ApiError:
    return bad_request(f"can't parse entities: {reason}")
