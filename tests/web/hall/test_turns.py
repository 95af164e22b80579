"""What is asked together shares a transaction; nobody waits alone, and nobody fails for another."""

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

import pytest
from sqlalchemy.exc import OperationalError

from web.hall.turns import MOST, Turns


@dataclass
class Bus:
    """A bus that counts its transactions, and holds them until it is told to go on."""

    groups: list[list[int]] = field(default_factory=list)
    go: asyncio.Event = field(default_factory=asyncio.Event)

    async def read(self, function: Callable[[Any], Any]) -> Any:
        """Run a function, with this bus in the place of the transaction."""
        await self.go.wait()
        return function(self)


def doubled(tx: Any, asked: Sequence[int]) -> list[int]:
    """Answer with twice the number; 13 is a bug."""
    tx.groups.append(list(asked))
    if 13 in asked:
        message = "13"
        raise ValueError(message)
    return [2 * each for each in asked]


async def test_what_is_asked_while_a_group_is_under_way_is_the_next_group():
    bus = Bus()
    turns: Turns[int, int] = Turns(bus, doubled)

    first = asyncio.create_task(turns.ask(1))
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    later = [asyncio.create_task(turns.ask(n)) for n in range(2, 6)]
    await asyncio.sleep(0)
    bus.go.set()

    assert await asyncio.gather(first, *later) == [2, 4, 6, 8, 10]
    assert bus.groups == [[1], [2, 3, 4, 5]]


async def test_a_crowd_makes_groups_of_a_bounded_size():
    bus = Bus()
    bus.go.set()
    turns: Turns[int, int] = Turns(bus, doubled)

    found = await asyncio.gather(*(turns.ask(n + 100) for n in range(MOST + 10)))

    assert found == [2 * (n + 100) for n in range(MOST + 10)]
    assert max(map(len, bus.groups)) <= MOST


async def test_where_a_group_fails_each_is_tried_alone():
    bus = Bus()
    bus.go.set()
    turns: Turns[int, int] = Turns(bus, doubled)

    found = await asyncio.gather(*map(turns.ask, (12, 13, 14)), return_exceptions=True)

    assert found[0] == 24
    assert isinstance(found[1], ValueError)
    assert found[2] == 28


async def test_who_gave_up_is_left_out_and_the_others_are_answered():
    bus = Bus()
    turns: Turns[int, int] = Turns(bus, doubled)
    asking = [asyncio.create_task(turns.ask(n)) for n in (1, 2)]
    await asyncio.sleep(0)
    asking[0].cancel()
    bus.go.set()

    assert await asking[1] == 4
    with pytest.raises(asyncio.CancelledError):
        await asking[0]
    assert await turns.ask(3) == 6


async def test_nobody_waits_for_an_answer_that_was_left_out():
    bus = Bus()
    bus.go.set()

    def short(tx: Any, asked: Sequence[int]) -> list[int]:
        """Leave out whatever is above ten."""
        return [each for each in asked if each < 10]

    turns: Turns[int, int] = Turns(bus, short)

    async with asyncio.timeout(10):
        found = await asyncio.gather(*map(turns.ask, (1, 12, 3)), return_exceptions=True)
        later = await turns.ask(4)

    assert (found[0], found[2], later) == (1, 3, 4)
    assert isinstance(found[1], ValueError)


async def test_where_the_database_is_away_everybody_is_told_so_at_once():
    """Each alone would wait for it as long as all together did."""
    bus = Bus()
    bus.go.set()

    def away(tx: Any, asked: Sequence[int]) -> list[int]:
        tx.groups.append(list(asked))
        raise OperationalError("SELECT 1", {}, Exception("gone"))

    turns: Turns[int, int] = Turns(bus, away)

    found = await asyncio.gather(*map(turns.ask, (1, 2, 3)), return_exceptions=True)

    assert all(isinstance(each, OperationalError) for each in found)
    assert bus.groups == [[1, 2, 3]]
