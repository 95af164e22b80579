"""A monthly meeting of sixty through both real bots: twenty in chat, forty in the room.

An amendment, a point of order, a tie, ten minutes without a connection that the clerk enters
afterwards; the wall follows. At the end stands what minutes are made of.
"""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from aiohttp.test_utils import TestClient, TestServer

from council.meetings.commands import AnnounceMeeting, StartMeeting
from council.meetings.floor.proceedings import Proceedings, proceedings
from council.meetings.records import meeting_by
from council.motions.commands import DraftMotion
from council.motions.reads import motion_view
from council.people.commands import ImportResidents, ResidentLine
from tests.bot.conftest import Stage, staged
from tests.bot.crowd import joined, press, town_of
from tests.council.conftest import Town
from tests.council.evening import at, meeting, seconded
from web.app import make_app

pytestmark = [pytest.mark.story, pytest.mark.slow]

WHEN = "2026-02-27 19:30"
NEIGHBOURS = ("王", "李", *(f"居{n:02}" for n in range(1, 16)))
STAFF = ("何", "主", "代")
IN_CHAT = (*STAFF, *NEIGHBOURS)
IN_ROOM = tuple(f"室{n:02}" for n in range(1, 41))


@pytest.fixture
async def evening(database_url: str, tmp_path: Path) -> AsyncIterator[Stage]:
    """Both bots at the sandbox, on each database."""
    async with staged(database_url, tmp_path) as made:
        yield made


async def desk(stage: Stage, name: str, *labels: str) -> str:
    """Press one button after the other in the staff bot, from a fresh floor."""
    text = await stage.say(name, "/floor", bot="staff")
    for label in labels:
        text = await stage.tap(name, label, bot="staff")
    return text


async def types(stage: Stage, name: str, *texts: str) -> str:
    """Type one answer after the other in the staff bot; ``=label`` presses a button."""
    text = ""
    for each in texts:
        tapped = each.startswith("=")
        text = await (
            stage.tap(name, each[1:], bot="staff")
            if tapped
            else stage.say(name, each, bot="staff")
        )
    return text


async def chat(stage: Stage, name: str, *labels: str) -> str:
    """Press one button after the other in the residents' bot, from a fresh floor."""
    text = await stage.say(name, "/floor")
    for label in labels:
        text = await stage.tap(name, label)
    return text


async def all_press(stage: Stage, names: tuple[str, ...], label: str) -> None:
    """Many press the newest button of a label in the same moment."""
    for name in names:
        side = stage.side(name)
        found = next(
            (message["message_id"], button["text"])
            for message in reversed(side.messages)
            for row in message.get("reply_markup", {}).get("inline_keyboard", [])
            for button in row
            if label in button["text"]
        )
        side.tap(message_id=found[0], text=found[1])
    await stage.quiet()


async def test_a_meeting_of_sixty_in_chat_and_in_the_room(evening: Stage):
    """One scene after the other; each looks at what people see."""
    town = await gather(evening)
    async with TestClient(TestServer(make_app(evening.app))) as wall:
        await first_motion(evening, wall)
        await amendment(evening, wall)
        await first_vote(evening, wall)
        await second_motion(evening)
        await without_connection(evening, wall)
    told = what_happened(evening)

    first, second = told.motions
    assert [
        (each.number, each.outcome, each.hands.yes, each.hands.no) for each in told.motions
    ] == [
        (1, "carried", 35, 20),
        (2, "lost", 20, 20),
    ]
    assert (first.text_voted, first.backed, first.mover.name) == (
        "先划 50 个车位，半年后再议。",
        True,
        "王",
    )
    assert [(each.outcome, each.mover.name, each.seconder.name) for each in first.amendments] == [
        ("carried", "李", "室02")
    ]
    assert [
        (each.speaker.name, each.side, each.seconds, each.over_time, each.origin)
        for each in first.speeches
    ] == [
        ("居01", "for", 90, 0, "chat"),
        ("室01", "against", 150, 30, "room"),
        ("居02", "for", 60, 0, "chat"),
    ]
    assert [(each.by.name, each.ruling, each.origin) for each in first.points] == [
        ("居03", "taken", "chat")
    ]
    assert (second.mover.name, second.seconder.name, second.origin) == ("居04", "居05", "chat")
    assert [(each.speaker.name, each.seconds, each.origin) for each in second.speeches] == [
        ("室03", 120, "afterwards"),
        ("居06", 90, "afterwards"),
    ]
    assert second.hands.origin == "afterwards"
    assert told.afterwards == (at("2026-02-27 20:15"), at("2026-02-27 20:21"))
    assert first.vote is not None
    assert (first.vote.vote.entitled, first.vote.vote.came, first.vote.vote.outcome) == (
        60,
        60,
        "carried",
    )
    assert state(town, 1) == "put"


def state(town: Town, number: int) -> str:
    return town.read("何", motion_view, number, "staff").state


def what_happened(stage: Stage) -> Proceedings:
    """What the minutes are made of."""

    def gathered(tx):
        met = meeting_by(tx, stage.community_id, number=1)
        return proceedings(tx, stage.community_id, met.id)

    return stage.app.bus.read_now(gathered)


