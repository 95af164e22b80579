"""The pages of polls: nothing before the count, everything after it."""

import re

from aiohttp.test_utils import TestClient
from sqlalchemy import insert, update

from council.counter.assisted.tables import assisted_acts, follow_up_calls
from council.kernel.app import App
from council.polls.tables import ballots, electorate, polls
from tests.web.heyue import lively
from tests.web.page import Page


async def text_of(client: TestClient, path: str) -> str:
    page = Page(await (await client.get(path)).text())
    return re.sub(r"\s+", " ", page.text)


async def test_a_ranking_is_told_round_by_round_with_both_cross_checks(
    app: App, client: TestClient
):
    lively(app)

    text = await text_of(client, "/polls/1?lang=zh_CN")

    for sentence in (
        "A 胜出：立体停车场",
        "名册上 980 人中有 300 人投票，占 30.61%。",
        "第 3 轮，A 得 146 票：占仍有效的 290 票的 50.34%，占全部 300 票的 48.66%。",
        "差距很小：只差 2 票。",
        (
            "第 1 轮票数最少的是D 维持现状（40 票），先退出；这些选票转给各人写的下一个选择："
            "C 道闸加重新划线（22 票）、B 错峰共享周边车位（8 票）、没有下一个选择、不再计入的（10 票）。"
        ),
        "如果只数第一选择，胜出的会是 C（道闸加重新划线）。",
        "议事厅意向排序，不产生法律效力。",
        "A › C › B › D",
    ):
        assert sentence in text
    rounds = re.findall(r"([ABCD]) [^0-9A-D]+ (\d+) ", text.split("逐轮计票")[1])
    assert rounds[:9] == [
        ("A", "92"),
        ("B", "66"),
        ("C", "102"),
        ("D", "40"),
        ("A", "92"),
        ("B", "74"),
        ("C", "124"),
        ("A", "146"),
        ("C", "144"),
    ]


async def test_a_ratification_says_every_denominator_in_one_sentence(app: App, client: TestClient):
    lively(app)

    text = await text_of(client, "/polls/2?lang=zh_CN")

    for sentence in (
        "人数：全体 464 位业主中有 325 位参与表决，占 70.04%；需要三分之二以上，至少 310 位。 已达到",
        "面积：全部 51,162.56 m² 中有 36,383.60 m² 参与表决，占 71.11%；需要三分之二以上，",
        "至少 34,108.38 m²。 已达到",
        "人数：参与的 325 位中有 251 位同意，占 77.23%；需要四分之三以上，至少 244 位。 已达到",
        "面积：参与的 36,383.60 m² 中有 28,333.04 m² 同意，占 77.87%；需要四分之三以上，",
        "至少 27,287.70 m²。 已达到",
        "人数：全体 464 位业主中有 303 位参与表决，占 65.30%；需要三分之二以上，至少 310 位。 未达到",
        "如果建设单位投反对：人数 250/325，占 76.92%；面积 27,218.96 m² 同意，占 74.81%。",
        "人数 54.09%，面积 55.37%。 不会通过",
        "会显示人数 82.29%、面积 82.81%，偏高。",
    ):
        assert sentence in text


async def test_a_counted_ratification_says_which_way_its_ballots_came(
    app: App, client: TestClient
):
    community_id = lively(app)

    def cast(tx):
        rows = [
            {
                "community_id": community_id,
                "poll_id": "v2",
                "slot": f"业主{n}|业主{n}",
                "revision": 1,
                "content": '{"choice":"agree"}',
                "channel": channel,
                "cast_at": tx.now,
                "cast_by": "代",
            }
            for n, channel in enumerate(("chat", "paper", "paper", "meeting"))
        ]
        tx.connection.execute(insert(ballots), rows)

    app.bus.submit_run(cast).result()

    chinese = await text_of(client, "/polls/2?lang=zh_CN")
    english = await text_of(client, "/polls/2?lang=en")

    assert "选票怎么来的纸质 2 张、聊天 1 张、会场 1 张" in chinese
    assert "How the ballots camepaper 2, chat 1, meeting 1" in english


async def test_the_english_sentences_carry_the_same_figures(app: App, client: TestClient):
    lively(app)

    chinese = await text_of(client, "/polls/2?lang=zh_CN")
    english = await text_of(client, "/polls/2?lang=en")

    figures = re.compile(r"\d+\.\d\d %|\d[\d,]*\.\d\d m²")
    assert sorted(figures.findall(english)) == sorted(figures.findall(chinese))


