"""How numbers and names are written for people."""

from collections.abc import Iterable, Sequence

from council.polls.result_text.voice import Speaker
from voting.counts import Count

PLACES = 2
#: Methods whose numbers are points; all others count ballots.
POINTS = frozenset({"borda", "score"})


def shown(count: Count) -> str:
    """Write a count with thousands apart; a fraction cut to two decimals, as percentages are."""
    if isinstance(count, int):
        return f"{count:,}"
    sign, size = ("-", -count) if count < 0 else ("", count)
    cut = int(size * 10**PLACES)
    decimals = f"{cut % 10**PLACES:0{PLACES}d}".rstrip("0")
    return f"{sign}{cut // 10**PLACES:,}" + (f".{decimals}" if decimals else "")


def listed(names: Iterable[str], say: Speaker) -> str:
    """Write names one after the other."""
    return say("told.list").join(names)


def ordered(groups: Iterable[Sequence[str]]) -> str:
    """Write tie groups, best first: ``A > B = C``."""
    return " > ".join(" = ".join(group) for group in groups)


def one_paragraph(sentences: Iterable[str], say: Speaker) -> str:
    """Join sentences as the language does."""
    first, *rest = sentences
    for sentence in rest:
        first = say("told.and_then", first=first, second=sentence)
    return first
