"""Sending over HTTP to a WeCom of our own: each answer is what the outbox knows what to do with."""

import asyncio

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer

from bot.wecom.api import QUIET, Application, Unreachable, Wecom
from bot.wecom.cards import Frame, Words
from bot.wecom.pace import Pace
from bot.wecom.transport import LATER, RobotOutlet, WecomOutlet
from bot.wecom_sandbox.server import Fault, WecomSandbox
from council.kernel.outbox.transport import Delivery, Gone, Paused, Sent, Unfit, Unknown, Wait
from council.kernel.screens.screen import Button, Screen
from tests.bot.wecom.conftest import Steady, application

SCREEN = Screen(text="标题\n正文", rows=((Button(label="看看", press="home"),),))
NEXT = Screen(text="下一张\n正文", rows=((Button(label="回去", press="home"),),))
PLENTY = 10_000


def framed(_: Screen, account: str, bot: str, task_id: str) -> Frame:
    return Frame(
        bot=bot,
        task_id=task_id,
        way=f"https://hall.example/wecom/open?for={account}",
        words=Words(hall="打开议事厅", more="打开"),
    )


@pytest.fixture
def outlet(api: Wecom, theirs: WecomSandbox, steady: Steady) -> WecomOutlet:
    theirs.company.join("wang")
    return WecomOutlet(api, "resident", Pace(per_day=PLENTY, monotonic=steady), framed)


async def test_a_card_arrives(outlet: WecomOutlet, theirs: WecomSandbox):
    assert await outlet.send("wang", SCREEN) == Sent()

    (shown,) = theirs.company.chats["wang"]
    assert shown.text == "标题\n正文"
    assert shown.buttons["看看"]["key"] == "resident/home"


async def test_one_token_serves_many_calls_side_by_side(outlet: WecomOutlet, theirs: WecomSandbox):
    sent = await asyncio.gather(*(outlet.send("wang", SCREEN) for _ in range(8)))

    assert sent == [Sent()] * 8
    assert theirs.company.tokens_asked == 1


@pytest.mark.parametrize("code", [40014, 42001])
async def test_a_token_that_holds_no_more_is_renewed_once(
    outlet: WecomOutlet, theirs: WecomSandbox, code: int
):
    await outlet.send("wang", SCREEN)
    theirs.faults.append(Fault(kind="code", method="message/send", code=code))

    assert await outlet.send("wang", NEXT) == Sent()
    assert theirs.company.tokens_asked == 2
    assert [shown.text for shown in theirs.company.chats["wang"]] == ["标题\n正文", "下一张\n正文"]


async def test_a_token_is_renewed_before_it_runs_out(
    outlet: WecomOutlet, theirs: WecomSandbox, steady: Steady
):
    await outlet.send("wang", SCREEN)
    steady.at += 7200

    assert await outlet.send("wang", NEXT) == Sent()
    assert [name for name, _ in theirs.calls].count("gettoken") == 2
    assert [name for name, _ in theirs.calls].count("message/send") == 2


async def test_tokens_that_never_hold_pause_the_channel(outlet: WecomOutlet, theirs: WecomSandbox):
    theirs.faults.append(Fault(kind="code", method="message/send", code=42001, count=2))

    assert isinstance(await outlet.send("wang", SCREEN), Paused)


@pytest.mark.parametrize(
    ("code", "kind"),
    [
        (45009, Wait),
        (45033, Wait),
        (60011, Gone),
        (60111, Gone),
        (81013, Gone),
        (40003, Gone),
        (40058, Unfit),
        (45002, Unfit),
        (44004, Unfit),
        (40008, Unfit),
        (99999, Unfit),
        (60020, Paused),
        (40056, Paused),
        (48002, Paused),
        (301002, Paused),
        (-1, Unknown),
    ],
)
async def test_each_documented_code_is_told(
    outlet: WecomOutlet, theirs: WecomSandbox, code: int, kind: type[Delivery]
):
    theirs.faults.append(Fault(kind="code", method="message/send", code=code))

    assert isinstance(await outlet.send("wang", SCREEN), kind)


async def test_after_too_much_a_minute_is_let_pass(outlet: WecomOutlet, theirs: WecomSandbox):
    theirs.faults.append(Fault(kind="code", method="message/send", code=45009))

    assert await outlet.send("wang", SCREEN) == Wait(seconds=LATER)


@pytest.mark.parametrize("kind", ["500", "refused", "lost"])
async def test_no_clear_answer_is_told_as_such(
    outlet: WecomOutlet, theirs: WecomSandbox, kind: str
):
    theirs.faults.append(Fault(kind=kind, method="message/send"))

    assert isinstance(await outlet.send("wang", SCREEN), Unknown)


async def test_a_message_whose_answer_was_lost_arrives_once(
    outlet: WecomOutlet, theirs: WecomSandbox
):
    theirs.faults.append(Fault(kind="lost", method="message/send"))

    assert isinstance(await outlet.send("wang", SCREEN), Unknown)
    assert await outlet.send("wang", SCREEN) == Sent()
    assert len(theirs.company.chats["wang"]) == 1


