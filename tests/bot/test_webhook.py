"""The webhook route: who may call it, what it answers, and that order and concurrency do no harm."""

import asyncio
import io
from typing import Any

import aiohttp
from sqlalchemy import select

from bot.update_receiver import hook_secret
from council.kernel.tables import poison_updates
from tests.bot.conftest import Stage

HEADER = "X-Telegram-Bot-Api-Secret-Token"
UPDATE = {"update_id": 1, "edited_message": {"message_id": 1}}


async def post(
    stage: Stage, body: Any, *, secret: str | bytes | None = None, bot: str = "resident"
) -> tuple[int, str]:
    """Call a hook as the Bot API would; tells status and body."""
    settings = stage.app.settings
    good = hook_secret(settings.webhook_secret, bot)
    headers = {HEADER: good if secret is None else secret}
    content = body if isinstance(body, bytes) else None
    async with (
        aiohttp.ClientSession() as session,
        session.post(
            f"{settings.webhook_url}/hooks/{bot}",
            data=None if content is None else io.BytesIO(content),
            json=None if content is not None else body,
            headers=headers,
        ) as response,
    ):
        return response.status, await response.text()


async def test_only_the_right_secret_is_let_in(hooked_stage: Stage):
    others = hook_secret(hooked_stage.app.settings.webhook_secret, "staff")

    statuses = [
        (await post(hooked_stage, UPDATE, secret=secret))[0]
        for secret in ("", "wrong", "ключ", others, hooked_stage.app.settings.webhook_secret)
    ]
    good = await post(hooked_stage, UPDATE)

    assert statuses == [401] * 5
    assert good == (200, "")


#: What a Bot API server never sends, and what it would send again for a day if it were refused.
NO_UPDATES = (
    b"",
    b"{",
    b"[]",
    b"null",
    b'"update"',
    b"\xff\xfe",
    b'{"update_id": "1"}',
    b'{"message": {}}',
    b"[" * 5000,
    b'{"update_id": ' + b"9" * 5000 + b"}",
    b'"' + b"x" * (5 * 2**20) + b'"',
)


async def test_what_is_no_update_is_put_aside_and_acknowledged(hooked_stage: Stage):
    answers = [await post(hooked_stage, body) for body in (*NO_UPDATES, *NO_UPDATES)]

    put_aside = hooked_stage.app.bus.read_now(
        lambda tx: list(tx.connection.scalars(select(poison_updates.c.update_id)))
    )
    assert set(answers) == {(200, "")}
    assert put_aside == [-1] * len(NO_UPDATES)


async def test_a_press_is_answered_in_the_body_and_a_message_by_a_call(hooked_stage: Stage):
    await hooked_stage.join("王芳")
    began = hooked_stage.sandbox.world.log.seq

    await hooked_stage.say("王芳", "/settings")
    await hooked_stage.tap("王芳", "每天 8 点一条")

    def calls() -> list[str]:
        return sorted(entry.method for entry in hooked_stage.sandbox.log(began))

    for _ in range(100):  # the loading mark ends beside the answer, perhaps after it
        if len(calls()) == 3:
            break
        await asyncio.sleep(0.02)
    assert calls() == ["answerCallbackQuery", "editMessageText", "sendMessage"]
    assert hooked_stage.last("王芳").startswith("设置")


async def test_many_people_at_once_are_all_answered_once(hooked_stage: Stage):
    names = [f"邻居{n}" for n in range(20)]
    codes = {name: hooked_stage.on_the_list(name) for name in names}
    hooked_stage.sandbox.fault("duplicate_update", bot="hall_bot", count=8)

    for name in names:
        hooked_stage.side(name).start(codes[name])
    await hooked_stage.quiet()
    for name in names:
        hooked_stage.side(name).text("/settings")
        hooked_stage.side(name).text("/help")
    await hooked_stage.quiet()

    for name in names:
        said = [m["text"] for m in hooked_stage.side(name).messages if m["from"]["is_bot"]]
        firsts = [text.partition("\n")[0] for text in said]
        welcome, settings, helped = dict.fromkeys(firsts)
        assert welcome.startswith(f"{name}，您好！您已加入")
        assert (settings, helped) == (settings, firsts[-1])


async def test_a_message_and_a_tap_of_one_person_side_by_side_both_count(hooked_stage: Stage):
    await hooked_stage.join("王芳")
    await hooked_stage.say("王芳", "/settings")
    side = hooked_stage.side("王芳")

    side.tap(text="English")
    side.text("/help")
    side.tap(text="English")
    await hooked_stage.quiet()

    poison = hooked_stage.app.bus.read_now(
        lambda tx: list(tx.connection.execute(select(poison_updates.c.error)))
    )
    assert poison == []
    assert await asyncio.wait_for(hooked_stage.say("王芳", "/settings"), 10)
    assert hooked_stage.last("王芳").startswith("Settings")


async def test_a_text_that_comes_again_gets_its_first_answer_whatever_has_changed(
    hooked_stage: Stage,
):
    await hooked_stage.join("王芳")
    await hooked_stage.say("王芳", "/propose")
    update = written(hooked_stage, "王芳", "停车建议", number=99)

    first = await answer_to(hooked_stage, update)
    await hooked_stage.say("王芳", "/cancel")
    again = await answer_to(hooked_stage, update)

    # The draft no longer waits for a text: without the kept outcome this would be a refusal.
    assert again == first


def written(stage: Stage, name: str, text: str, *, number: int) -> dict[str, Any]:
    """The update of a text, as the Bot API would deliver it a second time after a crash."""
    account = stage.phone(name)
    chat = {"id": account, "type": "private", "first_name": name}
    person = {"id": account, "is_bot": False, "first_name": name, "language_code": "zh-hans"}
    message = {"message_id": 7000, "date": 0, "chat": chat, "from": person, "text": text}
    return {"update_id": number, "message": message}


async def answer_to(stage: Stage, update: dict[str, Any]) -> str:
    status, _ = await post(stage, update)
    assert status == 200
    await stage.quiet()
    newest: str = stage.side("王芳").messages[-1]["text"]
    return newest
