"""In groups: a shown join code is void, remarks are left in peace, channels and bots get no answer."""

from typing import Any

import pytest
from sqlalchemy import func, select

from bot import groups
from bot.sandbox.side import Side
from council.kernel.directory import accounts
from council.people.tables import join_codes
from tests.bot.conftest import BOTS, Stage
from tests.bot.test_webhook import post

VOID = "这个加入码在群里人人看得到，已经作废。"


def group(stage: Stage, *names: str, bot: str = "resident") -> list[Side]:
    """A group with one of our bots and these people; each one's side of it."""
    people = [stage.phone(name) for name in names]
    number = stage.sandbox.add_group("三栋", bots=[BOTS[bot]], people=people)
    return [stage.sandbox.side(person, BOTS[bot], group_id=number) for person in people]


def by_bots(side: Side) -> list[str]:
    return [m["text"] for m in side.messages if m["from"]["is_bot"]]


def live_codes(stage: Stage) -> int:
    query = select(func.count()).select_from(join_codes).where(join_codes.c.used_by.is_(None))
    return int(stage.app.bus.read_now(lambda tx: tx.connection.scalar(query)) or 0)


def written(code: str, form: str) -> str:
    return form.format(code=code, first=code[:5], second=code[5:], low=code.lower())


@pytest.mark.parametrize("bot", ["resident", "staff"])
@pytest.mark.parametrize(
    "form",
    [
        "{code}",
        "/start {code}",
        "我的码是 {first}-{second} 对吗",
        "{first} {second}",
        "/start@hall_bot {low}",
    ],
)
async def test_a_join_code_shown_in_a_group_is_void(stage: Stage, form: str, bot: str):
    code = stage.on_the_list("王芳")
    (side, _) = group(stage, "王芳", "陌生人", bot=bot)

    side.text(written(code, form))
    await stage.quiet()
    left = live_codes(stage)
    later = await stage.say("王芳", f"/start {code}")

    assert [text.partition("请")[0] for text in by_bots(side)] == [VOID]
    assert left == 0
    assert later.startswith("这个加入码不对")
    assert (
        stage.app.bus.read_now(lambda tx: tx.connection.scalar(select(accounts.c.account))) is None
    )


async def test_of_two_people_only_the_shown_code_is_void(any_stage: Stage):
    shown, other = any_stage.on_the_list("王芳"), any_stage.on_the_list("李明")
    (side,) = group(any_stage, "王芳")

    side.text(shown)
    await any_stage.quiet()

    assert (await any_stage.say("李明", f"/start {other}")).startswith("李明")


async def test_many_remarks_in_a_group_get_one_hint(any_stage: Stage):
    sides = group(any_stage, "王芳", "李明")
    for n in range(25):
        sides[n % 2].text(f"电梯什么时候修 {n}" if n % 3 else f"/vote {n}")
    await any_stage.quiet()

    assert len(by_bots(sides[0])) == 1


def message(stage: Stage, text: str, **fields: Any) -> dict[str, Any]:
    person = {"id": stage.phone("王芳"), "is_bot": False, "first_name": "王芳"}
    chat = {"id": -100123, "type": "supergroup", "title": "三栋"}
    return {"message_id": 7, "date": 0, "chat": chat, "from": person, "text": text, **fields}


@pytest.mark.parametrize(
    "fields",
    [
        {"is_automatic_forward": True, "sender_chat": {"id": -5, "type": "channel", "title": "c"}},
        {"sender_chat": {"id": -100123, "type": "supergroup", "title": "三栋"}},
        {"from": {"id": 9, "is_bot": True, "first_name": "other"}},
    ],
)
async def test_channels_and_other_bots_get_no_answer(hooked_stage: Stage, fields: dict[str, Any]):
    began = hooked_stage.sandbox.world.log.seq

    status, body = await post(
        hooked_stage, {"update_id": 5, "message": message(hooked_stage, "/help", **fields)}
    )
    await hooked_stage.quiet()

    calls = [e.method for e in hooked_stage.sandbox.log(began) if e.method.startswith("send")]
    assert (status, body, calls) == (200, "", [])


@pytest.mark.parametrize(
    "fields",
    [
        {"new_chat_members": [{"id": 9, "is_bot": False, "first_name": "李明"}]},
        {"left_chat_member": {"id": 9, "is_bot": False, "first_name": "李明"}},
        {"new_chat_title": "三栋业主"},
    ],
)
async def test_where_nobody_wrote_a_word_there_is_no_hint(
    hooked_stage: Stage, fields: dict[str, Any]
):
    began = hooked_stage.sandbox.world.log.seq
    silent = message(hooked_stage, "", **fields)
    del silent["text"]

    await post(hooked_stage, {"update_id": 5, "message": silent})
    await hooked_stage.quiet()

    calls = [e.method for e in hooked_stage.sandbox.log(began) if e.method.startswith("send")]
    assert calls == []


def test_what_may_be_a_code_is_found_in_a_text():
    assert groups.codes_in("ＡＢＣＤＥ－ＦＧＨＩＪ") == {"ABCDEFGHIJ"}
    assert groups.codes_in("abcde fghij klmno") == {"ABCDEFGHIJ", "FGHIJKLMNO"}
    assert groups.codes_in("会议 3 月 5 日 19:30 在三号楼") == set()
