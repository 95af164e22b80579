"""A vote at a meeting through both real bots: counted, judged, corrected, told.

E17, E18 and E19 are of docs/rules.md#boundary-examples.
"""

import pytest

from council.kernel.values import Account
from council.people.commands import ChangeSettings
from tests.bot.conftest import Stage
from tests.council.conftest import Town, lives_by
from tests.council.evening import at, seconded

EVENING = "2026-02-27 19:30"


async def session(stage: Stage, legal_class: str, *, profile: str = "national") -> None:
    """Staff, author 王 and follower 李; a motion of the class that a running meeting has heard."""
    for name, role in (("何", "facilitator"), ("主", "chair")):
        await stage.join(name, role)
    await stage.join("王")
    await stage.join("李")
    town = Town(app=stage.app, clock=stage.clock, id=stage.community_id, slug="heyue")
    lives_by(town, profile)
    seconded(town)
    await stage.say("何", "/today", bot="staff")
    await desk(stage, "何", "起草议案")
    await stage.say("何", legal_class, bot="staff")
    await desk(stage, "何", "不提请", "确认起草")
    stage.clock.at = at("2026-02-01 09:00")
    await stage.say("何", "/today", bot="staff")
    await desk(stage, "何", "安排会议", "单次会议")
    await stage.say("何", "2月27日 19:30", bot="staff")
    await stage.say("何", "社区活动室", bot="staff")
    await desk(stage, "何", "确认", "➕ 1. 小区停车难", "公告会议", "确定公告")
    stage.clock.at = at(EVENING)
    await stage.say("主", "/today", bot="staff")
    await desk(stage, "主", "开始会议", "开始会议", "✔️ 已审议")


async def desk(stage: Stage, name: str, *labels: str) -> str:
    """Tap one button after another at the desk."""
    text = ""
    for label in labels:
        text = await stage.tap(name, label, bot="staff")
    return text


async def count(stage: Stage, name: str, *numbers: str) -> str:
    """Type one number after another at the desk."""
    text = ""
    for number in numbers:
        text = await stage.say(name, number, bot="staff")
    return text


async def test_e17_a_residents_meeting_of_980_adults(stage: Stage):
    await session(stage, "R-JM26")

    asked = await vote(stage)
    listed = await stage.tap("主", "成年居民", bot="staff")
    too_many = await count(stage, "主", "980", "981")
    wide = await count(stage, "主", "４９０")
    negative = await count(stage, "主", "-490")
    await count(stage, "主", "490")
    more_hands = await count(stage, "主", "246", "245")
    no_quorum = await count(stage, "主", "244")
    await stage.tap("主", "确认这个结果", bot="staff")
    await stage.tap("主", "更正表决", bot="staff")
    await stage.tap("主", "成年居民", bot="staff")
    reason = await count(stage, "主", "980", "491", "245", "200")
    fails = await count(stage, "主", "一位迟到的已签到")
    noted = await stage.tap("主", "确认这个结果", bot="staff")
    await stage.tap("主", "更正表决", bot="staff")
    await stage.tap("主", "成年居民", bot="staff")
    passes = await count(stage, "主", "980", "491", "246", "200", "重新数了同意的")
    await stage.tap("主", "确认这个结果", bot="staff")
    read = await stage.say("王", "/motions 1")

    assert asked.startswith("✋ 会上表决第 1 号议案“小区停车难怎么办”\nR-JM26 居民会议")
    assert "居民名单上有 4 名（户）。" in listed
    assert too_many.startswith("⚠️ 到会 981 名，比应到的 980 名还多。")
    assert wide.startswith("⚠️ “４９０”是全角数字。请用半角再写一遍：490")
    assert negative.startswith("⚠️ 人数不能是负数（-490）。")
    assert more_hands.startswith("⚠️ 同意和反对加起来 491 名，比到会的 490 名还多。")
    assert (
        "⚠️ 到会人数不够，没有形成决定\n"
        "成年居民共 980 名，到会 490 名；须过半数到会，即至少 491 名：未达到。\n"
        "同意 246 名、反对 244 名、弃权 0 名，因到会人数不够，表决无效。\n"
        "依据：城市居民委员会组织法 第四章（2025 修订）（2026-01-01）。\n"
        "⚠️ 新法条文的人数规定还没有取得"
    ) in no_quorum
    assert reason.endswith("为什么要更正？请写一句理由，会公开。")
    assert "弃权 46 名；须到会者过半数同意，即至少 246 名：未达到。" in fails
    assert noted.startswith("✅ 已更正，原来的计数留在记录里。")
    assert "状态：正在表决" in noted
    assert (
        "✅ 表决通过\n"
        "成年居民共 980 名，到会 491 名；须过半数到会，即至少 491 名：已达到。\n"
        "到会 491 名中，同意 246 名、反对 200 名、弃权 45 名；"
        "须到会者过半数同意，即至少 246 名：已达到。"
    ) in passes
    assert "散会前还可以更正；会议纪要批准前是暂定结果。" in read
    assert "计数更正过 2 次，最近一次的理由：重新数了同意的" in read


