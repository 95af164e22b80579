"""Twelve projects, one pot, two hundred people in chat (docs/decisions/0050): the facilitator types
the projects in, everybody taps, the clock counts, a second person certifies. Then a stranger fetches
page and file over the web and counts again, by the definition and with nothing of ours.
"""

import asyncio
import csv
from collections import Counter
from collections.abc import Mapping, Sequence
from fractions import Fraction

import pytest
from aiohttp.test_utils import TestClient, TestServer

from council.checks.every import CHECKS
from council.meetings.commands import (
    AdjournMeeting,
    AnnounceMeeting,
    DeliberateMotion,
    PlanMeeting,
    PutOnAgenda,
    StartMeeting,
)
from council.motions.commands import DraftMotion
from council.polls.reads import poll
from tests.bot.conftest import Stage
from tests.bot.conftest import stage as stage  # noqa: PLC0414 - the fixture of the bots' tests
from tests.bot.crowd import town_of
from tests.council.evening import at
from tests.council.polls.budgets.crowd import COSTS, POT, SAID
from tests.web.page import Page
from web.app import make_app

pytestmark = [pytest.mark.story, pytest.mark.slow]

TITLE = "公共收益先办哪几件事"
PROJECTS = (
    *("六栋门口坡道", "楼道扶手", "儿童滑梯", "宣传栏", "电动车充电棚", "长椅", "东门路灯"),
    *("门禁换新", "垃圾桶", "屋顶补漏", "晾衣架", "花坛补种"),
)
LETTERS = "ABCDEFGHIJKL"
NAMES = tuple(f"住户{place:03d}" for place in range(1, 201))
#: What each taps: SAID of the tests by commands, so that both count the same two hundred.
TICKED = tuple(
    "".join(LETTERS[int(each) - 1] for each in text.split())
    for many, text in SAID
    for _ in range(many)
)
DAY = 86_400
#: What pabutools 1.2.3 buys from the file of this story, by equal shares with add1 and greedily. It
#: brings a licensed solver along, so CI does not ask it again; where it is installed, the tests
#: beside it do (tests/council/polls/budgets/test_counted_beside_pabutools.py).
BY_PABUTOOLS = (set("ABDEFIKL"), set("AEIJ"))

Ballot = frozenset[str]
#: A project, and how many paid how much for it.
Bought = tuple[str, dict[Fraction, int]]


async def test_two_hundred_share_a_pot_in_chat_and_a_stranger_counts_again(stage: Stage):
    await gather(stage)
    await draft(stage)
    await the_first_sees_the_sum(stage)
    await everybody_taps(stage)
    await certify(stage)
    await count_again(stage)

    broken = [
        each
        for each in stage.app.bus.read_now(lambda tx: [check(tx) for check in CHECKS])
        if each.state == "broken"
    ]
    assert broken == []


# -- in chat


async def gather(stage: Stage) -> None:
    """Two hundred neighbours join by their codes; a meeting has deliberated the motion."""
    await stage.join("周召集", "facilitator")
    await stage.join("主席", "chair")
    await stage.join_together(dict.fromkeys(NAMES, "1-1-101"))
    await asyncio.to_thread(deliberate, stage)
    await stage.quiet()


def deliberate(stage: Stage) -> None:
    """What precedes the vote, by the commands of the same people."""
    town = town_of(stage)
    town.act(
        "周召集",
        DraftMotion,
        legal_class="R-XS",
        mover="residents_committee",
        title=TITLE,
        body="公共收益有 10 万元。",
    )
    town.act("周召集", PlanMeeting, when="2026-02-27 19:30", place="社区活动室")
    town.act("周召集", PutOnAgenda, motion_number=1, meeting_number=1)
    town.act("周召集", AnnounceMeeting, number=1)
    stage.clock.at = at("2026-02-27 19:30")
    town.act("主席", StartMeeting, number=1)
    town.act("主席", DeliberateMotion, number=1)
    town.act("主席", AdjournMeeting, number=1)


async def desk(stage: Stage, name: str, *labels: str) -> str:
    said = ""
    for label in labels:
        said = await stage.tap(name, label, bot="staff")
    return said


async def draft(stage: Stage) -> None:
    """The facilitator types pot and projects; a ballot that holds no more than the pot."""
    listed = "\n".join(f"{name} {cost}" for name, cost in zip(PROJECTS, COSTS, strict=True))
    await stage.say("周召集", "/motions", bot="staff")
    await desk(stage, "周召集", f"1. {TITLE}", "发起表决", "预算表决")
    asked = await stage.say("周召集", "10 万", bot="staff")
    form = await stage.say("周召集", listed, bot="staff")
    await desk(stage, "周召集", "选票")
    knapsack = await desk(stage, "周召集", "合计不能超过总额")
    announced = await desk(stage, "周召集", "保存草稿", "公告", "公告")
    opened = await desk(stage, "周召集", "现在开放")

    assert "每行一个" in asked
    assert "人民币壹拾万元整" in form
    assert all(
        f"{letter} {name} ¥{cost:,}" in knapsack
        for letter, name, cost in zip(LETTERS, PROJECTS, COSTS, strict=True)
    )
    assert "名册：可投 202 张选票" in announced
    assert "选票：勾选的项目合计不能超过总额" in opened


