"""The desk in the staff bot: papers with scans, corrections, assisted votes, as a clerk does it."""

import asyncio

from tests.bot.conftest import Stage
from tests.bot.crowd import town_of
from tests.council.counter.assisted.assisting import assist
from tests.council.polls.polling import choose, open_ratification


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
    await stage.say("代", "１－１０１", bot="staff")
    await stage.tap("代", "同意", bot="staff")

    await stage.say("代", "n-001", bot="staff")
    ready = await stage.tap("代", "刚刚签的", bot="staff")
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
    assert "扫描件：" in scanned
    assert "扫描件：" in recorded
    assert unknown.startswith("⚠️ 票号 N-009 在业主表决 1“建设立体停车场”里没有录入过")
    assert unwanted.startswith("⚠️ 这一步不要照片")
    assert check == (
        "更正纸票\n业主表决 1：建设立体停车场\n原来的录入会保留，不会删除。\n\n"
        "票号：N-001\n投票人：1-101\n姓名：甲\n选择：反对\n原因：看错了一行\n\n"
        "请当面再核对一遍，确认后录入。"
    )
    assert corrected.startswith("✅ 票号 N-001 已更正")
    assert (
        desk == "代办点\n业主表决 1：建设立体停车场\n纸质选票：1 张（更正 1 次）\n已有票号：N-001"
    )


async def test_a_clerk_writes_down_what_an_owner_dictates_and_the_owner_overturns_it(stage: Stage):
    await opened(stage)
    await stage.join("办", "clerk")
    await stage.say("代", "/polls", bot="staff")
    await stage.tap("代", "1 · 建设", bot="staff")
    await stage.tap("代", "代办点", bot="staff")

    await stage.tap("代", "线下代办", bot="staff")
    await stage.say("代", "1-101", bot="staff")
    await stage.tap("代", "视力不好", bot="staff")
    own = await stage.say("代", "甲", bot="staff")
    refused = await stage.tap("代", "志愿者", bot="staff")
    await stage.say("代", "李志", bot="staff")
    await stage.tap("代", "志愿者", bot="staff")
    statement = await stage.say("代", "三号楼代办点", bot="staff")
    await stage.tap("代", "已朗读", bot="staff")
    await stage.tap("代", "指印", bot="staff")
    evidence = await stage.say("代", "周建国", bot="staff")
    written = await stage.say("代", "有照片的", bot="staff")
    await photo(stage, "代")
    read_back = await stage.tap("代", "同意", bot="staff")
    await stage.tap("代", "本人确认", bot="staff")
    await stage.say("代", "a-17", bot="staff")
    await photo(stage, "代")
    await stage.tap("代", "已交给本人", bot="staff")
    await stage.say("代", "居委会小周 0571-1234", bot="staff")
    recorded = await stage.tap("代", "录入", bot="staff")
    told = stage.last("办", "staff")
    checked = await stage.tap("办", "核对", bot="staff")
    confirmed = await stage.tap("办", "确认计入", bot="staff")
    await stage.say("召", "/polls", bot="staff")
    poll = await stage.tap("召", "1 · 建设", bot="staff")
    notice = stage.last("甲")
    overturned = await stage.tap("甲", "撤销")

    assert own.endswith("协助人的身份？")
    assert refused.startswith("⚠️ 甲 是本人，不能同时是协助人")
    assert "请向本人朗读" in statement
    assert evidence.endswith("请发同意凭证：签名或指印的照片，或者录音、录像（10 MB 以内）。")
    assert written.startswith("⚠️ 这一步要一张照片")
    assert "选择：同意" in read_back
    assert recorded.startswith("✅ 已录入，等另一位工作人员确认后计入。")
    assert told == "代办记录 1（业主表决 1“建设立体停车场”）等复核人确认。"
    assert "见证人：周建国" in checked
    assert "状态：已录入，等复核人确认" in checked
    assert confirmed.startswith("✅ 已确认，这张票计入")
    assert "线下代办：1 张（等复核人确认 0 张）" in poll
    assert "李志 在“三号楼代办点”协助您在业主表决 1“建设立体停车场”里投了票" in notice
    assert overturned.startswith(
        "✅ 业主表决 1“建设立体停车场”：协助您填写的这张票已撤销，不再计入。"
    )


