"""The manager puts an answer off in the staff bot: a reason, one more look, then it is told."""

import asyncio

from tests.bot.conftest import Stage
from tests.bot.test_voting import town_of
from tests.council.evening import motion


async def test_an_extension_is_asked_for_with_a_reason_and_confirmed(stage: Stage):
    await stage.join("何", "facilitator")
    await stage.join("物", "manager")
    for name in ("王", "李"):
        await stage.join(name)
    await asyncio.to_thread(motion, town_of(stage), addressee="manager")
    await stage.quiet()
    await stage.tap("物", "议案", bot="staff")

    wanted = await stage.tap("物", "延期", bot="staff")
    a_date = await stage.say("物", "12月5日", bot="staff")
    sheet = await stage.say("物", "设备厂家要到下周才能报价", bot="staff")
    unchanged = stage.last("何", "staff")
    done = await stage.tap("物", "确认延期", bot="staff")

    assert "为什么需要更多时间" in wanted
    assert "只是一个日期" in a_date
    assert "延长 7 个工作日" in sheet
    assert "理由（公开）：设备厂家要到下周才能报价" in sheet
    assert "延期" not in unchanged
    assert done.startswith("✅ 已延期")
    assert "理由：设备厂家要到下周才能报价" in stage.last("何", "staff")
    assert "理由：设备厂家要到下周才能报价" in stage.last("王")