async def the_first_sees_the_sum(stage: Stage) -> None:
    """The running sum after each tap, up to the project that the pot does not hold any more."""
    side = stage.side(NAMES[0])
    empty = await stage.tap(NAMES[0], "去投票")
    one = await stage.tap(NAMES[0], " A ¥32,000")
    two = await stage.tap(NAMES[0], " J ¥40,000")
    three = await stage.tap(NAMES[0], " E ¥24,000")
    over = await stage.tap(NAMES[0], " G ¥11,000")
    toast = side.toasts[-1]
    sure = await stage.tap(NAMES[0], "选好了")
    cast = await stage.tap(NAMES[0], "确认投票")

    assert "已选 0 项，合计 ¥0，总额还剩 ¥100,000。" in empty
    assert "已选 1 项，合计 ¥32,000，总额还剩 ¥68,000。" in one
    assert "已选 2 项，合计 ¥72,000，总额还剩 ¥28,000。" in two
    assert "已选 3 项，合计 ¥96,000，总额还剩 ¥4,000。" in three
    assert over.startswith("⚠️ 这样合计会超过总额，没有加上。")
    assert "已选 3 项，合计 ¥96,000，总额还剩 ¥4,000。" in over
    assert toast["text"] == "这样合计会超过总额，没有加上。请先取消别的项目。"
    assert "请确认您的选票\n☑️ A 六栋门口坡道：¥32,000\n☑️ E 电动车充电棚：¥24,000" in sure
    assert cast.startswith("✅ 已收到您的选票")


async def everybody_taps(stage: Stage) -> None:
    """The others, all in the same moment: the notice, their projects one by one, done, sure."""
    left = {
        name: ["去投票", *(f" {letter} ¥" for letter in ticked), "选好了", "确认投票"]
        for name, ticked in zip(NAMES[1:], TICKED[1:], strict=True)
    }
    while left:
        for name, labels in left.items():
            press_newest(stage, name, labels.pop(0))
        await stage.quiet()
        left = {name: labels for name, labels in left.items() if labels}
    assert all("已收到您的选票" in stage.last(name) for name in NAMES)


def press_newest(stage: Stage, name: str, label: str) -> None:
    side = stage.side(name)
    number, text = next(
        (message["message_id"], button["text"])
        for message in reversed(side.messages)
        for row in message.get("reply_markup", {}).get("inline_keyboard", [])
        for button in row
        if label in button["text"]
    )
    side.tap(message_id=number, text=text)


async def certify(stage: Stage) -> None:
    """The clock closes and counts; the chair certifies; everybody is told."""
    stage.clock.at += 15 * DAY
    for _ in range(300):
        view = stage.app.bus.read_now(lambda tx: poll(tx, stage.community_id, 1))
        if view is not None and view.state == "counted":
            break
        await asyncio.sleep(0.1)
    await stage.quiet()
    await stage.say("主席", "/today", bot="staff")
    counted = await desk(stage, "主席", "确认预算表决 1")
    certified = await desk(stage, "主席", "确认结果", "确认结果")

    assert "已经计票，等待另一位工作人员复核确认。" in counted
    assert "结果：选上 8 个项目，共 ¥94,300，余 ¥5,700" in certified
    assert "共收到 200 张选票，名册 202 人。" in certified
    assert all("¥94,300" in stage.last(name) for name in NAMES)


# -- by a stranger, over the web


async def count_again(stage: Stage) -> None:
    """The file says what everybody tapped; its count is the published one, and the page explains it."""
    async with TestClient(TestServer(make_app(stage.app))) as client:
        page = Page(await (await client.get("/polls/1?lang=zh_CN")).text())
        file = await (await client.get("/polls/1/ballots.pb")).text()
        told = (await (await client.get("/api/v1/polls/1")).json())["budget"]
    pot, costs, ballots = read_file(file)
    part, bought = with_add_one(pot, costs, ballots)
    bought_greedily = greedily(pot, costs, ballots)
    ours = [
        (
            each["letter"],
            {Fraction(paid["each_fen"]) / 100: paid["supporters"] for paid in each["payments"]},
        )
        for each in told["funded"]
    ]

    assert ballots == Counter(map(frozenset, TICKED))
    assert (pot, [costs[each] for each in LETTERS]) == (POT, list(COSTS))
    assert (Fraction(told["share_fen"]) / 100, ours) == (part, bought)
    assert told["greedy"]["funded"] == bought_greedily
    assert ({each for each, _ in bought}, set(bought_greedily)) == BY_PABUTOOLS
    assert page.faults == []
    for sentence in explained(costs, ballots, part, bought):
        assert sentence in page.text
    for sentence in (
        "选上 8 个项目，共 ¥94,300，余 ¥5,700",
        "会选上 4 个项目（A E I J），共 ¥98,600。",
        "等额分配才选上的：B D F K L。只看票数才会选上的：J。",
    ):
        assert sentence in page.text.replace("\n", "")


