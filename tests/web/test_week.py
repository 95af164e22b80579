"""A campaign's week for the board: what was held, every entry, what is held, and no name."""

import re

import pytest
from aiohttp.test_utils import TestClient

from council.kernel.app import App
from tests.web.heyue import NAMES, lively
from tests.web.page import Page


async def said(client: TestClient, path: str) -> str:
    answer = await client.get(path)
    assert answer.status == 200
    page = Page(await answer.text())
    assert page.faults == []
    return re.sub(r"\s+", "", page.text)


async def test_it_tells_every_entry_with_the_balances_around_it(app: App, client: TestClient):
    lively(app)

    text = await said(client, "/campaigns/1/week?lang=zh_CN")

    for words in (
        "2026年5月11日（周一）至2026年5月17日（周日）",
        "立体停车场居民自愿筹资",
        "周初余额¥0",
        "42026年5月11日（周一）收款（4笔合计）¥421,300",
        "收款合计（4笔）¥421,300",
        "周末余额¥421,300",
        "周末余额大写：人民币肆拾贰万壹仟叁佰元整。",
        "和悦家园居民委员会，尾号2718",
        "这一周还没有结束，以下截至2026年5月12日（周二）20:00。",
        "财务经手人（签名）",
        "和悦家园居民委员会（盖章）",
    ):
        assert words in text
    assert [name for name in (*NAMES, "3-2-501") if name in text] == []


async def test_its_sums_are_those_of_its_entries(app: App, client: TestClient):
    lively(app)

    told = await (await client.get("/api/v1/campaigns/1/week")).json()

    moved = sum(each["amount_fen"] for each in told["transfers"])
    assert told["closing_fen"] - told["opening_fen"] == moved
    assert sum(each["amount_fen"] for each in told["kinds"]) == moved


async def test_a_week_is_asked_for_by_any_of_its_days_and_holds_what_came_before(
    app: App, client: TestClient, clock
):
    lively(app)
    clock.at += 7 * 86_400

    told = [
        await (await client.get(f"/api/v1/campaigns/1/week{of}")).json()
        for of in ("", "?of=2026-05-17", "?of=2026-05-04")
    ]

    assert [
        (
            each["opening_fen"],
            len(each["transfers"]),
            each["closing_fen"],
            each["running"],
            each["before"],
            each["after"],
        )
        for each in told
    ] == [
        (42_130_000, 0, 42_130_000, True, "2026-05-11", ""),
        (0, 1, 42_130_000, False, "", "2026-05-18"),
        (0, 0, 0, False, "", "2026-05-11"),
    ]


@pytest.mark.parametrize(
    "path",
    ["/campaigns/9/week", "/campaigns/1/week?of=2026-06-01", "/campaigns/1/week?of=2026-02-30"],
)
async def test_weeks_ahead_days_that_are_none_and_unknown_campaigns_are_not_there(
    app: App, client: TestClient, path: str
):
    lively(app)

    assert (await client.get(path)).status == 404


async def test_the_campaigns_page_leads_to_it(app: App, client: TestClient):
    lively(app)

    page = Page(await (await client.get("/campaigns/1")).text())

    assert any(link.startswith("/campaigns/1/week") for link in page.links)
