"""An owners' decision from nothing but a roll file, by the staff bot alone."""

import asyncio
import csv
import io

from bot.sandbox.files import Upload
from council.motions.records import motion_by
from tests.bot.conftest import Stage
from tests.bot.test_codes import documents

ROLL = """房号,类型,专有面积,业主,推选人,已交付
1-101,住宅,89.36,王伟#1,,
1-102,住宅,118.52,李娜;张敏,李娜,
1-201,住宅,142.08,和悦商贸有限公司,,
1-202,住宅,142.08,开发商,,
"""
DAY = 86_400


async def imported(stage: Stage) -> str:
    """The facilitator has sent the roll and said yes."""
    await stage.join("召", "facilitator")
    content = ROLL.encode()
    stage.side("召", "staff").document(
        Upload(name="名册.csv", mime_type="text/csv", content=content)
    )
    await stage.quiet()
    return await stage.tap("召", "确认导入", bot="staff")


async def drafted(stage: Stage, legal_class: str = "O-8") -> str:
    """A motion of the owners' committee, by buttons and two texts."""
    await stage.say("召", "/motion", bot="staff")
    await stage.tap("召", "业主委员会", bot="staff")
    await stage.say("召", "建设立体停车场", bot="staff")
    await stage.say("召", "利用闲置空地（620 平方米）建设 60 位机械立体停车场。", bot="staff")
    await stage.say("召", legal_class, bot="staff")
    await stage.tap("召", "不提请", bot="staff")
    return await stage.tap("召", "确认起草", bot="staff")


async def test_an_owners_decision_runs_from_the_roll_file_to_the_ballot(stage: Stage):
    done = await imported(stage)
    offer = await stage.tap("召", "把业主列入居民名单", bot="staff")
    turned = await stage.tap("召", "改为：都住在这里", bot="staff")
    await stage.tap("召", "改为：只作为业主", bot="staff")
    listed = await stage.tap("召", "确认列入", bot="staff")
    roll = await stage.say("召", "/roll", bot="staff")
    stage.clock.at += 60
    codes = await stage.say("召", "/codes", bot="staff")
    await stage.tap("召", "给 4 人发码", bot="staff")
    rows = list(
        csv.DictReader(io.StringIO(documents(stage, "召")["codes.csv"].removeprefix("\ufeff")))
    )
    stage.phone("李娜")
    stage.side("李娜").start(next(row["link"] for row in rows if row["ref"] == "1-102")[-26:])
    await stage.quiet()

    made = await drafted(stage)
    await stage.tap("召", "发起表决", bot="staff")
    await stage.tap("召", "业主表决", bot="staff")
    await stage.tap("召", "保存草稿", bot="staff")
    await stage.tap("召", "公告", bot="staff")
    announced = await stage.tap("召", "公告", bot="staff")
    stage.clock.at += 17 * DAY
    for _ in range(100):
        await stage.say("李娜", "/vote 1")
        if "赞成" in labels(stage, "李娜") or "同意" in labels(stage, "李娜"):
            break
        await asyncio.sleep(0.1)
    await stage.tap("李娜", "同意")
    cast = await stage.tap("李娜", "确认投票")

    assert done.startswith("✅ 名册已导入：新增 4")
    assert "可以表决的业主 4 人：已在名单 0 人，关联 0 人，新增 4 人（其中单位 1 个）" in offer
    assert "· 1-102b 张敏" in offer
    assert "· 1-201 和悦商贸有限公司（单位）" in offer
    assert "只作为业主" in offer
    assert "都住在这里" in turned
    assert listed.startswith("✅ 已列入：新增 4 人（其中单位 1 个），关联 0 人。")
    assert "可以表决的业主 4 人，其中 4 人在居民名单上。" in roll
    assert "还没加入的 4 人" in codes
    assert "提出人：业主委员会" in made
    assert "已公告" in announced
    assert cast.startswith("✅")


def labels(stage: Stage, name: str) -> str:
    """The buttons below the newest message."""
    newest = [m for m in stage.side(name).messages if m["from"]["is_bot"]][-1]
    rows = newest.get("reply_markup", {}).get("inline_keyboard", [])
    return " ".join(button["text"] for row in rows for button in row)


async def test_a_petition_that_is_short_is_told_what_is_missing_and_goes_on(stage: Stage):
    await imported(stage)
    await stage.say("召", "/motions", bot="staff")
    await stage.tap("召", "新议案", bot="staff")
    asked = await stage.tap("召", "业主联名", bot="staff")

    short = await stage.say("召", "1 89.36", bot="staff")
    signed = await stage.say("召", "1 118.52", bot="staff")
    await stage.say("召", "从公共收益支出 42 万元", bot="staff")
    await stage.say("召", "用于停车场。", bot="staff")
    await stage.say("召", "O-9", bot="staff")
    checked = await stage.tap("召", "不提请", bot="staff")
    made = await stage.tap("召", "确认起草", bot="staff")

    assert asked.endswith("系统按清册核对）。")
    assert "⚠️ 联名还不够：1 人、89.36 m²；要达到 1 人、98.41 m²。还差 0 人、9.05 m²。" in short
    assert "请发送联名的业主人数和面积" in short
    assert "联名：1 / 4 人（25.00%），118.52 m² / 492.04 m²（24.08%）" in signed
    assert "请核对" in checked
    assert "提出人：业主联名（1 / 4 人（25.00%），118.52 m² / 492.04 m²（24.08%））" in made


async def test_a_drafted_motion_is_reworded_by_its_buttons(stage: Stage):
    await imported(stage)
    await drafted(stage)

    asked = await stage.tap("召", "改标题", bot="staff")
    empty = await stage.say("召", "长" * 61, bot="staff")
    edited = await stage.say("召", "建停车场", bot="staff")
    await stage.tap("召", "改正文", bot="staff")
    body = await stage.say("召", "只建一层。", bot="staff")
    kept = stage.app.bus.read_now(lambda tx: motion_by(tx, stage.community_id, number=1))

    assert asked == (
        "修改第 1 号议案的标题\n\n请发送新的标题（最多 60 字）。现在是：\n\n建设立体停车场"
    )
    assert empty.startswith("⚠️ 标题有 61 个字")
    assert edited.startswith("✅ 已修改，改前改后都记入了操作记录。")
    assert "只建一层。" in body
    assert kept is not None
    assert (kept.title, kept.body) == ("建停车场", "只建一层。")


async def test_today_offers_a_new_motion_to_those_who_may_draft_one(stage: Stage):
    await stage.join("召", "facilitator")
    await stage.join("代", "clerk")

    await stage.say("召", "/today", bot="staff")
    begun = await stage.tap("召", "新议案", bot="staff")
    clerk = await stage.say("代", "/motion", bot="staff")
    refused = await stage.say("召", "楼上的邻居", bot="staff")

    assert begun.startswith("起草议案（不经提案）")
    assert begun.endswith("这件议案由谁提出？这一项会公开。")
    assert clerk.startswith("这一步只能由召集人来做")
    assert refused.startswith("⚠️ 请按按钮选择由谁提出。")
