"""The poster of a vote that waits for people: what, until when, how, on one sheet of A4."""

import re

import pytest
from aiohttp.test_utils import TestClient, TestServer
from sqlalchemy import update

from council.kernel.app import App
from council.polls.tables import polls
from tests.web.heyue import lively
from tests.web.page import Page
from web.app import make_app
from web.drawing import qr, title_size

#: Titles that a sheet must hold: usual, long, one word without a place to break, markup.
TITLES = (
    "东门坡道选哪种材料",
    "利用小区西侧六百二十平方米闲置空地建设六十位机械立体停车场，并改造东门道闸、重新划线和增设无障碍坡道",
    "长" * 500,
    "Internationalisation" * 25,
    "<script>alert(1)</script> & <b>方案</b>",
)


async def said(client: TestClient, path: str) -> str:
    answer = await client.get(path)
    assert answer.status == 200
    page = Page(await answer.text())
    assert page.faults == []
    return re.sub(r"\s+", " ", page.text)


def changed(app: App, community_id: str, **values: object) -> None:
    mine = (polls.c.community_id == community_id) & (polls.c.id == "v3")
    change = update(polls).where(mine).values(**values)
    app.bus.submit_run(lambda tx: tx.connection.execute(change).rowcount).result()


async def test_it_says_what_until_when_and_how_by_phone_and_on_paper(app: App, client: TestClient):
    lively(app)

    text = await said(client, "/polls/3/poster?lang=zh_CN")

    for words in (
        "东门坡道选哪种材料",
        "名册上的居民，每人一票",
        "投票到 2026年5月18日（周一）19:30 为止",
        "/vote 3",
        "到代办点领纸质选票，有人帮忙。地点和时间：",
        "模拟数据 · 演示社区，不是真实公示",
    ):
        assert words in text


async def test_its_code_leads_to_the_poll(app: App, client: TestClient):
    lively(app)

    html = await (await client.get("/polls/3/poster?lang=en")).text()

    assert str(qr(f"{app.settings.web_url}/polls/3")) in html


async def test_an_announced_vote_says_from_when(app: App, client: TestClient, clock):
    community_id = lively(app)
    changed(app, community_id, state="announced", opens_at=clock.now() + 86_400)

    text = await said(client, "/polls/3/poster?lang=zh_CN")

    assert "2026年5月13日（周三）20:00 开始" in text


@pytest.mark.parametrize("number", [1, 2, 99])
async def test_a_vote_that_is_over_has_no_poster(app: App, client: TestClient, number: int):
    lively(app)

    assert (await client.get(f"/polls/{number}/poster")).status == 404


async def test_the_polls_page_leads_to_it_while_it_waits_for_people(app: App, client: TestClient):
    lively(app)

    links = [
        any(
            "/poster" in link
            for link in Page(await (await client.get(f"/polls/{n}")).text()).links
        )
        for n in (1, 2, 3)
    ]

    assert links == [False, False, True]


def test_the_longer_the_title_the_smaller_its_letters():
    sizes = [title_size("长" * n) for n in (1, 27, 28, 48, 49, 85, 86, 180, 181)]

    assert sizes == [1, 1, 2, 2, 3, 3, 4, 4, 5]
    assert title_size("a" * 40) == 1


@pytest.mark.browser
class TestOnPaper:
    @pytest.fixture
    def database_url(self, sqlite_url: str) -> str:
        """One database is enough to look at paper."""
        return sqlite_url

    async def test_it_prints_on_one_sheet_whatever_its_title(self, app: App, browser):
        community_id = lively(app)
        async with TestServer(make_app(app)) as server:
            page = await browser.new_page()

            sheets = []
            for title in TITLES:
                changed(app, community_id, title=title)
                for how in ("lang=zh_CN", "lang=en", "lang=en&large=1"):
                    await page.goto(str(server.make_url(f"/polls/3/poster?{how}")))
                    printed = await page.pdf(prefer_css_page_size=True)
                    sheets.append((title[:9], how, len(re.findall(rb"/Type\s*/Page\b", printed))))

            await page.close()

        assert [each for each in sheets if each[2] != 1] == []
