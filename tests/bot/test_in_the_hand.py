"""From the chat to a page in the hand and back: opened by the bot's button, confirmed in the chat."""

from functools import partial
from urllib.parse import parse_qs, urlsplit

from aiohttp.test_utils import TestClient, TestServer

from bot.resident.launch import claim_of
from tests.bot.conftest import TOKENS, Stage
from tests.bot.test_pages_in_chat import PUBLIC, reached  # noqa: F401 - a fixture
from tests.bot.test_voting import announced
from web.app import make_app
from web.hand.who import LaunchData


def opens(stage: Stage, name: str) -> list[str]:
    """The pages that the newest message's buttons open inside the chat."""
    message = stage.side(name).messages[-1]
    rows = message.get("reply_markup", {}).get("inline_keyboard", [])
    return [each["web_app"]["url"] for row in rows for each in row if "web_app" in each]


async def test_the_sheet_opens_a_page_and_what_is_cast_there_is_told_in_the_chat(
    reached: Stage,  # noqa: F811
):
    stage = reached
    stage.sandbox.set_clock(stage.clock.at - stage.sandbox.world.clock.now())
    await announced(stage)
    await stage.tap("召", "现在开放", bot="staff")
    await stage.say("王芳", "/vote 1")
    pages = opens(stage, "王芳")

    opened = urlsplit(stage.side("王芳").tap(text="📱 在页面上投票")["url"])
    data = parse_qs(opened.fragment)["tgWebAppData"][0]
    way = LaunchData(partial(claim_of, TOKENS["resident"]))
    async with TestClient(TestServer(make_app(stage.app, ways=(way,)))) as client:

        async def press(number: int, press: str, words: str = "") -> dict:
            body = {"id": f"press-of-my-own-{number}", "press": press, "words": words}
            headers = {"Authorization": f"tma {data}"}
            async with client.post("/c/heyue/hand/press", json=body, headers=headers) as answer:
                return await answer.json()

        async with client.get(opened.path) as answer:
            page = answer.status
        sure = await press(1, "ballot.typed:1", "C A")
        cast = await press(2, sure["rows"][0][0]["press"])
    await stage.quiet()

    assert pages == [f"{PUBLIC}/c/heyue/hand/polls/1?lang=zh_CN"]
    assert page == 200
    assert cast["text"].startswith("✅ <b>已收到您的选票</b>")
    assert stage.last("王芳").startswith("✅ 已收到您的选票")
    assert cast["card"]["code"] in stage.last("王芳")
    assert stage.faults() == []
    assert stage.dead_buttons() == []


async def test_where_no_chat_program_would_open_a_page_none_is_offered(stage: Stage):
    object.__setattr__(stage.app.settings, "public_url", "http://hall.example.org")
    await announced(stage)
    await stage.tap("召", "现在开放", bot="staff")

    await stage.say("王芳", "/vote 1")

    assert opens(stage, "王芳") == []
