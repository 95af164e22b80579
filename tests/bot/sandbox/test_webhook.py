import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field

import pytest
from aiogram.exceptions import TelegramBadRequest, TelegramRetryAfter
from aiogram.methods import SendMessage
from aiogram.webhook.aiohttp_server import SimpleRequestHandler
from aiohttp import FormData, web

SECRET = "s3cret_-"


@dataclass
class Receiver:
    """A bot's server: keeps what arrived and answers as the test says."""

    url: str = ""
    arrived: list[dict] = field(default_factory=list)
    secrets: list[str | None] = field(default_factory=list)
    answer: Callable[[dict], object] | None = None
    changed: asyncio.Event = field(default_factory=asyncio.Event)

    async def hear(self, request):
        update = await request.json()
        self.arrived.append(update)
        self.secrets.append(request.headers.get("X-Telegram-Bot-Api-Secret-Token"))
        self.changed.set()
        answer = None if self.answer is None else self.answer(update)
        if asyncio.iscoroutine(answer):
            answer = await answer
        return web.Response() if answer is None else answer

    async def wait(self, count):
        async with asyncio.timeout(5):
            while len(self.arrived) < count:
                self.changed.clear()
                await self.changed.wait()

    def texts(self):
        return [update["message"]["text"] for update in self.arrived if "message" in update]


@pytest.fixture
async def receiver(serve):
    receiver = Receiver()
    app = web.Application()
    app.router.add_post("/hook", receiver.hear)
    receiver.url = await serve(app) + "/hook"
    return receiver


async def told(hall, wanted):
    """What is told of the webhook, once it is what is wanted: an answer is noted after it was given."""
    async with asyncio.timeout(5):
        while not wanted(info := await hall.get_webhook_info()):  # noqa: ASYNC110 - no bell rings
            await asyncio.sleep(0.01)
    return info


async def test_updates_arrive_with_the_secret(hall, sandbox, side, receiver):
    await hall.set_webhook(receiver.url, secret_token=SECRET)

    side.text("一")
    await receiver.wait(1)

    assert (receiver.texts(), receiver.secrets) == (["一"], [SECRET])
    await sandbox.idle(5)


async def test_what_waited_before_is_delivered_first(hall, side, receiver):
    side.text("早")

    await hall.set_webhook(receiver.url)
    side.text("晚")
    await receiver.wait(2)

    assert receiver.texts() == ["早", "晚"]


async def test_pending_updates_can_be_dropped(hall, side, receiver):
    side.text("早")

    await hall.set_webhook(receiver.url, drop_pending_updates=True)
    side.text("晚")
    await receiver.wait(1)

    assert receiver.texts() == ["晚"]


async def test_one_chat_waits_for_its_turn_while_others_go_on(hall, sandbox, side, receiver):
    other = sandbox.side(sandbox.add_person("李", id=701).id, "hall_bot")
    gate = asyncio.Event()

    async def slow(update):
        if update["message"]["text"] == "慢":
            await gate.wait()

    receiver.answer = slow
    await hall.set_webhook(receiver.url)

    side.text("慢")
    side.text("排队")
    other.text("快")
    await receiver.wait(2)
    before = receiver.texts()
    gate.set()
    await receiver.wait(3)

    assert (before, receiver.texts()[2:]) == (["慢", "快"], ["排队"])


async def test_a_tap_does_not_wait_for_the_same_persons_message(hall, side, receiver):
    markup = {"inline_keyboard": [[{"text": "投", "callback_data": "v"}]]}
    await hall.send_message(side.person_id, "票", reply_markup=markup)
    gate = asyncio.Event()

    async def slow(update):
        if "message" in update:
            await gate.wait()

    receiver.answer = slow
    await hall.set_webhook(receiver.url)

    side.text("慢")
    side.tap(text="投")
    await receiver.wait(2)
    gate.set()

    assert ["callback_query" in update for update in receiver.arrived] == [False, True]


async def test_max_connections_bounds_the_requests_in_flight(hall, sandbox, side, receiver):
    inside, most = 0, 0

    async def count(_update):
        nonlocal inside, most
        inside += 1
        most = max(most, inside)
        await asyncio.sleep(0.02)
        inside -= 1

    receiver.answer = count
    await hall.set_webhook(receiver.url, max_connections=2)

    for number in range(701, 708):
        sandbox.side(sandbox.add_person("邻", id=number).id, "hall_bot").start()
    await receiver.wait(7)

    assert most == 2


async def test_an_error_brings_the_update_again_and_order_still_holds(
    hall, sandbox, side, receiver
):
    answers = iter([web.Response(status=500)])
    receiver.answer = lambda _update: next(answers, None)
    await hall.set_webhook(receiver.url)

    side.text("一")
    side.text("二")
    await receiver.wait(1)
    info = await told(hall, lambda info: info.last_error_message)
    await receiver.wait(3)

    assert receiver.texts() == ["一", "一", "二"]
    assert (info.pending_update_count, info.last_error_message) == (
        2,
        "Wrong response from the webhook: 500 Internal Server Error",
    )
    await sandbox.idle(5)


