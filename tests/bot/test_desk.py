"""The desk in the staff bot: papers with scans and corrections, as a clerk does it."""

import asyncio

from tests.bot.conftest import Stage
from tests.bot.test_voting import town_of
from tests.council.usecases.polling import open_ratification


async def opened(stage: Stage) -> None:
    """An owners' vote that is open, with a facilitator, a clerk and the owner 甲."""
    await stage.join("召", "facilitator")
    await stage.join("代", "clerk")
    await stage.join("甲", owner_key="甲")
    await asyncio.to_thread(open_ratification, town_of(stage))
    await stage.quiet()


async def photo(stage: Stage, name: str) -> str:
    """Send a photo to the staff bot and wait."""
    stage.side(name, "staff").photo()
    await stage.quiet()
    return stage.last(name, "staff")


async def test_a_clerk_records_a_paper_with_its_scan_and_corrects_it(stage: Stage):
    await opened(stage)
    await stage.say("代", "/today", bot="staff")
    await stage.tap("代", "纸质选票 1", bot="staff")
    await stage.tap("代", "录入纸质选票", bot="staff")
    await stage.say("代", "1-101", bot="staff")
    await stage.tap("代", "同意", bot="staff")

    ready = await stage.say("代", "n-001", bot="staff")
    scanned = await photo(stage, "代")
    recorded = await stage.tap("代", "录入", bot="staff")
    await stage.tap("代", "查看", bot="staff")
    await stage.tap("代", "代办点", bot="staff")
    await stage.tap("代", "更正纸票", bot="staff")
    unknown = await stage.say("代", "n-009", bot="staff")
    await stage.say("代", "n-001", bot="staff")
    await stage.say("代", "1-101", bot="staff")
    unwanted = await photo(stage, "代")
    await stage.tap("代", "反对", bot="staff")
    check = await stage.say("代", "看错了一行", bot="staff")
    corrected = await stage.tap("代", "录入", bot="staff")
    desk = await stage.tap("代", "代办点", bot="staff")

    assert "还没有扫描件" in ready
    assert "扫描件:" in scanned
    assert "扫描件:" in recorded
    assert unknown.startswith("⚠️ 票号 N-009 在表决 1 里没有录入过")
    assert unwanted.startswith("⚠️ 这一步不要照片")
    assert check == (
        "更正纸票\n表决 1:建设立体停车场\n原来的录入会保留,不会删除。\n\n"
        "票号:N-001\n投票人:1-101\n姓名:甲\n选择:反对\n原因:看错了一行\n\n"
        "请当面再核对一遍,确认后录入。"
    )
    assert corrected.startswith("✅ 票号 N-001 已更正")
    assert desk == "代办点\n表决 1:建设立体停车场\n纸质选票:1 张(更正 1 次)"
