"""Residents who joined and have filled in their sheets: a press and their ballot is cast."""

from typing import Any

from council.kernel.values import Account
from council.polls.ballots.commands import OpenSheet
from tests.bot.conftest import Stage
from tests.council.conftest import Town
from tests.council.polls.polling import Step


def town_of(stage: Stage) -> Town:
    """The same community, for what no bot does in these tests."""
    town = Town(app=stage.app, clock=stage.clock, id=stage.community_id, slug="heyue")
    for name, phone in stage.people.items():
        town.people[name] = Account(channel="telegram", id=str(phone))
    return town


def joined(stage: Stage, town: Town, *names: str) -> None:
    """People on the list who have joined, with a phone each."""
    for name in names:
        town.person(name)
        stage.with_phone(name, int(town.people[name].id))


def confirming(town: Town, name: str, letters: str = "A", *, poll: int = 1) -> int:
    """Somebody fills in their sheet up to the last question; tells its revision."""
    revision: int = Step(town=town, name=name, poll=poll).sheet(letters).revision
    return revision


def opened(town: Town, name: str, *, poll: int = 1) -> int:
    """Somebody opens their sheet; tells its revision."""
    revision: int = town.act(name, OpenSheet, poll=poll).revision
    return revision


def press(stage: Stage, name: str, data: str, *, bot: str = "resident") -> None:
    """Somebody presses a button of a message that is no longer shown: the answer is a new one."""
    side = stage.side(name, bot)
    message = {"message_id": 1, "date": 0, "chat": side.chat.wire}
    payload: dict[str, Any] = {
        "id": "",
        "from": stage.sandbox.world.person(side.person_id).user(),
        "message": message,
        "chat_instance": "1",
        "data": data,
    }
    world = stage.sandbox.world
    query = world.open_query(side.bot, person_id=side.person_id, chat=side.chat, payload=payload)
    payload["id"] = query.id
    key = ("user", side.person_id)
    world.push(side.bot, "callback_query", payload, key=key, chat_id=side.chat.id)


def texts(stage: Stage, name: str, bot: str = "resident") -> list[str]:
    """What the bot said to somebody, in order."""
    messages = stage.side(name, bot).messages
    return [m.get("text", "") for m in messages if m["from"]["is_bot"]]
