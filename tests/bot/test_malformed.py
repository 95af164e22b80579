"""Updates that no Bot API server of today sends: put aside, acknowledged, others served."""

import copy
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from council.kernel.tables import poison_updates
from tests.bot.conftest import Stage, staged
from tests.bot.test_webhook import post

EXAMPLES = 120

HUGE = 2**70
#: What a message is given in the place of some part.
ODD: tuple[Any, ...] = ("a string", "abc", None, [], {}, -1, HUGE, -HUGE, 1.5, "\ud800", True)


def replies_of(depth: int) -> dict[str, Any]:
    """A message that replies to one that replies to one …"""
    message: dict[str, Any] = {"message_id": 1, "text": "the first"}
    for _ in range(depth):
        message = {"message_id": 1, "text": "a reply", "reply_to_message": message}
    return message


def oddities(user: dict[str, Any], chat: dict[str, Any]) -> Iterator[tuple[str, Any]]:
    """Kinds and payloads as people of other servers have seen them."""
    message = {"message_id": 7, "date": 1769745600, "chat": chat, "from": user, "text": "/help"}
    press = {"id": "1", "from": user, "chat_instance": "1", "data": "home"}
    yield "message", "a string"
    yield "callback_query", 5
    yield "my_chat_member", []
    for odd in ODD:
        yield "message", {**message, "from": {**user, "id": odd}}
        yield "message", {**message, "chat": odd}
        yield "message", {**message, "message_id": odd}
        yield "message", {**message, "date": odd}
        yield "message", {**message, "text": odd}
        yield "callback_query", {**press, "from": odd}
        yield "callback_query", {**press, "message": odd}
        yield "callback_query", {**press, "data": odd}
    old_poll = {"id": "1", "question": "?", "options": [{"text": "a"}], "is_closed": False}
    yield "message", {**message, "text": None, "poll": old_poll}
    yield "message", {**message, **replies_of(300)}
    yield "message", {**message, "reply_to_message": {"text": "x" * 100_000}}


async def test_odd_updates_do_not_end_the_program_and_their_sender_is_served(
    database_url: str, tmp_path: Path, webhook: bool
):
    async with staged(database_url, tmp_path, webhook=webhook) as stage:
        await stage.join("王芳", "facilitator")
        await stage.join("李明")
        for bot in ("resident", "staff"):
            side = stage.side("王芳", bot)
            user = stage.sandbox.world.person(side.person_id).user()
            for kind, payload in oddities(user, side.chat.wire):
                key = ("chat", side.chat.id)
                stage.sandbox.world.push(side.bot, kind, payload, key=key, chat_id=side.chat.id)
        await stage.sandbox.idle(60)
        clear(stage)

        hers = await stage.say("王芳", "/help")
        at_the_desk = await stage.say("王芳", "/help", "staff")
        his = await stage.say("李明", "/help")

        assert "/vote" in hers
        assert "/today" in at_the_desk
        assert "/vote" in his


async def test_whatever_stands_in_whatever_place_of_an_update_is_no_bug(
    sqlite_url: str, tmp_path: Path
):
    async with staged(sqlite_url, tmp_path, webhook=True) as stage:
        await stage.join("王芳", "facilitator")
        legal = [*legal_updates(stage.phone("王芳"))]
        examples: list[Any] = []

        @settings(
            max_examples=EXAMPLES,
            deadline=None,
            database=None,
            suppress_health_check=list(HealthCheck),
        )
        @given(st.sampled_from(legal).flatmap(with_anything_somewhere))
        def collect(update: Any) -> None:
            examples.append(update)

        collect()
        answers = {
            (bot, (await post(stage, each, bot=bot))[0])
            for each in examples
            for bot in ("resident", "staff")
        }
        bugs = clear(stage)
        hers = await stage.say("王芳", "/help")

        assert answers == {("resident", 200), ("staff", 200)}
        assert bugs == []
        assert hers


def clear(stage: Stage) -> list[str]:
    """Forget what was put aside as it should be; tells what met a bug."""
    errors = stage.app.bus.read_now(
        lambda tx: list(tx.connection.scalars(select(poison_updates.c.error)))
    )
    stage.app.bus.submit_run(
        lambda tx: tx.connection.execute(poison_updates.delete()).rowcount
    ).result()
    return [error for error in errors if "Traceback" in error]


def legal_updates(account: int) -> Iterator[dict[str, Any]]:
    """One update of each kind and content that our bots look at."""
    user = {"id": account, "is_bot": False, "first_name": "王芳", "language_code": "zh-hans"}
    chat = {"id": account, "type": "private", "first_name": "王芳"}
    message = {"message_id": 9, "date": 1769745600, "chat": chat, "from": user}
    file = {"file_id": "f", "file_unique_id": "u", "file_size": 10}
    picture = {**file, "width": 1, "height": 1}
    command = [{"type": "bot_command", "offset": 0, "length": 5}]
    yield {"update_id": 11, "message": {**message, "text": "/help", "entities": command}}
    yield {"update_id": 12, "message": {**message, "photo": [picture], "caption": "照片"}}
    yield {"update_id": 13, "message": {**message, "document": {**file, "file_name": "a.csv"}}}
    yield {"update_id": 14, "message": {**message, "voice": {**file, "duration": 1}}}
    pressed = {
        "id": "5",
        "from": user,
        "chat_instance": "1",
        "data": "settings",
        "message": message,
    }
    yield {"update_id": 15, "callback_query": pressed}
    member = {"user": user, "status": "member"}
    change = {"chat": chat, "from": user, "date": 1769745600, "new_chat_member": member}
    yield {"update_id": 16, "my_chat_member": {**change, "old_chat_member": member}}


def places(part: Any, at: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Every place of a JSON value."""
    yield at
    inner = (
        part.items()
        if isinstance(part, dict)
        else enumerate(part)
        if isinstance(part, list)
        else ()
    )
    for name, value in inner:
        yield from places(value, (*at, name))


ANYTHING = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.sampled_from((HUGE, -HUGE, 2**63, 2**52 + 1, 0))
    | st.floats()
    | st.text()
    | st.sampled_from(("\ud800", "\0", "/start", "private", "x" * 5_000)),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3)
    ),
    max_leaves=8,
)


def with_anything_somewhere(update: dict[str, Any]) -> st.SearchStrategy[Any]:
    """A legal update in which one or two places hold something else."""
    change = st.tuples(st.sampled_from([*places(update)]), ANYTHING)
    return st.lists(change, min_size=1, max_size=2).map(lambda made: _changed(update, made))


def _changed(update: Any, changes: list[tuple[tuple[Any, ...], Any]]) -> Any:
    made = copy.deepcopy(update)
    for at, value in changes:
        if not at:
            return value
        part = made
        for name in at[:-1]:
            part = part[name] if isinstance(part, dict | list) and _has(part, name) else None
        if isinstance(part, dict) or (isinstance(part, list) and _has(part, at[-1])):
            part[at[-1]] = value
    return made


def _has(part: Any, name: Any) -> bool:
    if isinstance(part, dict):
        return name in part
    return isinstance(name, int) and name < len(part)
