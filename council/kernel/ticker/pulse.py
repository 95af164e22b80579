"""Signs of life: each part of a process writes down that it runs and what troubles it.

By them another process' ``/readyz`` sees a part that died or does not get through, and a start sees
for how long nobody was there.
"""

import asyncio
import logging
import time
from collections.abc import Mapping
from contextlib import suppress
from functools import partial

from sqlalchemy.exc import SQLAlchemyError

from council.kernel.again import Again
from council.kernel.app import App
from council.kernel.database.transaction import Transaction
from council.kernel.operation.records import STOPPED, beat
from council.kernel.ticker.readiness import Readiness

log = logging.getLogger(__name__)

#: Seconds between two signs of life, and between two looks whether a trouble has come or gone.
BEAT, LOOK = 10.0, 2.0
#: How long (s) a sign of life may wait for its commit before the record counts as unwritable.
PATIENCE = 10.0
#: How long (s) a stop waits to say that it was one.
FAREWELL = 2.0


async def pulse(app: App, readiness: Readiness, *, ticker: bool) -> None:
    """Give signs of life until cancelled."""
    told: dict[str, str] = {}
    unwritten = Again()
    at = float("-inf")
    try:
        while True:
            now = _troubles(readiness, ticker=ticker)
            if now != told or time.monotonic() - at >= BEAT:
                try:
                    async with asyncio.timeout(PATIENCE):
                        await app.bus.run(partial(_beat, now))
                except (SQLAlchemyError, TimeoutError) as error:
                    readiness.unwritable = True
                    if unwritten.due():
                        log.warning("no sign of life: %s", type(error).__name__)
                else:
                    readiness.unwritable = False
                    unwritten.over()
                    told, at = now, time.monotonic()
            await asyncio.sleep(LOOK)
    finally:
        with suppress(SQLAlchemyError, TimeoutError):
            async with asyncio.timeout(FAREWELL):
                await app.bus.run(partial(_beat, dict.fromkeys(told, STOPPED)))


def _troubles(readiness: Readiness, *, ticker: bool) -> dict[str, str]:
    found = {bot: trouble() for bot, trouble in readiness.bots.items()}
    return {**found, "ticker": readiness.trouble} if ticker else found


def _beat(troubles: Mapping[str, str], tx: Transaction) -> None:
    for part, trouble in troubles.items():
        beat(tx, part, trouble)
