"""Lines: in order for one person, in turn between people."""

import asyncio
from collections.abc import Callable

from council.chat.lines import Lines


async def until(predicate: Callable[[], bool]) -> None:
    """Let the loop turn until something is so."""
    while not predicate():  # noqa: ASYNC110 - lines ring no bell
        await asyncio.sleep(0)


async def test_each_person_is_served_in_order_and_people_in_turn():
    done: list[tuple[int, int]] = []

    async def handle(item: tuple[int, int]) -> None:
        await asyncio.sleep(0)
        done.append(item)

    lines = Lines(handle, hands=1)
    for n in range(3):
        lines.add(1, (1, n))
    lines.add(2, (2, 0))
    lines.add(3, (3, 0))
    await until(lambda: len(done) == 5)

    assert done == [(1, 0), (2, 0), (3, 0), (1, 1), (1, 2)]


async def test_who_is_slow_holds_up_nobody_else():
    go, done = asyncio.Event(), []

    async def handle(item: tuple[int, int]) -> None:
        if item[0] == 1:
            await go.wait()
        done.append(item)

    lines = Lines(handle)
    lines.add(1, (1, 0))
    lines.add(1, (1, 1))
    lines.add(2, (2, 0))
    await until(lambda: bool(done))
    waiting = (list(done), lines.length(1), lines.length(2))
    go.set()
    await lines.close()

    assert waiting == ([(2, 0)], 2, 0)
    assert done[:2] == [(2, 0), (1, 0)]


async def test_what_comes_while_a_line_is_occupied_waits_for_it():
    done: list[str] = []

    async def handle(item: str) -> None:
        done.append(item)

    lines = Lines(handle)
    lines.occupy(1)
    lines.add(1, "later")
    await asyncio.sleep(0)
    before = (list(done), lines.length(1))
    lines.vacate(1)
    await until(lambda: bool(done))

    assert (before, done, lines.length(1)) == (([], 1), ["later"], 0)
