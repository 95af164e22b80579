"""How much two proposals resemble each other. Pure, whole numbers, no dictionary.

Words of Chinese have no spaces: runs of ideographs are cut into bigrams of characters. Words of
alphabets are cut into bigrams at their beginnings only (the first five letters, so that "parking",
"parked" and "park" meet): bigrams of whole English texts all look alike.
"""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from functools import lru_cache

from council.kernel.values import value

#: From how many thousandths a proposal is shown as similar; how many are shown. Source: D.
THRESHOLD = 280
SHOWN = 3

#: Characters of a body that are compared: a long one says what it is about at its beginning.
_BODY = 600

#: Letters of a word that are looked at; shorter words than ``_SHORTEST`` say little.
_STEM = 5
_SHORTEST = 3
_PARTS = re.compile(r"[\u3400-\u9fff\U00020000-\U0003ffff]+|[^\W_\u3400-\u9fff]+")

#: Words that stand in every proposal and would make all of them alike.
_COMMON = frozenset(
    {"the", "and", "for", "are", "our", "that", "this", "with", "from", "have", "has", "not"}
    | {"can", "you", "小区", "我们", "希望", "建议", "提案", "关于", "大家"}
)


@value
class Text:
    """A title and a body to compare, with the key they are known by."""

    key: int
    title: str
    body: str


@lru_cache(maxsize=2048)
def grams(text: str) -> frozenset[str]:
    """Cut a text into what is compared."""
    found: set[str] = set()
    for part in _PARTS.findall(unicodedata.normalize("NFKC", text).lower()):
        if not part.isascii() and _is_ideograph(part[0]):
            found.update(part[i : i + 2] for i in range(max(1, len(part) - 1)))
        elif len(part) >= _SHORTEST and part not in _COMMON:
            stem = part[:_STEM]
            found.update(f"{i}{stem[i : i + 2]}" for i in range(len(stem) - 1))
    return frozenset(found - _COMMON)


def _is_ideograph(char: str) -> bool:
    return "\u3400" <= char <= "\u9fff" or char >= "\U00020000"


def likeness(one: frozenset[str], other: frozenset[str]) -> int:
    """Tell the Dice coefficient of two sets in thousandths, cut off."""
    both = len(one) + len(other)
    return 0 if both == 0 else 2000 * len(one & other) // both


def score(mine: Text, other: Text) -> int:
    """Tell how much two proposals resemble each other: titles count twice, whole texts once."""
    titles = likeness(grams(mine.title), grams(other.title))
    texts = likeness(grams(f"{mine.title}\n{mine.body}"), grams(f"{other.title}\n{other.body}"))
    return (2 * titles + texts) // 3


def _whole(text: Text) -> frozenset[str]:
    return grams(f"{text.title}\n{text.body[:_BODY]}")


def most_similar(
    mine: Text, others: Iterable[Text], *, threshold: int = THRESHOLD, shown: int = SHOWN
) -> Sequence[tuple[int, int]]:
    """Tell ``(key, score)`` of the most similar, best first; equal ones by smaller key."""
    scored = ((score(mine, other), other.key) for other in others)
    best = sorted((-points, key) for points, key in scored if points >= threshold)
    return tuple((key, -points) for points, key in best[:shown])
