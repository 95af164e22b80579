"""The printed notices of an owners' vote: every figure of the story, on paper, in both languages."""

import re
from pathlib import Path

import pytest
from aiohttp.test_utils import TestClient, TestServer
from sqlalchemy import update

from council.kernel.app import App
from council.polls.ratification import count_ratified
from council.polls.records import RATIFICATION_RESULTS
from council.polls.tables import polls
from council.resolutions.tables import resolutions
from council.rules.rulebook import NATIONAL, rulebook
from tests.web.heyue import lively
from tests.web.heyue_votes import GOLDEN
from tests.web.page import Page
from voting.formats.ballots_csv import read_ballots
from voting.formats.roll_csv import read_roll
from web.app import make_app
from web.drawing import qr

STATIC = Path(__file__).parents[2] / "web" / "static"
CSS, POSTED = ((STATIC / name).read_text() for name in ("notice.css", "posted.css"))

#: The final count of M1 (docs/rules.md#the-story).
RESULT = {
    "zh_CN": (
        "业主表决结果公示",
        "利用闲置空地建设 60 位机械立体停车场",
        "类别：改变共有部分用途或利用共有部分经营。依据：民法典 278(1)(8)。",
        "人数：全体 464 位业主中有 325 位参与表决，占 70.04%；需要三分之二以上，至少 310 位。 已达到",
        (
            "面积：全部 51,162.56 m² 中有 36,383.60 m² 参与表决，占 71.11%；"
            "需要三分之二以上，至少 34,108.38 m²。 已达到"
        ),
        "人数：参与的 325 位中有 251 位同意，占 77.23%；需要四分之三以上，至少 244 位。 已达到",
        (
            "面积：参与的 36,383.60 m² 中有 28,333.04 m² 同意，占 77.87%；"
            "需要四分之三以上，至少 27,287.70 m²。 已达到"
        ),
        "反对：54 位，5,877.52 m²；弃权：20 位，2,173.04 m²",
        "原定 2026年4月20日（周一）00:00 截止。人数还差几位，代办点继续收票。",
        "公示至2026年5月25日（周一）",
        "可起诉撤销至2027年5月10日（周一）",
        "2026年5月25日（周一）止（含当日），在聊天里打开决议 2026-1 按“提出异议”",
        "9f2c" * 16,
        "模拟数据 · 演示社区，不是真实公示",
        "复核人（签名）",
        "业主委员会（盖章）",
    ),
    "en": (
        "Notice of the result of an owners' vote",
        "Owners: 325 of all 464 owners took part (70.04%); at least two thirds are needed: 310. ",
        "Area: 36,383.60 m² of all 51,162.56 m² took part (71.11%); ",
        "Owners: 251 of the 325 who took part agree (77.23%); at least three quarters are needed: 244.",
        "Area: 28,333.04 m² of the 36,383.60 m² that took part agrees (77.87%)",
        "Against: 54 owners, 5,877.52 m²; abstaining: 20 owners, 2,173.04 m²",
        "Mon 25 May 2026",
        "Mon 10 May 2027",
        "9f2c" * 16,
        "模拟 · Mock data of a demo community, not a real notice",
        "Certified by (signature)",
    ),
}


async def said(client: TestClient, path: str) -> str:
    """The text of a page on one line, with plain spaces."""
    answer = await client.get(path)
    assert answer.status == 200
    text = Page(await answer.text()).text.replace("\N{NO-BREAK SPACE}", " ")
    return re.sub(r"\s+", " ", text)


@pytest.mark.parametrize("lang", ["zh_CN", "en"])
async def test_the_notice_of_a_result_carries_every_figure(
    app: App, client: TestClient, lang: str
):
    lively(app)

    text = await said(client, f"/polls/2/notice?lang={lang}")

    assert [sentence for sentence in RESULT[lang] if sentence not in text] == []


async def test_both_languages_carry_the_same_figures(app: App, client: TestClient):
    lively(app)

    chinese, english = [
        await said(client, f"/polls/2/notice?lang={lang}") for lang in ("zh_CN", "en")
    ]

    figures = re.compile(r"\d+\.\d\d%|\d[\d,]*\.\d\d m²")
    assert sorted(figures.findall(english)) == sorted(figures.findall(chinese))


async def test_the_announcement_says_what_when_and_how_and_no_result(app: App, client: TestClient):
    lively(app)

    text = await said(client, "/polls/2/notice?lang=zh_CN&of=announcement")

    for sentence in (
        "业主表决公告",
        "按意向排序结果，把方案 A 提交业主表决。",
        "各有三分之二以上参与表决，并且参与者中各有四分之三以上同意",
        "在聊天里输入 /vote 2",
        "纸质选票：请到下面的地点领取",
        "2026年3月20日（周五）19:30 至 2026年5月9日（周六）19:30",
    ):
        assert sentence in text
    assert [word for word in ("251", "77.23", "通过，", "复核人") if word in text] == []


async def test_a_running_vote_has_its_announcement_whatever_is_asked_for(
    app: App, client: TestClient
):
    community_id = lively(app)
    mine = (polls.c.community_id == community_id) & (polls.c.id == "v2")
    await app.bus.run(
        lambda tx: tx.connection.execute(update(polls).where(mine).values(state="open")).rowcount
    )

    told = [
        (await (await client.get(f"/api/v1/polls/2/notice{asked}")).json())
        for asked in ("", "?of=result")
    ]

    assert [(each["kind"], each["poll"]["ratification"], each["decision"]) for each in told] == [
        ("announcement", None, None),
        ("announcement", None, None),
    ]


