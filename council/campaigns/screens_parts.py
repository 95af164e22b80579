"""Small parts that the screens of campaigns share: bars, percentages, labels, cut texts."""

from council.kernel.screens.translator import Translator
from council.kernel.shortening import shortened

#: Characters of a button's label.
LABEL = 30
#: Characters of a campaign's purpose on a screen.
BODY = 1_000
BLOCKS = 12


def progress_bar(part: int, whole: int) -> str:
    """Draw how much of a target was reached; full only when it was."""
    filled = min(BLOCKS, part * BLOCKS // whole)
    return "▓" * filled + "░" * (BLOCKS - filled)


def percent(part: int, whole: int) -> str:
    """Write a percentage, truncated to two decimals: 91.80%."""
    of_ten_thousand = part * 10_000 // whole
    return f"{of_ten_thousand // 100}.{of_ten_thousand % 100:02d}%"


def clip(text: str, most: int = BODY) -> str:
    """Cut a text to so many characters, with an ellipsis."""
    return shortened(text, most)


def label(say: Translator, key: str, **params: str | int) -> str:
    """Say a button's label: plain text, at most ``LABEL`` characters."""
    return clip(say(key, **params).unescape(), LABEL)
