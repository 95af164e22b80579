"""Ballots by file through the staff bot: the blank list, the file, its faults, the yes."""

import asyncio
import io
from typing import Any

import openpyxl

from bot.sandbox.files import Upload
from council.polls.commands import ClosePoll, CountPoll
from tests.bot.conftest import Stage
from tests.bot.crowd import town_of
from tests.bot.test_roll import HEAD as ROLL_HEAD
from tests.council.polls.polling import open_ratification

HEAD = "房号,业主,选择,时间,渠道,编号"


async def opened(stage: Stage) -> None:
    """An owners' vote that opened an hour ago, at whose desk a clerk sits."""
    await stage.join("召", "facilitator")
    await stage.join("代", "clerk")
    await stage.join("甲", owner_key="甲")
    await asyncio.to_thread(open_ratification, town_of(stage))
    stage.clock.at += 3600
    await stage.quiet()


async def desk(stage: Stage) -> str:
    """Open the way for a file at the poll's desk."""
    await stage.say("代", "/polls", bot="staff")
    await stage.tap("代", "1 · 建设", bot="staff")
    await stage.tap("代", "代办点", bot="staff")
    return await stage.tap("代", "按文件收票", bot="staff")


async def send(stage: Stage, *lines: str, head: str = HEAD, by: str = "代") -> str:
    content = "\n".join((head, *lines)).encode("gb18030")
    return await send_bytes(stage, content, "选票.csv", by=by)


async def send_bytes(stage: Stage, content: bytes, name: str, by: str = "代") -> str:
    stage.side(by, "staff").document(Upload(name=name, mime_type="text/csv", content=content))
    await stage.quiet()
    return stage.last(by, "staff")


def document(stage: Stage, name: str) -> dict[str, Any]:
    messages = reversed(stage.side(name, "staff").messages)
    found: dict[str, Any] = next(each["document"] for each in messages if "document" in each)
    return found


def stored(stage: Stage, file_id: str) -> bytes:
    file = stage.sandbox.world.files.get(file_id)
    assert file is not None
    return file.content


async def test_a_file_from_its_faults_to_the_count(stage: Stage):
    await opened(stage)
    asked = await desk(stage)
    bad = await send(
        stage,
        "1-101,甲,同意,2026-01-30 12:10,纸质,",
        "1-102,甲,赞成,2026-01-30 14:00,会场,",
        "9-901,乙,同意,昨天,会场,",
    )
    shown = await send(
        stage,
        "1-101,甲,同意,2026-01-30 12:10,纸质,N-1",
        "1-102,乙,反对,2026-01-30 12:20,会场,",
        "2-101,己,反对,2026/1/30 12:20,官方系统,",
        "2-102,己,同意,2026/1/30 12:30,官方系统,",
        "1-201,丙,,,,",
    )
    await stage.say("召", "/polls", bot="staff")
    await stage.tap("召", "1 · 建设", bot="staff")
    nothing = await stage.tap("召", "代办点", bot="staff")
    done = await stage.tap("代", "确认收票", bot="staff")
    again = await send(stage, "1-101,甲,同意,2026-01-30 12:10,纸质,N-1")
    papers = await stage.tap("代", "代办点", bot="staff")
    stage.clock.at += 30 * 86_400
    for command in (ClosePoll, CountPoll):
        await asyncio.to_thread(town_of(stage).tick, command, poll=1)
    await stage.quiet()
    late = await send(stage, "1-102,乙,同意,2026-01-30 12:40,会场,")
    counted = await stage.say("甲", "/vote 1")

    assert asked.startswith("按文件收票\n业主表决 1：建设立体停车场\n")
    assert bad.splitlines() == [
        "❌ 选票.csv 有 6 处错误，没有导入：",
        "· 第 2 行第 6 列：纸质选票没有编号；请写纸票上的票号",
        "· 第 3 行第 2 列：甲 不是 1-102 的业主；请照产权清册写业主，看看是不是房号写错了",
        "· 第 3 行第 3 列：“赞成”不是选择可以填的；可以填：agree oppose abstain invalid 同意 反对 弃权 废票",
        "· 第 3 行第 4 列：“2026-01-30 14:00”还没有到；请写投票的时间",
        "· 第 4 行第 1 列：冻结的名册里没有房号“9-901”；请核对房号",
        "· 第 4 行第 4 列：“昨天”不是时间；请写成 2026-03-22 09:00",
    ]
    assert shown == (
        "📋 选票.csv：还没有保存，请核对。\n\n"
        "业主表决 1：建设立体停车场\n文件里有 4 行选票。\n没有填选择的 1 行，不算。\n"
        "收入 3 张：纸质 1 张、会场 1 张、官方系统导入 1 张\n"
        "这些票代表业主 3 人、房屋 4 套、面积 462.88 m²\n\n"
        "同一位业主还有时间更晚的一行，这 1 行不收：\n· 第 4 行：以第 5 行为准\n\n"
        "收入之后：\n参加人数：3/6（需要 4）\n参加面积：462.88 m² / 842.00 m²（需要 561.34 m²）\n"
        "⏳ 还差：1 位、98.46 m²。\n\n"
        "谁选了什么，计票之前这里不显示。"
    )
    assert "纸质选票：0 张" in nothing
    assert done.startswith("✅ 选票已收入，并记入操作记录。")
    assert "这个文件里没有新的选票，什么都没有改变。" in again
    assert "1 张早已收入，不变。" in again
    assert "纸质选票：1 张" in papers
    assert late.startswith("业主表决 1“建设立体停车场”已于")
    assert "选票：会场 1 张、官方系统导入 1 张、纸质 1 张" in counted


