"""Somebody in the story waits for an answer as long as anything moves, and not for ever."""

import asyncio
from dataclasses import dataclass
from typing import Any

import pytest

from council.cli.story import phone as phones
from council.cli.story.phone import LONGEST, PATIENCE, Phone, without
from council.cli.story.trouble import Silence


@dataclass
class Chat:
    messages: dict[int, Any]


class Side:
    """A chat in which time passes with each look; others' phones move at some of the looks."""

    def __init__(self, product: "Product", *, moves: set[int], answers_at: int) -> None:
        self.chat = Chat({})
        self.toasts: list[Any] = []
        self.looks = self.moved = 0
        self._product, self._moves, self._answers_at = product, moves, answers_at

    async def until(self, predicate: Any, seconds: float) -> None:
        self.looks += 1
        self._product.lived += seconds
        self.moved += self.looks in self._moves
        if self.looks == self._answers_at:
            self.chat.messages[1] = {"message_id": 1, "from": {"is_bot": True}, "text": "好"}
        await asyncio.sleep(0)
        if not predicate(self):
            raise TimeoutError


class Product:
    lived = 0.0

    def insist_alive(self) -> None:
        pass


def waiting(*, moves: set[int] = frozenset(), answers_at: int = 0) -> tuple[Phone, Side]:
    product = Product()
    side = Side(product, moves=set(moves), answers_at=answers_at)
    return Phone(name="F01", side=side, product=product), side  # type: ignore[arg-type]


SECONDS = int(PATIENCE / phones.BREATH)


async def test_an_answer_that_comes_late_is_seen_while_others_are_served_first():
    phone, side = waiting(moves=set(range(1, 5 * SECONDS)), answers_at=5 * SECONDS)

    answer = await phone.act(lambda: None, without("no.such.button"))

    assert (answer["text"], side.looks) == ("好", 5 * SECONDS)


async def test_who_is_left_alone_while_nothing_moves_gives_up():
    phone, side = waiting(moves={1, 2, 3})

    with pytest.raises(Silence, match="F01 acts and waits in vain"):
        await phone.act(lambda: None, without("no.such.button"))

    assert side.looks == 3 + SECONDS


async def test_nobody_waits_for_ever_however_much_moves():
    phone, side = waiting(moves=set(range(1, 10_000)))

    with pytest.raises(Silence):
        await phone.act(lambda: None, without("no.such.button"))

    assert side.looks <= (LONGEST + 1) * SECONDS


class Browser(Side):
    """A page that is read anew: what is seen now lies where what was seen before has lain in memory."""

    async def until(self, predicate: Any, seconds: float) -> None:
        bot, others = {"is_bot": True}, []
        place = id(self.chat.messages.pop(1))
        while len(others) < 1_000:
            others.append({"message_id": 1, "from": bot, "text": "已改"})
            if id(others[-1]) == place:
                break
        self.chat.messages[1] = others[-1]
        await super().until(predicate, seconds)


async def test_a_message_that_takes_the_place_of_another_is_told_from_it():
    product = Product()
    side = Browser(product, moves=set(), answers_at=0)
    side.chat.messages[1] = {"message_id": 1, "from": {"is_bot": True}, "text": "好"}
    phone = Phone(name="F01", side=side, product=product)  # type: ignore[arg-type]

    answer = await phone.act(lambda: None, without("no.such.button"))

    assert (answer["text"], side.looks) == ("已改", 1)
