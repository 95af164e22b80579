"""Reading an update at the door: only what our bots use goes on, and what makes two the same."""

from typing import Any

import pytest

from bot.reading import Malformed, read

USER = {"id": 7, "is_bot": False, "first_name": "A", "language_code": "en", "is_premium": True}
CHAT = {"id": 7, "type": "private", "title": "?"}


def message(number: int = 1, **parts: Any) -> dict[str, Any]:
    body = {"message_id": 5, "date": 9, "chat": CHAT, "from": USER, "text": "hi", **parts}
    return {"update_id": number, "message": body}


def press(**parts: Any) -> dict[str, Any]:
    under = {"message_id": 5, "date": 9, "chat": CHAT, "text": "shown"}
    body = {"id": "q", "from": USER, "data": "home", "message": under, **parts}
    return {"update_id": 1, "callback_query": body}


def digest(raw: Any) -> int:
    waiting = read(raw)
    assert waiting is not None
    return waiting.digest


def test_only_what_is_used_goes_on():
    raw = message(poll={"id": 5}, reply_to_message={"text": "x"}, caption=7, photo=["no photo"])

    waiting = read(raw)

    assert waiting is not None
    assert waiting.update["message"] == {
        "message_id": 5,
        "date": 9,
        "chat": {"id": 7, "type": "private"},
        "from": {"id": 7, "is_bot": False, "first_name": "", "language_code": "en"},
        "text": "hi",
        "photo": [],
    }
    assert (waiting.sender, waiting.kind, waiting.taken_at) == (7, "message", 0)


@pytest.mark.parametrize(
    "sign",
    [
        {"forward_origin": {"type": "of tomorrow"}},
        {"forward_date": 5},
        {"forward_from": {"id": 8}},
        {"forward_sender_name": "B"},
    ],
)
def test_a_forwarded_message_is_known_as_one_whatever_the_servers_age(sign: dict[str, Any]):
    waiting = read(message(**sign))

    assert waiting is not None
    assert waiting.update["message"]["forward_origin"]["type"] == "hidden_user"


def test_a_repeat_has_the_same_digest_and_nothing_else_has():
    same = [
        message(),
        message(**{"from": {**USER, "first_name": "B", "language_code": "zh"}}),
        message(reply_to_message={"text": "no longer there"}),
    ]
    others = [
        message(text="ho"),
        message(date=10),
        message(message_id=6),
        message(**{"from": {**USER, "id": 8}}),
        press(),
        press(data="else"),
        press(id="r"),
    ]

    assert len({digest(each) for each in same}) == 1
    assert len({digest(each) for each in (same[0], *others)}) == 1 + len(others)


def test_a_press_is_the_same_whatever_its_message_says_by_now():
    under = {"message_id": 5, "date": 9, "chat": CHAT, "text": "edited meanwhile"}

    assert digest(press()) == digest(press(message=under))


@pytest.mark.parametrize(
    ("raw", "number", "sender"),
    [
        (None, -1, 0),
        ([], -1, 0),
        ({}, -1, 0),
        ({"update_id": 4, "message": "text"}, 4, 0),
        (message(**{"from": {"id": "abc"}}), 1, 0),
        (message(**{"from": {"id": 2**70}}), 1, 0),
        (message(chat={"id": 2**70, "type": "private"}), 1, 7),
        (message(chat={"id": -5, "type": "group", "x": 1}, message_id=None), 1, 0),
        (message(number=None), -1, 7),  # type: ignore[arg-type]
        (message(number=2**63), -1, 7),
        (message(number=True), -1, 7),
    ],
)
def test_what_nobody_can_answer_is_malformed(raw: Any, number: int, sender: int):
    with pytest.raises(Malformed) as caught:
        read(raw)

    assert (caught.value.update_id, caught.value.sender) == (number, sender)


@pytest.mark.parametrize(
    "raw",
    [
        {"update_id": 1},
        {"update_id": 1, "channel_post": {}},
        {"update_id": 1, "message": None},
        {"update_id": 1, "poll": "of whatever shape"},
    ],
)
def test_a_kind_that_nobody_asked_for_is_let_pass(raw: Any):
    assert read(raw) is None
