"""The pages of money with everything on them: statements, suspense, late money, who is waited for."""

import re
from typing import Any

import pytest
from aiohttp.test_utils import TestClient, TestServer

from council.kernel.app import App
from council.kernel.clock import FixedClock
from tests.council.conftest import NOON, found
from tests.web.lived_money import failed, gathered
from tests.web.test_axe import _AXE, _SAID
from web.app import make_app

_TOO_WIDE = "document.documentElement.scrollWidth > document.documentElement.clientWidth"
_CUT_OFF = """[...document.querySelectorAll('.scroll')]
    .filter(each => each.scrollWidth > each.clientWidth + 1).map(each => each.ariaLabel)"""
PATHS = ("/campaigns/1", "/ledger", "/campaigns/1/final")


@pytest.fixture
def database_url(sqlite_url: str) -> str:
    """One database is enough to look at pages."""
    return sqlite_url


@pytest.fixture
def clock() -> FixedClock:
    return FixedClock(NOON)


@pytest.mark.browser
@pytest.mark.parametrize(
    ("lang", "width", "scheme"), [("zh_CN", 390, "light"), ("en", 320, "dark")]
)
async def test_they_can_be_read_on_a_phone_and_axe_has_nothing_to_say(
    app: App, clock: FixedClock, browser: Any, lang: str, width: int, scheme: str
):
    failed(found(app, clock, "heyue"))
    said, wide, cut = {}, [], {}

    async with TestServer(make_app(app)) as server:
        context = await browser.new_context(
            viewport={"width": width, "height": 844}, color_scheme=scheme
        )
        page = await context.new_page()
        for path in PATHS:
            await page.goto(f"{server.make_url('/')}{path[1:]}?lang={lang}")
            await page.evaluate(_AXE)
            said[path] = await page.evaluate(_SAID)
            wide += [path] if await page.evaluate(_TOO_WIDE) else []
            cut[path] = await page.evaluate(_CUT_OFF) if width > 320 else []
        await context.close()

    assert {path: found for path, found in said.items() if found} == {}
    assert wide == []
    assert {path: found for path, found in cut.items() if found} == {}


async def test_a_published_statement_says_its_sum_and_the_auditors_objection(
    app: App, clock: FixedClock
):
    gathered(found(app, clock, "heyue"))

    async with TestServer(make_app(app)) as server, TestClient(server) as client:
        answer = await client.get("/campaigns/1?lang=zh_CN")
        text = re.sub(r"<[^>]+>", " ", await answer.text())

    assert "实收 ¥601 = 已退 ¥0 + 留存 ¥0 + 已付 ¥0 + 余额 ¥601" in text
    assert "审计有异议：二月五日那一笔的回单没有附上，请补上以后再公布一次" in text


async def test_the_final_statement_says_whose_money_the_rest_is_and_that_some_came_late(
    app: App, clock: FixedClock
):
    failed(found(app, clock, "heyue"))

    async with TestServer(make_app(app)) as server, TestClient(server) as client:
        answer = await client.get("/campaigns/1/final?lang=zh_CN")
        text = re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", await answer.text()))

    assert "期末余额 ¥488.80 其中待领款（2 笔） ¥488.80" in text
    assert "截止以后收到的钱不计入目标，原路退回：等待退回 ¥388.80，已退 ¥0。" in text
    assert "审计人（签名）" in text
