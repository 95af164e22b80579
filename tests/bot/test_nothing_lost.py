"""What somebody typed is never lost: refused words are said again, a stopped form is kept."""

from tests.bot.conftest import Stage

TITLE = "楼道灯坏了一个月"
BODY = "三栋二单元五楼到八楼的楼道灯坏了快一个月，晚上老人上下楼看不见，请物业尽快修好。"


async def test_a_refused_text_is_said_again(stage: Stage):
    await stage.join("甲")
    await stage.say("甲", "/propose")
    await stage.say("甲", TITLE)

    refused = await stage.say("甲", "太短")

    assert "您写的是：\n太短" in refused
    assert "标题：楼道灯坏了一个月" in refused


async def test_a_form_that_is_stopped_by_its_button_is_kept_and_taken_up_again(stage: Stage):
    await stage.join("甲")
    await stage.say("甲", "/propose")
    await stage.say("甲", f"{TITLE}\n{BODY}")

    kept = await stage.tap("甲", "停止填写")
    lost = await stage.say("甲", "好的")
    resumed = await stage.say("甲", "提案")

    assert kept == "先放着了，什么也没有提交。您写的 48 个字都还在，随时可以接着写。"
    assert lost.startswith("这句话我没看懂：")
    assert BODY in resumed


async def test_a_form_that_is_stopped_by_a_word_is_kept_too_and_gone_when_it_is_thrown_away(
    stage: Stage,
):
    await stage.join("甲")
    await stage.say("甲", "/propose")
    await stage.say("甲", f"{TITLE}\n{BODY}")

    kept = await stage.say("甲", "取消")
    going_on = await stage.tap("甲", "接着写")
    await stage.say("甲", "取消")
    gone = await stage.tap("甲", "不要了")
    anew = await stage.say("甲", "/propose")

    assert kept.startswith("先放着了")
    assert BODY in going_on
    assert gone == "好的，已取消，什么也没有提交。"
    assert BODY not in anew


async def test_photos_of_a_proposal_are_sent_in_the_chat(stage: Stage):
    await stage.join("召", "facilitator")
    await stage.join("甲")
    await stage.join("乙")
    await stage.say("甲", "/propose")
    stage.side("甲").photo(caption=f"{TITLE}\n{BODY}")
    await stage.quiet()
    await stage.tap("甲", "提交")
    hidden = await stage.say("乙", "提案 1")
    await stage.say("召", "/proposals 1", bot="staff")
    await stage.tap("召", "通过", bot="staff")

    await stage.say("乙", "提案 1")
    after = await stage.tap("乙", "看照片（1 张）")
    sent = [message for message in stage.side("乙").messages if "photo" in message]

    assert TITLE not in hidden
    assert len(sent) == 1
    assert TITLE in after
