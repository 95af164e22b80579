import asyncio
import sys
from urllib.parse import urlencode

import aiohttp
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.sandbox.shapes import shape_of
from bot.sandbox.transport import FORM, read_body

HEAVY = ("aiogram", "telegram", "pydantic")


@pytest.fixture
async def client():
    async with aiohttp.ClientSession() as client:
        yield client


async def call(client, url, **request):
    async with client.post(url, **request) as response:
        return response.status, await response.json()


async def test_parameters_come_by_query_form_json_and_multipart(client, sandbox, side):
    url = sandbox.url + "/bot1001:AAA/sendMessage"
    fields = {"chat_id": "700", "text": "议 +&=% 事"}
    form = aiohttp.FormData(fields, default_to_multipart=True)

    answers = [
        await call(client, url, params=fields),
        await call(client, url, data=fields),
        await call(client, url, json={"chat_id": 700, "text": "议 +&=% 事"}),
        await call(client, url, data=form),
    ]

    seen = [(status, body["result"]["text"]) for status, body in answers]
    assert seen == [(200, "议 +&=% 事")] * 4


async def test_a_bot_that_dies_while_it_speaks_is_no_error(sandbox, caplog):
    _, writer = await asyncio.open_connection("127.0.0.1", int(sandbox.url.rpartition(":")[2]))
    writer.write(
        b"POST /bot1001:AAA/sendMessage HTTP/1.1\r\nHost: x\r\nContent-Length: 99\r\n\r\nhalf"
    )
    await writer.drain()
    await asyncio.sleep(0.1)

    writer.transport.abort()
    await asyncio.sleep(0.1)

    assert [record.getMessage() for record in caplog.records] == []


async def test_get_works_and_names_ignore_case(client, sandbox):
    async with client.get(sandbox.url + "/bot1001:AAA/GETME") as response:
        body = await response.json()

    assert (body["ok"], body["result"]["username"]) == (True, "hall_bot")


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("/bot9:X/getMe", {"ok": False, "error_code": 401, "description": "Unauthorized"}),
        ("/bot1001:AAA/fly", {"ok": False, "error_code": 404, "description": "Not Found"}),
        (
            "/bot1001:AAA/sendMessage?text=x",
            {"ok": False, "error_code": 400, "description": "Bad Request: chat_id is empty"},
        ),
        (
            "/bot1001:AAA/sendMessage?chat_id=700",
            {"ok": False, "error_code": 400, "description": "Bad Request: message text is empty"},
        ),
        (
            "/bot1001:AAA/sendMessage?chat_id=700&text=x&reply_markup=[",
            {
                "ok": False,
                "error_code": 400,
                "description": "Bad Request: can't parse reply markup JSON object",
            },
        ),
        (
            "/bot1001:AAA/sendMessage?chat_id=700&text=x&parse_mode=RTF",
            {"ok": False, "error_code": 400, "description": "Bad Request: unsupported parse_mode"},
        ),
        (
            '/bot1001:AAA/sendMessage?chat_id=700&text=x&reply_markup={"inline_keyboard":[[{}]]}',
            {
                "ok": False,
                "error_code": 400,
                "description": "Bad Request: can't parse inline keyboard button: "
                'Can\'t find field "text"',
            },
        ),
        (
            '/bot1001:AAA/sendMessage?chat_id=700&text=x&reply_markup={"buttons":[]}',
            {
                "ok": False,
                "error_code": 400,
                "description": "Bad Request: object expected as reply markup",
            },
        ),
        (
            "/bot1001:AAA/editMessageText?chat_id=700&message_id=x&text=x",
            {
                "ok": False,
                "error_code": 400,
                "description": "Bad Request: message identifier is not specified",
            },
        ),
    ],
)
async def test_refusals_have_the_envelope_and_its_status(client, sandbox, side, path, body):
    answer = await call(client, sandbox.url + path)

    assert answer == (body["error_code"], body)


async def test_unknown_parameters_are_ignored(client, sandbox, side):
    fields = {"chat_id": "700", "text": "x", "colour_of_the_sky": "blue"}

    status, _ = await call(client, sandbox.url + "/bot1001:AAA/sendMessage", data=fields)

    assert status == 200


async def test_a_reply_keyboard_may_be_made_of_plain_strings(client, sandbox, side):
    fields = {"chat_id": "700", "text": "x", "reply_markup": '{"keyboard":[["议程"]]}'}

    await call(client, sandbox.url + "/bot1001:AAA/sendMessage", data=fields)

    assert side.reply_keyboard == {"keyboard": [[{"text": "议程"}]]}


async def test_text_that_is_no_unicode_is_refused(client, sandbox, side):
    status, body = await call(
        client, sandbox.url + "/bot1001:AAA/sendMessage", json={"chat_id": 700, "text": "\ud800"}
    )

    assert (status, body["description"]) == (
        400,
        "Bad Request: strings must be encoded in UTF-8",
    )


@given(st.dictionaries(st.text(min_size=1), st.text()))
def test_forms_are_read_as_they_were_written(fields):
    body = urlencode(fields).encode()

    assert read_body(body, content_type=FORM) == fields


@pytest.mark.parametrize(
    ("annotation", "value", "fits"),
    [
        (int, 1, True),
        (int, True, False),
        (int | None, None, True),
        (list[str], ["a"], True),
        (list[str], ["a", 1], False),
        (object, 1, False),
    ],
)
def test_a_shape_says_yes_only_to_the_plainly_right(annotation, value, fits):
    assert shape_of(annotation)(value) is fits


async def test_neither_library_is_imported_before_the_first_call(tmp_path):
    script = tmp_path / "first_page.py"
    script.write_text(
        "import asyncio, sys, urllib.request\n"
        "from bot.sandbox.server import BotAccount, Sandbox\n"
        "async def main():\n"
        "    sandbox = Sandbox((BotAccount(token='1:A', username='a', name='A'),))\n"
        "    await sandbox.start(port=0)\n"
        "    for path in ('/sim/state', '/bot1:A/getMe', '/bot1:A/getUpdates'):\n"
        "        url = sandbox.url + path\n"
        "        await asyncio.to_thread(lambda: urllib.request.urlopen(url).close())\n"
        "    await sandbox.stop()\n"
        "asyncio.run(main())\n"
        f"print([name for name in {HEAVY!r} if name in sys.modules])\n",
        encoding="utf-8",
    )

    process = await asyncio.create_subprocess_exec(
        sys.executable, "-W", "error", script, stdout=asyncio.subprocess.PIPE, env={"PYTHONPATH": "."}
    )  # fmt: skip
    out, _ = await process.communicate()

    assert (process.returncode, out.decode().strip()) == (0, "[]")
