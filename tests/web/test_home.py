"""The front page: what waits first, with its time; then what became of it."""

import re

import pytest
from aiohttp.test_utils import TestClient
from sqlalchemy import update

from council.campaigns.tables import campaigns
from council.kernel.app import App
from council.kernel.clock import FixedClock
from council.meetings.tables import meetings
from council.polls.tables import polls
from council.proposals.tables import proposals
from council.resolutions.tables import resolutions
from council.rules.founding import create_community
from tests.web.heyue import EVENING, lively
from tests.web.heyue_votes import DAY
from tests.web.page import Page

CLOSE = EVENING + 80 * DAY
HOUR = 3600


def first_card(html: str) -> str:
    """The words of what the page begins with, one blank between them."""
    card = re.search(r'<section class="waits".*?</section>', html, re.DOTALL)
    assert card is not None
    return " ".join(re.sub(r"<[^>]*>", " ", card[0]).split())


def change(app: App, table, **values) -> None:
    app.bus.submit_run(lambda tx: tx.connection.execute(update(table).values(**values))).result()


async def test_the_open_poll_stands_first_with_its_time_and_one_button(
    app: App, client: TestClient
):
    lively(app)

    html = await (await client.get("/?lang=zh_CN")).text()

    assert first_card(html) == (
        "正在意向排序 东门坡道选哪种材料 几个方案，您更喜欢哪一个？请按喜欢的先后排一排。结果供参考。 "
        "还有 5 天 2026年5月18日（周一）19:30 截止 去排序"
    )
    assert html.count('class="go"') == 1
    assert html.index('class="waits"') < html.index('id="decided"') < html.index('id="money"')
    assert html.index('id="money"') < html.index('id="next"') < html.index('id="about"')


@pytest.mark.parametrize(
    ("before", "zh", "en"),
    [
        (5 * DAY, "还有 5 天", "5 days left"),
        (5 * DAY - 1, "还有 4 天", "4 days left"),
        (3 * DAY - 1, "还有 71 小时", "71 hours left"),
        (HOUR, "还有 1 小时", "1 hour left"),
        (HOUR - 1, "还有 60 分钟", "60 minutes left"),
        (61, "还有 2 分钟", "2 minutes left"),
        (1, "还有 1 分钟", "1 minute left"),
    ],
)
async def test_a_countdown_ages_though_nothing_was_committed_and_the_page_is_kept(
    app: App, client: TestClient, clock: FixedClock, before: int, zh: str, en: str
):
    lively(app)
    for lang in ("zh_CN", "en"):
        await client.get(f"/?lang={lang}")

    clock.at = CLOSE - before
    cards = [
        first_card(await (await client.get(f"/?lang={lang}")).text()) for lang in ("zh_CN", "en")
    ]

    assert [zh in cards[0], en in cards[1]] == [True, True]


async def test_at_the_second_of_the_close_what_waits_next_stands_first(
    app: App, client: TestClient, clock: FixedClock
):
    lively(app)
    first = []

    for at in (CLOSE - 1, CLOSE):
        clock.at = at
        first.append((await (await client.get("/api/v1/")).json())["lead"]["noun"])

    assert first == ["poll", "campaign"]


async def test_a_meeting_that_nobody_opened_is_not_the_next_one_once_its_time_has_come(
    app: App, client: TestClient, clock: FixedClock
):
    lively(app)
    seen = []

    for at in (EVENING + 91 * DAY - 1, EVENING + 91 * DAY):
        clock.at = at
        home = await (await client.get("/api/v1/")).json()
        seen.append([line["number"] for line in home["meetings"]])
    change(app, meetings, state="in_session")
    clock.at += HOUR
    home = await (await client.get("/api/v1/")).json()

    assert seen == [[2, 3], [3]]
    assert [line["number"] for line in home["meetings"]] == [2, 3]


async def test_a_result_is_told_once_by_its_resolution_and_by_its_poll_before_that(
    app: App, client: TestClient
):
    lively(app)
    resolved = await (await client.get("/?lang=zh_CN")).text()
    change(app, resolutions, published_at=None, state="provisional")

    counted = await (await client.get("/?lang=zh_CN")).text()

    def verdicts(html: str) -> list[str]:
        listed = html[html.index('id="decided"') : html.index('id="money"')]
        return [*re.findall(r'class="state[^"]*">([^<]*)<', listed)]

    assert verdicts(resolved) == ["落实中", "A 立体停车场胜出"]
    assert verdicts(counted) == ["通过", "A 立体停车场胜出"]


async def test_when_nothing_is_open_the_page_says_so_and_still_tells_what_was_decided(
    app: App, client: TestClient, clock: FixedClock
):
    lively(app)
    change(app, proposals, state="decided")
    clock.at = EVENING + 200 * DAY

    page = Page(await (await client.get("/?lang=zh_CN")).text())

    assert page.faults == []
    assert "现在没有等您表态的事" in page.text
    assert "停车难：四个方案怎么排" in page.text
    assert "立体停车场居民自愿筹资" in page.text  # over, and its money is still told


async def test_with_no_poll_open_the_campaign_asks_and_then_the_proposal(
    app: App, client: TestClient
):
    lively(app)
    change(app, polls, state="certified")
    campaign = first_card(await (await client.get("/?lang=en")).text())
    change(app, campaigns, state="failed")

    proposal = first_card(await (await client.get("/?lang=en")).text())

    assert "¥421,300 pledged of ¥510,000." in campaign
    assert "10 seconds are needed; 4 are there, 6 are missing." in proposal
    assert "left" not in proposal


@pytest.mark.parametrize("lang", ["zh_CN", "en"])
async def test_a_community_of_nothing_is_told_in_one_sentence_how_to_begin(
    app: App, client: TestClient, lang: str
):
    def found(tx):
        return create_community(
            tx, slug="kong", name="空园", locale="zh_CN", timezone="Asia/Shanghai", demo=False
        )

    app.bus.submit_run(found).result()

    html = await (await client.get(f"/?lang={lang}")).text()

    assert Page(html).faults == []
    assert "/propose" in html
    assert re.findall(r'<h2 id="(\w+)"', html) == ["about"]


async def test_the_page_is_light_and_runs_no_script(app: App, client: TestClient):
    lively(app)

    answer = await client.get("/?lang=zh_CN", headers={"Accept-Encoding": "identity"})

    assert len(await answer.read()) < 50_000
    assert "script-src" not in answer.headers["Content-Security-Policy"]


async def test_a_meeting_that_the_page_begins_with_is_not_told_again(app: App, client: TestClient):
    lively(app)
    change(app, polls, state="certified")
    change(app, campaigns, state="failed")
    change(app, proposals, state="decided")

    html = await (await client.get("/?lang=zh_CN")).text()

    assert first_card(html) == (
        "下次会议 五月议事会 地点：社区活动室。先看看议程，想好要说的话。 "
        "还有 16 天 2026年5月29日（周五）19:30 开始 看看议程"
    )
    assert html.count("五月议事会") == 1


async def test_however_busy_the_drawing_a_clock_that_jumps_is_told_at_once(
    app: App, client: TestClient, clock: FixedClock, monkeypatch: pytest.MonkeyPatch
):
    lively(app)
    await client.get("/?lang=zh_CN")
    monkeypatch.setattr("web.page_cache.BURST", -1.0)

    clock.at = CLOSE - HOUR
    card = first_card(await (await client.get("/?lang=zh_CN")).text())

    assert "还有 1 小时" in card
