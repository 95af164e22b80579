"""Which kinds of matter a text is about. Pure: words of the list are looked for, nothing is learnt.

Text and words get one form first (NFKC, small letters, one blank between words, none beside an
ideograph). The longest words are found first and nothing is found twice in one place: 消防通道 is no
通道. A word of letters stands by itself (its plural counts too): “carpet” names no “pet”.
"""

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from functools import lru_cache

from council.kernel.values import value
from council.rules.power_list.matter import Matter

#: How many kinds of matter are proposed. Source: D.
PROPOSED = 2

_IDEOGRAPH = "\u3005-\u3007\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_OTHER = re.compile(r"[\W_]+")
_BESIDE = re.compile(rf"(?<=[{_IDEOGRAPH}]) | (?=[{_IDEOGRAPH}])")
_LETTER = rf"[^\W_{_IDEOGRAPH}]"


@value
class Guess:
    """A kind of matter that a text may be about: how often it is named, by which words."""

    matter: Matter
    hits: int
    words: tuple[str, ...]


@lru_cache(4096)
def plain(text: str) -> str:
    """Write a text in the form in which words are looked for."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    # Folding may leave what another round of the normal form would join.
    spaced = _OTHER.sub(" ", unicodedata.normalize("NFKC", folded)).strip()
    return _BESIDE.sub("", spaced)


def named_by(matter: Matter) -> tuple[str, ...]:
    """Tell every word that names a matter, in the form in which it is looked for."""
    words = map(plain, (matter.name, matter.name_en, *parts_of(matter.name), *matter.words))
    return tuple(dict.fromkeys(word for word in words if word))


def parts_of(name: str) -> tuple[str, ...]:
    """Tell the parts of a name that lists several, as 停车、用地: each names it too."""
    parts = re.split(r"[、/，,；;]", name)
    return tuple(part.strip() for part in parts if part.strip()) if len(parts) > 1 else ()


def guesses(text: str, matters: Sequence[Matter]) -> tuple[Guess, ...]:
    """Tell the kinds of matter that a text names, the most often named first.

    Of equal ones the one with the longer word comes first, then the one that stands first.
    """
    searched, owners = plain(text), defaultdict(list)
    for place, matter in enumerate(matters):
        for word in named_by(matter):
            owners[word].append(place)
    found = _found(searched, owners)
    hits: dict[int, Counter[str]] = defaultdict(Counter)
    for word, times in found.items():
        for place in owners[word]:
            hits[place][word] += times
    ranked = sorted(
        hits, key=lambda place: (-hits[place].total(), -max(map(len, hits[place])), place)
    )
    return tuple(
        Guess(
            matter=matters[place],
            hits=hits[place].total(),
            words=tuple(word for word, _ in hits[place].most_common()),
        )
        for place in ranked
    )


def proposed(text: str, matters: Sequence[Matter]) -> tuple[Guess, ...]:
    """Tell the one or two kinds of matter to propose for a text; none where no word is known."""
    return guesses(text, matters)[:PROPOSED]


def _found(text: str, words: Iterable[str]) -> Counter[str]:
    """Count where words stand, the longest first; what one has taken no other can take."""
    taken = bytearray(len(text))
    found: Counter[str] = Counter()
    for word in sorted(words, key=lambda each: (-len(each), each)):
        if word not in text:
            continue
        for match in _pattern(word).finditer(text):
            begin, end = match.span()
            if not any(taken[begin:end]):
                taken[begin:end] = b"\1" * (end - begin)
                found[word] += 1
    return found


@lru_cache(4096)
def _pattern(word: str) -> re.Pattern[str]:
    """Find a word; where it begins or ends with a letter, no other letter may stand beside it."""
    before = rf"(?<!{_LETTER})" if re.match(_LETTER, word) else ""
    after = rf"(?:e?s)?(?!{_LETTER})" if re.search(rf"{_LETTER}$", word) else ""
    return re.compile(f"{before}{re.escape(word)}{after}")
