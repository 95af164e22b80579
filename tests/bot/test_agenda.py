"""What becomes of motions and meetings that do not go straight on, through the staff bot."""

from tests.bot.conftest import Stage
from tests.bot.test_meetings import desk, nothing_due, planned, staffed
from tests.council.conftest import Town
from tests.council.evening import at, seconded


async def two_drafted(stage: Stage) -> None:
    """Two motions for the next meeting, which asks nobody for an answer."""
    await staffed(stage)
    town = Town(app=stage.app, clock=stage.clock, id=stage.community_id, slug="heyue")
    seconded(town, title="快递柜放在哪里")
    for _ in range(2):
        await desk(
            stage, "何", "起草议案", "其他", "社区协商（", "其他：社区协商", "不提请", "确认起草"
        )


async def test_an_agenda_is_put_in_order_and_its_meeting_cancelled(stage: Stage):
    await two_drafted(stage)
    await planned(stage)
    await stage.tap("何", "➕ 1.", bot="staff")
    await stage.tap("何", "➕ 2.", bot="staff")

    up = await stage.tap("何", "⬆", bot="staff")
    off = await stage.tap("何", "✖️", bot="staff")
    await stage.tap("何", "取消会议", bot="staff")
    sure = await stage.say("何", "活动室那天停电。", bot="staff")
    cancelled = await stage.tap("何", "确认取消会议", bot="staff")

    assert up.index("快递柜") < up.index("停车难")
    assert "快递柜" not in off
    assert "确认后会议就取消，不能恢复" in sure
    assert "已取消" in cancelled


async def test_the_evening_before_the_invited_are_reminded(stage: Stage):
    await staffed(stage)
    await desk(
        stage, "何", "起草议案", "其他", "社区协商（", "其他：社区协商", "不提请", "确认起草"
    )
    await planned(stage)
    await stage.tap("何", "➕ 1.", bot="staff")
    await stage.tap("何", "公告会议", bot="staff")
    await stage.tap("何", "确定公告", bot="staff")
    await stage.tap("王", "我参加")

    stage.clock.at = at("2026-02-26 20:00")
    await nothing_due(stage)

    assert "19:30" in stage.last("王")


async def test_a_motion_is_put_off_passed_on_and_withdrawn(stage: Stage):
    await two_drafted(stage)
    await planned(stage)
    await stage.tap("何", "➕ 1.", bot="staff")
    await stage.tap("何", "公告会议", bot="staff")
    await stage.tap("何", "确定公告", bot="staff")
    stage.clock.at = at("2026-02-27 19:30")
    await desk(stage, "主", "开始会议", "开始会议")

    await stage.say("主", "/motions 1", bot="staff")
    put_off = await stage.tap("主", "延期再议", bot="staff")
    await stage.say("何", "/motions 1", bot="staff")
    await stage.tap("何", "转交", bot="staff")
    passed_on = await stage.tap("何", "确定", bot="staff")
    await stage.say("何", "/motions 2", bot="staff")
    await stage.tap("何", "撤回", bot="staff")
    withdrawn = await stage.tap("何", "确定", bot="staff")

    assert "延期" in put_off
    assert "转交" in passed_on
    assert "撤回" in withdrawn


async def test_the_manager_is_asked_later_and_reminded_of_the_promised_day(stage: Stage):
    await staffed(stage)
    await desk(
        stage, "何", "起草议案", "其他", "社区协商（", "其他：社区协商", "不提请", "确认起草"
    )
    await stage.say("何", "/motions 1", bot="staff")

    await stage.tap("何", "提请答复", bot="staff")
    asked = await stage.tap("何", "物业服务人", bot="staff")
    await stage.say("物", "/today", bot="staff")
    await desk(stage, "物", "确认议案 1", "答复", "接受", "跳过", "跳过")
    await stage.say("物", "项目部", bot="staff")
    await stage.say("物", "2月20日", bot="staff")
    await stage.tap("物", "确认答复", bot="staff")
    stage.clock.at = at("2026-02-20 10:00")
    await nothing_due(stage)

    assert "物业" in asked
    assert "2月20日" in stage.last("物", "staff")
