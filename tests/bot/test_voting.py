"""A ranking and a ratification through both real bots: tapped, typed, and on paper."""

import asyncio

from council.polls import falls_due as polls
from council.polls.commands import ClosePoll, CountPoll
from tests.bot.conftest import Stage
from tests.bot.crowd import town_of
from tests.bot.test_meetings import nothing_due
from tests.council.polls.polling import open_ratification, put_motion


async def announced(stage: Stage) -> None:
    """A ranking that the facilitator drafted and announced in the staff bot."""
    await stage.join("召", "facilitator")
    await stage.join("主", "chair")
    await stage.join("王芳")
    await asyncio.to_thread(put_motion, town_of(stage))
    await stage.say("召", "/motions", bot="staff")
    await stage.tap("召", "1. 解决停车难", bot="staff")
    await stage.tap("召", "发起表决", bot="staff")
    await stage.tap("召", "意向排序", bot="staff")
    await stage.say("召", "立体停车场\n错峰共享\n道闸+重新划线", bot="staff")
    await stage.tap("召", "保存草稿", bot="staff")
    await stage.tap("召", "公告", bot="staff")
    await stage.tap("召", "公告", bot="staff")


async def test_a_ranking_from_the_draft_to_the_certificate(stage: Stage):
    await announced(stage)
    await stage.tap("召", "现在开放", bot="staff")

    await stage.say("王芳", "/vote")
    sheet = await stage.tap("王芳", "1 · 解决停车难")
    await stage.tap("王芳", "C 道闸")
    await stage.tap("王芳", "A 立体停车场")
    await stage.tap("王芳", "排好了")
    swapped = await stage.say("王芳", "1 2 3")
    sure = await stage.say("王芳", "3 1")
    receipt = await stage.tap("王芳", "确认投票")
    typed = await stage.say("王芳", "/vote 1 ２＞１＝３")
    changed = await stage.tap("王芳", "确认投票")
    odd = await stage.say("王芳", "/vote 九十九")
    await stage.say("召", "/polls", bot="staff")
    turnout = await stage.tap("召", "1 · 解决停车难", bot="staff")
    await stage.tap("召", "现在截止", bot="staff")
    await stage.tap("召", "现在截止", bot="staff")
    late = await stage.say("王芳", "/vote 1")

    assert "议事厅意向排序，不产生法律效力" in sheet
    assert "1. A 立体停车场\n2. B 错峰共享\n3. C 道闸+重新划线" in swapped
    assert "1. C 道闸+重新划线\n2. A 立体停车场" in sure
    assert "没有排的：B 错峰共享、D 维持现状——视为并列最后。" in sure
    assert receipt.startswith("✅ 已收到您的选票")
    assert "1. B 错峰共享\n2. A 立体停车场、C 道闸+重新划线（并列）" in typed
    assert changed.startswith("✅ 您的选票已更改（第 2 次）")
    assert odd == "请写表决的编号，例如 /vote 3。"
    assert "已投票：1/3" in turnout
    assert late.startswith("意向排序 1：解决停车难")
    # The clock may have counted it already.
    assert "状态：已截止" in late or "状态：已计票" in late


async def test_an_owner_votes_and_a_paper_replaces_the_ballot(stage: Stage):
    await stage.join("召", "facilitator")
    await stage.join("代", "clerk")
    await stage.join("甲", owner_key="甲")
    await asyncio.to_thread(open_ratification, town_of(stage))
    await stage.quiet()

    motion = await stage.say("甲", "/vote 1")
    await stage.tap("甲", "反对")
    receipt = await stage.tap("甲", "确认投票")
    await stage.say("代", "/today", bot="staff")
    await stage.tap("代", "纸质选票 1", bot="staff")
    await stage.tap("代", "录入纸质选票", bot="staff")
    wrong = await stage.say("代", "9-9-999", bot="staff")
    await stage.say("代", "1-101", bot="staff")
    await stage.tap("代", "同意", bot="staff")
    check = await stage.say("代", "n-001", bot="staff")
    await stage.tap("代", "刚刚签的", bot="staff")
    recorded = await stage.tap("代", "录入", bot="staff")

    assert "代表房号：1-101（面积 89.36 m²）" in motion
    assert "您的选择：反对" in receipt
    assert wrong.startswith("⚠️ 产权清册里没有房号“9-9-999”")
    assert "注意：此人已在聊天中投票" in check
    assert recorded.startswith("✅ 已录入")


