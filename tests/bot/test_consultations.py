"""A consultation through both real bots: from the meeting to the report with its photo."""

from tests.bot.conftest import Stage
from tests.bot.test_meeting_votes import desk, session


async def test_from_the_meeting_to_the_report(stage: Stage):
    await session(stage, "R-XS")

    heard = await stage.say("主", "/motions 1", bot="staff")
    asked = await stage.tap("主", "达成共识", bot="staff")
    short = await stage.say("主", "好", bot="staff")
    check = await stage.say("主", "晚上九点后东门只出不进。", bot="staff")
    agreed = await stage.tap("主", "确认公开", bot="staff")
    told = stage.last("李")
    await stage.tap("主", "开始落实", bot="staff")
    await stage.say("主", "物业下周一改门禁。", bot="staff")
    await stage.tap("主", "确认公开", bot="staff")
    await stage.say("何", "/today", bot="staff")
    await desk(stage, "何", "通报议案 1", "通报落实情况")
    photo_asked = await stage.say("何", "门禁已改好。", bot="staff")
    stage.side("何", "staff").photo()
    await stage.quiet()
    photo_kept = stage.last("何", "staff")
    await stage.tap("何", "确认公开", bot="staff")
    reported = stage.last("王")
    await stage.tap("何", "办结", bot="staff")
    await stage.say("何", "没有人提出异议。", bot="staff")
    closed = await stage.tap("何", "确认公开", bot="staff")
    read = await stage.say("王", "/motions 1")

    assert "状态：已审议" in heard
    assert asked.startswith("达成共识\n第 1 号议案“小区停车难怎么办”")
    assert short.startswith("⚠️ 太短了，至少写 5 个字")
    assert check.endswith("请核对。确认后公开，不能再改。")
    assert agreed.startswith("✅ 已记下并公开。")
    assert "状态：已通过" in agreed
    assert told == "🤝 第 1 号议案“小区停车难怎么办”协商：达成共识\n晚上九点后东门只出不进。"
    assert "可以再发一张照片" in photo_asked
    assert "照片：📷 已收到" in photo_kept
    assert reported.startswith("🤝 第 1 号议案“小区停车难怎么办”协商：通报落实情况")
    assert "协商：已办结" in closed
    assert "何）：门禁已改好。 📷" in closed
    assert "门禁已改好。 📷" in read
    assert "何）：" not in read


async def test_a_disagreement_is_recorded_and_settled(stage: Stage):
    await session(stage, "R-XS")

    await stage.say("何", "/motions 1", bot="staff")
    await stage.tap("何", "记录分歧", bot="staff")
    await stage.say("何", "一层商户担心送货，不同意限时。", bot="staff")
    dissented = await stage.tap("何", "确认公开", bot="staff")
    await stage.tap("何", "分歧已解决", bot="staff")
    await stage.say("何", "商户送货时间另设，大家同意。", bot="staff")
    settled = await stage.tap("何", "确认公开", bot="staff")

    assert "协商：有分歧，尚未解决" in dissented
    assert "状态：已审议" in dissented
    assert "协商：已有共识" in settled
    assert "状态：已通过" in settled
