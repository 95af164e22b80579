"""A decision through both real bots: drafted, published, objected to, answered, carried out."""

import asyncio

from council.kernel.values import Account
from council.resolutions import falls_due as resolutions
from tests.bot.conftest import Stage
from tests.bot.test_meetings import nothing_due
from tests.council.conftest import Town
from tests.council.resolutions.deciding import AGREE, counted
from tests.council.resolutions.test_in_force import later_resolution


async def decide(stage: Stage) -> None:
    """Staff and owners at their phones, and a ratification that is counted."""
    await stage.join("召", "facilitator")
    await stage.join("主", "chair")
    await stage.join("物", "manager")
    for owner in AGREE:
        await stage.join(owner, owner_key=owner)
    town = Town(app=stage.app, clock=stage.clock, id=stage.community_id, slug="heyue")
    for name, phone in stage.people.items():
        town.people[name] = Account(channel="telegram", id=str(phone))
    await asyncio.to_thread(counted, town)
    await stage.quiet()


async def done_for_good(stage: Stage, name: str, label: str, question: str) -> str:
    """Press what nothing takes back: it is asked twice, and leads back first."""
    assert (await stage.tap(name, label, bot="staff")).startswith(question)
    assert (await stage.tap(name, "返回决议", bot="staff")).startswith("决议 2026-1")
    await stage.tap(name, label, bot="staff")
    return await stage.tap(name, "✅ 确认，已", bot="staff")


async def test_from_the_count_to_the_last_task(stage: Stage):
    await decide(stage)

    await stage.say("召", "/today", bot="staff")
    drafted = await stage.tap("召", "起草决议", bot="staff")
    await stage.tap("召", "改标题", bot="staff")
    await stage.say("召", "建设立体停车场", bot="staff")
    await stage.tap("召", "添加落实事项", bot="staff")
    planned = await stage.say("召", "规划许可\n消防通道", bot="staff")
    await stage.say("主", "/today", bot="staff")
    await stage.tap("主", "核对决议 2026-1", bot="staff")
    check = await stage.tap("主", "核对并公布", bot="staff")
    published = await stage.tap("主", "确认公布", bot="staff")
    notice = stage.last("甲")
    read = await stage.tap("甲", "看决议")
    prompt = await stage.tap("甲", "提出异议")
    short = await stage.say("甲", "不行")
    await stage.say("甲", "施工噪声太大，请先评估。")
    filed = await stage.tap("甲", "提交异议")
    await stage.say("召", "/today", bot="staff")
    await stage.tap("召", "答复异议 2026-1", bot="staff")
    await stage.tap("召", "答复", bot="staff")
    await stage.say("召", "已请第三方评估噪声。", bot="staff")
    answered = stage.last("甲")
    await stage.say("物", "/today", bot="staff")
    await stage.tap("物", "落实决议 2026-1", bot="staff")
    await done_for_good(stage, "物", "1. 完成：规划许可", "这一项落实事项已经做完了吗？")
    doing = await done_for_good(stage, "物", "2. 完成：消防通道", "这一项落实事项已经做完了吗？")
    await stage.say("召", "/today", bot="staff")
    await stage.tap("召", "确认落实 2026-1", bot="staff")
    done = await done_for_good(stage, "召", "确认落实完毕", "确认决议 2026-1 已经全部落实完毕吗？")
    listed = await stage.say("乙", "/resolutions")

    assert drafted.startswith("已起草，文字取自议案")
    assert "⬜ 1. 规划许可\n⬜ 2. 消防通道" in planned
    assert check.endswith("您公布的同时，也由您作为复核人确认计票结果。")
    assert published.startswith("决议 2026-1 已公布并生效")
    assert notice.startswith(
        "决议 2026-1 公布：建设立体停车场\n业主表决通过：5/6 人参加，参加者中 80.00% 同意。"
    )
    assert "状态：已生效" in read
    assert prompt.startswith("决议 2026-1：建设立体停车场\n\n请写下您的异议和理由")
    assert short.startswith("⚠️ 太短了，至少写 5 个字，把意思说清楚。\n\n您写的是：\n不行\n\n")
    assert filed.startswith("您的异议已收到并公开显示")
    assert answered.startswith("您对决议 2026-1（建设立体停车场）的异议有了答复")
    assert "落实事项（完成 2/2）" in doing
    assert "状态：已落实" in done
    assert listed.startswith("决议\n\n2026-1 建设立体停车场\n已落实")


async def test_a_later_resolution_repeals_an_earlier_one_at_the_desk(stage: Stage):
    await decide(stage)
    await stage.say("召", "/today", bot="staff")
    await stage.tap("召", "起草决议", bot="staff")
    await stage.say("主", "/today", bot="staff")
    await stage.tap("主", "核对决议 2026-1", bot="staff")
    await stage.tap("主", "核对并公布", bot="staff")
    await stage.tap("主", "确认公布", bot="staff")
    town = Town(app=stage.app, clock=stage.clock, id=stage.community_id, slug="heyue")
    await asyncio.to_thread(later_resolution, town, published_at=stage.clock.at + 60)

    await stage.say("召", "/resolutions", bot="staff")
    await stage.tap("召", "2026-1 ", bot="staff")
    asked = await stage.tap("召", "由以后的决议废止", bot="staff")
    unknown = await stage.say("召", "2027-1", bot="staff")
    repealed = await stage.say("召", "2026-2", bot="staff")

    assert "编号" in asked
    assert "2027-1" in unknown
    assert "2026-2" in repealed


async def test_a_decision_that_nobody_published_is_reminded_of_before_its_time_is_up(stage: Stage):
    await decide(stage)

    stage.clock.at += 3 * 86_400
    await nothing_due(stage, resolutions)

    assert stage.last("召", "staff").startswith("业主表决 1“建设立体停车场”已通过，决议还没有公布")
