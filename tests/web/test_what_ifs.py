"""What another way of counting would say: on the page of a certified count, and nowhere else."""

import re

import pytest
from aiohttp.test_utils import TestClient
from sqlalchemy import update

from council.kernel.app import App
from council.polls.tables import polls
from tests.web.heyue import lively
from tests.web.page import Page
from tests.web.test_ballots import cast_all

#: Words and figures that only a what-if has, in both languages.
ONLY_THERE = {
    "/polls/1": (
        "换一种",
        "舒尔策（对照）",
        "如果只数第一选择",
        "波达",
        "What if",
        "Borda",
        "Had only first",
        "A › C › B › D",
    ),
    "/polls/2": ("换一种算法会怎样", "旧算法", "如果建设单位", "54.09", "82.29", "What if"),
    "/polls/2/notice": ("54.09", "82.29", "74.81"),
    "/api/v1/polls/1": ("196", "260", '["A"],["C"]', '"plurality":"C"'),
    "/api/v1/polls/2": ("54.09", "55.37", "82.29", "74.81"),
    "/api/v1/polls/2/notice": ("54.09", "55.37", "82.29", "74.81"),
    "/": ("换一种算法", "舒尔策", "Schulze"),
    "/motions/1": ("舒尔策", "Schulze"),
    "/matters/m1": ("舒尔策", "Schulze"),
}


def uncertify(app: App, community_id: str) -> None:
    def change(tx) -> None:
        mine = (polls.c.community_id == community_id) & polls.c.id.in_(("v1", "v2"))
        tx.connection.execute(update(polls).where(mine).values(state="counted", certified_at=None))

    app.bus.submit_run(change).result()


async def said(client: TestClient, path: str) -> str:
    answer = await client.get(path)
    text = await answer.text()
    return text if path.startswith("/api") else re.sub(r"\s+", " ", Page(text).text)


@pytest.mark.parametrize("lang", ["zh_CN", "en"])
async def test_before_certification_none_is_told_on_any_page_or_in_the_data(
    app: App, client: TestClient, lang: str
):
    community_id = lively(app)
    cast_all(app, community_id)
    uncertify(app, community_id)

    told = {path: await said(client, f"{path}?lang={lang}") for path in ONLY_THERE}

    assert [
        (path, word) for path, words in ONLY_THERE.items() for word in words if word in told[path]
    ] == []
    ranking = await (await client.get("/api/v1/polls/1")).json()
    ratification = (await (await client.get("/api/v1/polls/2")).json())["ratification"]
    assert [ranking["ranking"][each] for each in ("plurality", "schulze", "pairwise")] == [
        "",
        [],
        [],
    ]
    assert ranking["what_ifs"] is None
    assert {name for name, figure in ratification.items() if figure is None} == {
        "without_unclear",
        "developer_against",
        "abstentions_dropped",
        "obsolete_two_thirds_of_all",
        "percent_agree_of_all_heads",
        "percent_agree_of_all_area",
        "deemed",
    }


async def test_before_certification_the_count_itself_is_told_whole(app: App, client: TestClient):
    community_id = lively(app)
    uncertify(app, community_id)

    text = await said(client, "/polls/1?lang=zh_CN")

    assert "A 胜出：立体停车场" in text
    assert "B +8、C +22、不再计入 +10" in text


async def test_a_certified_ranking_says_what_other_counts_would_choose_and_how_sure_it_was(
    app: App, client: TestClient
):
    cast_all(app, lively(app))

    text = await said(client, "/polls/1?lang=zh_CN")
    told = (await (await client.get("/api/v1/polls/1")).json())["what_ifs"]

    assert told == {
        "counts": [
            {"method": method, "first": [first]}
            for method, first in (
                ("plurality", "C"),
                ("borda", "A"),
                ("schulze", "A"),
                ("ranked_pairs", "A"),
                ("minimax", "A"),
                ("copeland", "A"),
            )
        ],
        "margin": 1,
        "bound": "exact",
    }
    for sentence in (
        "只数第一选择 C 不一样",
        "两两比较：舒尔策 A 一样",
        "至少要有 1 张选票写得不一样，胜出的才可能不是 A。",
        "结果按公告过的排序复选制计算，只有那个结果算数。",
    ):
        assert sentence in re.sub(r"(?<=[择策AC])(?=[AC一不])", " ", text)


async def test_who_is_preferred_to_whom_is_said_by_a_sign_and_a_word(app: App, client: TestClient):
    cast_all(app, lively(app))

    text = await said(client, "/polls/1?lang=zh_CN")

    assert "196 ▲胜" in text
    assert "94 ▽负" in text


async def test_a_certified_owners_vote_says_how_many_more_against_would_have_stopped_it(
    app: App, client: TestClient
):
    lively(app)

    text = await said(client, "/polls/2?lang=zh_CN")

    assert "如果同意的业主里有 8 位投了反对，人数就不够，不会通过。" in text
