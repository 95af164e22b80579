"""parse_mode=MarkdownV2 and the legacy Markdown, as Telegram reads them."""

import re
from dataclasses import dataclass

from bot.sandbox.spans import Formatted, utf16_length
from bot.sandbox.wire import ApiError, Json, bad_request

RESERVED = frozenset("_*[]()~`>#+-=|{}.!")
NAMES = {
    "bold": "Bold",
    "italic": "Italic",
    "underline": "Underline",
    "strikethrough": "Strikethrough",
    "spoiler": "Spoiler",
    "code": "Code",
    "pre": "PreCode",
    "text_link": "TextUrl",
    "custom_emoji": "CustomEmoji",
}
MARKS = {"*": "bold", "_": "italic", "__": "underline", "~": "strikethrough", "||": "spoiler"}
LANGUAGE = re.compile(r"([A-Za-z0-9_+-]+)\n")
EMOJI_LINK = re.compile(r"tg://emoji\?id=(\d+)")


@dataclass(slots=True, kw_only=True)
class _Open:
    kind: str
    mark: str
    start: int
    at: int


def parse_markdown(source: str) -> Formatted:
    """MarkdownV2: text and entities; every reserved character must be escaped."""
    return _Parser(source).run()


class _Parser:
    def __init__(self, source: str) -> None:
        self.source = source
        self.at = 0
        self.text: list[str] = []
        self.length = 0
        self.entities: list[Json] = []
        self.stack: list[_Open] = []
        self.quote: _Open | None = None

    def run(self) -> Formatted:
        line_start = True
        while self.at < len(self.source):
            if line_start:
                self._line_start()
                line_start = False
                continue
            char = self.source[self.at]
            after = self.source[self.at + 1 : self.at + 2]
            if char == "\\" and after and after.isascii():
                self._add(after)
                self.at += 2
            elif char == "`":
                self._code()
            elif char in RESERVED:
                self._mark(char)
            else:
                line_start = char == "\n"
                self._add(char)
                self.at += 1
        self._end_quote(expandable=False)
        if self.stack:
            opened = self.stack[-1]
            raise _fault(
                f"Can't find end of {NAMES[opened.kind]} entity at byte offset {self._bytes(opened.at)}"
            )
        return Formatted("".join(self.text), self.entities)

    def _line_start(self) -> None:
        if self.source.startswith("**>", self.at):
            self._end_quote(expandable=False)
            self.at += 2
        if self.source.startswith(">", self.at):
            if self.quote is None:
                self.quote = _Open(kind="blockquote", mark=">", start=self.length, at=self.at)
            self.at += 1
        else:
            self._end_quote(expandable=False)

    def _end_quote(self, *, expandable: bool) -> None:
        if self.quote is not None:
            quote, self.quote = self.quote, None
            self._keep("expandable_blockquote" if expandable else "blockquote", quote.start)

    def _mark(self, char: str) -> None:
        mark = char * 2 if char in "_|" and self.source.startswith(char * 2, self.at) else char
        if mark == "__" and self._closes("_") and not self._opened("__"):
            mark = "_"
        if self._closes(mark):
            opened = self.stack.pop()
            self._keep(opened.kind, opened.start)
            self.at += len(mark)
        elif mark == "||" and self.quote is not None and self._at_line_end(2):
            self._end_quote(expandable=True)
            self.at += 2
        elif mark in MARKS:
            self.stack.append(_Open(kind=MARKS[mark], mark=mark, start=self.length, at=self.at))
            self.at += len(mark)
        elif mark == "[" or self.source.startswith("![", self.at):
            kind = "text_link" if mark == "[" else "custom_emoji"
            self.stack.append(_Open(kind=kind, mark="]", start=self.length, at=self.at))
            self.at += 1 if mark == "[" else 2
        elif mark == "]" and self.stack and self.stack[-1].mark == "]":
            self._link(self.stack.pop())
        else:
            raise _fault(
                f"Character '{char}' is reserved and must be escaped with the preceding '\\'"
            )

    def _link(self, opened: _Open) -> None:
        self.at += 1
        if not self.source.startswith("(", self.at):
            return
        end = self.at + 1
        while end < len(self.source) and self.source[end] != ")":
            end += 2 if self.source[end] == "\\" else 1
        if end >= len(self.source):
            raise _fault(f"Can't find end of a URL at byte offset {self._bytes(self.at)}")
        url = re.sub(r"\\(.)", r"\1", self.source[self.at + 1 : end])
        self.at = end + 1
        if opened.kind == "custom_emoji":
            match = EMOJI_LINK.fullmatch(url)
            if match is None:
                raise _fault("Custom emoji entity must contain a tg://emoji URL")
            self._keep("custom_emoji", opened.start, {"custom_emoji_id": match[1]})
        else:
            self._keep("text_link", opened.start, {"url": url})

    def _code(self) -> None:
        start = self.at
        fence = "```" if self.source.startswith("```", start) else "`"
        kind = "pre" if fence == "```" else "code"
        self.at += len(fence)
        extra: Json = {}
        if kind == "pre":
            language = LANGUAGE.match(self.source, self.at)
            if language:
                extra = {"language": language[1]}
                self.at = language.end()
            elif self.source.startswith("\n", self.at):
                self.at += 1
        begin = self.length
        while not self.source.startswith(fence, self.at):
            if self.at >= len(self.source):
                raise _fault(
                    f"Can't find end of {NAMES[kind]} entity at byte offset {self._bytes(start)}"
                )
            if self.source[self.at] == "\\" and self.at + 1 < len(self.source):
                self.at += 1
            self._add(self.source[self.at])
            self.at += 1
        self.at += len(fence)
        self._keep(kind, begin, extra)

    def _closes(self, mark: str) -> bool:
        return bool(self.stack) and self.stack[-1].mark == mark and mark != "]"

    def _opened(self, mark: str) -> bool:
        return any(opened.mark == mark for opened in self.stack)

    def _at_line_end(self, ahead: int) -> bool:
        after = self.at + ahead
        return after >= len(self.source) or self.source[after] == "\n"

    def _add(self, piece: str) -> None:
        self.text.append(piece)
        self.length += utf16_length(piece)

    def _keep(self, kind: str, start: int, extra: Json | None = None) -> None:
        if self.length > start:
            entity = {"offset": start, "length": self.length - start, "type": kind}
            self.entities.append({**entity, **(extra or {})})

    def _bytes(self, at: int) -> int:
        return len(self.source[:at].encode(errors="replace"))


