"""Every page, in both languages and sizes, with and without anything to show."""

import pytest
from aiohttp.test_utils import TestClient
from sqlalchemy import delete, update

from council.kernel.app import App
from council.kernel.database.columns import metadata
from council.kernel.directory import communities
from council.rules.founding import create_community
from tests.web.heyue import DOT_HASH, NAMES, RED_DOT, lively
from tests.web.page import Page

LISTS = (
    "/",
    "/matters",
    "/money",
    "/lookup",
    "/meetings",
    "/proposals",
    "/motions",
    "/responses",
    "/polls",
    "/resolutions",
    "/campaigns",
    "/ledger",
    "/search",
    "/indicators",
    "/rules",
    "/powers",
    "/verify",
)
PATHS = (
    *LISTS,
    "/meetings/1",
    "/meetings/1/minutes",
    "/meetings/2",
    "/proposals/1",
    "/proposals/3",
    "/proposals/6",
    "/proposals?state=screening",
    "/search?q=停车",
    "/motions/1",
    "/motions/2",
    "/polls/1",
    "/polls/2",
    "/polls/3",
    "/polls/2/notice",
    "/polls/2/notice?of=announcement",
    "/polls/3/poster",
    "/resolutions/2026-1",
    "/campaigns/1",
    "/campaigns/1/week",
)
#: What the tables hold but no public page may tell.
UNTOLD = (*NAMES, "3-2-501", "还没审核的提案题目", "被退回的提案题目", "还在起草的议案题目", "REF")


async def read(client: TestClient, path: str) -> Page:
    response = await client.get(path)
    assert response.status == 200
    return Page(await response.text())


@pytest.mark.parametrize("how", ["lang=zh_CN", "lang=en", "lang=zh_CN&large=1"])
async def test_every_page_is_sound_names_nobody_and_keeps_its_language_and_size(
    app: App, client: TestClient, how: str
):
    lively(app)
    wanted = how.split("&")

    for path in PATHS:
        page = await read(client, f"{path}{'&' if '?' in path else '?'}{how}")

        assert page.faults == []
        assert page.lang == ("en" if "lang=en" in how else "zh-CN")
        assert page.title.endswith("· 和悦家园")
        assert [page.tags[tag] for tag in ("h1", "main", "header", "footer")] == [1, 1, 1, 1]
        assert [word for word in UNTOLD if word in page.text] == []
        inside = [link for link in page.links if link.startswith("/") and "." not in link]
        pages = [link for link in inside if not link.startswith("/files/")]
        strayed = [part for part in wanted if sum(part not in link for link in pages) > 1]
        assert strayed == []  # the one link without it is the way to the other language or size
        assert "模拟数据" in page.text


async def test_the_rules_page_shows_the_halls_own_procedure_with_the_source_of_each_number(
    app: App, client: TestClient
):
    lively(app)
    own = """extends = "hangzhou"
[floor]
seconds = 5
citation = "议事规则 8"
[answers]
acknowledge_hours = 1
"""
    its = update(communities).values(own_rules=own)
    app.bus.submit_run(lambda tx: tx.connection.execute(its).rowcount).result()

    text = (await read(client, "/rules?lang=en")).text

    default = "the hall's own default"
    facts = (
        "5 other adult residents, before it can go on an agenda议事规则 8",
        f"15 motions at most, overdue answers beyond that{default}",
        f"within 1 hour of being asked{default}",
        f"once, 7 working days, for a reason that is published{default}",
        "5 to 60 days杭州市物业管理条例（2021）",
    )
    assert [fact for fact in facts if fact not in text] == []


@pytest.mark.parametrize("lang", ["zh_CN", "en"])
async def test_every_list_has_something_to_say_when_there_is_nothing(
    app: App, client: TestClient, lang: str
):
    def found(tx):
        return create_community(
            tx, slug="kong", name="空园", locale="zh_CN", timezone="Asia/Shanghai", demo=False
        )

    app.bus.submit_run(found).result()

    for path in LISTS:
        page = await read(client, f"{path}?lang={lang}")

        assert page.faults == []
        assert "模拟数据" not in page.text