async def vote(stage: Stage) -> str:
    """Press ✋ on the meeting's screen."""
    await stage.say("主", "/agenda", bot="staff")
    return await stage.tap("主", "✋ 表决", bot="staff")


async def test_a_vote_is_told_minuted_made_certain_and_becomes_a_resolution(stage: Stage):
    await session(stage, "R-JM26")
    await vote(stage)
    await stage.tap("主", "成年居民", bot="staff")
    await count(stage, "主", "980", "491", "246", "200")
    await stage.tap("主", "确认这个结果", bot="staff")

    await stage.say("主", "/today", bot="staff")
    await desk(stage, "主", "主持会议", "散会", "确定散会")
    told, followed = stage.last("王"), stage.last("李")
    await stage.say("何", "/today", bot="staff")
    await desk(stage, "何", "写纪要", "其他事项", "修改这一节")
    await stage.say("何", "到会 491 人，表决通过。", bot="staff")
    await desk(stage, "何", "完成", "保存这一节")
    minuted = await desk(stage, "何", "第 1 号议案")
    await desk(stage, "何", "回到纪要", "交主持人审阅")
    await stage.say("主", "/today", bot="staff")
    approved = await desk(stage, "主", "看纪要", "从头读", "回到纪要", "批准纪要")
    await stage.say("何", "/today", bot="staff")
    resolved = await desk(stage, "何", "起草决议")
    await stage.say("主", "/today", bot="staff")
    check = await desk(stage, "主", "核对决议 2026-1", "核对并公布")
    await desk(stage, "主", "确认公布")
    published = stage.last("李")

    assert told.startswith("✋ 第 1 号议案“小区停车难怎么办”在“议事会”上表决。\n✅ 表决通过")
    assert followed == told
    assert "成年居民共 980 名，到会 491 名；须过半数到会，即至少 491 名：已达到。" in minuted
    assert "表决结果：通过。" in minuted
    assert "会后状态：已通过" in minuted
    assert approved.startswith("✅")
    assert "依据：第 1 号议案在第 1 次会议上的表决（类别 R-JM26）" in resolved
    assert check.endswith("会议纪要已经批准，表决结果确定。")
    assert published.startswith(
        "决议 2026-1 公布：小区停车难怎么办\n"
        "到会 491 名中，同意 246 名、反对 200 名、弃权 45 名；须到会者过半数同意，即至少 246 名：已达到。"
    )


@pytest.mark.parametrize(
    ("came", "verdict"),
    [
        ("200", "户代表共 300 名，到会 200 名；须三分之二以上到会，即至少 200 名：已达到。"),
        ("199", "户代表共 300 名，到会 199 名；须三分之二以上到会，即至少 200 名：未达到。"),
    ],
)
async def test_e18_a_villagers_meeting_by_household_representatives(
    stage: Stage, came: str, verdict: str
):
    await session(stage, "R-CM", profile="village")

    await vote(stage)
    await stage.tap("主", "户代表", bot="staff")
    preview = await count(stage, "主", "300", came, "150", "40")

    assert verdict in preview


@pytest.mark.parametrize(("yes", "outcome"), [("12", "❌ 表决未通过"), ("13", "✅ 表决通过")])
async def test_e19_a_tie_at_the_council_fails(stage: Stage, yes: str, outcome: str):
    await session(stage, "R-MO")

    await vote(stage)
    preview = await count(stage, "主", "40", "31", yes, "12")
    await stage.tap("主", "确认这个结果", bot="staff")
    agenda = await stage.say("李", "/agenda")

    assert outcome in preview
    assert f"✋ {outcome}：同意 {yes}、反对 12、弃权 {19 - int(yes)}，到会 31/40" in agenda


async def test_the_sheet_in_english_with_what_the_list_and_the_check_ins_say(stage: Stage):
    await session(stage, "R-JM26")
    await stage.say("王", "/agenda")
    await stage.tap("王", "签到")
    for name in ("主", "王"):
        account = Account(channel="telegram", id=str(stage.people[name]))
        stage.app.bus.submit(ChangeSettings(actor=account, locale="en")).result()

    await stage.say("主", "/agenda", bot="staff")
    await stage.tap("主", "✋ Vote", bot="staff")
    await stage.tap("主", "adult residents", bot="staff")
    await stage.tap("主", "4 (the list)", bot="staff")
    await stage.tap("主", "1 (checked in)", bot="staff")
    stage.side("主", "staff").photo()
    await stage.quiet()
    wanted = stage.last("主", "staff")
    preview = await count(stage, "主", "1", "0")
    await stage.tap("主", "Confirm this result", bot="staff")
    read = await stage.say("王", "/motions 1")

    assert wanted.startswith(
        "⚠️ No photo, recording or file is wanted here. Please answer the question."
    )
    assert (
        "1 of 4 adult residents came; more than half are needed, that is 3: no quorum." in preview
    )
    assert "⚠️ No quorum, nothing is decided" in read