def parse_legacy(source: str) -> Formatted:
    """The old Markdown: *bold*, _italic_, `code`, ```pre```, [text](url); no nesting."""
    text: list[str] = []
    entities: list[Json] = []
    length = at = 0
    while at < len(source):
        found = _legacy_entity(source, at)
        if found is None:
            if source[at] == "\\" and source[at + 1 : at + 2] in {"_", "*", "`", "["}:
                at += 1
            piece, end = source[at], at + 1
        else:
            piece, end, entity = found
            if piece:
                entities.append({"offset": length, "length": utf16_length(piece), **entity})
        text.append(piece)
        length += utf16_length(piece)
        at = end
    return Formatted("".join(text), entities)


def _legacy_entity(source: str, at: int) -> tuple[str, int, Json] | None:
    char = source[at]
    if char == "[":
        link = re.compile(r"\[([^\]]*)\]\(([^)]*)\)").match(source, at)
        return (
            None if link is None else (link[1], link.end(), {"type": "text_link", "url": link[2]})
        )
    if char not in "*_`":
        return None
    mark = "```" if source.startswith("```", at) else char
    kind = "pre" if mark == "```" else {"*": "bold", "_": "italic", "`": "code"}[char]
    end = source.find(mark, at + len(mark))
    if end < 0:
        offset = len(source[:at].encode(errors="replace"))
        raise _fault(f"Can't find end of the entity starting at byte offset {offset}")
    return source[at + len(mark) : end], end + len(mark), {"type": kind}


def _fault(reason: str) -> ApiError:
    return bad_request(f"can't parse entities: {reason}")
