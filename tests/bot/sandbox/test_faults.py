import time

import pytest
from aiogram.exceptions import (
    TelegramBadRequest,
    TelegramForbiddenError,
    TelegramNetworkError,
    TelegramRetryAfter,
    TelegramServerError,
)
from aiohttp import web

from bot.sandbox.world import Unfit


async def test_429_tells_how_long_to_wait_and_strikes_only_its_chat(hall, sandbox, side):
    other = sandbox.side(sandbox.add_person("李", id=701).id, "hall_bot")
    other.start()
    sandbox.fault("429", chat=700, retry_after=7)

    await hall.send_message(701, "别人不受影响")
    with pytest.raises(TelegramRetryAfter) as caught:
        await hall.send_message(700, "x")
    await hall.send_message(700, "过了")

    assert caught.value.retry_after == 7
    assert caught.value.message.endswith("Too Many Requests: retry after 7")


@pytest.mark.parametrize(
    ("kind", "error", "said"),
    [
        ("403", TelegramForbiddenError, "Forbidden: bot was blocked by the user"),
        ("400", TelegramBadRequest, "Bad Request: chat not found"),
        ("500", TelegramServerError, "Internal Server Error"),
    ],
)
async def test_refusals_on_demand_do_nothing_else(hall, sandbox, side, kind, error, said):
    sandbox.fault(kind, method="sendMessage")

    with pytest.raises(error) as caught:
        await hall.send_message(700, "x")

    assert caught.value.message == said
    assert len(side.messages) == 1


async def test_a_count_is_used_up_and_other_methods_pass(hall, sandbox, side):
    sandbox.fault("500", method="sendMessage", bot="hall_bot", count=2)

    await hall.get_me()
    for _ in range(2):
        with pytest.raises(TelegramServerError):
            await hall.send_message(700, "x")
    await hall.send_message(700, "第三次")

    assert sandbox.world.faults.faults == []


async def test_a_proxy_answers_502_with_a_page(staff, sandbox):
    sandbox.fault("502_html", bot="staff_bot")

    with pytest.raises(Exception, match="Bad Gateway"):
        await staff.get_me()


async def test_a_reset_connection_delivers_nothing(hall, sandbox, side):
    sandbox.fault("reset")

    with pytest.raises(TelegramNetworkError):
        await hall.send_message(700, "x")

    assert len(side.messages) == 1


async def test_a_timeout_after_delivery_hides_a_message_that_arrived(hall, sandbox, side):
    sandbox.fault("timeout_after_delivery", seconds=0.1)

    with pytest.raises(TelegramNetworkError):
        await hall.send_message(700, "到了")

    assert side.messages[-1]["text"] == "到了"


async def test_the_client_may_give_up_first(hall, sandbox, side):
    sandbox.fault("timeout_after_delivery", seconds=30)

    with pytest.raises(TelegramNetworkError):
        await hall.send_message(700, "到了", request_timeout=1)
    started = time.monotonic()
    await sandbox.stop()

    assert side.messages[-1]["text"] == "到了"
    assert time.monotonic() - started < 2


async def test_an_update_is_handed_out_twice(hall, sandbox, side):
    sandbox.fault("duplicate_update")
    side.text("一")
    side.text("二")

    updates = await hall.get_updates()

    assert [update.message.text for update in updates] == ["一", "一", "二"]
    assert updates[0].update_id == updates[1].update_id


async def test_updates_are_handed_out_in_the_wrong_order(hall, sandbox, side):
    sandbox.fault("reorder_updates")
    side.text("一")
    side.text("二")

    updates = await hall.get_updates()

    assert [update.message.text for update in updates] == ["二", "一"]


@pytest.mark.parametrize(
    ("kind", "arrived"),
    [
        ("duplicate_update", ["一", "一", "二"]),
        ("reorder_updates", ["二", "一"]),
        ("drop_webhook_reply", ["一", "一", "二"]),
    ],
)
async def test_the_webhook_knows_the_same_faults(hall, sandbox, side, serve, kind, arrived):
    heard = []

    async def hear(request):
        update = await request.json()
        heard.append(update["message"]["text"])
        return web.Response()

    app = web.Application()
    app.router.add_post("/", hear)
    await hall.set_webhook(await serve(app))
    sandbox.fault(kind)

    side.text("一")
    side.text("二")
    await sandbox.idle(5)

    assert heard == arrived


def test_a_fault_nobody_knows_is_refused(sandbox):
    with pytest.raises(Unfit, match="unknown fault kind: earthquake"):
        sandbox.fault("earthquake")
    with pytest.raises(Unfit, match="unknown fault field: colour"):
        sandbox.fault("429", colour="red")