async def test_retry_after_is_honoured(hall, sandbox, side, receiver):
    answers = iter([web.Response(status=503, headers={"Retry-After": "0"})])
    receiver.answer = lambda _update: next(answers, None)
    await hall.set_webhook(receiver.url)

    side.text("一")
    async with asyncio.timeout(0.9):
        await receiver.wait(2)

    assert receiver.texts() == ["一", "一"]


async def test_a_reply_body_with_a_method_is_executed(hall, sandbox, side, receiver):
    receiver.answer = lambda _update: web.json_response(
        {"method": "sendMessage", "chat_id": 700, "text": "收到"}
    )
    await hall.set_webhook(receiver.url)

    side.text("喂")
    await side.until(lambda seen: seen.messages[-1]["text"] == "收到", timeout=2)
    await sandbox.idle(5)


async def test_a_multipart_reply_with_a_photo_is_executed(hall, sandbox, side, receiver):
    def answer(_update):
        form = FormData({"method": "sendDocument", "chat_id": "700", "document": "attach://a"})
        form.add_field("a", b"data", filename="a.txt", content_type="text/plain")
        payload = form()
        return web.Response(body=payload)

    receiver.answer = answer
    await hall.set_webhook(receiver.url)

    side.text("喂")
    await side.until(lambda seen: "document" in seen.messages[-1], timeout=2)

    assert side.messages[-1]["document"]["file_name"] == "a.txt"


async def test_a_refused_reply_call_still_confirms_the_update(hall, sandbox, side, receiver):
    receiver.answer = lambda _update: web.json_response({"method": "sendMessage", "chat_id": 1})
    await hall.set_webhook(receiver.url)

    side.text("喂")
    await receiver.wait(1)
    await sandbox.idle(5)

    assert receiver.texts() == ["喂"]


async def test_aiograms_own_handler_is_understood(hall, sandbox, side, serve):
    class Echo:
        """Stands where a dispatcher stands: answers every update with a call."""

        async def feed_webhook_update(self, _bot, update, **_data):
            return SendMessage(chat_id=update["message"]["chat"]["id"], text="回声")

        async def emit_startup(self, **_data):
            """Nothing to open."""

        async def emit_shutdown(self, **_data):
            """Nothing to close."""

    app = web.Application()
    SimpleRequestHandler(Echo(), hall, handle_in_background=False).register(app, path="/hook")
    await hall.set_webhook(await serve(app) + "/hook")

    side.text("喂")
    await side.until(lambda seen: seen.messages[-1]["text"] == "回声", timeout=3)
    await sandbox.idle(5)


async def test_a_dead_server_is_named_in_the_webhook_info(hall, sandbox, side):
    await hall.set_webhook("http://127.0.0.1:9/hook", max_connections=7)

    side.text("喂")
    info = await told(hall, lambda info: info.last_error_message)

    assert (info.url, info.max_connections) == ("http://127.0.0.1:9/hook", 7)
    assert (info.pending_update_count, info.last_error_message) == (1, "Connection refused")


async def test_a_deleted_webhook_leaves_the_rest_to_polling(hall, side, receiver):
    receiver.answer = lambda _update: web.Response(status=500)
    await hall.set_webhook(receiver.url)
    side.text("喂")
    await receiver.wait(1)

    await hall.delete_webhook()
    updates = await hall.get_updates()

    assert [update.message.text for update in updates] == ["喂"]


async def test_changing_the_webhook_twice_a_second_is_too_fast(hall, receiver):
    await hall.set_webhook(receiver.url)

    with pytest.raises(TelegramRetryAfter) as caught:
        await hall.set_webhook(receiver.url + "2")

    assert caught.value.retry_after == 1


@pytest.mark.parametrize(
    ("url", "secret", "said"),
    [
        (
            "ftp://x/y",
            "",
            "Bad Request: bad webhook: An HTTPS URL must be provided for webhook",
        ),
        ("http://h/x", "a b", "Bad Request: secret token contains unallowed characters"),
    ],
)
async def test_a_bad_webhook_is_refused(hall, url, secret, said):
    with pytest.raises(TelegramBadRequest) as caught:
        await hall.set_webhook(url, secret_token=secret)

    assert caught.value.message == said


async def test_gone_for_23_hours_removes_the_webhook(hall, sandbox, side, receiver):
    receiver.answer = lambda _update: web.Response(status=410, headers={"Retry-After": "0"})
    await hall.set_webhook(receiver.url)
    side.text("喂")
    await receiver.wait(2)

    sandbox.set_clock(23 * 3600 + 5)
    heard = len(receiver.arrived)
    await receiver.wait(heard + 1)
    info = await told(hall, lambda info: not info.url)

    assert info.url == ""
    assert [update.message.text for update in await hall.get_updates()] == ["喂"]


async def test_an_expired_update_is_not_delivered_any_more(hall, sandbox, side, receiver):
    receiver.answer = lambda _update: web.Response(status=500)
    await hall.set_webhook(receiver.url)
    side.text("旧")
    await receiver.wait(1)

    receiver.answer = None
    sandbox.set_clock(25 * 3600)
    side.text("新")
    await sandbox.idle(5)

    assert receiver.texts() == ["旧", "新"]