async def test_the_same_screen_again_is_another_message(outlet: WecomOutlet, theirs: WecomSandbox):
    await outlet.send("wang", SCREEN)
    await outlet.send("wang", SCREEN)

    assert len(theirs.company.chats["wang"]) == 2


async def test_who_is_no_member_is_gone(outlet: WecomOutlet):
    assert isinstance(await outlet.send("nobody", SCREEN), Gone)


async def test_a_wrong_secret_pauses_and_is_not_asked_about_at_once_again(
    theirs: WecomSandbox, steady: Steady
):
    theirs.company.join("wang")
    api = Wecom(application(theirs, secret="wrong"), steady)
    outlet = WecomOutlet(api, "resident", Pace(per_day=PLENTY, monotonic=steady), framed)

    assert isinstance(await outlet.send("wang", SCREEN), Paused)
    assert isinstance(await outlet.send("wang", SCREEN), Paused)
    assert theirs.company.tokens_asked == 1
    assert api.trouble == "paused: 40001 invalid credential, hint: [sandbox]"
    steady.at += QUIET
    await outlet.send("wang", SCREEN)
    assert theirs.company.tokens_asked == 2
    await api.close()


@pytest.mark.parametrize(
    "garbage",
    [
        b"{}",
        b'{"errcode": 0}',
        b'{"errcode": 0, "access_token": "x"}',
        b'{"errcode": 0, "access_token": null, "expires_in": 7200}',
        b'{"errcode": 0, "access_token": "x", "expires_in": "soon"}',
        b'{"errcode": 0, "access_token": "x", "expires_in": NaN}',
        b"[]",
        b"<html>",
        b"\xff\xfe",
        b"[" * 100_000,
    ],
    ids=["{}", "no token", "no end", "null", "soon", "nan", "a list", "a page", "bytes", "deep"],
)
async def test_garbage_for_a_token_is_no_clear_answer_and_is_asked_again(garbage: bytes):
    answers = [garbage, b'{"errcode": 0, "access_token": "t", "expires_in": 7200}']

    async def token(_: web.Request) -> web.Response:
        return web.Response(body=answers.pop(0), content_type="application/json")

    async def send(request: web.Request) -> web.Response:
        return web.json_response({"errcode": 0, "asked": request.query["access_token"]})

    there = web.Application()
    there.router.add_get("/cgi-bin/gettoken", token)
    there.router.add_post("/cgi-bin/message/send", send)
    async with TestServer(there) as server:
        url = str(server.make_url("/")).rstrip("/")
        api = Wecom(Application(url=url, corp_id="c", agent_id=1, secret="s"))
        with pytest.raises(Unreachable):
            await api.send({})
        assert (await api.send({}))["asked"] == "t"
        await api.close()


async def test_neither_secret_nor_token_stands_in_an_error(api: Wecom, theirs: WecomSandbox):
    theirs.company.join("wang")
    outlet = WecomOutlet(api, "resident", Pace(per_day=PLENTY), framed)
    await theirs.stop()

    delivery = await outlet.send("wang", SCREEN)

    assert delivery == Unknown(why="ClientConnectorError")


async def test_our_limits_hold_so_that_nothing_is_dropped_there(
    outlet: WecomOutlet, theirs: WecomSandbox
):
    sent = [await outlet.send("wang", SCREEN) for _ in range(40)]

    assert theirs.company.dropped["wang"] == 0
    assert sent.count(Sent()) == 15
    assert all(isinstance(each, Wait) for each in sent[15:])


async def test_a_card_is_replaced_once_by_its_code(outlet: WecomOutlet, theirs: WecomSandbox):
    await outlet.send("wang", SCREEN)
    (shown,) = theirs.company.chats["wang"]
    code = theirs.company.change_code("wang", shown)

    assert await outlet.replace("wang", code, NEXT) == Sent()
    assert shown.text == "下一张\n正文"
    assert isinstance(await outlet.replace("wang", code, SCREEN), Unfit)


async def test_a_robot_posts_to_its_group(theirs: WecomSandbox, steady: Steady):
    screen = Screen(
        text="<b>会议</b>\n周五 19:30",
        rows=(
            (Button(label="我要来", press="meeting.come:1"),),
            (Button(label="看网页", url="https://hall.example/m/1"),),
        ),
    )
    outlet = RobotOutlet(theirs.robot_url, Pace(per_day=PLENTY, monotonic=steady))

    assert await outlet.send("c1", screen) == Sent()
    assert theirs.company.group == ["会议\n周五 19:30\n看网页 https://hall.example/m/1"]


async def test_a_robot_that_is_no_more_is_gone_and_one_that_is_busy_waits(
    theirs: WecomSandbox, steady: Steady
):
    pace = Pace(per_day=PLENTY, monotonic=steady)

    gone = await RobotOutlet(f"{theirs.robot_url}x", pace).send("c1", SCREEN)
    theirs.faults.append(Fault(kind="code", method="webhook/send", code=45009))
    busy = await RobotOutlet(theirs.robot_url, pace).send("c1", SCREEN)

    assert isinstance(gone, Gone)
    assert busy == Wait(seconds=LATER)
