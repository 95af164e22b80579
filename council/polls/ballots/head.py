"""What is told of any ballot: which poll it is of, and what it names."""

from collections.abc import Mapping
from types import MappingProxyType

from markupsafe import Markup

from council.kernel.screens.translator import Translator
from council.rules.poll_kinds import BUDGET, poll_named


def ballot_head(say: Translator, kind: str, number: int, title: str) -> Markup:
    """Name the poll; ``kind`` is one of the kinds of polls."""
    return say("ballot.head", **poll_named(kind, number, title))


def order_line(
    order: tuple[tuple[str, ...], ...],
    kind: str,
    titles: Mapping[str, str] = MappingProxyType({}),
) -> str:
    """Write what a ballot names: places with > between them, projects side by side."""
    groups = (
        " = ".join(f"{letter} {titles.get(letter, '')}".strip() for letter in group)
        for group in order
    )
    return (" · " if kind == BUDGET else " > ").join(groups)
