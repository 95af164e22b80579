"""What the lines of a statement may be: proposed by rule, never booked without a person.

A reference that a receipt has already is that receipt. Otherwise the pledge that is named in the
words of the line (``众筹 2 认筹 12``, ``认筹 12``, ``P12``, ``#12``) and is unpaid; else the one unpaid pledge of the
same amount whose household the bank names; else what stands in the books with the same amount and
name under another reference; else the one unpaid pledge, or thing in the books, of that amount.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from typing import Literal, TypeVar

from council.campaigns.bank_statements.statement import StatementLine
from council.campaigns.receipts.rules import ref_key
from council.kernel.values import value

Why = Literal["known", "differs", "named", "payer", "booked", "amount", "none", "outgoing"]
Kind = Literal["receipt", "refund", "payment"]
T = TypeVar("T")

_NAMED = re.compile(
    r"(?:认筹|认捐|捐款|编号|第|pledge|no\.?|[p#号])\s*#?\s*([0-9]{1,6})(?![0-9])", re.IGNORECASE
)
#: Pledges are numbered by campaign; whoever names the campaign as well means a pledge of that.
_CAMPAIGN = re.compile(r"(?:众筹|campaign)\s*#?\s*([0-9]{1,6})(?![0-9])", re.IGNORECASE)
#: Signs that stand for the letters of a name that a bank does not tell.
_MASK = "*＊•"


@value
class Unpaid:
    """A pledge for which nothing came in yet: whose campaign, its number, its amount.

    ``name`` and ``resident`` (an id) are whoever made it.
    """

    campaign: int
    pledge: int
    name: str
    amount_fen: int
    resident: str = ""


@value
class Known:
    """What stands in the books: a receipt, refund or payment, by its id.

    ``number`` is its serial or number in its campaign. ``amount_fen`` is negative for what went out;
    ``name`` is whose it is; ``reference`` is empty where nobody noted one.
    """

    kind: Kind
    id: str
    campaign: int
    number: int
    reference: str
    amount_fen: int
    name: str = ""
    resident: str = ""


@value
class Proposal:
    """What a line may be: a pledge that it pays, or what stands in the books already."""

    line: StatementLine
    why: Why
    unpaid: Unpaid | None = None
    known: Known | None = None


@value
class _Open:
    """What lines may still be given to, by amount and, for pledges, by number."""

    unpaid: dict[int, list[Unpaid]]
    numbered: dict[int, list[Unpaid]]
    known: dict[int, list[Known]]


@value
class _Rule:
    """A way to find what a line is."""

    why: Why
    find: Callable[[StatementLine, _Open], Unpaid | Known | None]


def propose(
    lines: Iterable[StatementLine], *, unpaid: Sequence[Unpaid], known: Iterable[Known]
) -> tuple[Proposal, ...]:
    """Propose for each line what it may be; one thing is proposed once, to the surest line."""
    books = tuple(known)
    receipts = {ref_key(each.reference): each for each in books if each.reference}
    there = _Open(
        unpaid=_grouped(unpaid, lambda each: each.amount_fen),
        numbered=_grouped(unpaid, lambda each: each.pledge),
        known=_grouped(books, lambda each: each.amount_fen),
    )
    found: dict[int, Proposal] = {}
    waiting: list[StatementLine] = []
    for line in lines:
        receipt = receipts.get(ref_key(line.reference))
        if receipt is None:
            waiting.append(line)
            continue
        why: Why = "known" if receipt.amount_fen == line.amount_fen else "differs"
        found[line.line] = Proposal(line=line, why=why, known=receipt)
        _take(there, receipt)
    for rule in _RULES:
        waiting = _apply(rule, waiting, there, found)
    for line in waiting:
        found[line.line] = Proposal(line=line, why="none" if line.amount_fen > 0 else "outgoing")
    return tuple(found[number] for number in sorted(found))


def _grouped(things: Iterable[T], key: Callable[[T], int]) -> dict[int, list[T]]:
    found: defaultdict[int, list[T]] = defaultdict(list)
    for each in things:
        found[key(each)].append(each)
    return found


def _take(there: _Open, thing: Unpaid | Known) -> None:
    if isinstance(thing, Known):
        there.known[thing.amount_fen].remove(thing)
    else:
        there.unpaid[thing.amount_fen].remove(thing)
        there.numbered[thing.pledge].remove(thing)


def _apply(
    rule: _Rule, waiting: list[StatementLine], there: _Open, found: dict[int, Proposal]
) -> list[StatementLine]:
    """Give each line what a rule finds, where no two lines want it; tell who is left."""
    wanted = {line.line: rule.find(line, there) for line in waiting}
    asked: defaultdict[Unpaid | Known, int] = defaultdict(int)
    for each in wanted.values():
        if each is not None:
            asked[each] += 1
    left = []
    for line in waiting:
        thing = wanted[line.line]
        if thing is None or asked[thing] > 1:
            left.append(line)
            continue
        _take(there, thing)
        if isinstance(thing, Known):
            found[line.line] = Proposal(line=line, why=rule.why, known=thing)
        else:
            found[line.line] = Proposal(line=line, why=rule.why, unpaid=thing)
    return left


def _named(line: StatementLine, there: _Open) -> Unpaid | None:
    if line.amount_fen < 0:
        return None
    named = {int(number) for number in _NAMED.findall(line.memo)}
    campaigns = {int(number) for number in _CAMPAIGN.findall(line.memo)}
    return _only(
        each
        for number in named
        for each in there.numbered.get(number, ())
        if not campaigns or each.campaign in campaigns
    )


def _payer(line: StatementLine, there: _Open) -> Unpaid | None:
    return _only(each for each in there.unpaid.get(line.amount_fen, ()) if _is_of(line, each))


def _booked(line: StatementLine, there: _Open) -> Known | None:
    return _only(each for each in there.known.get(line.amount_fen, ()) if _is_of(line, each))


def _amount(line: StatementLine, there: _Open) -> Unpaid | Known | None:
    same: list[Unpaid | Known] = [
        *there.unpaid.get(line.amount_fen, ()),
        *there.known.get(line.amount_fen, ()),
    ]
    return _only(same)


#: The surest first.
_RULES = (
    _Rule(why="named", find=_named),
    _Rule(why="payer", find=_payer),
    _Rule(why="booked", find=_booked),
    _Rule(why="amount", find=_amount),
)


def _only(things: Iterable[T]) -> T | None:
    found = list(things)
    return found[0] if len(found) == 1 else None


def _is_of(line: StatementLine, thing: Unpaid | Known) -> bool:
    if line.payer:
        return line.payer == thing.resident
    return _may_be(line.counterparty, thing.name)


def _may_be(told: str, name: str) -> bool:
    """Whether a bank's name for somebody, of which it may hide letters, can be this name."""
    plain = told.split("(", maxsplit=1)[0].strip()
    if not plain or not name:
        return False
    pattern = "".join("." if sign in _MASK else re.escape(sign) for sign in plain)
    return re.fullmatch(pattern, name) is not None
