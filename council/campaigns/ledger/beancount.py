"""The ledger 台账 as a beancount file, so that a program that we did not write can add it up.

Amounts are yuan with two decimals, written from whole fen. What is said in words comes from the
catalogs; whatever else stands in the file is a name of an account, a tag or a link.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from council.campaigns.ledger.accounts import CURRENCY
from council.campaigns.ledger.journal import JournalLine, Side
from council.kernel.screens.translator import Translator

#: Our accounts by how they begin, each as one of beancount's; whatever is new is kept as equity.
_ROOTS = {
    "held": "Assets:Held",
    "reserve": "Assets:Reserve",
    "contributors": "Income:Contributors",
    "payees": "Expenses:Works",
    "suspense": "Assets:Suspense",
    "unknown": "Liabilities:Unknown",
}


def beancount(lines: Sequence[JournalLine], say: Translator, *, name: str, now: int) -> str:
    """Write a journal as beancount: accounts, transactions, balances at the ends of months.

    ``name`` is whose books they are, ``now`` (UTC seconds) the day up to which they are written:
    the last balances are those of the beginning of the next day.
    """
    today = say.local(now).date()
    title = say("ledger.book.title", name=name).unescape()
    parts = [
        f"; {say('ledger.book.about').unescape()}",
        f'option "title" {_quoted(title)}',
        f'option "operating_currency" "{CURRENCY}"',
        "",
        *_opened(lines, say),
    ]
    balance: defaultdict[str, int] = defaultdict(int)
    month: date | None = None
    for line in lines:
        day = say.local(line.posted_at).date()
        begins = day.replace(day=1)
        if month is not None and begins > month:
            parts += _asserted(balance, _month_after(month))
        month = begins
        for side in line.sides:
            balance[side.account] += side.amount_fen
        parts += _transaction(line, day, say)
    if month is not None:
        parts += _asserted(balance, min(_month_after(month), today + timedelta(days=1)))
    return "\n".join(parts) + "\n"


def account_name(account: str) -> str:
    """Name one of our accounts as beancount would have it: ``held:1`` is ``Assets:Held:C1``."""
    kind, _, number = account.partition(":")
    root = _ROOTS.get(kind, f"Equity:{kind.capitalize()}")
    tail = "".join(letter for letter in number if letter.isascii() and letter.isalnum())
    tail = tail if number[:1].isdigit() else ""
    return f"{root}:C{tail}" if tail else root


def _opened(lines: Sequence[JournalLine], say: Translator) -> Iterator[str]:
    """Open each account on the day on which it is used first."""
    first: dict[str, date] = {}
    for line in lines:
        for side in line.sides:
            first.setdefault(side.account, say.local(line.posted_at).date())
    for account, day in sorted(first.items(), key=lambda each: (each[1], each[0])):
        yield f"{day} open {account_name(account)} {CURRENCY}"
    yield ""


def _transaction(line: JournalLine, day: date, say: Translator) -> Iterator[str]:
    narration = say(f"ledger.book.{line.kind}", n=line.many, campaign=line.campaign).unescape()
    who = f"{_quoted(line.payee)} " if line.payee else ""
    tag = f" #campaign-{line.campaign}" if line.campaign else ""
    yield f"{day} * {who}{_quoted(narration)}{tag} ^{line.cause}"
    yield f"  number: {line.number}"
    if line.voucher:
        yield f"  voucher: {_quoted(line.voucher)}"
    for side in line.sides:
        yield _posting(side)
    yield ""


def _posting(side: Side) -> str:
    return f"  {account_name(side.account)}  {yuan(side.amount_fen)} {CURRENCY}"


def _asserted(balance: dict[str, int], day: date) -> Iterator[str]:
    """Say what each account holds when a day begins."""
    for account, fen in sorted(balance.items()):
        yield f"{day} balance {account_name(account)} {yuan(fen)} {CURRENCY}"
    yield ""


def _month_after(month: date) -> date:
    return (month + timedelta(days=31)).replace(day=1)


def yuan(fen: int) -> str:
    """Write fen as yuan with two decimals, without separators."""
    sign = "-" if fen < 0 else ""
    return f"{sign}{abs(fen) // 100}.{abs(fen) % 100:02d}"


def _quoted(text: str) -> str:
    """Write a text between quotation marks: on one line, with nothing that would end it."""
    plain = " ".join(text.split()).replace("\\", "\\\\").replace('"', '\\"')
    return f'"{plain}"'