async def gather(stage: Stage) -> Town:
    """Twenty with a phone, forty without; two motions on the agenda; everybody is checked in."""
    town = town_of(stage)
    for name, role in zip(STAFF, ("facilitator", "chair", "clerk"), strict=True):
        town.person(name, role)
        stage.with_phone(name, int(town.people[name].id))
    joined(stage, town, *NEIGHBOURS)
    stage.operate(
        ImportResidents,
        lines=tuple(
            ResidentLine(
                ref=each, name=each, unit="2-1-101", adult=True, owner_key=None, locale=None
            )
            for each in IN_ROOM
        ),
    )
    seconded(town)
    for given in (
        {"proposal_number": 1},
        {"title": "楼道照明", "body": "换成感应灯。", "mover": "residents_committee"},
    ):
        town.act("何", DraftMotion, legal_class="R-MO", **given)
    met = meeting(town, WHEN, 1, 2)
    town.act("何", AnnounceMeeting, number=met)
    stage.clock.at = at(WHEN)
    town.act("主", StartMeeting, number=met)
    for name in IN_CHAT:
        press(stage, name, "meeting.check_in:1")
    await stage.quiet()
    await stage.say("代", "/meetings 1", bot="staff")
    noted = await types(stage, "代", "=登记到场", " ".join(IN_ROOM))

    assert "60" in noted
    return town


async def first_motion(stage: Stage, wall: TestClient) -> None:
    """Hands from chat and room stand in one queue; the wall shows who speaks; a point of order."""
    await desk(stage, "主", "开始：1", "宣布议题")
    await desk(stage, "代", "应到人数")
    await types(stage, "代", "60")
    await chat(stage, "居01", "✋ 赞成")
    await chat(stage, "居02", "✋ 赞成")
    await desk(stage, "代", "代现场居民登记", "举手：反对")
    await types(stage, "代", "室01")
    console = await desk(stage, "主", "请居01")
    place = await chat(stage, "居02")
    shown = await (await wall.get("/meetings/1/floor?lang=zh_CN")).text()
    stage.clock.at += 90
    await desk(stage, "主", "结束发言", "请室01")
    stage.clock.at += 150
    over = await desk(stage, "主")
    await desk(stage, "主", "结束发言")
    await chat(stage, "居03", "程序问题")
    await desk(stage, "主", "程序问题成立", "请居02")
    stage.clock.at += 60
    await desk(stage, "主", "结束发言")

    assert "居01（赞成）发言，剩余 2:00" in console
    assert "您排在第 2 位" in place
    assert "居01" in shown
    assert "等候发言 2 人（接下来：室01、居02）" in " ".join(shown.split())
    assert "已超时 0:30" in over


async def amendment(stage: Stage, wall: TestClient) -> None:
    """An amendment is moved in chat, seconded in the room, and voted on before its motion."""
    await chat(stage, "李", "提修正案")
    await stage.say("李", "先划 50 个车位，半年后再议。")
    moved = await stage.tap("李", "提出修正案")
    await desk(stage, "代", "代现场居民登记", "附议")
    await types(stage, "代", "室02")
    await desk(stage, "主", "宣布议题", "付诸表决")
    await all_press(stage, NEIGHBOURS[:10], "👍 赞成")
    await desk(stage, "代", "现场赞成人数")
    await types(stage, "代", "21")
    shown = await (await wall.get("/meetings/1/floor?lang=zh_CN")).text()
    await desk(stage, "主", "反对的请表态")
    await all_press(stage, NEIGHBOURS[10:], "👎 反对")
    result = await desk(stage, "主", "宣布结果")

    assert "等待附议" in moved
    assert "已表决 31 / 60" in shown
    assert "赞成 31" not in shown
    assert "修正后的文字：先划 50 个车位，半年后再议。" in result
    assert "修正案（议案 1：小区停车难怎么办）：通过，赞成 31，反对 7" in result


async def first_vote(stage: Stage, wall: TestClient) -> None:
    """The motion as amended is put, and recorded; nobody in chat needs to look for the button."""
    await desk(stage, "主", "付诸表决")
    await all_press(stage, NEIGHBOURS[:15], "👍 赞成")
    await desk(stage, "代", "代现场居民登记", "表决：赞成")
    await types(stage, "代", " ".join(IN_ROOM[:5]))
    await desk(stage, "代", "现场赞成人数")
    await types(stage, "代", "15")
    early = await chat(stage, "王")
    await desk(stage, "主", "反对的请表态")
    await desk(stage, "代", "现场反对人数")
    await types(stage, "代", "20")
    result = await desk(stage, "主", "宣布结果")
    shown = await (await wall.get("/meetings/1/floor?lang=zh_CN")).text()

    assert "已表决 35 人，到会 60 人。" in early
    assert "您投了：赞成" in early
    assert "议案（议案 1：小区停车难怎么办）：通过，赞成 35，反对 20" in result
    assert "赞成 35 · 反对 20 · 到会 60" in shown


async def second_motion(stage: Stage) -> None:
    """A motion that nobody had moved is moved and seconded in chat; then the line goes dead."""
    await desk(stage, "主", "开始：2")
    await chat(stage, "居04", "我来动议")
    await chat(stage, "居05", "我附议")
    stated = await desk(stage, "主", "宣布议题")

    assert "动议人：居04，附议人：居05" in stated


async def without_connection(stage: Stage, wall: TestClient) -> None:
    """What happened meanwhile is entered with its own times, marked, and told to nobody."""
    stage.clock.at = at("2026-02-27 20:25")
    before = stage.last("王")
    for entry in (
        ("20:15", "=开始发言", "室03", "=赞成"),
        ("20:17", "=开始发言", "居06", "=反对"),
        ("20:18:30", "=发言结束"),
        ("20:21", "=表决及人数", "20", "20"),
    ):
        await desk(stage, "代", "补记")
        await types(stage, "代", *entry)
        done = await stage.tap("代", "✅ 补记", bot="staff")
    shown = await (await wall.get("/meetings/1/floor?lang=zh_CN")).text()

    assert "议案（议案 2：楼道照明）：未通过，赞成 20，反对 20" in done
    assert "未通过" in shown  # a tie fails
    assert stage.last("王") == before
