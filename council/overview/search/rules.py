"""How texts are cut into pieces, how a question is read, and where its words stand in a text.

Characters are compared in the form NFKC, without case. Chinese is written without blanks: of
停车难 the pieces are 停车, 车难 and 难, so that any two neighbours are found, and one alone as the
beginning of a piece.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence

from council.kernel.values import value

#: Scripts that part no words: Han with its signs, kana, hangul.
_HAN = "\u3005-\u3007\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af\uf900-\ufaff\U00020000-\U0003fffd"
_RUN = re.compile(f"[{_HAN}]+|[^\\W_{_HAN}]+")
_IS_HAN = re.compile(f"[{_HAN}]")
#: A word of letters is told apart by so many of its first characters.
LONGEST = 200
#: So many pieces of one text are kept; PostgreSQL takes a megabyte of them at most.
MOST_PIECES = 50_000
#: So many characters of a question are read, and so many words of it looked for.
ASKED, MOST_PHRASES = 500, 8
#: How much of a text is shown around what was found, in characters.
BEFORE, SHOWN = 24, 90


@value
class Phrase:
    """Pieces that must stand one behind the other; ``open_end``: the last may be longer in the text.

    ``runs`` are the words themselves, as they are compared.
    """

    runs: tuple[str, ...]
    pieces: tuple[str, ...]
    open_end: bool


@value
class Span:
    """A part of a text; ``found``: it is what was looked for."""

    text: str
    found: bool


def pieces(text: str) -> list[str]:
    """Cut a text into the pieces that are kept, in order."""
    folded, _ = _folded(composed(text))
    found: list[str] = []
    for run in _RUN.finditer(folded):
        found += _cut(run[0], closed=True)
        if len(found) >= MOST_PIECES:
            return found[:MOST_PIECES]
    return found


def phrases(question: str) -> tuple[Phrase, ...]:
    """Read a question: what blanks part may stand apart in a text, the rest stands together.

    Nothing where it has no letter or digit.
    """
    folded, _ = _folded(composed(question[:ASKED]))
    found: dict[tuple[str, ...], Phrase] = {}
    for chunk in folded.split():
        runs = tuple(run[0] for run in _RUN.finditer(chunk))
        if not runs:
            continue
        last = runs[-1]
        open_end = _is_han(last)
        cut = [piece for run in runs[:-1] for piece in _cut(run, closed=True)]
        cut += _cut(last, closed=not open_end)
        phrase = Phrase(runs=runs, pieces=tuple(cut), open_end=open_end and len(last) == 1)
        found.setdefault(runs, phrase)
    return tuple(found.values())[:MOST_PHRASES]


def composed(text: str) -> str:
    """Write a text with its accents on their letters, as it is shown and compared."""
    return unicodedata.normalize("NFC", text)


def marked(text: str, wanted: Sequence[Phrase]) -> tuple[Span, ...]:
    """Part a text where words that were looked for stand in it."""
    text = composed(text)
    spans: list[Span] = []
    at = 0
    for start, end in _places(text, wanted):
        if start > at:
            spans.append(Span(text=text[at:start], found=False))
        if end > at:
            spans.append(Span(text=text[max(at, start) : end], found=True))
            at = end
    if text[at:]:
        spans.append(Span(text=text[at:], found=False))
    return tuple(spans)


def excerpt(text: str, wanted: Sequence[Phrase]) -> tuple[Span, ...]:
    """Show a text around the first word that was looked for, or its beginning; on one line."""
    line = " ".join(composed(text).split())
    first = next(_places(line, wanted), (0, 0))[0]
    start = max(0, first - BEFORE)
    cut = line[start : start + SHOWN]
    shown = ("…" if start else "") + cut + ("…" if start + SHOWN < len(line) else "")
    return marked(shown, wanted)


def _places(text: str, wanted: Sequence[Phrase]) -> Iterator[tuple[int, int]]:
    """Tell from where to where each word stands in a composed text, in its order."""
    if not wanted:
        return
    folded, origins = _folded(text)
    for found in re.finditer("|".join(map(_pattern, wanted)), folded):
        yield origins[found.start()], origins[found.end() - 1] + 1


def _pattern(phrase: Phrase) -> str:
    letter = f"[^\\W_{_HAN}]"
    written = [
        re.escape(run) if _is_han(run) else f"(?<!{letter}){re.escape(run)}(?!{letter})"
        for run in phrase.runs
    ]
    return "[\\W_]*".join(written)


def _folded(text: str) -> tuple[str, list[int]]:
    """Write a text as it is compared, with the place in it that each character comes from."""
    letters: list[str] = []
    origins: list[int] = []
    for at, letter in enumerate(text):
        same = (
            letter
            if "一" <= letter <= "\u9fa5"
            else unicodedata.normalize("NFKC", letter).casefold()
        )
        letters.append(same)
        origins += [at] * len(same)
    return "".join(letters), origins


def _is_han(run: str) -> bool:
    return _IS_HAN.match(run) is not None


def _cut(run: str, *, closed: bool) -> list[str]:
    """Cut one run; ``closed``: nothing of its kind follows, so its last character stands alone too."""
    if not _is_han(run):
        return [run[:LONGEST]]
    pairs = [run[at : at + 2] for at in range(len(run) - 1)]
    return [*pairs, run[-1]] if closed or not pairs else pairs