async def test_indicators_of_nobody_are_a_dash_and_never_zero_percent(
    app: App, client: TestClient
):
    def found(tx):
        return create_community(
            tx, slug="kong", name="空园", locale="zh_CN", timezone="Asia/Shanghai", demo=False
        )

    app.bus.submit_run(found).result()

    page = await read(client, "/indicators?lang=zh_CN")

    assert "0.00" not in page.text
    assert (
        page.text.count("—") == 10
    )  # eight figures, and the sentence that explains it has it twice


async def test_links_inside_the_site_lead_somewhere(app: App, client: TestClient):
    lively(app)
    seen: set[str] = set()
    waiting = ["/"]

    while waiting:
        path = waiting.pop()
        response = await client.get(path)
        assert (path, response.status) == (path, 200)
        if response.content_type == "text/html":
            page = Page(await response.text())
            plain = {link.split("?")[0] for link in page.links + page.sources}
            new = {link for link in plain if link.startswith("/")} - seen
            seen |= new
            waiting += sorted(new)

    assert {"/polls/2", "/resolutions/2026-1", "/meetings.ics", f"/files/{DOT_HASH}"} <= seen


@pytest.mark.parametrize(
    "path",
    [
        "/nowhere",
        "/polls/99",
        "/polls/0",
        "/polls/x",
        "/motions/3",
        "/resolutions/2026-9",
        "/campaigns/99999999999",
        "/c/nobody/polls",
        f"/files/{'cd' * 32}",
        "/files/../../etc/passwd",
        "/static/none.css",
    ],
)
async def test_what_is_not_there_is_said_in_words_with_a_way_on(
    app: App, client: TestClient, path: str
):
    lively(app)

    response = await client.get(path, headers={"Accept-Language": "en-GB"})
    page = Page(await response.text())

    assert response.status == 404
    assert page.faults == []
    assert "There is no such page" in page.text
    assert any(link.startswith("/") for link in page.links)


async def test_a_slash_too_many_is_forgiven(app: App, client: TestClient):
    lively(app)

    response = await client.get("/polls/?lang=en", allow_redirects=False)

    assert (response.status, response.headers["Location"]) == (308, "/polls?lang=en")


async def test_a_fault_of_ours_is_told_without_its_details(
    app: App, client: TestClient, caplog: pytest.LogCaptureFixture
):
    community_id = lively(app)

    def spoil(tx):
        table = metadata.tables["polls"]
        tx.connection.execute(
            update(table).where(table.c.community_id == community_id).values(result="{broken")
        )

    app.bus.submit_run(spoil).result()

    response = await client.get("/polls/1?lang=zh_CN")
    page = Page(await response.text())

    assert response.status == 500
    assert page.faults == []
    assert "这一页暂时打不开" in page.text
    assert "Error" not in page.text
    assert "/polls/1 failed" in caplog.text


async def test_a_photo_of_a_public_proposal_is_served_as_what_it_is(app: App, client: TestClient):
    lively(app)

    response = await client.get(f"/files/{DOT_HASH}")

    assert response.status == 200
    assert await response.read() == RED_DOT
    assert response.content_type == "image/png"
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert response.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"


async def test_a_withdrawn_proposal_takes_its_text_and_photo_along(app: App, client: TestClient):
    community_id = lively(app)

    def withdraw(tx):
        table = metadata.tables["proposals"]
        mine = (table.c.community_id == community_id) & (table.c.id == "p1")
        tx.connection.execute(update(table).where(mine).values(state="withdrawn"))

    app.bus.submit_run(withdraw).result()

    page = await read(client, "/proposals/1?lang=zh_CN")
    photo = await client.get(f"/files/{DOT_HASH}")

    assert "412" not in page.text
    assert photo.status == 404


async def test_without_any_community_the_front_page_says_how_to_begin(
    app: App, client: TestClient
):
    app.bus.submit_run(lambda tx: tx.connection.execute(delete(communities))).result()

    page = await read(client, "/?lang=en")

    assert "yishi community create" in page.text
