"""Text with entities: UTF-16 arithmetic, trimming, and what Telegram marks by itself."""

import re
from dataclasses import dataclass, field

from bot.sandbox.wire import Json

AUTOMATIC = re.compile(
    r"(?P<url>(?:https?://|www\.)[^\s<>\"“”，。；！？、（）]+[^\s<>\"“”，。；！？、（）.,;:!?)\]])"
    r"|(?P<email>[\w.+-]+@[\w-]+\.[\w.-]*\w)"
    r"|(?P<mention>(?<![\w@])@[A-Za-z][A-Za-z0-9_]{3,31}\b)"
    r"|(?P<hashtag>(?<![\w#])#[^\W\d_]\w*)"
    r"|(?P<bot_command>(?<![\w/])/[A-Za-z0-9_]{1,64}(?:@[A-Za-z0-9_]+)?(?![\w/]))"
)
HINTS = re.compile(r"[@#/]|www\.")
OPAQUE = frozenset({"code", "pre", "text_link"})


def utf16_length(text: str) -> int:
    """Length in UTF-16 code units, the unit of Telegram's offsets."""
    if text.isascii():
        return len(text)
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def utf16_slice(text: str, start: int, length: int | None = None) -> str:
    """The part of a text that an offset and a length in UTF-16 units name."""
    units = text.encode("utf-16-le", "surrogatepass")
    end = None if length is None else (start + length) * 2
    return units[start * 2 : end].decode("utf-16-le", "surrogatepass")


@dataclass(slots=True)
class Formatted:
    """Text and its entities, as a parser leaves them."""

    text: str
    entities: list[Json] = field(default_factory=list)

    def tidy(self) -> "Formatted":
        """Trim white space at both ends, drop empty entities, sort as Telegram does."""
        text = self.text.rstrip()
        start = len(text) - len(text.lstrip())
        text = text[start:]
        shift, length = utf16_length(self.text[:start]), utf16_length(text)
        entities = []
        for entity in self.entities:
            begin = max(entity["offset"] - shift, 0)
            end = min(entity["offset"] + entity["length"] - shift, length)
            if end > begin:
                entities.append({**entity, "offset": begin, "length": end - begin})
        entities.sort(key=lambda entity: (entity["offset"], -entity["length"]))
        return Formatted(text, entities)

    def with_automatic(self) -> "Formatted":
        """Add links, mentions, hashtags and commands where no code or link covers them."""
        found = automatic_entities(self.text)
        if not found:
            return self
        covered = [entity for entity in self.entities if entity["type"] in OPAQUE]
        fresh = [
            entity for entity in found if not any(_overlap(entity, other) for other in covered)
        ]
        entities = self.entities + fresh
        entities.sort(key=lambda entity: (entity["offset"], -entity["length"]))
        return Formatted(self.text, entities)


def automatic_entities(text: str) -> list[Json]:
    """What Telegram finds in plain text."""
    if not HINTS.search(text):
        return []
    return [
        {
            "offset": utf16_length(text[: match.start()]),
            "length": utf16_length(match.group()),
            "type": match.lastgroup,
        }
        for match in AUTOMATIC.finditer(text)
    ]


def _overlap(left: Json, right: Json) -> bool:
    return bool(
        left["offset"] < right["offset"] + right["length"]
        and right["offset"] < left["offset"] + left["length"]
    )
