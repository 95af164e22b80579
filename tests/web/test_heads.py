"""What pages say to programs: a lasting address, their languages, a card, the words of schema.org."""

import pytest
from aiohttp.test_utils import TestClient

from council.kernel.app import App
from council.overview.sharing import picture
from tests.web.heyue import lively
from tests.web.page import Page
from tests.web.test_pages import PATHS

pytestmark = pytest.mark.usefixtures("drawn_quickly")
SITE = "http://127.0.0.1:8080/c/heyue"


@pytest.fixture
def database_url(sqlite_url: str) -> str:
    """What a page says of itself does not depend on the database."""
    return sqlite_url


@pytest.fixture
def drawn_quickly(monkeypatch: pytest.MonkeyPatch) -> None:
    """A machine that can draw; nothing is drawn here."""
    monkeypatch.setattr("web.head.can_be_drawn", lambda: True)


async def heads(client: TestClient, path: str) -> Page:
    response = await client.get(path)
    assert response.status == 200
    return Page(await response.text())


def links(page: Page, rel: str, **wanted: str) -> list[str]:
    return [
        found["href"]
        for tag, found in page.heads
        if tag == "link"
        and found.get("rel") == rel
        and all(found.get(name) == text for name, text in wanted.items())
    ]


def said(page: Page, name: str) -> list[str]:
    return [
        found["content"]
        for tag, found in page.heads
        if tag == "meta" and name in {found.get("property"), found.get("name")}
    ]


@pytest.mark.parametrize("root", ["", "/c/heyue"])
async def test_every_page_names_one_lasting_address_and_itself_in_each_language(
    app: App, client: TestClient, root: str
):
    lively(app)

    for path in PATHS:
        page = await heads(client, f"{root}{path}{'&' if '?' in path else '?'}lang=en&large=1")

        (address,) = links(page, "canonical")
        languages = {
            found["hreflang"]: found["href"] for _, found in page.heads if "hreflang" in found
        }
        assert address.startswith(f"{SITE}/")
        assert "large" not in address
        assert sorted(languages) == ["en", "x-default", "zh-CN"]
        assert languages["en"] == address
        assert languages["zh-CN"] == address.replace("lang=en", "lang=zh_CN")
        assert said(page, "og:url") == [address]
        assert len(said(page, "og:title")) == 1


async def test_a_matter_has_the_address_of_where_it_begins(app: App, client: TestClient):
    lively(app)

    page = await heads(client, "/matters/m1?lang=en")

    assert links(page, "canonical") == [f"{SITE}/matters/p1?lang=en"]


async def test_a_poll_is_shown_elsewhere_with_its_outcome_and_its_picture(
    app: App, client: TestClient
):
    lively(app)

    page = await heads(client, "/polls/2?lang=en")

    assert said(page, "og:title") == ["利用闲置空地建设 60 位机械立体停车场"]
    assert said(page, "og:description") == [
        "Vote No. 2 · certified · Passed: agreed by 77.23% of heads, 77.87% of area"
    ]
    assert said(page, "og:image") == [f"{SITE}/polls/2/card.png?lang=en"]
    assert links(page, "alternate", type="text/csv") == [f"{SITE}/polls/2.csv"]
    assert links(page, "alternate", type="application/json") == [f"{SITE}/api/v1/polls/2"]


async def test_where_nothing_can_be_drawn_no_page_says_that_there_is_a_picture(
    app: App, client: TestClient, monkeypatch: pytest.MonkeyPatch
):
    lively(app)
    monkeypatch.setattr("web.head.can_be_drawn", lambda: False)
    monkeypatch.setattr(picture, "can_be_drawn", lambda: False)

    page = await heads(client, "/polls/2")
    drawn = await client.get("/polls/2/card.png")

    assert said(page, "og:image") == []
    assert drawn.status == 404


async def test_a_meeting_is_an_event_and_a_resolution_a_work_in_the_words_of_schema_org(
    app: App, client: TestClient
):
    lively(app)
    hall = {
        "@type": "Organization",
        "@id": f"{SITE}/",
        "name": "和悦家园 居民议事厅",
        "url": f"{SITE}/",
    }

    home = (await heads(client, "/?lang=zh_CN")).data
    (meeting,) = (await heads(client, "/meetings/1?lang=zh_CN")).data
    (resolution,) = (await heads(client, "/resolutions/2026-1?lang=zh_CN")).data
    (poll,) = (await heads(client, "/polls/2?lang=zh_CN")).data

    assert home == [{"@context": "https://schema.org", "@graph": [hall]}]
    event, figures = meeting["@graph"]
    assert (event["@type"], event["startDate"], event["organizer"]) == (
        "Event",
        "2026-02-27T19:30:00+08:00",
        hall,
    )
    assert [each["contentUrl"] for each in figures["distribution"]] == [
        f"{SITE}/meetings/1.csv",
        f"{SITE}/api/v1/meetings/1",
    ]
    (work,) = resolution["@graph"]
    assert (work["@type"], work["identifier"], work["datePublished"]) == (
        "CreativeWork",
        "2026-1",
        "2026-05-10T19:30:00+08:00",
    )
    assert [each["@type"] for each in poll["@graph"]] == ["Dataset"]


async def test_no_text_of_anybody_ends_a_block_of_data(app: App, client: TestClient):
    lively(app)

    def provoke(tx):
        from sqlalchemy import update  # noqa: PLC0415

        from council.meetings.tables import meetings  # noqa: PLC0415

        return tx.connection.execute(
            update(meetings).values(title="</script><script>alert(1)</script>&\"'")
        ).rowcount

    app.bus.submit_run(provoke).result()

    page = await heads(client, "/meetings/1?lang=en")

    assert page.faults == []
    assert page.data[0]["@graph"][0]["name"] == "</script><script>alert(1)</script>&\"'"
    assert said(page, "og:title") == ["</script><script>alert(1)</script>&\"'"]


@pytest.mark.parametrize(
    ("path", "line"),
    [
        (
            "/matters/p1",
            "一件事 · 答复 · 截止 2026年5月10日（周日）19:30 · 物业服务人：答复",
        ),
        (
            "/proposals/2",
            "提案第 2 号 · 征集附议 · 附议 4/10 人",
        ),
        (
            "/motions/1",
            "议案第 1 号 · 已通过",
        ),
        (
            "/meetings/2",
            "会议第 2 号 · 已公告，议程已锁定 · 开会时间：2026年5月29日（周五）19:30 · 社区活动室，1 项议程",
        ),
        (
            "/polls/1",
            "表决第 1 号 · 结果已确认 · A 立体停车场胜出",
        ),
        (
            "/polls/3",
            "表决第 3 号 · 投票中 · 截止 2026年5月18日（周一）19:30 · 可投 980 张选票",
        ),
        (
            "/resolutions/2026-1",
            "决议 2026-1 · 落实中 · 公布日期：2026年5月10日（周日） · 落实 2/5 项",
        ),
        (
            "/campaigns/1",
            "众筹第 1 号 · 认筹中 · 截止 2026年6月7日（周日）19:30 · 已收 ¥421,300，目标 ¥510,000",
        ),
    ],
)
async def test_each_noun_is_told_in_one_line(app: App, client: TestClient, path: str, line: str):
    lively(app)

    page = await heads(client, f"{path}?lang=zh_CN")

    assert said(page, "og:description") == [line]