async def test_not_a_byte_of_an_open_or_closed_poll_depends_on_any_choice(
    app: App, client: TestClient
):
    community_id = lively(app)
    paths = ("/polls/3", "/", "/api/v1/polls/3", "/api/v1/", "/motions/1", "/verify")

    def electorate_of(tx):
        rows = [
            {
                "community_id": community_id,
                "poll_id": "v3",
                "slot": f"R{n:03}",
                "resident_id": f"r{n}",
            }
            for n in range(9)
        ]
        tx.connection.execute(insert(electorate), rows)

    def cast(order: str):
        def act(tx):
            rows = [
                {
                    "community_id": community_id,
                    "poll_id": "v3",
                    "slot": f"R{n:03}",
                    "revision": 1,
                    "content": order,
                    "channel": "chat",
                    "cast_at": tx.now,
                    "cast_by": f"r{n}",
                }
                for n in range(9)
            ]
            tx.connection.execute(insert(ballots), rows)

        return act

    def close(tx):
        mine = (polls.c.community_id == community_id) & (polls.c.id == "v3")
        # Even a result that is already computed stays untold until the state says counted.
        result = tx.connection.scalar(polls.select().with_only_columns(polls.c.result).limit(1))
        tx.connection.execute(update(polls).where(mine).values(state="closed", result=result))

    app.bus.submit_run(electorate_of).result()
    before = [await (await client.get(path)).text() for path in paths]
    app.bus.submit_run(cast('{"ranking":[["A"]]}')).result()
    during = [await (await client.get(path)).text() for path in paths]
    app.bus.submit_run(close).result()
    closed = await (await client.get("/api/v1/polls/3")).json()

    assert during == before
    assert (closed["state"], closed["ranking"], closed["ratification"]) == ("closed", None, None)


async def test_a_count_that_nobody_has_certified_says_so(app: App, client: TestClient):
    community_id = lively(app)

    def uncertify(tx):
        mine = (polls.c.community_id == community_id) & (polls.c.id == "v1")
        tx.connection.execute(update(polls).where(mine).values(state="counted", certified_at=None))

    app.bus.submit_run(uncertify).result()

    assert "确认前，以下数字仅供参考。" in await text_of(client, "/polls/1?lang=zh_CN")


async def test_an_overdue_answer_is_public_on_three_pages(app: App, client: TestClient):
    lively(app)

    texts = [
        await text_of(client, f"{path}?lang=zh_CN") for path in ("/", "/motions", "/motions/2")
    ]

    assert ["逾期未答复" in text for text in texts] == [True, True, True]


async def test_an_answer_is_told_with_its_decision_and_cost_but_without_a_name(
    app: App, client: TestClient
):
    lively(app)

    text = await text_of(client, "/motions/1?lang=zh_CN")

    for part in ("需业主大会决定", "用时 31 小时", "¥1,120,000", "2026-09-30", "物业服务人"):
        assert part in text


async def test_the_turnout_of_each_building_is_told_with_small_cells_merged(
    app: App, client: TestClient
):
    lively(app)

    told = (await (await client.get("/api/v1/polls/2")).json())["ratification"]["buildings"]
    text = await text_of(client, "/polls/2?lang=zh_CN")

    assert [(each["buildings"], each["heads"], each["participating"]) for each in told] == [
        (["4号楼"], 48, 24),
        (["8号楼"], 40, 32),
        (["12号楼"], 24, 10),
        (
            [f"{n}号楼" for n in (1, 2, 3, 5, 6, 7, 9, 10, 11)] + ["沿街商铺"],
            352,
            259,
        ),
    ]
    assert "参与或未参与不足 5 位的楼栋与其他楼栋合并" in text


async def test_what_came_over_the_desk_is_told_after_the_count_with_the_calls(
    app: App, client: TestClient
):
    community_id = lively(app)
    act = {
        "act": "ballot",
        "poll_id": "v2",
        "person": "甲",
        "voter": "1-1-0101",
        "helper": "李志",
        "helper_role": "volunteer",
        "desk": "代办点",
        "reason": "eyesight",
        "consent": "signature",
        "evidence": "e",
        "statement_read": 1,
        "content": '{"choice":"agree"}',
        "read_back": 1,
        "scan": "s",
        "slip_given": 1,
        "contact": "小周",
        "review": 0,
        "stood": 0,
        "recorded_by": "r1",
        "recorded_at": 1,
    }
    cast = {"poll_id": "v2", "content": act["content"], "cast_at": 1, "cast_by": "r1"}

    def fill(tx) -> None:
        def put(table, **row) -> None:
            tx.connection.execute(insert(table), [{"community_id": community_id, **row}])

        for n in (1, 2, 3):
            state = "counted" if n < 3 else "lapsed"
            revision = 1 if n < 3 else None
            put(
                assisted_acts,
                **act,
                id=f"a{n}",
                number=n,
                slot=f"s{n}",
                serial=f"A-{n}",
                state=state,
                revision=revision,
            )
        for n in (1, 2, 4):
            put(ballots, **cast, slot=f"s{n}", revision=1, channel="paper", paper_serial=f"A-{n}")
        put(follow_up_calls, poll_id="v2", act=2, state="contradicted", note="没有")

    await app.bus.run(fill)

    chinese = await text_of(client, "/polls/2?lang=zh_CN")
    english = await text_of(client, "/polls/2?lang=en")

    for sentence in (
        "其中经代办 2 张，经委托 0 张。",
        "另有 1 件代办截止前没有复核人确认，作废，没有计入。",
        "代办抽查回访 1 件：本人确认 0，没联系上 0，本人否认 1，还没回访 0。",
        "⚠️ 有 1 件代办本人否认。",
        "表决的记录和纸票至少保存 5 年",
    ):
        assert sentence in chinese
    assert "Of these, 2 assisted and 0 by proxy." in english
    assert "没有" not in english
