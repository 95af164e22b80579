"""The floor of a meeting through both bots: what leads on, what is asked twice, what is to be mended."""

import pytest

from council.meetings.arrivals.public import shown_code
from council.meetings.arrivals.reads import arrivals
from council.meetings.commands import AnnounceMeeting, StartMeeting
from council.motions.commands import DraftMotion
from tests.bot.conftest import Stage
from tests.bot.crowd import press, town_of
from tests.council.evening import at, meeting, seconded

WHEN = "2026-02-27 19:30"


@pytest.fixture
async def evening(stage: Stage) -> Stage:
    """A meeting in session about one motion; the chair 主, the clerk 代, and 王 and 李 are here."""
    for name, role in (("何", "facilitator"), ("主", "chair"), ("代", "clerk")):
        await stage.join(name, role)
    await stage.join("王")
    await stage.join("李")
    town = town_of(stage)
    town.act("何", DraftMotion, proposal_number=seconded(town), legal_class="R-MO")
    met = meeting(town, WHEN, 1)
    town.act("何", AnnounceMeeting, number=met)
    stage.clock.at = at(WHEN)
    town.act("主", StartMeeting, number=met)
    for name in ("王", "李"):
        press(stage, name, "meeting.check_in:1")
    await stage.quiet()
    return stage


async def desk(stage: Stage, name: str, *labels: str) -> str:
    """Press one button after the other at the desk, from a fresh floor."""
    text = await stage.say(name, "/floor", bot="staff")
    for label in labels:
        text = await stage.tap(name, label, bot="staff")
    return text


async def test_an_old_button_leads_to_the_floor_as_it_stands(evening: Stage):
    old = evening.side("何", "staff")
    await desk(evening, "何")
    message = old.messages[-1]["message_id"]
    await desk(evening, "主", "开始：1")

    old.tap(message_id=message, text="开始：1 小区停车难怎么办")
    await evening.quiet()
    refused = evening.last("何", "staff")
    floor = await evening.tap("何", "议事现场", bot="staff")

    assert refused.startswith("现场已经有变化")
    assert "📌 议案 1：小区停车难怎么办\n内容：412 辆车，236 个车位。" in floor


async def test_where_no_meeting_is_held_the_agenda_is_next(evening: Stage):
    await evening.say("主", "/meetings 1", bot="staff")
    await evening.tap("主", "散会", bot="staff")
    await evening.tap("主", "确定散会", bot="staff")

    nothing = await evening.say("王", "/floor")
    agenda = await evening.tap("王", "议程")

    assert "看下次会议，请按“议程”" in nothing
    assert "状态：已散会" in agenda


async def test_the_chair_is_told_what_is_missing_before_the_question_is_put(evening: Stage):
    debated = await desk(evening, "主", "开始：1", "宣布议题")
    await desk(evening, "代", "应到人数")
    too_few = await evening.say("代", "1", bot="staff")
    mended = await evening.say("代", "3", bot="staff")

    assert "⚠️ 还不能付诸表决：请先按“应到人数”登记" in debated
    assert too_few.startswith("⚠️ 到会 2 名，比应到的 1 名还多。")
    assert "⚠️" not in mended


async def test_what_ends_a_motion_for_the_evening_is_asked_twice(evening: Stage):
    sure = await desk(evening, "主", "开始：1", "推迟到以后的会议")
    still = await evening.tap("主", "返回现场", bot="staff")
    await evening.tap("主", "推迟到以后的会议", bot="staff")
    done = await evening.tap("主", "确定推迟", bot="staff")

    assert sure.startswith("把正在讨论的议案推迟到以后的会议吗？")
    assert "请主持人宣布议题" in still
    assert done.startswith("✅ 已推迟到以后的会议。")


async def test_whoever_amends_sees_the_words_that_stand(evening: Stage):
    await desk(evening, "主", "开始：1", "宣布议题")
    await evening.say("王", "/floor")
    asked = await evening.tap("王", "提修正案")
    checked = await evening.say("王", "先划 50 个车位。")

    assert "现在的文字：\n412 辆车，236 个车位。" in asked
    assert "现在的文字" not in checked


async def test_the_digits_on_the_wall_check_in_without_a_word(evening: Stage):
    await evening.join("赵")
    key = town_of(evening).read("何", arrivals, 1).page.partition("key=")[2]
    shown = evening.app.bus.read_now(
        lambda tx: shown_code(tx, evening.community_id, number=1, key=key)
    )
    assert shown is not None

    wrong = await evening.say("赵", "000 000" if shown.code != "000000" else "111 111")
    right = await evening.say("赵", f"{shown.code[:3]} {shown.code[3:]}")

    assert wrong.startswith("签到码不对")
    assert right.startswith("✅ 签到成功。")
