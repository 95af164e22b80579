"""Seeing that this process is the only one that does a thing for its database."""

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from sqlalchemy import Engine
from sqlalchemy.exc import DBAPIError

from council.kernel.again import Again
from council.kernel.database.lease import Lease
from council.kernel.superseded import Superseded

log = logging.getLogger(__name__)

#: How long (s) a start waits for a process that is just ending, and the pause between two looks.
PATIENCE, LOOK = 10.0, 0.25
#: Seconds between two looks whether we still have it.
WATCH = 2.0


@asynccontextmanager
async def alone(engine: Engine, what: str, sentence: str) -> AsyncIterator[None]:
    """Do one thing as the only process of this database while the block runs.

    Raises Superseded with the sentence when another process does it and does not end.
    """
    turn = Lease(engine, what)
    try:
        await _take(turn, sentence)
        async with asyncio.TaskGroup() as group:
            watching = group.create_task(_watch(turn, sentence))
            yield
            watching.cancel()
    finally:
        await asyncio.to_thread(turn.give_back)


async def _take(turn: Lease, sentence: str) -> None:
    away = Again()
    for _ in range(round(PATIENCE / LOOK)):
        try:
            if await asyncio.to_thread(turn.mine):
                return
        except DBAPIError as error:
            if away.due():  # nobody else has it either
                log.warning("not asked whose turn it is: %s", type(error).__name__)
        await asyncio.sleep(LOOK)
    raise Superseded(sentence)


async def _watch(turn: Lease, sentence: str) -> None:
    """The database may have been away, and another process quicker when it came back."""
    away = Again()
    while True:
        await asyncio.sleep(WATCH)
        try:
            if not await asyncio.to_thread(turn.mine):
                raise Superseded(sentence)
            away.over()
        except DBAPIError as error:
            if away.due():
                log.warning("not asked whose turn it is: %s", type(error).__name__)
