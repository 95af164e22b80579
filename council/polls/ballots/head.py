"""The line above everything told of a ballot: which poll, by its kind, number and title."""

from markupsafe import Markup

from council.kernel.screens.translator import Translator
from council.rules.poll_kinds import RANKING, RATIFICATION, poll_named


def ballot_head(say: Translator, kind: str, number: int, title: str) -> Markup:
    """Name the poll: ``kind`` is ``ranking`` or ``ratification``."""
    return say("ballot.head", **poll_named(kind, number, title))


def kind_of_ballot(choice: str) -> str:
    """Tell a poll's kind by what a ballot says: only that of a ratification has a choice."""
    return RATIFICATION if choice else RANKING
