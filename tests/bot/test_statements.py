"""Statements before a meeting through both real bots, in Chinese and in English."""

from council.kernel.values import Account
from council.meetings.commands import AnnounceMeeting, StartMeeting
from council.people.commands import ChangeSettings
from council.statements import falls_due as statements
from council.statements.commands import AnswerStatement
from tests.bot.conftest import Stage
from tests.bot.test_meetings import LAST_FRIDAY, desk, nothing_due, staffed
from tests.council.conftest import Town
from tests.council.evening import at, meeting

SEEDS = (
    "东门晚上九点后只出不进",
    "地面停车先满足老人和病人",
    "空地应当建停车楼",
    "停车费每月涨二十元",
)
NEIGHBOURS = ("赵", "钱", "孙", "周", "吴", "郑", "冯", "陈", "褚")


def hall(stage: Stage) -> Town:
    """The same community at the desk, where people act without their phones."""
    accounts = {
        name: Account(channel="telegram", id=str(phone)) for name, phone in stage.people.items()
    }
    return Town(
        app=stage.app, clock=stage.clock, id=stage.community_id, slug="heyue", people=accounts
    )


async def collecting(stage: Stage) -> str:
    """Motion 1 stands on the agenda of meeting 1, and statements on it are collected."""
    await staffed(stage)
    await desk(
        stage, "何", "起草议案", "其他", "社区协商（", "其他：社区协商", "不提请", "确认起草"
    )
    meeting(hall(stage), LAST_FRIDAY, 1)
    await stage.say("何", "/motion 1", bot="staff")
    await stage.tap("何", "征集意见", bot="staff")
    await stage.tap("何", "开始征集", bot="staff")
    await stage.tap("何", "放进几条看法", bot="staff")
    return await stage.say("何", "\n".join(SEEDS), bot="staff")


def answer(stage: Stage, name: str, answers: str) -> None:
    """Answer statements 1, 2, … at the desk: a letter each."""
    words = {"a": "agree", "d": "disagree"}
    for number, letter in enumerate(answers, 1):
        hall(stage).act(name, AnswerStatement, number=1, statement=number, answer=words[letter])


async def test_residents_answer_one_at_a_time_and_the_chair_opens_the_item_with_the_picture(
    stage: Stage,
):
    seeded = await collecting(stage)
    told = stage.last("王")

    first = await stage.tap("王", "看意见征集")
    card = await stage.tap("王", "说说我的看法")
    skipped = await stage.tap("王", "先跳过")
    second = await stage.tap("王", "👍 同意")
    back = await stage.tap("王", "上一条")
    await stage.tap("王", "不确定")
    await stage.tap("王", "👎 不同意")
    await stage.tap("王", "👎 不同意")
    ended = await stage.tap("王", "👍 同意")
    mine = await stage.tap("王", "我的回答")
    for place, name in enumerate(NEIGHBOURS):
        await stage.join(name)
        answer(stage, name, "aaad" if place < 4 else "dadd")
    answer(stage, "李", "aaad")
    hall(stage).act("何", AnnounceMeeting, number=1)
    stage.clock.at = at(LAST_FRIDAY)
    await nothing_due(stage, statements)
    closed = stage.last("王")
    hall(stage).act("主", StartMeeting, number=1)
    agenda = await stage.say("主", "/agenda", bot="staff")
    picture = await stage.tap("主", "意见图", bot="staff")

    assert seeded.startswith("✅ 已放进去，大家马上就能回答。")
    assert told.startswith("💬 第 1 号议案“小区停车难怎么办”请大家说说看法。")
    assert "没有人看得到您怎么回答" in first
    assert "还有 4 条，一共 4 条" in card
    assert "还有 4 条，一共 4 条" in skipped
    assert "还有 3 条，一共 4 条" in second
    assert "您的回答：同意。再按一次可以改。" in back
    assert "您已经回答 4 条，一共 4 条。" in ended
    assert mine.startswith("您回答过 4 条。只有您自己看得到")
    assert closed.startswith("⏹ 第 1 号议案“小区停车难怎么办”的意见征集已截止，一共 11 人参加。")
    assert "大家几乎一致：" in agenda
    # 王 met the statements in an order drawn for this collection, so shares may differ by one answer.
    shared, divided = picture.split("意见分歧：")
    assert shared.split("大家几乎一致：")[0].endswith(
        "💬 意见征集（11 人参加）\n意见大致分成几组：A 组 6 人、B 组 5 人。\n"
    )
    assert f"✅ {SEEDS[1]}（同意：" in shared
    assert f"❌ {SEEDS[3]}（不同意：" in shared
    assert f"↔️ {SEEDS[0]}（同意：" in divided
    assert f"↔️ {SEEDS[2]}（同意：" in divided


async def test_a_resident_writes_a_statement_and_hears_what_became_of_it(stage: Stage):
    await collecting(stage)

    await stage.say("王", "/mine")
    await stage.tap("王", "说看法")
    asked = await stage.tap("王", "自己写一条")
    alike = await stage.say("王", "空地应当建一座停车楼")
    written = await stage.tap("王", "提交")
    judging = await desk(stage, "何", "审核看法")
    await stage.tap("何", "不采用并说明", bot="staff")
    rejected = await stage.say("何", "和已有的第三条一样", bot="staff")
    why = stage.last("王")
    for text in ("先把消防通道让出来", "访客停车最多两小时"):
        await stage.tap("王", "自己写一条")
        await stage.say("王", text)
        await stage.tap("王", "提交")
    await desk(stage, "何", "审核看法")
    accepted = await stage.tap("何", "✅ 采用", bot="staff")
    heard = stage.last("王")
    full = await stage.say("王", "/mine")

    assert "最多 100 个字" in asked
    assert "已经有相似的看法：\n· 空地应当建停车楼" in alike.replace("\n\n", "\n")
    assert written.startswith("📨 已收到：“空地应当建一座停车楼”")
    assert "“空地应当建一座停车楼”" in judging
    assert rejected.startswith("↩️ 没有采用，原因已告诉写的人。")
    assert "原因：和已有的第三条一样" in why
    assert accepted.startswith("✅ 已采用，写的人已收到通知。")
    assert heard.startswith("✅ 您对第 1 号议案“小区停车难怎么办”写的看法已采用")
    assert "还有 5 条" in full


async def test_the_same_in_english(stage: Stage):
    await collecting(stage)
    for name in ("王", "何"):
        account = Account(channel="telegram", id=str(stage.people[name]))
        stage.app.bus.submit(ChangeSettings(actor=account, locale="en")).result()

    due = await stage.say("王", "/mine")
    card = await stage.tap("王", "Statements: motion 1")
    following = await stage.tap("王", "Agree")
    overview = await stage.tap("王", "The statements")
    await stage.say("何", "/motion 1", bot="staff")
    at_desk = await stage.tap("何", "Statements", bot="staff")
    sure = await stage.tap("何", "Close now", bot="staff")
    closed = await stage.tap("何", "Yes, close", bot="staff")

    assert "4 statements to answer until" in due
    assert card.startswith("Statements on motion 1: 4 of 4 left")
    assert following.startswith("Statements on motion 1: 3 of 4 left")
    assert "You have answered 1 of 4." in overview
    assert "1 has taken part" in at_desk
    assert sure.startswith("Close the statements on motion 1 now?")
    assert "Too few took part: no picture is shown." in closed
