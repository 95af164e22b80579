"""What the lines of a statement may be: proposed by rule, never booked without a person.

A reference that a receipt has already is that receipt. Otherwise the pledge that is named in the
words of the line (``认筹 12``, ``P12``, ``#12``) and is unpaid; else the one unpaid pledge of the
same amount whose household the bank names; else the one unpaid pledge of that amount there is.
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Literal

from council.campaigns.bank_statements.statement import StatementLine
from council.kernel.values import value

Why = Literal["known", "differs", "named", "payer", "amount", "none", "outgoing"]

_NAMED = re.compile(
    r"(?:认筹|认捐|捐款|编号|第|pledge|no\.?|[p#号])\s*#?\s*([0-9]{1,6})(?![0-9])", re.IGNORECASE
)
#: Signs that stand for the letters of a name that a bank does not tell.
_MASK = "*＊•"


@value
class Unpaid:
    """A pledge for which nothing came in yet: its number, its resident's name, its amount."""

    pledge: int
    name: str
    amount_fen: int


@value
class Known:
    """A receipt that stands in the books: its serial, reference and amount."""

    serial: int
    reference: str
    amount_fen: int


@value
class Proposal:
    """What a line may be. ``pledge`` or ``serial`` 0: none."""

    line: StatementLine
    why: Why
    pledge: int = 0
    serial: int = 0


@value
class Rule:
    """A way to find the pledge that a line pays: its number, or 0."""

    why: Why
    find: Callable[[StatementLine, Mapping[int, Unpaid]], int]


def propose(
    lines: Iterable[StatementLine], *, unpaid: Sequence[Unpaid], known: Iterable[Known]
) -> tuple[Proposal, ...]:
    """Propose for each line what it may be; one pledge is proposed once, to the surest line."""
    receipts = {each.reference: each for each in known}
    open_pledges = {each.pledge: each for each in unpaid}
    found: dict[int, Proposal] = {}
    waiting: list[StatementLine] = []
    for line in lines:
        receipt = receipts.get(line.reference)
        if line.amount_fen < 0:
            found[line.line] = Proposal(line=line, why="outgoing")
        elif receipt is not None:
            why: Why = "known" if receipt.amount_fen == line.amount_fen else "differs"
            found[line.line] = Proposal(line=line, why=why, serial=receipt.serial)
        else:
            waiting.append(line)
    for rule in _RULES:
        waiting = _apply(rule, waiting, open_pledges, found)
    for line in waiting:
        found[line.line] = Proposal(line=line, why="none")
    return tuple(found[number] for number in sorted(found))


def _apply(
    rule: Rule,
    waiting: list[StatementLine],
    open_pledges: dict[int, Unpaid],
    found: dict[int, Proposal],
) -> list[StatementLine]:
    """Give each line the pledge that a rule finds, where no two lines want it; tell who is left."""
    wanted: dict[int, list[StatementLine]] = {}
    for line in waiting:
        pledge = rule.find(line, open_pledges)
        if pledge:
            wanted.setdefault(pledge, []).append(line)
    given = {lines[0].line: pledge for pledge, lines in wanted.items() if len(lines) == 1}
    for line in waiting:
        if line.line in given:
            pledge = given[line.line]
            found[line.line] = Proposal(line=line, why=rule.why, pledge=pledge)
            del open_pledges[pledge]
    return [line for line in waiting if line.line not in given]


def _named(line: StatementLine, unpaid: Mapping[int, Unpaid]) -> int:
    named = {int(number) for number in _NAMED.findall(line.memo)} & unpaid.keys()
    return named.pop() if len(named) == 1 else 0


def _payer(line: StatementLine, unpaid: Mapping[int, Unpaid]) -> int:
    return _only(
        each.pledge
        for each in unpaid.values()
        if each.amount_fen == line.amount_fen and _may_be(line.counterparty, each.name)
    )


def _amount(line: StatementLine, unpaid: Mapping[int, Unpaid]) -> int:
    return _only(each.pledge for each in unpaid.values() if each.amount_fen == line.amount_fen)


#: The surest first.
_RULES = (
    Rule(why="named", find=_named),
    Rule(why="payer", find=_payer),
    Rule(why="amount", find=_amount),
)


def _only(pledges: Iterable[int]) -> int:
    found = list(pledges)
    return found[0] if len(found) == 1 else 0


def _may_be(told: str, name: str) -> bool:
    """Whether a bank's name for somebody, of which it may hide letters, can be this name."""
    plain = told.split("(", maxsplit=1)[0].strip()
    if not plain or not name:
        return False
    pattern = "".join("." if sign in _MASK else re.escape(sign) for sign in plain)
    return re.fullmatch(pattern, name) is not None
