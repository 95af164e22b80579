import asyncio
import json

import aiohttp
import pytest

from bot.sandbox.media import sample_photo

CHAT = "/sim/people/700/chats/hall_bot"


@pytest.fixture
async def sim(sandbox):
    """A client of the control API: (method, path, body) -> (status, answer)."""
    async with aiohttp.ClientSession(sandbox.url) as client:

        async def ask(method, path, body=None, **request):
            if body is not None:
                request["json"] = body
            async with client.request(method, path, **request) as response:
                return response.status, await response.json()

        ask.client = client
        yield ask


async def test_people_and_bots_are_added_and_listed(sim, sandbox):
    await sim("POST", "/sim/bots", {"token": "1003:C", "username": "third_bot", "name": "第三"})
    _, one = await sim("POST", "/sim/people", {"first_name": "张", "pinned": True, "note": "三栋"})
    _, many = await sim(
        "POST", "/sim/people", [{"first_name": "李"}, {"first_name": "王", "id": 9}]
    )

    status, state = await sim("GET", "/sim/state")

    assert status == 200
    assert [bot["username"] for bot in state["bots"]] == ["hall_bot", "staff_bot", "third_bot"]
    assert state["people"] == [one, *many]
    assert one == {
        "id": one["id"],
        "first_name": "张",
        "last_name": None,
        "username": None,
        "language_code": "zh-hans",
        "pinned": True,
        "default_bot": None,
        "note": "三栋",
        "bots": [],
    }
    assert (state["rates"], state["clock"]["offset"]) == (False, 0)


async def test_a_whole_conversation_over_http(sim, hall, resident):
    for verb, body in (
        ("start", {"payload": "CODE"}),
        ("text", {"text": "/agenda"}),
        ("photo", {"sample": True, "caption": "图"}),
        ("voice", {"sample": True, "duration": 5}),
        ("document", {}),
        ("location", {"latitude": 1.5, "longitude": 2.5}),
        ("contact", {}),
        ("forward", {"text": "听说", "from_name": "老王"}),
        ("edit", {"message_id": 2, "text": "/mine"}),
    ):
        status, answer = await sim("POST", f"{CHAT}/{verb}", body)
        assert (status, answer["ok"]) == (200, True), (verb, answer)
    markup = {"inline_keyboard": [[{"text": "投", "callback_data": "v"}]]}
    await hall.send_message(700, "票", reply_markup=markup)
    _, tap = await sim("POST", f"{CHAT}/tap", {"text": "投"})
    await hall.answer_callback_query(tap["query_id"], "好")

    _, chat = await sim("GET", CHAT)

    assert [message.get("text") for message in chat["messages"]] == [
        "/start CODE", "/mine", None, None, None, None, None, "听说", "票",
    ]  # fmt: skip
    assert chat["messages"][3]["voice"]["duration"] == 5
    assert (chat["started"], chat["blocked"], chat["typing"]) == (True, False, False)
    assert chat["toasts"] == [{"text": "好", "show_alert": False}]


async def test_a_photo_can_be_uploaded_and_shown(sim, hall, side):
    form = aiohttp.FormData({"caption": "墙"})
    form.add_field("file", sample_photo(90), filename="a.png", content_type="image/png")

    await sim("POST", f"{CHAT}/photo", data=form)
    file_id = side.messages[-1]["photo"][-1]["file_id"]
    async with sim.client.get(f"/sim/files/{file_id}") as response:
        content = await response.read()

    assert side.messages[-1]["caption"] == "墙"
    assert (content, response.content_type) == (sample_photo(90), "image/png")


@pytest.mark.parametrize(
    ("method", "path", "body", "status", "error"),
    [
        ("POST", f"{CHAT}/tap", {"text": "无"}, 400, "no inline button '无'"),
        ("POST", f"{CHAT}/fly", {}, 404, "no verb fly"),
        ("POST", f"{CHAT}/text", {}, 400, "text is missing"),
        ("POST", f"{CHAT}/edit", {"message_id": "x"}, 400, "message_id must be a whole number"),
        ("GET", "/sim/people/1/chats/hall_bot", None, 404, "no person 1"),
        ("GET", "/sim/people/700/chats/no_bot", None, 404, "no bot no_bot"),
        ("POST", "/sim/people", {"name": "x"}, 400, "unknown field: name"),
        ("POST", "/sim/people", [1], 400, "an object or a list of objects is expected"),
        ("POST", "/sim/clock", {}, 400, "offset must be a whole number"),
        ("POST", "/sim/faults", {"kind": "x"}, 400, "unknown fault kind: x"),
        ("GET", "/../../pyproject.toml", None, 404, "not found"),
    ],
)
async def test_what_cannot_be_done_is_refused_with_a_reason(
    sim, resident, method, path, body, status, error
):
    assert await sim(method, path, body) == (status, {"error": error})


async def test_a_body_that_is_no_json_is_refused(sim):
    assert await sim("POST", "/sim/clock", data=b"{") == (400, {"error": "the body is not JSON"})


async def test_the_clock_the_rates_and_the_faults_are_switched(sim, sandbox):
    _, clock = await sim("POST", "/sim/clock", {"offset": 86_400})
    _, rates = await sim("POST", "/sim/rates", {"on": True})
    await sim("POST", "/sim/faults", {"kind": "429", "chat": 5, "retry_after": 3, "count": 2})
    _, planned = await sim("GET", "/sim/faults")
    await sim("DELETE", "/sim/faults")
    _, left = await sim("GET", "/sim/faults")

    assert (clock["offset"], sandbox.world.clock.offset) == (86_400, 86_400)
    assert rates == {"ok": True, "on": True}
    assert [(fault["kind"], fault["chat"], fault["count"]) for fault in planned] == [("429", 5, 2)]
    assert left == []


async def test_the_request_log_tells_what_the_bots_asked(sim, hall, side):
    await hall.send_message(700, "x")

    _, log = await sim("GET", "/sim/log?after=0")

    assert [(entry["method"], entry["bot"], entry["chat"], entry["status"]) for entry in log] == [
        ("sendMessage", "hall_bot", "700", 200)
    ]
    assert log[0]["params"]["text"] == "x"


async def test_events_come_live_and_can_be_caught_up(sim, hall, sandbox, side):
    async with sim.client.ws_connect("/sim/events?person=700") as live:
        await asyncio.sleep(0.05)
        before = sandbox.world.events.seq
        sandbox.add_person("李", id=701)
        await hall.send_message(700, "到")
        event = json.loads((await live.receive(timeout=2)).data)

    async with sim.client.ws_connect(f"/sim/events?after={before}") as late:
        missed = [json.loads((await late.receive(timeout=2)).data) for _ in range(2)]

    assert (event["kind"], event["person"], event["bot"]) == ("message", 700, "hall_bot")
    assert event["data"]["text"] == "到"
    assert [event["kind"] for event in missed] == ["person", "message"]


async def test_the_host_adds_its_links_to_the_state(sim, sandbox):
    sandbox.offer(links=[{"label": "议事厅", "href": "http://127.0.0.1:8080/"}], time_zone="UTC")

    _, state = await sim("GET", "/sim/state")

    assert state["links"] == [{"label": "议事厅", "href": "http://127.0.0.1:8080/"}]
    assert state["time_zone"] == "UTC"


async def test_the_page_is_served(sim):
    async with sim.client.get("/") as response:
        body = await response.text()

    assert (response.status, response.content_type) == (200, "text/html")
    assert "<script" in body
