"""A motion goes from the manager to the street, back to its proposer, and to its end, in both bots."""

import asyncio

from tests.bot.conftest import Stage
from tests.bot.test_voting import town_of
from tests.council.evening import motion


async def test_a_motion_is_handed_on_questioned_answered_completed_and_rated(stage: Stage):
    await stage.join("何", "facilitator")
    await stage.join("物", "manager")
    await stage.join("街", "subdistrict")
    for name in ("王", "李"):
        await stage.join(name)
    await asyncio.to_thread(motion, town_of(stage), addressee="manager")
    await stage.quiet()

    await stage.tap("物", "议案", bot="staff")
    await stage.tap("物", "转办", bot="staff")
    await stage.tap("物", "街道办事处", bot="staff")
    await stage.say("物", "路灯归街道管", bot="staff")
    handed = await stage.tap("物", "确认转办", bot="staff")
    asked = stage.last("街", "staff")
    await stage.tap("街", "议案", bot="staff")
    taken = await stage.tap("街", "接办", bot="staff")
    await stage.tap("街", "问提案人", bot="staff")
    await stage.say("街", "是哪一盏灯？", bot="staff")
    await stage.tap("街", "提问", bot="staff")
    question = stage.last("王")
    await stage.tap("王", "议案")
    await stage.tap("王", "回复提问")
    await stage.say("王", "三号楼门口那盏")
    replied = await stage.tap("王", "回复")
    heard = stage.last("街", "staff")
    await stage.tap("街", "议案", bot="staff")
    await stage.tap("街", "答复", bot="staff")
    await stage.tap("街", "接受", bot="staff")
    for text in ("装灯", "4200", "路灯科", "2026-02-20"):
        answered = await stage.say("街", text, bot="staff")
    await stage.tap("街", "确认答复", bot="staff")
    await stage.tap("街", "办结", bot="staff")
    await stage.say("街", "灯已装好", bot="staff")
    done = await stage.tap("街", "确认办结", bot="staff")
    wanted = stage.last("王")
    rated = await stage.tap("王", "非常满意")
    changed = await stage.tap("王", "😐 一般")

    assert handed.startswith("✅ 已转办，等对方接办。")
    assert "物业服务人请街道办事处接办" in asked
    assert taken.startswith("✅ 已接办")
    assert "首接：物业服务人" in taken
    assert "街道办事处问提案人：是哪一盏灯？" in question
    assert replied.startswith("✅ 回复已公开。")
    assert "提案人回复：三号楼门口那盏" in heard
    assert "还可以发照片" in answered
    assert done.startswith("✅ 已办结")
    assert "您满意吗" in wanted
    assert "您的评价：非常满意" in rated
    assert "您的评价：一般" in changed
    assert stage.last("李") != wanted