async def test_who_calls_to_take_an_assisted_vote_back_is_served_by_the_clerk(stage: Stage):
    await opened(stage)
    await stage.join("办", "clerk")
    await asyncio.to_thread(assist, town_of(stage))
    await stage.quiet()

    today = await stage.say("办", "/today", bot="staff")
    desk = await stage.tap("办", "确认代办 1", bot="staff")
    await stage.tap("办", "待确认 1-101 甲", bot="staff")
    await stage.tap("办", "撤销代办", bot="staff")
    unknown = await stage.say("办", "8", bot="staff")
    await stage.say("办", "1", bot="staff")
    await stage.say("办", "本人来电撤销", bot="staff")
    revoked = await stage.tap("办", "确认撤销", bot="staff")

    assert "有 1 条代办等您确认" in today
    assert "线下代办：0 张（等复核人确认 1 张）" in desk
    assert unknown.startswith("⚠️ 没有第 8 号代办记录")
    assert revoked.startswith("✅ 已撤销，记录保留。")


async def test_a_clerk_records_an_authorisation_and_the_owners_own_vote_stands(stage: Stage):
    await opened(stage)
    await stage.say("代", "/polls", bot="staff")
    await stage.tap("代", "1 · 建设", bot="staff")
    await stage.tap("代", "代办点", bot="staff")

    await stage.tap("代", "录入委托", bot="staff")
    await stage.say("代", "1-101", bot="staff")
    stranger = await stage.say("代", "王五", bot="staff")
    await stage.say("代", "甲", bot="staff")
    own = await stage.say("代", "甲", bot="staff")
    await stage.say("代", "李志", bot="staff")
    await stage.tap("代", "弃权", bot="staff")
    await stage.say("代", "w-1", bot="staff")
    await photo(stage, "代")
    recorded = await stage.tap("代", "录入", bot="staff")
    notice = stage.last("甲")
    await stage.tap("甲", "去投票")
    await stage.tap("甲", "反对")
    receipt = await stage.tap("甲", "确认投票")

    assert stranger.startswith("⚠️ “王五”不是这套房登记的业主")
    assert own.startswith("⚠️ 甲 是业主本人，不用委托")
    assert recorded.startswith("✅ 委托 1 已录入，按委托书的意见计票")
    assert "这位代理人共代理 1 位业主（最多 3 位）" in recorded
    assert notice.startswith("业主表决 1“建设立体停车场”：收到您给 李志 的委托书")
    assert receipt.startswith("✅ 您的选票已更改（第 2 次）")


async def test_a_clerk_goes_from_door_to_door(stage: Stage):
    await opened(stage)
    await stage.say("代", "/polls", bot="staff")
    await stage.tap("代", "1 · 建设", bot="staff")
    await stage.tap("代", "代办点", bot="staff")

    before = await stage.tap("代", "逐户送达", bot="staff")
    await stage.tap("代", "登记送达", bot="staff")
    unknown = await stage.say("代", "9-9", bot="staff")
    await stage.say("代", "１－２０１", bot="staff")
    await stage.tap("代", "已送达", bot="staff")
    await stage.tap("代", "交给家人", bot="staff")
    await stage.say("代", "丙的女儿", bot="staff")
    await stage.say("代", "-", bot="staff")
    noted = await stage.tap("代", "录入", bot="staff")
    one = await stage.tap("代", "1 号楼", bot="staff")
    await stage.tap("代", "全部楼栋", bot="staff")
    entries = await stage.tap("代", "送达记录", bot="staff")

    assert before == "逐户送达\n业主表决 1：建设立体停车场\n1 号楼：未送 4\n2 号楼：未送 3"
    assert unknown.startswith("⚠️ 产权清册里没有房号“9-9”")
    assert noted.startswith("✅ 业主表决 1 · 1-201：已送达\n1 号楼：未送 3")
    assert "未送：1-101 1-102 1-202\n已送达：1-201" in one
    assert "1-201 已送达（交给家人，代） · 丙的女儿" in entries


async def test_an_owner_is_told_of_a_paper_in_their_name_and_says_that_it_was_not_theirs(
    stage: Stage,
):
    await opened(stage)
    town = town_of(stage)
    await asyncio.to_thread(choose, town, "甲", "agree")
    await stage.quiet()
    await stage.say("代", "/today", bot="staff")
    await stage.tap("代", "纸质选票 1", bot="staff")
    await stage.tap("代", "录入纸质选票", bot="staff")
    await stage.say("代", "1-101", bot="staff")
    await stage.tap("代", "反对", bot="staff")
    await stage.say("代", "n-001", bot="staff")
    await stage.tap("代", "刚刚签的", bot="staff")
    await stage.tap("代", "录入", bot="staff")

    told = stage.last("甲")
    said = await stage.tap("甲", "不是我")

    assert "代办点录入了一张以您名义签署的纸质票，您之前的选票已被它替换" in told
    assert said.startswith("✅ 业主表决 1“建设立体停车场”：这张票不再计入，您之前的选票恢复有效")
    assert "甲 说编号 N-001 的票不是本人的意思，这张票已不再计入" in stage.last("代", "staff")
    assert "甲 说编号 N-001 的票不是本人的意思" in stage.last("召", "staff")
