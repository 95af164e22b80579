"""What a stranger reads of a campaign's money, in pages and in files, and adds up."""

import csv
import io
import re
from collections.abc import Sequence
from decimal import Decimal
from html.parser import HTMLParser
from typing import Any

from aiohttp.test_utils import TestClient, TestServer

from council.campaigns.ledger.beancount import account_name
from council.checks.every import CHECKS
from council.kernel.database.transaction import Transaction
from council.kernel.findings import Finding
from tests.bot.conftest import Stage
from tests.council.campaigns.ledger.bean_check import faults, held
from web.app import make_app


class Cells(HTMLParser):
    """The rows of a page's tables, as text."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.rows: list[list[str]] = []
        self._in = False
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: Any) -> None:
        if tag == "tr":
            self.rows.append([])
        if tag in {"td", "th"} and self.rows:
            self.rows[-1].append("")
            self._in = True

    def handle_endtag(self, tag: str) -> None:
        self._in = self._in and tag not in {"td", "th"}

    def handle_data(self, data: str) -> None:
        if self._in:
            self.rows[-1][-1] += data


def fen_of(text: str) -> int:
    """Read ¥1,234.50, or −¥1,234.50."""
    found = re.search(r"([−-]?)¥([\d,]+)(?:\.(\d\d))?", text)
    assert found is not None, text
    fen = int(found[2].replace(",", "")) * 100 + int(found[3] or 0)
    return -fen if found[1] else fen


async def add_up(stage: Stage) -> dict[str, int]:
    """Add up what the public reads: every line of the week, and the final statement."""
    async with TestClient(TestServer(make_app(stage.app))) as client:
        week = await (await client.get("/campaigns/1/week?of=2026-02-02&lang=zh_CN")).text()
        page = await (await client.get("/campaigns/1?lang=zh_CN")).text()
    moved: dict[str, int] = {}
    lines = [row for row in Cells(week).rows if len(row) == 4 and row[0].isdigit()]
    transfers = 0
    for _, _, told, amount in lines:
        kind, _, many = told.partition("（")
        moved[kind] = moved.get(kind, 0) + fen_of(amount)
        transfers += int(many.partition(" ")[0] or 1)
    closing = fen_of(Cells(week).rows[-1][-1])
    (final,) = re.findall(r"<li><strong>[^<]*最终结算.*?</li>", page, re.DOTALL)
    sums = re.findall(r"[−-]?¥[\d,.]+", re.sub(r"<[^>]*>", "", final))
    received, refunded, kept, paid, held = map(fen_of, sums)

    assert transfers == max(int(row[0]) for row in lines)
    assert sum(moved.values()) == closing == held == 0
    assert received == refunded + kept + paid + held
    assert "审计已签字" in final
    broken = [each for each in stage.app.bus.read_now(check_all) if each.state == "broken"]
    assert broken == []
    return {"received": received, "refunded": refunded, "kept": kept, "paid": paid, **moved}


def check_all(tx: Transaction) -> list[Finding]:
    """What ``yishi check`` looks at."""
    return [check(tx) for check in CHECKS]


async def books(stage: Stage, *, gifts: int, nobody: Sequence[str]) -> dict[str, int]:
    """The books as files, as a stranger fetches them; tells each account's sum in fen.

    bean-check accepts the one, the other adds up to nothing; both say the same. The chain has the
    hash alone of each of the ``gifts``, of each refund when it is asked for, and when it is made.
    ``nobody`` of these names stands in any of them.
    """
    async with TestClient(TestServer(make_app(stage.app))) as client:
        journal = await (await client.get("/ledger.beancount")).text()
        table = await (await client.get("/ledger.csv")).text()
        chain = await (await client.get("/ledger/chain.txt")).text()
    sums: dict[str, Decimal] = {}
    for line in csv.DictReader(io.StringIO(table.removeprefix("\ufeff"))):
        account = line["account"]
        sums[account] = sums.get(account, Decimal(0)) + Decimal(line["amount_yuan"])

    gifts_alone = [link for link in chain.splitlines() if " " not in link]

    assert faults(journal) == []
    assert sum(sums.values()) == 0
    assert sums == {account: held(journal, account_name(account)) for account in sums}
    assert all(name not in journal + table + chain for name in nobody)
    assert len(gifts_alone) == 3 * gifts
    return {account: int(each * 100) for account, each in sums.items()}
