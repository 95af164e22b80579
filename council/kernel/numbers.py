"""Numbers of things as people type them: of a proposal, a poll, a campaign, a pledge, a receipt."""

import re
import unicodedata

_FULL_WIDTH = frozenset("\uff10\uff11\uff12\uff13\uff14\uff15\uff16\uff17\uff18\uff19\uff03")
_NUMBER = re.compile(r"[1-9][0-9]{0,8}", re.ASCII)


def read_number(text: str) -> int | None:
    """Read ``12``, ``#12``, ``12号`` or full-width digits; None for anything else."""
    ascii_text = "".join(
        unicodedata.normalize("NFKC", char) if char in _FULL_WIDTH else char
        for char in text.strip()
    )
    plain = ascii_text.removeprefix("#").removesuffix("号").strip()
    return int(plain) if _NUMBER.fullmatch(plain) else None
