"""The page of a budget vote: what is asked, what is told when, the file that is counted again."""

from typing import Any

import pytest
from aiohttp.test_utils import TestClient

from council.kernel.app import App
from council.kernel.clock import FixedClock
from council.polls.budgets.rules import Project
from council.polls.commands import AnnouncePoll, OpenPoll
from tests.council.conftest import NOON, Town, found
from tests.council.polls.budgets.budgeting import certify, count, draft_budget, open_budget
from tests.council.polls.polling import council, put_motion, receipt, vote
from tests.web.page import Page
from voting.budget_tally import count as tally
from voting.budget_tally import options_from

LANGS = ("zh_CN", "en")


@pytest.fixture
def street(app: App, clock: FixedClock) -> Town:
    """Twelve neighbours, an open budget vote."""
    clock.at = NOON
    town = found(app, clock, "street")
    council(town)
    for place in range(12):
        town.person(f"邻{place}")
    return town


def plenty(town: Town) -> None:
    """Every choice is made by three or more."""
    for place in range(12):
        said = ("AB", "AB", "C", "ACD")[place // 3]
        receipt(vote(town, f"邻{place}", said))


async def told(client: TestClient) -> dict[str, Any]:
    answer: dict[str, Any] = await (await client.get("/api/v1/polls/1")).json()
    return answer


async def page(client: TestClient, lang: str = "zh_CN") -> Page:
    read = Page(await (await client.get(f"/polls/1?lang={lang}")).text())
    assert read.faults == []
    return read


async def test_while_it_is_open_pot_and_costs_are_told_and_nothing_of_the_ballots(
    street: Town, client: TestClient
):
    open_budget(street)
    plenty(street)

    data, pages = await told(client), [await page(client, lang) for lang in LANGS]
    home = Page(await (await client.get("/?lang=zh_CN")).text())

    assert (data["pot_fen"], data["ballot"], data["budget"], data["ballots"]) == (
        80_000,
        "approval",
        None,
        "",
    )
    assert data["options"][1] == {
        "letter": "B",
        "title": "长椅",
        "status_quo": False,
        "cost_fen": 20_000,
        "body": "三号楼前",
        "source": "m1",
    }
    assert "总额：¥800" in pages[0].text
    assert "动用钱款要由业主表决或决议决定" in pages[0].text
    assert "without legal effect" in pages[1].text
    assert any(link.startswith("/matters/m1") for link in pages[0].links)
    assert "一笔钱，几个项目" in home.text
    assert (await client.get("/polls/1/ballots.pb")).status == 404


async def test_counted_but_not_certified_it_says_what_is_funded_and_no_what_if(
    street: Town, client: TestClient
):
    open_budget(street)
    plenty(street)
    count(street)

    data, read = await told(client), await page(client)

    assert [each["letter"] for each in data["budget"]["funded"]] == ["A", "C", "B"]
    assert data["budget"]["greedy"] is None
    assert all(len(each["payments"]) == 1 for each in data["budget"]["funded"])
    assert "选上 3 个项目，共 ¥620，余 ¥180" in read.text
    assert "复核人确认结果之后，这里写明。" in read.text
    assert "每人最多出" in read.text
    assert (await client.get("/polls/1/ballots.pb")).status == 404


async def test_certified_it_says_who_paid_what_greedy_would_do_and_gives_the_file(
    street: Town, client: TestClient
):
    open_budget(street)
    plenty(street)
    count(street)
    certify(street)

    data = await told(client)
    pages = [await page(client, lang) for lang in LANGS]
    answer = await client.get("/polls/1/ballots.pb")
    other = await client.get("/polls/1/ballots.soi", allow_redirects=False)
    file = await answer.text()
    again = tally(
        file,
        file="poll-1.pb",
        options=options_from({"completion": "add1"}, method="equal_shares"),
    )

    assert data["ballots"] == "public"
    assert "9 位支持者每人出 ¥33.33" in pages[0].text
    assert "9 supporters paid ¥33.33 each" in pages[1].text
    assert "选上的项目会是一样的。" in pages[0].text
    assert "yishi tally poll-1.pb --method equal_shares --completion add1" in pages[0].text
    assert answer.headers["Content-Disposition"] == 'attachment; filename="poll-1.pb"'
    assert other.headers["Location"] == "/polls/1/ballots.pb"
    assert "邻" not in file
    assert [each.project for each in again.purchases] == [
        each["letter"] for each in data["budget"]["funded"]
    ]
    assert data["budget"]["funded"][0]["payments"] == [{"each_fen": "10000/3", "supporters": 9}]


async def test_supporters_whose_share_is_spent_are_not_said_to_have_paid(
    street: Town, client: TestClient
):
    dear = (Project(title="路灯", cost_fen=90_000), Project(title="长椅", cost_fen=30_000))
    open_budget(street, projects=dear, pot_fen=120_000)
    for place in range(12):
        receipt(vote(street, f"邻{place}", ("A", "A", "AB", "B")[place // 3]))
    count(street)
    certify(street)

    pages = [await page(client, lang) for lang in LANGS]

    assert "9 位支持者每人出 ¥100" in pages[0].text
    assert "3 位每人出 ¥100，3 位的份额已经用完" in pages[0].text
    assert "3 paid ¥100 each, 3 had nothing left of their shares" in pages[1].text


async def test_where_somebody_chose_alone_neither_file_nor_small_sums_are_given(
    street: Town, client: TestClient
):
    open_budget(street)
    plenty(street)
    receipt(vote(street, "代", "D"))
    count(street)
    certify(street)

    data, read = await told(client), await page(client)

    assert data["ballots"] == "withheld"
    assert data["budget"]["greedy"] is not None
    assert (await client.get("/polls/1/ballots.pb")).status == 404
    assert "不公开逐张选票，也不写谁出得少" in read.text


@pytest.mark.parametrize("voters", [0, 1])
@pytest.mark.parametrize("lang", LANGS)
async def test_few_or_no_ballots_make_a_whole_page_too(
    street: Town, client: TestClient, voters: int, lang: str
):
    open_budget(street, ballot="ranking")
    for place in range(voters):
        receipt(vote(street, f"邻{place}", "B"))
    count(street)
    certify(street)

    read = await page(client, lang)
    home = Page(await (await client.get(f"/?lang={lang}")).text())

    assert read.faults == home.faults == []


async def test_a_draft_is_told_nobody(street: Town, client: TestClient):
    put_motion(street)
    draft_budget(street)

    hidden = (await client.get("/polls/1")).status
    street.act("召", AnnouncePoll, poll=1)
    street.tick(OpenPoll, poll=1)

    assert (hidden, (await client.get("/polls/1")).status) == (404, 200)
