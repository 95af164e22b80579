"""The second person looks at the evidence and the paper in the chat, then confirms."""

import asyncio

from tests.bot.conftest import Stage
from tests.bot.test_desk import opened, photo
from tests.bot.test_voting import town_of
from tests.council.usecases.assisting import CLIP, assist, keep


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
    assert "同意方式:录像" in again
    assert confirmed.startswith("✅ 已确认,这张票计入")


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

    assert wrong.startswith("⚠️ 这里要一段录像(MP4)")
    assert "同意凭证:" in taken
