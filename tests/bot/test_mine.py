"""我的: what needs somebody, and what is their own, each with its state and a button to it."""

import asyncio

from tests.bot.conftest import Stage
from tests.bot.crowd import town_of
from tests.council.polls.polling import open_ranking

TITLE = "楼道灯坏了一个月"
BODY = "三栋二单元五楼到八楼的楼道灯坏了快一个月，请物业修。"


async def propose(stage: Stage, name: str, title: str = TITLE) -> None:
    await stage.say(name, "/propose")
    await stage.say(name, f"{title}\n{BODY}")
    await stage.tap(name, "提交")


async def test_a_newcomer_finds_every_part_empty_with_a_way_to_begin(stage: Stage):
    await stage.join("甲")

    mine = await stage.say("甲", "我的")
    proposals = await stage.tap("甲", "我的提案（0）")
    begun = await stage.tap("甲", "提案")

    assert mine.startswith("现在没有需要您做的事。")
    assert proposals.startswith("我的提案（0 件）\n\n还没有提过提案。")
    assert begun.startswith("✍️")


async def test_what_somebody_proposed_seconded_and_voted_in_stands_there_with_its_state(
    stage: Stage,
):
    await stage.join("召", "facilitator")
    await stage.join("甲")
    await stage.join("乙")
    await propose(stage, "甲")
    await stage.say("召", "/proposals 1", bot="staff")
    await stage.tap("召", "通过", bot="staff")
    await stage.say("乙", "附议 1")
    await asyncio.to_thread(open_ranking, town_of(stage))
    await stage.quiet()

    await stage.say("甲", "我的")
    authored = await stage.tap("甲", "我的提案（1）")
    shown = await stage.tap("甲", "1 号")
    await stage.say("乙", "我的")
    seconded = await stage.tap("乙", "我附议的（1）")

    assert authored == f"我的提案（1 件）\n\n1. {TITLE}\n第 1 号 · 征集附议"
    assert TITLE in shown
    assert seconded == f"我附议的提案（1 件）\n\n1. {TITLE}\n第 1 号 · 征集附议"


async def test_a_long_list_is_turned_page_by_page(stage: Stage):
    await stage.join("甲")
    for n in range(7):
        await propose(stage, "甲", f"第 {n} 件要办的事情")
        await stage.tap("甲", "提交我的") if "像" in stage.last("甲") else None

    await stage.say("甲", "我的")
    first = await stage.tap("甲", "我的提案（")
    second = await stage.tap("甲", "下一页")

    assert "第 1 页，共 2 页" in first
    assert "第 2 页，共 2 页" in second
    assert first.count("待审核") == 5
    assert second.count("待审核") == 2
