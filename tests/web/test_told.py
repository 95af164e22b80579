"""No two readings of anything public tell what one household gave, or two."""

import csv
import io
import json
import re
from itertools import combinations, pairwise

import pytest
from aiohttp.test_utils import TestClient

from council.kernel.app import App
from council.kernel.clock import FixedClock
from tests.council.campaigns.ledger.bean_check import faults, held
from tests.council.conftest import NOON, found
from tests.council.fund import Fund, open_fund

#: Yuan; no sum of one or two of them is a sum of others.
GIFTS = (101, 103, 109, 127, 163, 271, 595, 1567)
ALONE = {sum(few) * 100 for n in (1, 2) for few in combinations(GIFTS, n)}
PATHS = (
    *("/api/v1/campaigns/1", "/api/v1/campaigns", "/api/v1/ledger", "/api/v1/"),
    *("/api/v1/campaigns/1/week", "/campaigns/1.csv", "/ledger.csv", "/ledger.beancount"),
    *("/campaigns/1?lang=en", "/ledger?lang=en", "/campaigns/1/week?lang=en", "/?lang=en"),
    *("/news.atom", "/ledger/chain.txt"),
)


@pytest.fixture
def fund(app: App, clock: FixedClock) -> Fund:
    clock.at = NOON
    return open_fund(found(app, clock, "heyue"), target_fen=3_000_00)


def sums(text: str) -> list[int]:
    """All amounts that a public thing tells, in fen, in the order in which they stand there."""
    if text.startswith(("{", "[")):
        told = json.dumps(json.loads(text))
        return [int(fen) for fen in re.findall(r'_fen": (-?\d+)', told)]
    yuan = re.findall(r"(?:¥|CNY|,|  )(-?[0-9][0-9,]*\.?[0-9]*)", text)
    return [round(float(each.replace(",", "").rstrip(".")) * 100) for each in yuan if each]


async def test_whoever_reads_after_every_act_learns_no_household(fund: Fund, client: TestClient):
    readings: list[dict[str, list[int]]] = []

    async def look() -> None:
        read = {}
        for path in PATHS:
            answer = await client.get(path)
            assert answer.status == 200, path
            read[path] = sums((await answer.text()).removeprefix("\ufeff"))
        readings.append(read)

    for place, yuan in enumerate(GIFTS, start=1):
        name = f"邻居{place}"
        fund.town.person(name, unit=f"9-{place}")
        fund.pledge(name, str(yuan))
        await look()
    for place, yuan in enumerate(GIFTS, start=1):
        fund.town.clock.at += 3600
        fund.receive(place, yuan * 100)
        await look()
    fund.close()
    await look()

    for before, after in pairwise(readings):
        for path in PATHS:
            said = {abs(each) for each in after[path]}
            assert not said & ALONE, path
            if len(before[path]) == len(after[path]):
                steps = {abs(b - a) for a, b in zip(before[path], after[path], strict=True)}
                assert not steps & ALONE, path
    assert sum(GIFTS) * 100 in readings[-1]["/api/v1/campaigns/1"]


async def test_the_files_of_the_ledger_tell_what_the_page_tells(fund: Fund, client: TestClient):
    for place, yuan in enumerate(GIFTS, start=1):
        fund.town.person(f"邻居{place}", unit=f"9-{place}")
        fund.pledge(f"邻居{place}", str(yuan))
        fund.receive(place, yuan * 100)
        fund.town.clock.at += 60
    fund.close()

    book = await (await client.get("/ledger.beancount?lang=zh_CN")).text()
    table = await (await client.get("/ledger.csv")).text()
    sheet = await client.get("/ledger.xlsx")
    told = await (await client.get("/api/v1/ledger")).json()

    lines = list(csv.DictReader(io.StringIO(table.removeprefix("\ufeff"))))
    assert faults(book) == []
    assert held(book, "Assets:Held:C1") * 100 == told["held_fen"] == sum(GIFTS) * 100
    assert sum(int(each["transfers"]) for each in lines if each["account"] == "held:1") == 8
    assert (await sheet.read()).startswith(b"PK")


async def test_the_final_statement_adds_up_and_is_there_only_after_the_end(
    fund: Fund, client: TestClient
):
    for place, yuan in enumerate(GIFTS, start=1):
        fund.town.person(f"邻居{place}", unit=f"9-{place}")
        fund.pledge(f"邻居{place}", str(yuan))
        fund.receive(place, yuan * 100)
        fund.town.clock.at += 60
    early = await client.get("/campaigns/1/final")
    fund.close()

    told = await (await client.get("/api/v1/campaigns/1/final")).json()
    page = await client.get("/campaigns/1/final?lang=zh_CN")
    text = await page.text()

    assert (early.status, page.status) == (404, 200)
    assert told["in_fen"] - told["out_fen"] == told["closing_fen"]
    assert sum(line["amount_fen"] for line in told["lines"]) == told["closing_fen"]
    assert "期末余额" in text
    assert "邻居" not in text
