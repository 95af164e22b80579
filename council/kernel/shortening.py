"""Shortening a text that is too long for where it is shown."""

import re

CHINESE = re.compile(r"[\u3000-\u303f\u3400-\u4dbf\u4e00-\u9fff\uff00-\uffef]")


def ellipsis(kept: str) -> str:
    """The mark after what is kept: six dots after Chinese (GB/T 15834), three elsewhere."""
    return "……" if CHINESE.match(kept[-1:]) else "…"


def shortened(text: str, most: int) -> str:
    """Cut a text to at most so many characters, the mark among them."""
    if len(text) <= most:
        return text
    kept = text[: most - 1]
    mark = ellipsis(kept)
    return kept[: most - len(mark)] + mark
