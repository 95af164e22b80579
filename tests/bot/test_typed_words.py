"""Words typed in place of a big key: what the bot asks somebody to send is what it understands."""

import asyncio

import pytest

from tests.bot.conftest import Stage
from tests.bot.crowd import town_of
from tests.council.polls.polling import open_ranking


async def test_the_words_that_a_lost_message_names_are_understood(stage: Stage):
    await stage.join("甲")

    lost = await stage.say("甲", "今天真热")
    helped = await stage.say("甲", "帮助")
    voting = await stage.say("甲", "投票")
    proposing = await stage.say("甲", " 提案 ")

    assert lost == (
        "这句话我没看懂：\n今天真热\n\n您可以按下面的按钮，或者发“提案”“投票”“我的”“帮助”。"
    )
    assert helped == await stage.say("甲", "/help")
    assert voting == await stage.say("甲", "/vote")
    assert proposing == await stage.say("甲", "/propose")


async def test_a_bare_word_is_no_key_while_words_of_ones_own_are_awaited(stage: Stage):
    await stage.join("甲")
    await stage.say("甲", "/propose")

    noted = await stage.say("甲", "投票")
    keyed = await stage.say("甲", "🗳 表决")

    assert noted.startswith("⚠️ 标题只有 2 个字，至少要 4 个字。请再发一次标题。")
    assert keyed == await stage.say("甲", "/vote")


async def test_staff_and_english_words_are_understood(stage: Stage):
    await stage.join("召", "facilitator")

    today = await stage.say("召", "今天", "staff")
    voting = await stage.say("召", "Vote")
    helped = await stage.say("召", "help")

    assert today == await stage.say("召", "/today", "staff")
    assert voting == await stage.say("召", "/vote")
    assert helped == await stage.say("召", "/help")


async def test_a_number_behind_a_list_s_command_opens_that_one(stage: Stage):
    await stage.join("召", "facilitator")
    await stage.join("甲")
    await asyncio.to_thread(open_ranking, town_of(stage))
    await stage.quiet()

    poll = await stage.say("召", "/polls 1", "staff")
    motion = await stage.say("召", "/motions １", "staff")
    meeting = await stage.say("召", "/meetings 7", "staff")
    read = await stage.say("甲", "/motions 1号")

    assert poll.startswith("意向排序 1：停车方案意向排序")
    assert motion.startswith("第 1 号议案 解决停车难")
    assert meeting.startswith("没有这次会议")
    assert read.startswith("第 1 号议案 解决停车难")


@pytest.mark.parametrize("typed", ["✅ 确认提交", "确认提交"])
async def test_a_button_of_the_last_look_may_be_typed(stage: Stage, typed: str):
    await stage.join("甲")
    await stage.say("甲", "/propose")
    looked_at = await stage.say(
        "甲", "楼道灯坏了一个月\n三栋二单元五楼到八楼的楼道灯坏了快一个月，请物业修。"
    )

    filed = await stage.say("甲", typed)

    assert "请核对，再按“确认提交”" in looked_at
    assert "已提交，等待召集人审核" in filed


async def test_at_the_last_look_of_any_form_words_are_answered_by_its_sheet(stage: Stage):
    await stage.join("召", "facilitator")
    await stage.join("甲")
    await asyncio.to_thread(open_ranking, town_of(stage))
    await stage.quiet()
    await stage.say("召", "/polls 1", "staff")
    await stage.tap("召", "作废", "staff")
    await stage.say("召", "选项写错了，要重新来。", "staff")

    lost = await stage.say("召", "好的", "staff")
    stopped = await stage.say("召", "取消", "staff")
    unknown = await stage.say("召", "好的", "staff")

    assert lost.startswith("⚠️ 都填好了。请核对后按确认，或者按“改”修改。")
    assert stopped == "好的，已取消，什么也没有提交。"
    assert unknown.startswith("这句话我没看懂：\n好的\n")
