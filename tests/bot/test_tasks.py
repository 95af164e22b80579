"""A task of a resolution through both bots: planned, reported, refused, accepted; corrected later."""

import asyncio

from council.resolutions.commands import AddTasks, PublishResolution
from tests.bot.conftest import Stage
from tests.bot.crowd import town_of
from tests.bot.test_resolutions import decide
from tests.council.resolutions.deciding import CLOSES, DAY
from tests.council.resolutions.test_in_force import later_resolution


async def in_force(stage: Stage) -> None:
    """Resolution 2026-1 is published, with two tasks."""
    await decide(stage)
    await stage.say("召", "/today", bot="staff")
    await stage.tap("召", "起草决议", bot="staff")
    town = town_of(stage)

    def publish() -> None:
        stage.clock.at = CLOSES + DAY
        planned = town.act("召", AddTasks, number="2026-1", lines="规划许可\n消防通道")
        town.act("主", PublishResolution, number="2026-1", seal=planned.seal)

    await asyncio.to_thread(publish)
    await stage.quiet()


async def report(stage: Stage, note: str) -> str:
    await stage.say("物", "/resolutions", bot="staff")
    await stage.tap("物", "2026-1", bot="staff")
    await stage.tap("物", "📋 1. 规划许可", bot="staff")
    await stage.tap("物", "报进度", bot="staff")
    await stage.tap("物", "100%", bot="staff")
    await stage.say("物", note, bot="staff")
    await stage.tap("物", "跳过", bot="staff")
    return await stage.tap("物", "✅ 确认", bot="staff")


async def test_a_task_is_planned_reported_refused_and_accepted(stage: Stage):
    await in_force(stage)

    await stage.say("召", "/resolutions", bot="staff")
    await stage.tap("召", "2026-1", bot="staff")
    opened = await stage.tap("召", "📋 1. 规划许可", bot="staff")
    await stage.tap("召", "负责人、期限、验收", bot="staff")
    await stage.tap("召", "物", bot="staff")
    await stage.say("召", "2026-12-01", bot="staff")
    await stage.say("召", "42000", bot="staff")
    await stage.tap("召", "指定的验收人", bot="staff")
    own = await stage.say("召", "物", bot="staff")
    await stage.say("召", "甲", bot="staff")
    planned = await stage.tap("召", "✅ 确认", bot="staff")
    reported = await report(stage, "许可已拿到")
    told = stage.last("甲")
    await stage.say("甲", "/mine")
    await stage.tap("甲", "验收（2026-1）")
    await stage.tap("甲", "我来验收")
    await stage.tap("甲", "❌ 还缺")
    await stage.say("甲", "没有盖章")
    refused = await stage.tap("甲", "✅ 确认")
    again = stage.last("物", "staff")
    await report(stage, "章已盖")
    await stage.say("甲", "/mine")
    await stage.tap("甲", "验收（2026-1）")
    await stage.tap("甲", "我来验收")
    await stage.tap("甲", "✅ 验收通过")
    accepted = await stage.tap("甲", "✅ 确认")

    assert opened.startswith("📋 决议 2026-1 · 落实事项 1\n规划许可\n进行中，进度 0%")
    assert own.startswith("⚠️ 负责人不能验收自己的事。")
    assert "负责人：物\n期限：2026年12月1日（周二）\n预算：¥42,000\n验收：指定的验收人" in planned
    assert "🔎 待验收人验收，进度 100%" in reported
    assert told.startswith("🔎 请您验收：决议 2026-1 第 1 项“规划许可”已报完工。")
    assert "验收不通过，事项重新打开" in refused
    assert "还缺：没有盖章" in again
    assert "✅ 已完成，进度 100%" in accepted


async def test_a_look_back_and_a_correction_in_the_staff_bot(stage: Stage):
    await in_force(stage)
    await asyncio.to_thread(later_resolution, town_of(stage), published_at=CLOSES + DAY + 60)

    await stage.say("召", "/resolutions", bot="staff")
    await stage.tap("召", "2026-1", bot="staff")
    await stage.tap("召", "安排复盘", bot="staff")
    await stage.say("召", "2026-12-01", bot="staff")
    await stage.tap("召", "✅ 确认", bot="staff")
    await stage.tap("召", "写复盘", bot="staff")
    await stage.say("召", "停车难缓解了，照明还要加。", bot="staff")
    await stage.tap("召", "4", bot="staff")
    held = await stage.tap("召", "✅ 确认", bot="staff")
    await stage.tap("召", "🩹 纠错", bot="staff")
    await stage.say("召", "2026-2", bot="staff")
    await stage.tap("召", "探索中的失误", bot="staff")
    await stage.say("召", "没有估计到施工噪声。", bot="staff")
    done = await stage.tap("召", "✅ 确认", bot="staff")
    notice = stage.last("甲")

    assert "4 分：停车难缓解了，照明还要加。" in held
    assert "已由决议 2026-2" in done
    assert "探索中的失误，予以宽容" in done
    assert "由决议 2026-2 纠正" in notice
    assert "原文保留" in notice
