"""What GB/T 15834 asks of Chinese text, and where a text does not give it.

Full-width ``，。：；！？（）``, quotes “ ” with ‘ ’ inside, a dash of two and an ellipsis of six; a
space between Han and Latin letters or figures, none beside a full-width mark. Dates are
2026年3月5日, percentages 70.04%.
"""

import html
import re

HAN = r"\u3400-\u4dbf\u4e00-\u9fff"
#: What is no sentence: tags, names in braces, code, addresses, and examples of what one types.
_CODE = re.compile(
    r"<code>.*?</code>|`[^`]*`|\]\([^)]*\)|https?://[^\s<）]+|</?[a-z][^<>]*>|\\[nrt\"]"
    r"|\B--[a-z][a-z_-]+|(?:[0-9]{4}年|[0-9]+月|每月)+(?:[0-9]+日)?|[午上][0-9]+点"
)
_FAULTS = {
    "half-width mark": re.compile(rf"(?<=[{HAN}])[,;:?!()]|[,;:?!()](?=[{HAN}])"),
    "quote": re.compile(rf"[「」『』]|(?<=[{HAN}])[\"']|[\"'](?=[{HAN}])"),
    "ellipsis": re.compile(rf"\.{{3,}}|(?<=[{HAN}])…(?!…)(?<!……)"),
    "dash": re.compile(rf"(?<=[{HAN}]) ?(?:--(?![a-z])|- |(?<!—)—(?![—\s]))"),
    "per cent": re.compile(r"\d\s+%|[\u2030％]"),
    "space": re.compile(r"(?<=[，：；（“‘、《]) (?=\S)|(?<=\S) (?=[，。：；！？）”’、》])"),
}


_TIGHT = re.compile(rf"(?<=[{HAN}])[A-Za-z0-9]|(?<=[A-Za-z0-9%])(?=[{HAN}])")


def tight(text: str) -> list[str]:
    """Name each place where Han stands beside Latin letters or figures without a space."""
    return _named(text, {"no space": _TIGHT})


def chinese(text: str) -> bool:
    """Whether a text is Chinese, with Latin words in it at most, and not the other way round."""
    return len(re.findall(f"[{HAN}]", text)) > 2 * len(re.findall(r"[A-Za-z]{2,}", text))


def faults(text: str) -> list[str]:
    """Name each mark of a text that is not as it should be, with what stands around it."""
    return _named(text, _FAULTS)


def _named(text: str, patterns: dict[str, re.Pattern[str]]) -> list[str]:
    plain = html.unescape(_CODE.sub("\ufffc", text))
    return [
        f"{name}: {plain[max(0, found.start() - 8) : found.end() + 8]}"
        for name, pattern in patterns.items()
        for found in pattern.finditer(plain)
    ]
