"""Money that goes back through both real bots: a sheet corrected, cash not signed for, refunds."""

from council.campaigns import falls_due as campaigns
from tests.bot.conftest import Stage
from tests.bot.test_campaigns import gather, open_campaign
from tests.bot.test_meetings import nothing_due
from tests.council.fund import DAY


async def desk(stage: Stage, name: str, *labels: str) -> str:
    """Tap one button after another at the desk."""
    text = ""
    for label in labels:
        text = await stage.tap(name, label, bot="staff")
    return text


async def pledged(stage: Stage) -> None:
    """An open campaign with two pledges."""
    await open_campaign(stage)
    for name, amount in (("王芳", "700"), ("李敏", "400")):
        await stage.say(name, f"/pledge 1 {amount}")
        await stage.tap(name, "确认认筹")


async def test_a_field_of_the_sheet_is_asked_for_again_before_it_is_filed(stage: Stage):
    await gather(stage)
    await stage.say("周召集", "/campaigns", bot="staff")
    await desk(stage, "周召集", "新建众筹")
    await stage.say("周召集", "立体停车场", bot="staff")
    await desk(stage, "周召集", "建设立体停车场", "跳过")
    for typed in ("1000", "10"):
        await stage.say("周召集", typed, bot="staff")
    await desk(stage, "周召集", "30 天后", "不达标全额退款", "等于目标", "跳过")
    for typed in ("和悦家园业主大会", "6688"):
        await stage.say("周召集", typed, bot="staff")
    await desk(stage, "周召集", "按比例退回")

    await desk(stage, "周召集", "目标")
    changed = await stage.say("周召集", "1200", bot="staff")

    assert "¥1,200" in changed


async def test_who_pledged_may_show_the_name_or_hide_it(stage: Stage):
    await pledged(stage)

    await stage.say("王芳", "/pledge 1")
    shown = await stage.tap("王芳", "公开显示姓氏")
    hidden = await stage.tap("王芳", "改为匿名")

    assert "公开" in shown
    assert "匿名" in hidden


async def test_cash_is_typed_in_then_signed_for_together_or_not_at_all(stage: Stage):
    await pledged(stage)
    await stage.say("钱会计", "/receipt 1", bot="staff")
    await desk(stage, "钱会计", "1. 王芳")
    await stage.say("钱会计", "300", bot="staff")
    await desk(stage, "钱会计", "现金", "登记 ¥300")
    for _ in range(2):
        await stage.say("钱会计", "/receipt 1 2 100 cash", bot="staff")

    waiting = await stage.say("孙复核", "/sign", bot="staff")
    declined = await desk(stage, "孙复核", "不签 3")
    signed = await desk(stage, "孙复核", "全部签字")

    assert "3 号" in waiting
    assert "3" in declined
    assert signed.startswith("✅ 已签字 2 笔，共 ¥400")


async def test_a_payment_is_asked_back_refused_asked_again_and_confirmed(stage: Stage):
    await pledged(stage)
    await stage.say("钱会计", "/receipt 1 1 700 transfer T-1", bot="staff")
    await stage.say("钱会计", "/receipt 1 2 400 transfer T-2", bot="staff")

    await stage.say("钱会计", "/refund 1", bot="staff")
    await stage.say("钱会计", "1", bot="staff")
    asked = await desk(stage, "钱会计", "本人要求退出")
    await stage.say("孙复核", "/today", bot="staff")
    await desk(stage, "孙复核", "确认退款 1")
    declined = await desk(stage, "孙复核", "不同意 1")
    await stage.say("钱会计", "/refund 1 1", bot="staff")
    await desk(stage, "钱会计", "本人要求退出")
    await stage.say("孙复核", "/today", bot="staff")
    await desk(stage, "孙复核", "确认退款 1")
    confirmed = await desk(stage, "孙复核", "✅ 2 号")

    assert "¥700" in asked
    assert "1" in declined
    assert "¥700" in confirmed


async def test_a_cancelled_campaign_gives_everything_back_at_once(stage: Stage):
    await pledged(stage)
    await stage.say("钱会计", "/receipt 1 1 700 transfer T-1", bot="staff")
    await stage.say("钱会计", "/receipt 1 2 400 transfer T-2", bot="staff")

    await stage.say("周召集", "/campaigns 1", bot="staff")
    asked = await desk(stage, "周召集", "取消众筹")
    cancelled = await stage.say("周召集", "规划部门没有批准，停车场不建了。", bot="staff")
    await stage.say("孙复核", "/today", bot="staff")
    await desk(stage, "孙复核", "确认退款 1")
    confirmed = await desk(stage, "孙复核", "全部确认")

    assert "请输入理由" in asked
    assert "取消" in cancelled
    assert "¥1,100" in confirmed


async def test_who_has_not_paid_is_reminded_before_the_time_is_over(stage: Stage):
    await pledged(stage)
    await stage.say("钱会计", "/receipt 1 1 700 transfer T-1", bot="staff")

    stage.clock.at += 28 * DAY
    await nothing_due(stage, campaigns)

    assert stage.last("李敏").startswith("您认筹了众筹 1“立体停车场”，还没有付款。")
    assert stage.last("王芳").startswith("✅ 已收到您的 ¥700")


async def test_what_is_left_over_after_the_end_is_given_back_in_shares(stage: Stage):
    await pledged(stage)
    await stage.say("钱会计", "/receipt 1 1 700 transfer T-1", bot="staff")
    await stage.say("钱会计", "/receipt 1 2 400 transfer T-2", bot="staff")
    stage.clock.at += 31 * DAY
    await nothing_due(stage, campaigns)

    await stage.say("钱会计", "/campaigns 1", bot="staff")
    settled = await desk(stage, "钱会计", "结余")

    assert "结余" in settled
