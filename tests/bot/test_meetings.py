"""A council evening through both real bots: plan, draft, answer, announce, come, deliberate."""

import asyncio
from types import ModuleType

from council.kernel.values import Account
from council.meetings import falls_due as meetings
from council.motions import falls_due as motions
from council.people.commands import ChangeSettings
from tests.bot.conftest import Stage
from tests.council.conftest import Town
from tests.council.evening import at, seconded

LAST_FRIDAY = "2026-02-27 19:30"


async def staffed(stage: Stage) -> None:
    """Staff and two neighbours have joined, and a proposal has its seconds."""
    await stage.join("何", "facilitator")
    await stage.join("主", "chair")
    await stage.join("物", "manager")
    await stage.join("王")
    await stage.join("李")
    town = Town(app=stage.app, clock=stage.clock, id=stage.community_id, slug="heyue")
    seconded(town)


async def desk(stage: Stage, name: str, *labels: str) -> str:
    """Open what is due today, then tap one button after another."""
    text = await stage.say(name, "/today", bot="staff")
    for label in labels:
        text = await stage.tap(name, label, bot="staff")
    return text


async def nothing_due(stage: Stage, *nouns: ModuleType) -> None:
    """Wait until the ticker has done what the clock owes; unless named for meetings and motions."""
    for _ in range(100):
        owed = [stage.app.bus.read_now(noun.falls_due) for noun in nouns or (meetings, motions)]
        if not any(owed):
            break
        await asyncio.sleep(0.1)
    await stage.quiet()


async def drafted_for_the_manager(stage: Stage) -> str:
    await desk(stage, "何", "起草议案", "其他", "社区协商（", "其他：社区协商", "物业服务人")
    return await stage.tap("何", "确认起草", bot="staff")


async def accepted(stage: Stage) -> None:
    """The manager accepts, and says who does it by when."""
    await desk(stage, "物", "确认议案 1", "答复", "接受", "跳过", "跳过")
    await stage.say("物", "周师傅", bot="staff")
    await stage.say("物", "3月20日", bot="staff")
    await stage.tap("物", "确认答复", bot="staff")


async def planned(stage: Stage) -> str:
    """The monthly series, by buttons; the first meeting is that of 27 February."""
    stage.clock.at = at("2026-02-01 09:00")
    await desk(stage, "何", "安排会议", "固定会议", "最后一个", "星期五", "19:30")
    await stage.say("何", "社区活动室二楼", bot="staff")
    return await stage.tap("何", "确认", bot="staff")


async def test_the_manager_is_asked_and_answers_step_by_step(stage: Stage):
    await staffed(stage)

    drafted = await drafted_for_the_manager(stage)
    asked = stage.last("物", "staff")
    listed = await stage.say("物", "/today", bot="staff")
    await stage.tap("物", "确认议案 1", bot="staff")
    acknowledged = await stage.tap("物", "确认收到", bot="staff")
    stage.clock.at += 31 * 3600
    await stage.tap("物", "答复", bot="staff")
    await stage.tap("物", "需业主大会决定", bot="staff")
    await stage.say("物", "要改变共有部分用途，须业主共同决定。", bot="staff")
    wrong = await stage.say("物", "1e5", bot="staff")
    await stage.say("物", "420000", bot="staff")
    await stage.tap("物", "跳过", bot="staff")
    checked = await stage.say("物", "3月20日", bot="staff")
    answered = await stage.tap("物", "确认答复", bot="staff")

    assert drafted.startswith("✅ 议案已起草。\n\n第 1 号议案 小区停车难怎么办")
    assert asked.startswith("📨 第 1 号议案“小区停车难怎么办”请物业服务人答复。")
    assert "（还有 24 小时）" in listed
    assert acknowledged.startswith("✅ 已确认收到。")
    assert "1e5" in wrong or "科学" in wrong or "数字" in wrong
    assert "费用：¥420,000" in checked
    assert "完成日期：2026年3月20日（周五）" in checked
    assert "（提请后 31 小时）" in answered
    assert stage.last("王").startswith("💬 物业服务人已答复第 1 号议案")
    assert stage.last("李") == stage.last("王")