def explained(
    costs: Mapping[str, int], ballots: Counter[Ballot], part: Fraction, bought: Sequence[Bought]
) -> list[str]:
    """What the page should say of who paid for what, from the stranger's own count."""
    lines = [f"总额 ¥{POT:,}，200 人投票，每人有 {yuan(part)} 的份额"]
    for letter, paid in bought:
        supporters = sum(many for ballot, many in ballots.items() if letter in ballot)
        idle = supporters - sum(paid.values())
        alike = len(paid) == 1 and not idle
        said = "，".join(
            f"{many} {'位支持者' if alike else '位'}每人出 {yuan(each)}"
            for each, many in sorted(paid.items(), reverse=True)
        )
        head = f"{letter} {PROJECTS[LETTERS.index(letter)]}¥{costs[letter]:,}"
        lines.append(head + said + (f"，{idle} 位的份额已经用完" if idle else ""))
    return lines


def yuan(amount: Fraction) -> str:
    """Write an amount of yuan, cut to the fen."""
    fen = int(amount * 100)
    return f"¥{fen // 100:,}" + (f".{fen % 100:02d}" if fen % 100 else "")


# -- another counter: Peters, Pierczyński and Skowron 2021 (NeurIPS), utility by cost, add1


def read_file(text: str) -> tuple[int, dict[str, int], Counter[Ballot]]:
    """Read pot, costs in the order of the file, and how many gave each ballot."""
    sections: dict[str, list[list[str]]] = {}
    for row in csv.reader(text.splitlines(), delimiter=";"):
        if len(row) == 1 and row[0].isupper():
            rows = sections[row[0]] = []
        else:
            rows.append(row)
    meta = {row[0]: row[1] for row in sections["META"]}
    costs = {row[0]: int(row[1]) for row in sections["PROJECTS"][1:]}
    said = [frozenset(row[1].split(",")) for row in sections["VOTES"][1:]]
    return int(meta["budget"]), costs, Counter(said)


def price(cost: int, purses: Sequence[tuple[Fraction, int]]) -> Fraction | None:
    """The least that pays a cost if nobody pays more: sum of min(money, price) = cost. None: never."""
    if sum(money * many for money, many in purses) < cost:
        return None
    left, rich = Fraction(cost), list(purses)
    while True:
        each = left / sum(many for _, many in rich)
        poor = [(money, many) for money, many in rich if money < each]
        if not poor:
            return each
        left -= sum(money * many for money, many in poor)
        rich = [purse for purse in rich if purse not in poor]


def shares(costs: Mapping[str, int], ballots: Counter[Ballot], part: Fraction) -> list[Bought]:
    """Buy with ``part`` each, always at the least rho: price for each unit of cost.

    Equal ballots have equal money. Ties: more votes, lower cost, order of the file.
    """
    money, bought = dict.fromkeys(ballots, part), list[Bought]()
    votes = {each: sum(n for b, n in ballots.items() if each in b) for each in costs}
    while True:
        offers = []
        for place, (project, cost) in enumerate(costs.items()):
            purses = [(money[b], n) for b, n in ballots.items() if project in b]
            each = None if project in dict(bought) else price(cost, purses)
            if each is not None:
                offers.append((each / cost, -votes[project], cost, place, project, each))
        if not offers:
            return bought
        *_, project, each = min(offers)
        paid: Counter[Fraction] = Counter()
        for ballot, many in ballots.items():
            if project in ballot and money[ballot]:
                paid[min(money[ballot], each)] += many
                money[ballot] -= min(money[ballot], each)
        bought.append((project, dict(paid)))


def with_add_one(
    pot: int, costs: Mapping[str, int], ballots: Counter[Ballot]
) -> tuple[Fraction, list[Bought]]:
    """Raise everybody's part by one until one more would overspend, or all is bought."""
    part = Fraction(pot, ballots.total())
    bought = shares(costs, ballots, part)
    while len(bought) < len(costs):
        more = shares(costs, ballots, part + 1)
        if sum(costs[project] for project, _ in more) > pot:
            break
        part, bought = part + 1, more
    return part, bought


def greedily(pot: int, costs: Mapping[str, int], ballots: Counter[Ballot]) -> list[str]:
    """The most wanted first, each that still fits."""
    votes = {each: sum(n for b, n in ballots.items() if each in b) for each in costs}
    bought: list[str] = []
    for project in sorted(costs, key=lambda each: (-votes[each], costs[each])):
        if costs[project] <= pot - sum(costs[each] for each in bought):
            bought.append(project)
    return bought
