"""A receipt that left in a webhook's answer is seen in the end, once, whatever became of it there."""

import asyncio
from collections.abc import Callable

import pytest
from sqlalchemy import select

from bot.proofs import Proofs
from council.kernel.screens.screen import Screen
from council.kernel.tables import outbox
from tests.bot.conftest import Stage
from tests.bot.test_voting import announced


async def confirming(stage: Stage) -> None:
    """王芳 is about to press the button that casts."""
    await announced(stage)
    await stage.tap("召", "现在开放", bot="staff")
    await stage.say("王芳", "/vote 1 A>B")


async def until(predicate: Callable[[], bool], stage: Stage, *, clock: int = 0) -> None:
    for _ in range(600):
        if predicate():
            return
        stage.clock.at += clock
        await asyncio.sleep(0.05)
    raise AssertionError("waited in vain")


def proofs(stage: Stage) -> list[str]:
    query = select(outbox.c.state).where(outbox.c.notice == "proof")
    return list(stage.app.bus.read_now(lambda tx: tx.connection.scalars(query)))


def shown(stage: Stage) -> list[str]:
    """The receipts in the chat."""
    said = [m.get("text", "") for m in stage.side("王芳").messages if m["from"]["is_bot"]]
    return [text for text in said if "回执号" in text]


def press_cast(stage: Stage) -> int:
    """Press the casting button without waiting; tells its message."""
    return press(stage, "确认投票")


def press(stage: Stage, label: str) -> int:
    side = stage.side("王芳")
    for message in reversed(side.messages):
        for row in message.get("reply_markup", {}).get("inline_keyboard", []):
            for button in row:
                if label in button["text"]:
                    side.tap(text=button["text"], message_id=message["message_id"])
                    number: int = message["message_id"]
                    return number
    raise AssertionError(f"no button {label}")


async def test_a_receipt_that_arrived_is_not_said_again(hooked_stage: Stage):
    await confirming(hooked_stage)
    press_cast(hooked_stage)
    await hooked_stage.sandbox.idle(20)
    await until(lambda: proofs(hooked_stage) == ["queued"], hooked_stage)
    began = hooked_stage.sandbox.world.log.seq

    await until(lambda: not proofs(hooked_stage), hooked_stage, clock=1)
    calls = [(e.method, e.status) for e in hooked_stage.sandbox.log(began)]
    assert ("editMessageText", 400) in calls, "not modified: it was there"
    assert ("sendMessage", 200) not in calls
    assert len(shown(hooked_stage)) == 1


@pytest.mark.parametrize("kind", ["429", "400"])
async def test_a_receipt_that_was_refused_in_the_answer_is_shown_later(
    hooked_stage: Stage, kind: str
):
    await confirming(hooked_stage)
    hooked_stage.sandbox.fault(kind, method="editMessageText", description="Bad Request: no")
    press_cast(hooked_stage)
    await hooked_stage.sandbox.idle(20)
    await until(lambda: proofs(hooked_stage) == ["queued"], hooked_stage)
    lost = shown(hooked_stage)

    await until(lambda: not proofs(hooked_stage), hooked_stage, clock=1)

    assert (lost, len(shown(hooked_stage))) == ([], 1)


async def test_where_the_message_is_gone_the_receipt_comes_as_a_new_one(hooked_stage: Stage):
    await confirming(hooked_stage)
    hooked_stage.sandbox.fault(
        "400",
        method="editMessageText",
        count=2,
        description="Bad Request: message to edit not found",
    )
    press_cast(hooked_stage)
    await hooked_stage.sandbox.idle(20)
    await until(lambda: proofs(hooked_stage) == ["queued"], hooked_stage)

    await until(lambda: not proofs(hooked_stage), hooked_stage, clock=1)

    assert len(shown(hooked_stage)) == 1
    assert hooked_stage.side("王芳").messages[-1]["text"] == shown(hooked_stage)[0]


async def test_who_has_pressed_on_is_not_taken_back_to_the_receipt(hooked_stage: Stage):
    await confirming(hooked_stage)
    message = press_cast(hooked_stage)
    await hooked_stage.sandbox.idle(20)

    pressed = press(hooked_stage, "✏️ 改票")
    await hooked_stage.quiet()
    left = proofs(hooked_stage)
    hooked_stage.clock.at += 60
    await hooked_stage.quiet()

    assert pressed == message
    assert (left, shown(hooked_stage)) == ([], [])


async def test_a_press_while_the_proof_is_being_written_down_takes_it_back(stage: Stage):
    made = Proofs(stage.app, "resident")
    await made.pressed("1", 4)  # from now on it is known which are open
    made.keep("1", 5, Screen(text="回执号"))

    writing = asyncio.create_task(made.write())
    await asyncio.sleep(0)
    await made.pressed("1", 5)
    await writing

    assert proofs(stage) == []


async def test_under_long_polling_nothing_needs_a_proof(stage: Stage):
    await confirming(stage)

    await stage.tap("王芳", "确认投票")

    assert (proofs(stage), len(shown(stage))) == ([], 1)
