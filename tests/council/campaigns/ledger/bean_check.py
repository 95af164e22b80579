"""Reading our beancount files with beancount's own loader, as ``bean-check`` does."""

from decimal import Decimal

from beancount import loader
from beancount.core import data

from council.campaigns.ledger.beancount import beancount
from council.campaigns.ledger.journal import JournalLine
from council.kernel.screens.translator import Translator


def written(lines: tuple[JournalLine, ...], now: int, locale: str = "zh_CN") -> str:
    """Write a journal, and insist that bean-check would find nothing wrong with it."""
    text = beancount(lines, Translator(locale), name="和悦家园", now=now)
    assert faults(text) == []
    return text


def faults(text: str) -> list[str]:
    """Tell what bean-check has against a file."""
    _, errors, _ = loader.load_string(text, encoding="utf-8")
    return [error.message for error in errors]


def entries(text: str, kind: type) -> list[data.Directive]:
    """Tell the entries of a kind."""
    return [each for each in loader.load_string(text)[0] if isinstance(each, kind)]


def held(text: str, account: str) -> Decimal:
    """Add an account up, in yuan."""
    moved = entries(text, data.Transaction)
    return sum(
        (side.units.number for each in moved for side in each.postings if side.account == account),
        Decimal(0),
    )
