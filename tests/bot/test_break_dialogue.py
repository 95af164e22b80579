"""What a hostile, a confused or a tired person met, and meets no more."""

import asyncio

from council.people.commands import GrantRole, ImportResidents, IssueCodes, ResidentLine
from tests.bot.conftest import Stage
from tests.bot.test_meetings import desk, drafted_for_the_manager, staffed
from tests.bot.test_voting import announced

HOUR = 3600
LOST = "这句话我没看懂：\n{}\n\n您可以按下面的按钮，或者发“今天”“帮助”。"


def labels(stage: Stage, name: str, bot: str) -> list[str]:
    """The buttons below the newest message of the bot."""
    newest = [m for m in stage.side(name, bot).messages if m["from"]["is_bot"]][-1]
    rows = newest.get("reply_markup", {}).get("inline_keyboard", [])
    return [button["text"] for row in rows for button in row]


async def test_a_text_to_the_staff_bot_that_nothing_waits_for_is_answered_with_its_own_keys(
    stage: Stage,
):
    await stage.join("何", "facilitator")

    said = await stage.say("何", "今天真热", bot="staff")

    assert said == LOST.format("今天真热")


async def test_every_form_that_waits_for_a_text_can_be_stopped_by_a_button(stage: Stage):
    await staffed(stage)
    await drafted_for_the_manager(stage)
    stopped = []

    await desk(stage, "何", "安排会议", "单次会议")
    stopped.append(await stage.tap("何", "停止填写", bot="staff"))
    stopped.append(await stage.say("何", "2027-01-01 19:30", bot="staff"))
    await desk(stage, "物", "确认议案", "答复", "接受")
    stopped.append(await stage.tap("物", "停止填写", bot="staff"))
    await desk(stage, "物", "确认议案", "延期一次（7 个工作日）")
    stopped.append(await stage.tap("物", "停止填写", bot="staff"))
    stopped.append(await stage.say("物", "备件没有到货", bot="staff"))

    stop = "好的，已取消，什么也没有提交。"
    lost = [LOST.format(text) for text in ("2027-01-01 19:30", "备件没有到货")]
    assert stopped == [stop, lost[0], stop, stop, lost[1]]


async def test_a_reason_asked_for_hours_ago_does_not_take_the_next_text(stage: Stage):
    await staffed(stage)
    await drafted_for_the_manager(stage)
    await desk(stage, "物", "确认议案", "延期一次（7 个工作日）")
    stage.clock.at += HOUR + 1

    late = await stage.say("物", "张师傅，晚上吃什么？", bot="staff")
    await desk(stage, "物", "确认议案", "延期一次（7 个工作日）")
    await stage.say("物", "备件没有到货", bot="staff")
    timely = await stage.tap("物", "确认延期", bot="staff")

    assert late.startswith("这句话我没看懂：")
    assert timely.startswith("✅ 已延期，召集人和关注的居民已收到通知。")


async def test_an_old_button_of_a_poll_that_is_over_leads_to_its_result(stage: Stage):
    await announced(stage)
    await stage.tap("召", "现在开放", bot="staff")
    await stage.say("王芳", "/vote 1 CAB")
    await stage.tap("王芳", "确认投票")
    await stage.say("召", "/polls", bot="staff")
    await stage.tap("召", "1 · 解决停车难", bot="staff")
    await stage.tap("召", "现在截止", bot="staff")
    await stage.tap("召", "现在截止", bot="staff")
    await stage.tap("王芳", "改票")
    pages = stage.side("王芳").messages
    for _ in range(100):
        page = await stage.say("王芳", "/vote 1")
        if "共收到" in page:
            break
        await asyncio.sleep(0.1)
    typed = await stage.say("王芳", "/vote 1 ABC")

    assert any("意向排序 1：解决停车难" in m.get("text", "") for m in pages)
    assert "共收到 1 张选票" in page
    assert typed.startswith("意向排序 1“解决停车难”已于")
    assert typed.endswith("如果您在截止前投过票，那张票有效。结果出来后会通知您。")


async def test_whoever_joins_is_greeted_in_the_language_of_the_list(stage: Stage):
    line = ResidentLine(ref="外", name="外", unit="", adult=True, owner_key=None, locale="zh_CN")
    stage.operate(ImportResidents, lines=(line,))
    stage.operate(GrantRole, ref="外", role="clerk")
    code = stage.operate(IssueCodes, refs=("外",)).codes[0].code
    stage.phone("外", language="en")

    stage.side("外").start(code)
    await stage.quiet()
    greeted = stage.last("外")
    settings = await stage.say("外", "/settings")

    assert greeted.startswith("外，您好！")
    assert "房号：无" in settings


async def test_lists_say_it_when_they_are_empty_and_name_the_legal_class(stage: Stage):
    await stage.join("何", "facilitator")

    none = await stage.say("何", "/motions", bot="staff")

    assert none == "还没有议案。"
    assert labels(stage, "何", "staff") == ["➕ 新议案（不经提案）", "📌 今天", "🏠 首页"]