async def test_a_result_that_nobody_has_certified_or_published_says_so(
    app: App, client: TestClient
):
    community_id = lively(app)

    def undo(tx) -> None:
        for table, values in (
            (polls, {"state": "counted", "certified_at": None}),
            (resolutions, {"state": "provisional", "published_at": None}),
        ):
            mine = (table.c.community_id == community_id) & (table.c.id.in_(("v2", "d1")))
            tx.connection.execute(update(table).where(mine).values(**values))

    await app.bus.run(undo)

    text = await said(client, "/polls/2/notice?lang=zh_CN")

    assert "等待另一位工作人员复核确认" in text
    assert "决议还没有公布。公布后公示 15 天" in text
    assert "2026-1" not in text


def counted_as(app: App, community_id: str, *, ballots: str, legal_class: str) -> None:
    """Give the vote the count of other ballots under another class."""
    units = read_roll((GOLDEN / "heyue-roll.csv").read_bytes(), file="roll.csv").units
    cast = read_ballots((GOLDEN / ballots).read_bytes(), file=ballots, units=units)
    result = count_ratified(units, cast, legal_class=legal_class, rules=rulebook()[NATIONAL])
    written = RATIFICATION_RESULTS.dump_json(result).decode()
    mine = (polls.c.community_id == community_id) & (polls.c.id == "v2")
    change = update(polls).where(mine).values(legal_class=legal_class, result=written)
    app.bus.submit_run(lambda tx: tx.connection.execute(change).rowcount).result()


async def test_the_second_motion_needs_more_than_half_and_has_it(app: App, client: TestClient):
    community_id = lively(app)
    counted_as(app, community_id, ballots="heyue-m2-ballots.csv", legal_class="O-9")

    chinese = await said(client, "/polls/2/notice?lang=zh_CN")
    english = await said(client, "/polls/2/notice?lang=en")
    announced = await said(client, "/polls/2/notice?lang=zh_CN&of=announcement")

    for sentence in (
        "依据：民法典 278(1)(9)。",
        "人数：参与的 325 位中有 185 位同意，占 56.92%；需要过半数，至少 163 位。 已达到",
        "面积：参与的 36,383.60 m² 中有 21,313.68 m² 同意，占 58.58%；需要过半数，至少 18,191.81 m²。",
        "反对：102 位",
        "弃权：38 位",
    ):
        assert sentence in chinese
    for figure in ("185 of the 325", "56.92%", "21,313.68 m² of the 36,383.60 m²", "58.58%"):
        assert figure in english
    assert "参与者中各有过半数同意" in announced


async def test_the_same_ballots_under_a_stricter_class_fail_and_make_no_decision(
    app: App, client: TestClient
):
    community_id = lively(app)
    counted_as(app, community_id, ballots="heyue-m2-ballots.csv", legal_class="O-8")
    mine = (resolutions.c.community_id == community_id) & (resolutions.c.id == "d1")
    unpublish = update(resolutions).where(mine).values(state="provisional", published_at=None)
    app.bus.submit_run(lambda tx: tx.connection.execute(unpublish).rowcount).result()

    text = await said(client, "/polls/2/notice?lang=zh_CN")

    assert "需要四分之三以上，至少 244 位。 未达到" in text
    assert "没有形成决议。对计票有疑问的，请到代办点书面提出" in text


@pytest.mark.parametrize(
    ("of", "dated"),
    [("", "2026年5月10日（周日）盖章处"), ("?of=announcement", "2026年2月27日（周五）盖章处")],
)
async def test_a_notice_ends_with_who_issues_it_its_date_and_the_place_of_the_seal(
    app: App, client: TestClient, of: str, dated: str
):
    lively(app)

    text = (await said(client, f"/polls/2/notice{of}")).replace(" ", "")

    assert f"张贴日期和悦家园业主委员会（盖章）{dated}" in text


@pytest.mark.parametrize("number", [1, 3, 99])
async def test_a_ranking_hangs_no_notice(app: App, client: TestClient, number: int):
    lively(app)

    assert (await client.get(f"/polls/{number}/notice")).status == 404


async def test_the_code_leads_to_the_page_with_every_figure(app: App, client: TestClient):
    lively(app)

    html = await (
        await client.get("/polls/2/notice?lang=en", headers={"Host": "evil.test"})
    ).text()

    assert str(qr(f"{app.settings.web_url}/polls/2")) in html
    assert "evil.test" not in html


def test_paper_gets_a4_without_navigation_and_large_print_on_demand():
    printed = CSS.partition("@media print {")[2]

    assert "@page { size: A4;" in CSS
    assert ".top, .bottom, .demo, .on-screen { display: none; }" in printed
    # The agenda of a meeting fits one sheet; what hangs on a board is read from two steps away.
    assert re.findall(r"html(?:\.large)? { font-size: (\d+)pt; }", printed) == ["10", "17"]
    assert re.findall(r"html(?:\.large)? { font-size: (\d+)pt; }", POSTED) == ["16", "20"]


@pytest.mark.browser
async def test_the_notice_prints_on_two_sheets_and_in_large_print_on_more(app: App, browser):
    lively(app)
    async with TestServer(make_app(app)) as server:
        page = await browser.new_page()

        sheets = []
        for how in ("lang=zh_CN", "lang=zh_CN&of=announcement", "lang=zh_CN&large=1"):
            await page.goto(str(server.make_url(f"/polls/2/notice?{how}")))
            await page.emulate_media(media="print")
            hidden = await page.evaluate(
                "getComputedStyle(document.querySelector('.top')).display"
            )
            printed = await page.pdf(prefer_css_page_size=True)
            sheets.append((hidden, len(re.findall(rb"/Type\s*/Page\b", printed))))

        await page.close()

    assert sheets == [("none", 2), ("none", 2), ("none", 3)]