async def test_a_clerk_gets_the_count_sheet_as_a_document_once_it_is_counted(stage: Stage):
    await stage.join("召", "facilitator")
    await stage.join("代", "clerk")
    await stage.join("甲", owner_key="甲")
    town = town_of(stage)
    await asyncio.to_thread(open_ratification, town)
    await stage.quiet()
    await stage.say("甲", "/vote 1")
    await stage.tap("甲", "反对")
    await stage.tap("甲", "确认投票")
    await stage.say("召", "/polls", bot="staff")
    running = await stage.tap("召", "1 · 建设立体停车场", bot="staff")
    stage.clock.at += 30 * 86_400
    for command in (ClosePoll, CountPoll):
        await asyncio.to_thread(town.tick, command, poll=1)
    await stage.quiet()

    await stage.say("代", "/polls", bot="staff")
    await stage.tap("代", "1 · 建设立体停车场", bot="staff")
    said = await stage.tap("代", "计票清册", bot="staff")

    documents = [
        message["document"]["file_name"]
        for message in stage.side("代", "staff").messages
        if "document" in message
    ]
    assert "⏳ 还差：3 位、471.98 m²。" in running
    assert documents == ["poll-1-count-sheet.csv", "poll-1-official.csv"]
    assert said.startswith("🗂 业主表决 1：建设立体停车场\n已发出计票清册（7 个房号）")


async def test_the_button_of_one_form_files_that_form_and_no_other(stage: Stage):
    await announced(stage)
    await stage.tap("召", "现在开放", bot="staff")
    await stage.tap("召", "延期", bot="staff")
    await stage.say("召", "2026-02-08 20:00", bot="staff")
    await stage.say("召", "参加的人还太少，再等几天。", bot="staff")
    await stage.say("召", "/polls", bot="staff")
    await stage.tap("召", "1 · 解决停车难", bot="staff")
    await stage.tap("召", "作废", bot="staff")
    await stage.say("召", "选项写错了，要重新来。", bot="staff")

    await stage.tap("召", "确认延期", bot="staff")
    said = [message.get("text", "") for message in stage.side("召", "staff").messages]
    stopped = await stage.tap("召", "停止填写", bot="staff")
    await stage.say("召", "/polls", bot="staff")
    poll = await stage.tap("召", "1 · 解决停车难", bot="staff")

    assert any(text.startswith("已延期") for text in said)
    assert stopped == "好的，已取消，什么也没有提交。"
    assert "已作废" not in poll


async def test_a_window_is_corrected_before_it_is_filed_and_those_who_have_not_voted_are_reminded(
    stage: Stage,
):
    await announced(stage)
    await stage.tap("召", "现在开放", bot="staff")
    await stage.tap("召", "延期", bot="staff")
    await stage.say("召", "2026-02-08 20:00", bot="staff")
    await stage.say("召", "参加的人还太少，再等几天。", bot="staff")

    asked = await stage.tap("召", "改截止", bot="staff")
    await stage.say("召", "2026-02-09 20:00", bot="staff")
    extended = await stage.tap("召", "确认延期", bot="staff")
    reminded = await stage.tap("召", "提醒未投票的人", bot="staff")

    assert "截止" in asked
    assert "2月9日" in extended
    assert "提醒" in reminded


async def test_a_poll_that_was_written_wrong_is_annulled_with_the_reason(stage: Stage):
    await announced(stage)

    await stage.tap("召", "作废", bot="staff")
    await stage.say("召", "选项写错了，要重新来。", bot="staff")
    annulled = await stage.tap("召", "确认作废", bot="staff")

    assert "已作废" in annulled
    assert "选项写错了" in annulled


async def test_what_the_ranking_found_becomes_an_owners_motion(stage: Stage):
    await announced(stage)
    await stage.tap("召", "现在开放", bot="staff")
    await stage.say("王芳", "/vote 1 1>2")
    await stage.tap("王芳", "确认投票")
    await stage.say("召", "/polls 1", bot="staff")
    await stage.tap("召", "现在截止", bot="staff")
    await stage.tap("召", "现在截止", bot="staff")
    await nothing_due(stage, polls)
    await stage.say("主", "/polls 1", bot="staff")
    await stage.tap("主", "确认结果", bot="staff")
    await stage.tap("主", "确认结果", bot="staff")

    await stage.say("召", "/polls 1", bot="staff")
    asked = await stage.tap("召", "起草业主议案", bot="staff")
    await stage.tap("召", "停车、用地 → 业主共同决定", bot="staff")
    await stage.tap("召", "改正文", bot="staff")
    await stage.say("召", "利用东侧空地建设立体停车场。", bot="staff")
    drafted = await stage.tap("召", "✅ 起草业主议案", bot="staff")
    await stage.say("召", "/motions 2", bot="staff")
    announced_in_writing = await stage.tap("召", "书面征求意见", bot="staff")

    assert "议案" in asked
    assert "2" in drafted
    assert "已公告" in announced_in_writing
