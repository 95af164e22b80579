"""However odd a call is, it ends in an answer or in a refusal with Telegram's envelope."""

import asyncio
import json
from functools import cache

import aiogram.methods
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from bot.sandbox.call import Call
from bot.sandbox.methods.registry import METHODS
from bot.sandbox.server import BotAccount, Sandbox
from bot.sandbox.validation import Schema
from bot.sandbox.wire import ApiError, dump

ODD = [
    "", "x", "0", "-1", "700", "1.5", "1e5", "٣", "null", "true", "[", "[]", "{}", "[1]", "[[]]", "\ud800",
    "\x00", "长" * 5000, "HTML", "<b>", '["a","b"]', '[{"type":"photo","media":"x"},{"type":"dice","media":"x"}]',
    '{"inline_keyboard":[[{"text":"x"}]]}', '{"inline_keyboard":1}', '{"keyboard":[[]]}', '{"keyboard":["a"]}',
    '{"remove_keyboard":true}', '{"force_reply":true}', '{"message_id":1}', '{"type":"chat"}', '{"type":"x"}',
    '[{"offset":0,"length":1,"type":"bold"}]', '[{"offset":-5,"length":9999,"type":"bold"}]', "[700]",
    '[{"command":"a","description":"b"}]', '[{"label":"x","amount":5}]', "attach://nothing", "XTR",
    0, 1, 700, -5, 2**70, 1.5, True, None, [], {}, [1], {"a": 1},
]  # fmt: skip


def plausible(field):
    """The odd values that a field of this type accepts; all of them when none does."""
    adapter = TypeAdapter(list[field.annotation], config={"arbitrary_types_allowed": True})

    def accepts(value):
        parsed = value
        if isinstance(value, str) and value[:1] in {"[", "{"} and len(value) > 1:
            parsed = json.loads(value)
        try:
            adapter.validate_python([parsed])
        except ValidationError:
            return False
        return True

    return [value for value in ODD if accepts(value)] or ODD


@cache
def fields_of(method):
    model = getattr(aiogram.methods, method[0].upper() + method[1:])
    return [
        (name, field.is_required(), plausible(field)) for name, field in model.model_fields.items()
    ]


@st.composite
def calls(draw):
    method = draw(st.sampled_from(sorted(METHODS)))
    params = {}
    for name, required, values in fields_of(method):
        if required or draw(st.integers(0, 3)) == 0:
            params[name] = draw(st.sampled_from(values if draw(st.integers(0, 9)) else ODD))
    if "chat_id" in params and draw(st.integers(0, 3)):
        params["chat_id"] = "700"
    return method, params


@pytest.fixture(scope="module")
def schema():
    schema = Schema()
    asyncio.run(schema.load())
    return schema


@settings(
    max_examples=300, derandomize=True, deadline=None, suppress_health_check=list(HealthCheck)
)
@given(call=calls())
def test_every_call_is_answered_or_refused(schema, call):
    method, params = call
    sandbox = Sandbox((BotAccount(token="1:A", username="a_bot", name="A"),))
    sandbox.add_person("张", id=700)
    side = sandbox.side(700, "a_bot")
    side.start()
    bot = side.bot

    try:
        typed = schema.check(method, params)
        answer = METHODS[method](
            Call(world=sandbox.world, bot=bot, method=method, params=typed, schema=schema)
        )
    except ApiError as refusal:
        answer = refusal.envelope()

    assert dump(answer)
    assert dump(side.messages)
