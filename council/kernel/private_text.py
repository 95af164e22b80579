"""Numbers of people in what everybody will read: seen, and masked before anything is kept.

What is published cannot be called back, and who writes in a hurry copies a whole message with the
telephone number in it. Only numbers of persons are meant: identity cards, mobile telephones.
A hotline or an amount stays as it is.
"""

import re

#: How many figures of a number are left, so that its author knows which is meant.
_LEFT = 3
_HAN_FIGURE = "零〇一二三四五六七八九幺"
#: ``\\d`` is meant: figures in full width are figures.
_NUMBERS = re.compile(
    r"(?<!\d)(?:"
    r"\d{6}[- ]?\d{8}[- ]?\d{3}[\dXxＸｘ]"
    r"|[1-9１-９]\d{7}(?:[0０][1-9１-９]|[1１][0-2０-２])(?:[0-2０-２]\d|[3３][01０１])\d{3}"
    r"|(?:[+＋]?[8８][6６][- －]?)?[1１][3-9３-９]\d[- －.]?\d{4}[- －.]?\d{4}"
    r")(?!\d)"
    rf"|(?<![{_HAN_FIGURE}])[一幺][三四五六七八九][{_HAN_FIGURE}]{{9}}(?![{_HAN_FIGURE}])"
)


def masked(text: str) -> str:
    """Write a text with every such number masked but for its first figures."""
    return _NUMBERS.sub(_mask, text)


def _mask(found: re.Match[str]) -> str:
    number = found[0]
    return number[:_LEFT] + "*" * (len(number) - _LEFT)
