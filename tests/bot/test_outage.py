"""A bot that the Bot API does not serve pauses: nothing is final, an operator sees it, it goes on."""

import asyncio
from typing import Any

import pytest
from sqlalchemy import func, select

from bot import polling, rivals
from bot.standing import Standing
from council.kernel.outbox import sender
from council.kernel.outbox.enqueueing import everyone, notify
from council.kernel.screens.translator import LOCALES, catalog
from council.kernel.tables import outbox
from tests.bot.conftest import Stage


@pytest.fixture(autouse=True)
def _notice(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let every catalog know ``notice.test``, and let nobody wait long for the next look."""
    for locale in LOCALES:
        monkeypatch.setitem(catalog(locale), "notice.test", "{text}")  # type: ignore[arg-type]
    monkeypatch.setattr(rivals, "LOOK", 0.2)
    monkeypatch.setattr(rivals, "LOOK_AGAIN", 0.2)
    monkeypatch.setattr(polling, "PAUSED", 0.2)
    monkeypatch.setattr(polling, "LONG_POLL", 1)
    monkeypatch.setattr(sender, "PAUSED", 0.2)


def tell(stage: Stage, *subjects: str, bot: str) -> None:
    """Queue notices to everybody."""
    for subject in subjects:
        stage.app.bus.submit_run(
            lambda tx, subject=subject: notify(
                tx,
                stage.community_id,
                everyone(stage.community_id),
                notice="test",
                subject=subject,
                params={"text": subject},
                bot=bot,
            )
        ).result()


def states(stage: Stage) -> dict[Any, Any]:
    """How many letters are in which state."""
    query = select(outbox.c.state, func.count()).where(outbox.c.notice == "test")
    found = stage.app.bus.read_now(
        lambda tx: list(tx.connection.execute(query.group_by(outbox.c.state)))
    )
    return dict(map(tuple, found))


async def until(predicate: Any, seconds: float = 30) -> None:
    for _ in range(int(seconds / 0.05)):
        if predicate():
            return
        await asyncio.sleep(0.05)
    raise AssertionError("waited in vain")


@pytest.mark.parametrize("bot", ["resident", "staff"])
@pytest.mark.parametrize("kind", ["401", "404", "409"])
async def test_letters_wait_for_a_token_to_be_renewed(any_stage: Stage, kind: str, bot: str):
    for name in ("王芳", "李明", "赵云"):
        await any_stage.join(name, "facilitator")
    named = {"resident": "hall_bot", "staff": "desk_bot"}[bot]
    letters = [str(n) for n in range(5)]
    any_stage.sandbox.fault(kind, bot=named, method="sendMessage", count=999)
    if kind != "409":  # getUpdates answers 409 to a rival of its own kind
        for method in ("getUpdates", "getWebhookInfo"):
            any_stage.sandbox.fault(kind, bot=named, method=method, count=999)

    tell(any_stage, *letters, bot=bot)
    await until(any_stage.readiness.bots[bot])
    while_paused = (any_stage.readiness.bots[bot](), states(any_stage).get("dead"))
    any_stage.sandbox.world.faults.clear()
    await until(lambda: states(any_stage) == {"sent": 15})

    assert while_paused[0].startswith("paused: ")
    assert while_paused[1] is None
    for name in ("王芳", "李明", "赵云"):
        messages = any_stage.side(name, bot).messages
        said = [m["text"] for m in messages if m["from"]["is_bot"]]
        assert said[-5:] == letters
    await until(lambda: not any_stage.readiness.bots[bot]())


async def test_an_answer_given_while_the_token_is_refused_comes_later(any_stage: Stage):
    await any_stage.join("王芳")
    before = len(any_stage.side("王芳").messages)
    any_stage.sandbox.fault("401", bot="hall_bot", method="sendMessage", count=999)

    any_stage.side("王芳").text("/help")
    await until(any_stage.readiness.bots["resident"])
    any_stage.sandbox.world.faults.clear()
    await until(lambda: len(any_stage.side("王芳").messages) == before + 2)

    assert "/settings" in any_stage.side("王芳").messages[-1]["text"]


async def test_an_operator_is_told_once_a_minute(stage: Stage, caplog: pytest.LogCaptureFixture):
    await stage.join("王芳")
    stage.sandbox.fault("401", bot="hall_bot", count=9)

    await until(lambda: not stage.sandbox.world.faults.faults)
    await until(lambda: not stage.readiness.bots["resident"]())

    told = [r.getMessage() for r in caplog.records if "paused" in r.getMessage()]
    assert len(told) == 1
    assert told[0].startswith("resident bot: paused, the Bot API does not serve it: ")


def test_questions_without_an_answer_are_told_ever_more_seldom(caplog: pytest.LogCaptureFixture):
    seconds = iter(range(1000))
    standing = Standing("resident", lambda: float(next(seconds)))

    for _ in range(200):
        standing.unheard("ClientConnectorError")
    standing.served()
    standing.unheard("TimeoutError")

    told = [record.getMessage() for record in caplog.records]
    assert told[0] == "resident bot: no updates: ClientConnectorError"
    assert told[-1] == "resident bot: no updates: TimeoutError"
    assert len(told) < 12
