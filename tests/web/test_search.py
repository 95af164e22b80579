"""The search page: what is found, how it is shown, and what it makes of whatever is typed."""

import re

import pytest
from aiohttp.test_utils import TestClient
from sqlalchemy import insert

from council.kernel.app import App
from council.proposals.tables import proposals
from tests.web.heyue import EVENING, lively
from tests.web.page import Page
from tests.web.test_pages import UNTOLD


async def ask(client: TestClient, question: str, **more: str) -> str:
    response = await client.get("/search", params={"q": question, "lang": "zh_CN", **more})
    assert response.status == 200
    html = await response.text()
    assert Page(html).faults == []
    return html


async def test_a_word_is_found_and_marked_and_leads_to_its_page(app: App, client: TestClient):
    lively(app)

    html = await ask(client, "扶手")

    assert "找到 1 项：“扶手”" in html
    assert 'href="/proposals/7?lang=zh_CN"' in html
    title = "小区东门增设无障碍坡道和<mark>扶手</mark>，方便老人、轮椅和婴儿车通行"
    assert title in html


@pytest.mark.parametrize(
    ("question", "says"),
    [
        ("", "几个词用空格隔开"),
        ("   ", "几个词用空格隔开"),
        ("😀", "里没有可以找的字"),
        ("？！", "里没有可以找的字"),
        ("没有这个词", "没有找到“没有这个词”"),
        ("还没审核的提案题目", "没有找到"),
        ("还在起草的议案题目", "没有找到"),
        ("王秀兰", "没有找到"),
        ("<script>alert(1)</script>", "&lt;script&gt;alert(1)&lt;/script&gt;"),
        ('"><img src=x>', "&#34;&gt;&lt;img src=x&gt;"),
        ("\u202e停车\u2066", "“停车”"),
        ("停" * 500, "没有找到"),
        ("w" * 500, "没有找到"),
        ("停车\u0000", "几个词用空格隔开"),
    ],
)
async def test_whatever_is_typed_has_a_page_that_says_what_to_do(
    app: App, client: TestClient, question: str, says: str
):
    lively(app)

    html = await ask(client, question)

    assert says in html
    named = [word for word in UNTOLD if word in html.replace(question, "")]
    assert named == []
    assert "\u202e" not in html


@pytest.mark.parametrize("query", ["q=%ff%fe", "q=%ED%A0%80", "q=%00", "q=1&q=2", "q", "q[]=x"])
async def test_no_query_breaks_the_page(app: App, client: TestClient, query: str):
    lively(app)

    response = await client.get(f"/search?{query}")

    assert response.status == 200
    assert Page(await response.text()).faults == []


async def test_the_box_keeps_what_was_typed_with_language_and_size(app: App, client: TestClient):
    lively(app)

    html = await ask(client, 'a"b', large="1")

    form = re.search(r'<form class="search".*?</form>', html, re.DOTALL)
    assert form is not None
    assert 'value="a&#34;b"' in form[0]
    assert 'name="lang" value="zh_CN"' in form[0]
    assert 'name="large" value="1"' in form[0]
    assert "/search?q=a%22b&amp;lang=zh_CN" in html  # the way to the other size


async def test_hits_come_in_parts_of_twenty_and_the_open_data_lead_on(
    app: App, client: TestClient
):
    community_id = lively(app)

    def fill(tx) -> None:
        rows = [
            {
                "community_id": community_id,
                "id": f"q{n}",
                "number": n,
                "author_id": "r1",
                "title": f"路灯 {n}",
                "body": "x",
                "state": "admitted",
                "submitted_at": EVENING + n,
                "changed_at": EVENING,
            }
            for n in range(101, 146)
        ]
        tx.connection.execute(insert(proposals), rows)

    app.bus.submit_run(fill).result()

    numbers, way = [], "/api/v1/search?q=路灯"
    while way:
        response = await client.get(way)
        numbers += [int(hit["number"]) for hit in (await response.json())["hits"]]
        ahead = response.links.get("next")
        way = str(ahead["url"].relative()) if ahead else ""
    html = await ask(client, "路灯", page="2")
    missing = await client.get("/search", params={"q": "路灯", "page": "4"})

    assert numbers == list(range(145, 100, -1))
    assert html.count("<mark>") == 20
    assert re.search(r'href="/search\?q=[^"]*&amp;page=3[^"]*" rel="next"', html)
    assert missing.status == 404


async def test_a_visitor_of_one_community_finds_nothing_of_another(app: App, client: TestClient):
    lively(app)
    lively(app, slug="linjia")

    html = await (await client.get("/c/linjia/search?q=扶手")).text()

    ways = re.findall(r'href="([^"]*proposals/7[^"]*)"', html)
    assert ways == ["/c/linjia/proposals/7"]
