"""A treasurer with exports: lines made up, sent and answered. 模拟数据."""

from collections.abc import Sequence
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import select

from council.campaigns.bank_statements.commands import ImportStatement
from council.campaigns.bank_statements.reading import read_statement
from council.campaigns.bank_statements.tables import bank_lines, bank_statements
from council.campaigns.ledger import balances
from council.campaigns.ledger.accounts import SUSPENSE, held, late
from council.campaigns.records import same
from council.checks.every import CHECKS
from council.kernel.values import value
from tests.council.conftest import Town
from tests.council.fund import Fund, open_fund

ZONE = ZoneInfo("Asia/Shanghai")
#: The invariants that money must keep; the campaign's motion and poll are rows without a past.
MONEY = {"I8", "I9", "I10", "I11", "I13", "I14", "I22", "I27", "I30", "I31", "I34", "I36", "I37"}
HEAD = "交易日期,交易时间,摘要,借方发生额,贷方发生额,对方户名,交易流水号,附言"


@value
class Moved:
    """A line of a bank's export, made up: yuan as text, negative where it went out."""

    reference: str
    yuan: str
    party: str = ""
    memo: str = ""
    day: str = "2026-02-10"

    def __str__(self) -> str:
        out, came = (self.yuan[1:], "") if self.yuan.startswith("-") else ("", self.yuan)
        cells = (self.day, "09:00:01", "转账", out, came, self.party, self.reference, self.memo)
        return ",".join(cells)


def export(lines: Sequence[Moved]) -> bytes:
    return "\n".join(("户名：和悦社区居委会", HEAD, *map(str, lines))).encode("gb18030")


@value
class Till:
    """A campaign of ¥1,000 with its treasurer, and the exports that they send."""

    fund: Fund

    @property
    def town(self) -> Town:
        return self.fund.town

    def pledge(self, *pledged: tuple[str, str]) -> None:
        for name, amount in pledged:
            self.town.person(name)
            self.fund.pledge(name, amount)

    def asked(self, lines: Sequence[Moved], *, by: str = "钱会计") -> ImportStatement:
        content = export(lines)
        statement = read_statement(content, file="明细.csv", zone=ZONE)
        return ImportStatement(
            actor=self.town.people[by], file="明细.csv", content=content, statement=statement
        )

    def send(self, *lines: Moved) -> Any:
        return self.town.app.bus.submit(self.asked(lines)).result()

    def act(self, command: type[Any], line: int, *, by: str = "钱会计", **more: Any) -> Any:
        """Ask for a command about a line, counted from 1 under the header of statement 1."""
        fields = {"number": 1} | more
        return self.town.act(by, command, line=line + 2, **fields)

    def states(self) -> list[tuple[str, str]]:
        """The reference and state of every line."""
        rows = self.town.rows(
            select(bank_lines.c.reference, bank_lines.c.state)
            .join(bank_statements, same(bank_lines, bank_statements, "statement_id"))
            .order_by(bank_statements.c.number, bank_lines.c.line)
        )
        return [(row.reference, row.state) for row in rows]

    def balances(self) -> tuple[int, int]:
        """What is held for the campaign, and what is in suspense, in fen."""
        accounts = (held(self.fund.number), SUSPENSE)
        found = self.town.app.bus.read_now(lambda tx: balances.posted(tx, self.town.id, accounts))
        return found[accounts[0]], found[accounts[1]]

    def late(self) -> int:
        """What of late money is held for the campaign, in fen."""
        account = late(self.fund.number)
        found = self.town.app.bus.read_now(
            lambda tx: balances.posted(tx, self.town.id, (account,))
        )
        return found[account]

    def findings(self) -> list[str]:
        """What the invariants of money find broken."""

        def broken(tx: Any) -> list[str]:
            found = [check(tx) for check in CHECKS]
            return [
                f"{each.name} {each.text}"
                for each in found
                if each.state == "broken" and each.name in MONEY
            ]

        return self.town.app.bus.read_now(broken)


def open_till(town: Town) -> Till:
    return Till(fund=open_fund(town))