async def test_the_meeting_of_the_last_friday_from_plan_to_approved_minutes(stage: Stage):
    await staffed(stage)
    await drafted_for_the_manager(stage)
    await accepted(stage)

    plan = await planned(stage)
    await stage.tap("何", "➕ 1. 小区停车难", bot="staff")
    sure = await stage.tap("何", "公告会议", bot="staff")
    await stage.tap("何", "确定公告", bot="staff")
    invited = stage.last("王")
    coming = await stage.tap("王", "我参加")
    read = await stage.tap("王", "1. 小区停车难怎么办")
    stage.clock.at = at(LAST_FRIDAY)
    await desk(stage, "主", "开始会议", "开始会议")
    agenda = await stage.say("李", "/agenda")
    checked_in = await stage.tap("李", "签到")
    await desk(stage, "何", "主持会议", "登记到场")
    noted = await stage.say("何", "王 李 主", bot="staff")
    heard = await desk(stage, "主", "主持会议", "✔️ 已审议")
    await desk(stage, "主", "主持会议", "散会", "确定散会")
    drafted = await desk(stage, "何", "写纪要", "其他事项")
    asked = await stage.tap("何", "修改这一节", bot="staff")
    await stage.say("何", "到会 57 人，", bot="staff")
    await stage.say("何", "同意发起意向排序。", bot="staff")
    await stage.tap("何", "完成", bot="staff")
    await stage.tap("何", "保存这一节", bot="staff")
    minuted = await stage.tap("何", "交主持人审阅", bot="staff")
    unread = await desk(stage, "主", "看纪要")
    page = await stage.tap("主", "从头读", bot="staff")
    await stage.tap("主", "回到纪要", bot="staff")
    approved = await stage.tap("主", "批准纪要", bot="staff")
    public = await stage.say("李", "/meetings")

    assert plan.startswith("✅ 固定会议已设好")
    assert "🕢 2026年2月27日（周五）19:30\n📍 社区活动室二楼" in plan
    assert sure.startswith("公告后议程锁定")
    assert invited.startswith("📢 月度议事会\n🕢 2026年2月27日（周五）19:30")
    assert coming.startswith("✅ 已报名，到时见！")
    assert "居民意向，不产生法律效力" in read
    assert "状态：正在开会" in agenda
    assert checked_in.startswith("✅ 签到成功。")
    assert "已签到 3 人" in noted
    assert heard.startswith("✅ 已记为审议完毕。")
    assert "按会议记录起草" in drafted
    assert "请发送文字。长文可以分几条发" in asked
    assert minuted.startswith("✅ 纪要已保存，等主持人批准。")
    assert "主持人要先从头读到最后一页" in unread
    assert "到会 57 人，\n同意发起意向排序。" in page
    assert "已读到最后一页" in page
    assert approved.startswith("✅ 纪要已批准。")
    assert "月度议事会" in public


async def test_the_clock_plans_the_next_meeting_and_tells_of_late_answers(stage: Stage):
    await staffed(stage)
    await drafted_for_the_manager(stage)
    await planned(stage)
    stage.clock.at = at("2026-02-27 20:00")
    await nothing_due(stage)

    following = await stage.say("李", "/agenda")
    late = await stage.say("物", "/today", bot="staff")
    missed = await desk(stage, "何")

    assert "🕢 2026年3月27日（周五）19:30" in following
    assert "🔴 答复逾期" in following
    assert "确认已逾期 27 天" in late
    assert "没有公告就过了时间" in missed


async def test_bad_input_gets_a_sentence_and_loses_nothing(stage: Stage):
    await staffed(stage)
    await desk(stage, "何", "起草议案", "其他", "社区协商（", "其他：社区协商", "不提请", "改标题")

    stage.side("何", "staff").photo()
    await stage.quiet()
    photo = stage.last("何", "staff")
    endless = await stage.say("何", "长" * 4000, bot="staff")
    titled = await stage.say("何", "停车难", bot="staff")
    await stage.tap("何", "确认起草", bot="staff")
    foreign = await stage.say("王", "/motions 99")

    assert photo.startswith("⚠️ 这一步不要照片、录音或文件。")
    assert endless.startswith("⚠️ 标题有 4000 个字，最多 60 个字。")
    assert "标题：停车难" in titled
    assert foreign.startswith("没有这件议案。")


async def test_the_same_screens_in_english(stage: Stage):
    await staffed(stage)
    await drafted_for_the_manager(stage)
    account = Account(channel="telegram", id=str(stage.people["王"]))
    stage.app.bus.submit(ChangeSettings(actor=account, locale="en")).result()

    read = await stage.say("王", "/motions 1")
    listed = await stage.tap("王", "Agenda")

    assert read.startswith("Motion 1: 小区停车难怎么办\nState: drafted\nClass: R-XS")
    assert "Acknowledgement due by Sat 31 Jan 2026 12:00 (24 hours left)." in read
    assert listed == "No meeting is planned."