async def test_a_ballot_cast_in_chat_and_one_of_the_file_never_tell_what_was_chosen(stage: Stage):
    await opened(stage)
    await stage.say("甲", "/vote 1")
    await stage.tap("甲", "反对")
    await stage.tap("甲", "确认投票")
    await desk(stage)

    earlier = await send(stage, "1-101,甲,同意,2026-01-30 12:10,纸质,N-1")
    await stage.tap("代", "不收", bot="staff")
    stage.clock.at += 3600
    later = await send(stage, "1-101,甲,同意,2026-01-30 13:30,纸质,N-1")
    await stage.say("甲", "/vote 1")
    await stage.tap("甲", "弃权")
    await stage.tap("甲", "确认投票")
    outdated = await stage.tap("代", "确认收票", bot="staff")

    assert (
        "1 位业主已经投过票，以时间最晚的一次为准：\n"
        "· 1-101（第 2 行）：已有聊天票，2026年1月30日（周五）13:00，时间更晚"
        " → 以原来的为准，文件里的不收"
    ) in earlier
    assert "· 1-101（第 2 行）：已有聊天票，2026年1月30日（周五）13:00 → 以文件里的为准" in later
    assert outdated.startswith("⚠️ 您看过之后又有人投了票或补了票")
    for told in (earlier, later, outdated):
        assert not any(choice in told for choice in ("同意", "反对", "弃权"))


async def test_the_blank_list_goes_out_and_comes_back(stage: Stage):
    await opened(stage)
    await desk(stage)

    told = await stage.tap("代", "空白清单", bot="staff")
    sent = document(stage, "代")
    content = stored(stage, sent["file_id"])
    book = openpyxl.load_workbook(io.BytesIO(content))
    for cell, text in zip(book.active[2][2:], ("同意", "2026/1/30 12:05"), strict=False):
        cell.value = text
    out = io.BytesIO()
    book.save(out)
    asked = await send_bytes(stage, out.getvalue(), "ballots-1.xlsx")
    faults = await stage.tap("代", "纸质", bot="staff")
    await send_bytes(stage, out.getvalue(), "ballots-1.xlsx")
    shown = await stage.tap("代", "会场", bot="staff")
    done = await stage.tap("代", "确认收票", bot="staff")

    assert sent["file_name"] == "ballots-1.xlsx"
    assert told.startswith("空白清单见上，共 8 行。")
    assert asked.endswith("ballots-1.xlsx 有 1 张票没有写渠道。这些票是怎么来的？")
    assert "· 第 2 行第 6 列：纸质选票没有编号；请写纸票上的票号" in faults
    assert "没有填选择的 7 行，不算。\n收入 1 张：会场 1 张" in shown
    assert done.startswith("✅ 选票已收入")


async def test_the_list_of_another_poll_is_asked_about_and_an_empty_file_is_called_empty(
    stage: Stage,
):
    await opened(stage)
    await desk(stage)
    line = "1-101,甲,同意,2026年1月30日 12:10,纸质,N-1"
    content = f"{HEAD}\n{line}".encode("gb18030")

    empty = await send_bytes(stage, b"", "选票.csv")
    others = await send_bytes(stage, content, "ballots-2 (1).csv")
    await stage.tap("代", "不收", bot="staff")
    await desk(stage)
    own = await send_bytes(stage, content, "ballots-1.csv")

    assert empty.startswith("这个文件是空的")
    assert "⚠️ 看文件名，这像是业主表决 2 的票，而这里是业主表决 1。" in others
    assert "看文件名" not in own


async def test_a_file_goes_where_its_header_says(stage: Stage):
    await opened(stage)
    await stage.say("召", "/roll", bot="staff")
    await stage.tap("召", "导入名册文件", bot="staff")

    homeless = await send(stage, "1-101,甲,同意,2026-01-30 12:10,会场,", by="召")
    await desk(stage)
    roll = await send(stage, "1-101,住宅,89.36,王伟,,", head=ROLL_HEAD)
    text = await stage.say("代", "票都在这里", bot="staff")
    headless = await send(stage, "1,2", head="选择,a")
    mine = await send(stage, "1-101,甲,同意,2026-01-30 12:10,会场,")

    assert homeless.startswith("这是一份选票文件，但还不知道是哪个表决的。")
    assert roll.startswith("这一步只能由召集人、系统管理员来做")
    assert text.startswith("请把选票表作为文件发来")
    assert headless.splitlines()[1].startswith("· 第 1 行：缺少“房号”列")
    assert mine.startswith("📋 选票.csv：还没有保存")
