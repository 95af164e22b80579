"""Money through both real bots at the sandbox: draft, approve, pledge, receive, sign, refund."""

from council.kernel import paper
from tests.bot.conftest import Stage
from tests.council.conftest import Town
from tests.council.fund import decide
from tests.lacking import lacking


async def gather(stage: Stage) -> None:
    """A resolution in force, the people of the money, two residents."""
    await stage.join("周召集", "facilitator")
    await stage.join("钱会计", "treasurer")
    await stage.join("孙复核", "second_signer")
    await stage.join("吴监督", "auditor")
    await stage.join("王芳")
    await stage.join("李敏")
    decide(Town(app=stage.app, clock=stage.clock, id=stage.community_id, slug="heyue"))


async def draft(stage: Stage) -> str:
    """Draft a campaign step by step; tells the last screen."""
    await stage.say("周召集", "/campaigns", bot="staff")
    await stage.tap("周召集", "新建众筹", bot="staff")
    await stage.say("周召集", "立体停车场", bot="staff")
    await stage.tap("周召集", "建设立体停车场", bot="staff")
    await stage.tap("周召集", "跳过", bot="staff")
    await stage.say("周召集", "1000", bot="staff")
    await stage.say("周召集", "10", bot="staff")
    await stage.tap("周召集", "30 天后", bot="staff")
    await stage.tap("周召集", "不达标全额退款", bot="staff")
    await stage.tap("周召集", "等于目标", bot="staff")
    await stage.tap("周召集", "跳过", bot="staff")
    await stage.say("周召集", "和悦家园业主大会", bot="staff")
    await stage.say("周召集", "6688", bot="staff")
    await stage.tap("周召集", "按比例退回", bot="staff")
    return await stage.tap("周召集", "提交", bot="staff")


async def open_campaign(stage: Stage) -> None:
    await gather(stage)
    await draft(stage)
    await stage.say("孙复核", "/today", bot="staff")
    await stage.tap("孙复核", "审核众筹 1", bot="staff")
    await stage.tap("孙复核", "审核通过", bot="staff")
    await stage.say("周召集", "/campaigns 1", bot="staff")
    await name_keepers(stage)
    await stage.tap("周召集", "开放认筹", bot="staff")


async def name_keepers(stage: Stage) -> None:
    """Three keepers and a rhythm, button by button."""
    for label in ("三位管钱人", "钱会计", "孙复核", "吴监督", "每周公布", "就是这三位"):
        await stage.tap("周召集", label, bot="staff")


async def test_a_campaign_is_drafted_approved_and_opened_by_buttons(stage: Stage):
    await gather(stage)

    filed = await draft(stage)
    await stage.say("孙复核", "/today", bot="staff")
    await stage.tap("孙复核", "审核众筹 1", bot="staff")
    approved = await stage.tap("孙复核", "审核通过", bot="staff")
    await stage.say("周召集", "/campaigns 1", bot="staff")
    await name_keepers(stage)
    opened = await stage.tap("周召集", "开放认筹", bot="staff")

    assert filed.startswith("已提交。请另一位（复核人或主持人）审核。")
    assert approved.startswith("已审核通过。三位管钱人定好以后，就可以开放认筹。")
    assert opened.startswith("已开放认筹，已通知 6 人。")
    assert stage.last("王芳").startswith("🤝 众筹 1“立体停车场”开始认筹，目标 ¥1,000")


async def test_a_pledge_is_echoed_in_capital_numerals_before_the_button(stage: Stage):
    await open_campaign(stage)

    await stage.tap("王芳", "看众筹 1")
    await stage.tap("王芳", "我要认筹")
    wrong = await stage.say("王芳", "1e5")
    photo_id = stage.side("王芳").photo()
    await stage.quiet()
    photo = stage.last("王芳")
    echoed = await stage.say("王芳", "¥５００")
    made = await stage.tap("王芳", "确认认筹 ¥500")
    changed = await stage.say("王芳", "/pledge 1 700")
    await stage.tap("王芳", "确认认筹 ¥700")
    await stage.tap("王芳", "撤回认筹")
    withdrawn = await stage.tap("王芳", "确定撤回")

    assert photo_id
    assert wrong.startswith("⚠️ 看不懂“1e5”这种写法。")
    assert photo.startswith("这里不能用这种消息。")
    assert "认筹金额：¥500（人民币伍佰元整）" in echoed
    assert made.startswith("✅ 已认筹 ¥500")
    assert "您原来认筹 ¥500" in changed
    assert withdrawn.startswith("已撤回认筹")


