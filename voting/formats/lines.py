"""Text to lines, where only a line break ends a line.

``str.splitlines`` also cuts at marks that stand inside names (U+2028, form feeds, U+0085), and would
make two lines of one.
"""

import re
from collections.abc import Iterator

BREAK = re.compile(r"\r\n|\r|\n")
#: What would break a line of text on a screen, and what nobody sees: one blank, or nothing.
BREAKING = re.compile(r"[\v\f\x1c-\x1e\x85\u2028\u2029\t]+")
#: Digits and signs as Chinese input methods write them, and their usual forms.
FULL_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x3000: 0x20}


def lines_of(text: str) -> Iterator[tuple[int, str]]:
    """Lines with their numbers from 1."""
    return enumerate(BREAK.split(text.removeprefix("\ufeff")), start=1)


def half_width(text: str) -> str:
    """Write full-width digits and signs in their usual forms, place by place."""
    return text if text.isascii() else text.translate(FULL_WIDTH)


def name_in(text: str) -> str:
    """Write a name on one line: marks that break lines become a blank."""
    return BREAKING.sub(" ", text).strip()
