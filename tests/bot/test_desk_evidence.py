"""The second person looks at the evidence and the paper in the chat, then confirms."""

import asyncio

from council.polls.commands import ClosePoll, CountPoll
from tests.bot.conftest import NOON, Stage
from tests.bot.crowd import town_of
from tests.bot.test_desk import opened, photo
from tests.council.counter.assisted.assisting import CLIP, assist, keep
from tests.council.polls.polling import DAY


async def test_the_second_person_sees_video_and_paper_before_confirming(stage: Stage):
    await opened(stage)
    await stage.join("办", "clerk")
    town = town_of(stage)
    clip = await asyncio.to_thread(keep, town, CLIP, "video/mp4")
    await asyncio.to_thread(lambda: assist(town, consent="video", evidence=clip))
    await stage.quiet()

    await stage.tap("办", "核对", bot="staff")
    before = len(stage.side("办", "staff").messages)
    again = await stage.tap("办", "看同意凭证", bot="staff")
    kinds = [set(message) for message in stage.side("办", "staff").messages[before:]]
    confirmed = await stage.tap("办", "确认计入", bot="staff")

    assert any("video" in each for each in kinds)
    assert "同意方式：录像" in again
    assert confirmed.startswith("✅ 已确认，这张票计入")


async def test_a_video_is_taken_as_evidence_and_a_photo_is_not_where_a_video_was_promised(
    stage: Stage,
):
    await opened(stage)
    await stage.say("代", "/polls", bot="staff")
    await stage.tap("代", "1 · 建设", bot="staff")
    await stage.tap("代", "代办点", bot="staff")
    await stage.tap("代", "线下代办", bot="staff")
    await stage.say("代", "1-101", bot="staff")
    await stage.tap("代", "视力不好", bot="staff")
    await stage.say("代", "李志", bot="staff")
    await stage.tap("代", "志愿者", bot="staff")
    await stage.say("代", "三号楼代办点", bot="staff")
    await stage.tap("代", "已朗读", bot="staff")
    await stage.tap("代", "录像", bot="staff")

    wrong = await photo(stage, "代")
    stage.side("代", "staff").video(CLIP)
    await stage.quiet()
    taken = stage.last("代", "staff")

    assert wrong.startswith("⚠️ 这里要一段录像（MP4）")
    assert "同意凭证：" in taken


async def test_the_facilitator_calls_back_and_notes_a_denial(stage: Stage):
    await opened(stage)
    await stage.join("办", "clerk")
    await stage.join("主席", "chair")
    town = town_of(stage)
    await asyncio.to_thread(assist, town)
    await stage.quiet()
    await stage.tap("办", "核对", bot="staff")
    await stage.tap("办", "确认计入", bot="staff")
    stage.clock.at = NOON + 30 * DAY
    for command in (ClosePoll, CountPoll):
        await asyncio.to_thread(lambda command=command: town.tick(command, poll=1))
    await stage.quiet()

    today = await stage.say("召", "/today", bot="staff")
    call = await stage.tap("召", "回访 1", bot="staff")
    asked = await stage.tap("召", "本人否认", bot="staff")
    noted = await stage.say("召", "没有人来过我家", bot="staff")
    alert = stage.last("主席", "staff")

    assert "回访：业主表决 1“建设立体停车场”，1-101 甲" in today
    assert "记录的选择：同意" in call
    assert asked.startswith("回访：代办记录 1\n甲 否认。")
    assert noted.startswith("⚠️ 已记下：本人否认。")
    assert "本人说：没有人来过我家" in noted
    assert alert.startswith(
        "⚠️ 回访：业主表决 1“建设立体停车场”代办记录 1（1-101 甲，协助人 李志）本人否认"
    )