async def test_receipts_cash_and_surplus_through_the_staff_bot(stage: Stage):
    await open_campaign(stage)
    for name, amount in (("王芳", "700"), ("李敏", "400")):
        await stage.say(name, f"/pledge 1 {amount}")
        await stage.tap(name, "确认认筹")

    posted = await stage.say("钱会计", "/receipt 1 1 700 transfer T-1", bot="staff")
    twice = await stage.say("钱会计", "/receipt 1 2 400 transfer T-1", bot="staff")
    await stage.say("钱会计", "/receipt", bot="staff")
    await stage.tap("钱会计", "2. 李敏", bot="staff")
    await stage.tap("钱会计", "全额", bot="staff")
    await stage.tap("钱会计", "现金", bot="staff")
    cash = await stage.tap("钱会计", "登记 ¥400", bot="staff")
    waiting = await stage.say("孙复核", "/sign", bot="staff")
    signed = await stage.tap("孙复核", "1 号" if "1 号" in waiting else "2 号", bot="staff")

    assert posted.startswith("✅ 已入账，收据第 1 号")
    assert twice.startswith("单号 T-1 已经登记过：众筹 1，收据第 1 号")
    assert cash.startswith("🕓 已登记现金，收据第 2 号")
    assert "2 号 李敏 1-1-101 ¥400" in waiting
    assert signed.startswith("✅ 已签字 1 笔，共 ¥400")
    assert any("收据第 2 号" in message.get("text", "") for message in stage.side("李敏").messages)


async def test_a_refund_and_a_cancelling_through_the_staff_bot(stage: Stage):
    await open_campaign(stage)
    await stage.say("王芳", "/pledge 1 700")
    await stage.tap("王芳", "确认认筹")
    await stage.say("钱会计", "/receipt 1 1 700 transfer T-1", bot="staff")

    how = await stage.say("钱会计", "/refund", bot="staff")
    sheet = await stage.say("钱会计", "/refund 1 1 200", bot="staff")
    asked = await stage.tap("钱会计", "更正登记错误", bot="staff")
    await stage.say("周召集", "/campaigns 1", bot="staff")
    why = await stage.tap("周召集", "取消众筹", bot="staff")
    cancelled = await stage.say("周召集", "规划许可没有批下来", bot="staff")

    assert how.startswith("请这样写：/refund 众筹号 收据号 金额")
    assert "退款：¥200（人民币贰佰元整）" in sheet
    assert asked.startswith("已申请第 1 号退款：收据第 1 号 王芳")
    assert why.startswith("要取消众筹 1“立体停车场”吗？已实收的 ¥700 会全部申请退款。")
    assert cancelled.startswith("已取消。产生退款申请 1 笔。")


async def test_a_form_is_filled_in_only_where_it_belongs(stage: Stage):
    await open_campaign(stage)
    side = stage.side("王芳")
    await stage.tap("王芳", "看众筹 1")
    message = side.messages[-1]
    button = message["reply_markup"]["inline_keyboard"][0][0]
    assert button["callback_data"] == "form.start:pledge:1"

    button["callback_data"] = "form.start:receipt:1"
    await stage.tap("王芳", button["text"])

    assert stage.last("王芳").startswith("这个按钮已经不能用了")


async def test_a_half_written_pledge_is_stopped_by_the_word(stage: Stage):
    await open_campaign(stage)
    await stage.tap("王芳", "看众筹 1")
    await stage.tap("王芳", "我要认筹")

    stopped = await stage.say("王芳", "取消")
    late = await stage.say("王芳", "500")

    assert stopped.startswith("好的，已取消")
    assert not late.startswith("<b>众筹 1")


async def test_a_receipt_is_printed_long_after_it_was_recorded(stage: Stage):
    if paper.lacking():
        lacking("Pango and a font with Chinese letters (apt-get install fonts-noto-cjk)")
    await open_campaign(stage)
    await stage.say("王芳", "/pledge 1 700")
    await stage.tap("王芳", "确认认筹")
    await stage.say("钱会计", "/receipt 1 1 700 transfer T-1", bot="staff")

    await stage.say("钱会计", "/campaigns 1", bot="staff")
    every = await stage.tap("钱会计", "全部收据（1 张）", bot="staff")
    printed = await stage.tap("钱会计", "收据 1 号", bot="staff")
    found = await stage.say("钱会计", "/receipts 1 王芳", bot="staff")
    none = await stage.say("钱会计", "/receipts 1 李敏", bot="staff")

    assert "1 号 王芳 1-1-101 ¥700（银行转账，认筹 1，" in every
    assert "已打印 1 次" in printed
    assert "找“王芳”，有 1 张收据" in found
    assert none.startswith("众筹 1 里没有“李敏”的收据")
    assert stage.dead_buttons() == []
