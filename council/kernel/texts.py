r"""What a text may be made of: cleaned where it comes in, and again where a strict format goes out.

Lone surrogates (they arrive as ``\ud800`` in JSON and cannot be encoded), U+0000 (PostgreSQL
refuses it), other control characters and marks that hide or turn text round, and code points that
are no characters (U+FFFF: XML 1.0 refuses it) are left out.
"""

import re

_NO_CHARACTERS = "".join(
    f"{chr(plane * 0x10000 + 0xFFFE)}-{chr(plane * 0x10000 + 0xFFFF)}" for plane in range(17)
)
_HIDDEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff"
    f"\ud800-\udfff\ufdd0-\ufdef{_NO_CHARACTERS}]"
)
_BREAK = re.compile("\r\n|[\r\x85\u2028\u2029]")


def clean_text(text: str) -> str:
    """Leave out what no text may hold; every line break becomes a line feed, tabs stay."""
    if text.isprintable():
        return text  # none of them is printable, and most strings are
    return _HIDDEN.sub("", _BREAK.sub("\n", text))


def clean_line(text: str) -> str:
    """Clean a name or title: one line, a single blank wherever there was white space."""
    return " ".join(clean_text(text).split())
